//! Printing the 干部任免审批表: what is previewed is what is written.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

fn prepared() -> (Clerk, i64) {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[
        ("name", "张三"),
        ("sex", "男"),
        ("birth", "1981.03"),
        ("ethnicity", "汉族"),
        ("native_place", "江东安平"),
        ("birthplace", "江东安平"),
        ("political_status", "中共党员"),
        ("party_joined", "2003.06"),
        ("work_started", "2004.08"),
        ("health", "健康"),
    ]);
    clerk.types(
        person,
        "post",
        None,
        &[
            ("unit", "财政局"),
            ("title", "预算科科长"),
            ("started", "2017.11"),
            ("main", "是"),
        ],
    );
    clerk.types(
        person,
        "resume",
        None,
        &[
            ("started", "2000.09"),
            ("ended", "2004.08"),
            ("text", "江东大学会计学专业学习"),
        ],
    );
    clerk.types(
        person,
        "resume",
        None,
        &[("started", "2004.08"), ("text", "财政局预算科科员、科长")],
    );
    for year in ["2023", "2024", "2025"] {
        clerk.types(
            person,
            "assessment",
            None,
            &[("year", year), ("conclusion", "称职")],
        );
    }
    (clerk, person)
}

/// Text of a PDF, without blanks.
pub fn text_of(file: &std::path::Path) -> String {
    let output = std::process::Command::new("pdftotext")
        .arg(file)
        .arg("-")
        .output()
        .expect("pdftotext of poppler-utils");
    String::from_utf8_lossy(&output.stdout)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

#[test]
fn the_form_of_a_person_is_previewed_and_written() {
    let (clerk, person) = prepared();
    let preview = clerk
        .desk
        .form_preview(
            FormPreview {
                form: "appointment".into(),
                people: vec![person],
                rows: Vec::new(),
                options: FormOptions::default(),
            },
            &Unwatched,
        )
        .expect("pages");
    assert_eq!(preview.pages.len(), 2);
    assert!(preview.pages[0].svg.starts_with("<svg"));
    let file = clerk.path("任免审批表.pdf");
    let request = FormExport {
        form: "appointment".into(),
        people: vec![person],
        rows: Vec::new(),
        options: FormOptions::default(),
        to: file.display().to_string(),
        kind: String::new(),
        names: String::new(),
    };
    let written = clerk.desk.form_export(request, &Unwatched).expect("written");
    assert_eq!((written.people, written.pages, written.files.len()), (1, 2, 1));
    let text = text_of(&file);
    for part in [
        "干部任免审批表",
        "张三",
        "1981.03",
        "45岁",
        "江东大学会计学专业学习",
        "2023年、2024年、2025年年度考核均为称职",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn age_on_the_form_follows_the_as_of_date() {
    let (clerk, person) = prepared();
    clerk
        .desk
        .set_as_of(
            SetAsOf {
                date: Some("2024-02-28".into()),
            },
            &Unwatched,
        )
        .expect("set");
    let file = clerk.path("a.pdf");
    let request = FormExport {
        form: "appointment".into(),
        people: vec![person],
        rows: Vec::new(),
        options: FormOptions::default(),
        to: file.display().to_string(),
        kind: String::new(),
        names: String::new(),
    };
    clerk.desk.form_export(request, &Unwatched).expect("written");
    assert!(
        text_of(&file).contains("42岁"),
        "born 1981.03, not yet 43 in February 2024"
    );
}

#[test]
fn a_text_that_does_not_fit_is_named_before_printing() {
    let (clerk, person) = prepared();
    for year in 1950..2000 {
        let text =
            "在很长很长的单位名称里担任很长很长的职务，并兼任许多别的职务，负责许多方面的工作".repeat(3);
        clerk.types(
            person,
            "resume",
            None,
            &[
                ("started", &format!("{year}.01")),
                ("ended", &format!("{year}.12")),
                ("text", &text),
            ],
        );
    }
    let preview = clerk
        .desk
        .form_preview(
            FormPreview {
                form: "appointment".into(),
                people: vec![person],
                rows: Vec::new(),
                options: FormOptions::default(),
            },
            &Unwatched,
        )
        .expect("pages");
    assert!(
        preview
            .warnings
            .iter()
            .any(|w| w.kind == "overflow" && w.name == "张三" && w.cell.contains("简历")),
        "{:?}",
        preview.warnings
    );
}

#[test]
fn a_folder_gets_one_file_per_person_and_a_pdf_binds_all() {
    let (clerk, first) = prepared();
    let second = clerk.adds(&[("name", "李四"), ("sex", "女"), ("birth", "1990.01")]);
    let twin = clerk.adds(&[("name", "李四"), ("sex", "男"), ("birth", "1991.01")]);
    let people = vec![first, second, twin];
    let bound = clerk.path("全部.pdf");
    let request = |to: String| FormExport {
        form: "appointment".into(),
        people: people.clone(),
        rows: Vec::new(),
        options: FormOptions {
            layout: "v3".into(),
            face: "fang".into(),
            ..FormOptions::default()
        },
        to,
        kind: String::new(),
        names: String::new(),
    };
    let written = clerk
        .desk
        .form_export(request(bound.display().to_string()), &Unwatched)
        .expect("bound");
    assert_eq!((written.people, written.pages), (3, 6));
    let folder = clerk.path("一人一份");
    std::fs::create_dir(&folder).expect("a folder");
    let written = clerk
        .desk
        .form_export(request(folder.display().to_string()), &Unwatched)
        .expect("one each");
    assert_eq!(
        written.files.len(),
        3,
        "two of one name do not overwrite each other: {:?}",
        written.files
    );
}

#[test]
fn pages_can_be_written_as_pictures_and_other_kinds_are_refused() {
    let (clerk, person) = prepared();
    let request = |name: &str| FormExport {
        form: "appointment".into(),
        people: vec![person],
        rows: Vec::new(),
        options: FormOptions::default(),
        to: clerk.path(name).display().to_string(),
        kind: String::new(),
        names: String::new(),
    };
    let written = clerk
        .desk
        .form_export(request("表.svg"), &Unwatched)
        .expect("written");
    assert_eq!(written.files.len(), 2);
    assert!(
        std::fs::read_to_string(clerk.path("表-2.svg"))
            .expect("the second page")
            .starts_with("<svg")
    );
    assert_eq!(
        clerk
            .desk
            .form_export(request("表.txt"), &Unwatched)
            .expect_err("no such kind")
            .code,
        "form.kind"
    );
}
