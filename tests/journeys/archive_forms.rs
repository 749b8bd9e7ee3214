//! The printed forms of the archive and of following up, each looked at as a PDF.

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;
use crate::following_up::{bureau, enters};

/// Prints a form about somebody, or about a row; answers its pages and what it warns of.
fn prints(clerk: &Clerk, form: &str, people: &[&str], rows: &[i64]) -> (u64, Vec<String>) {
    let to = clerk.path(&format!("{form}.pdf"));
    let request = FormExport {
        form: form.into(),
        people: people.iter().map(|name| clerk.person(name)).collect(),
        rows: rows.to_vec(),
        options: FormOptions::default(),
        to: to.display().to_string(),
        kind: "pdf".into(),
        names: String::new(),
    };
    let written = clerk.desk.form_export(request, &Unwatched).expect("written");
    if let Some(folder) = std::env::var_os("ANTOU_FORM_LOOK") {
        let kept = std::path::Path::new(&folder).join(format!("{form}.pdf"));
        std::fs::copy(&to, kept).expect("kept");
    }
    let warnings = written
        .warnings
        .iter()
        .map(|warning| format!("{}：{}", warning.cell, warning.message));
    (written.pages, warnings.collect())
}

#[test]
fn the_forms_of_the_archive_are_printed() {
    let clerk = bureau();
    for (class, seq, title, formed, pages) in [
        ("1", "1", "干部履历表", "2024.03.12", "12"),
        ("3", "1", "2024年度考核登记表", "2025.01", "2"),
        ("4-1", "1", "毕业生登记表", "2002.07.01", "6"),
        ("9-2", "1", "干部任免审批表", "2020.01.15", "2"),
    ] {
        let values = [
            ("class", class),
            ("seq", seq),
            ("title", title),
            ("formed", formed),
            ("pages", pages),
        ];
        enters(&clerk, "李四", "material", &values);
    }
    assert_eq!(prints(&clerk, "archive_catalogue", &["李四"], &[]), (1, vec![]));
    for number in 1..60 {
        let values = [
            ("class", "10"),
            ("seq", &number.to_string()),
            ("title", "其他可供参考的材料"),
            ("formed", "2021.05"),
        ];
        enters(&clerk, "李四", "material", &values);
    }
    let (pages, warnings) = prints(&clerk, "archive_catalogue", &["李四"], &[]);
    assert_eq!((pages, warnings), (3, vec![]), "the head stands on each page");
    let facts = [
        ("fact", "出生日期"),
        ("shown", "1980.01"),
        ("earliest", "1980.01"),
        ("material", "入团志愿书"),
        ("recognised", "1980.01"),
    ];
    enters(&clerk, "李四", "certified", &facts);
    assert_eq!(prints(&clerk, "certified", &["李四"], &[]), (1, vec![]));
    for (milestone, due, done) in [
        ("完成任职培训", "2025.06", "2025.05"),
        ("乡镇挂职一年", "2026.12", ""),
    ] {
        let mut values = vec![
            ("period", "2024—2026"),
            ("field", "财政金融"),
            ("method", "挂职锻炼"),
            ("posting", "云岭街道办事处副主任"),
            ("milestone", milestone),
            ("due", due),
        ];
        values.extend((!done.is_empty()).then_some(("done", done)));
        enters(&clerk, "王五", "cultivation", &values);
    }
    assert_eq!(prints(&clerk, "cultivation", &["王五"], &[]), (1, vec![]));
    let loan = enters(
        &clerk,
        "李四",
        "archive_loan",
        &[
            ("kind", "借阅"),
            ("borrowed", "2026.11.20"),
            ("reader_unit", "云岭区纪委监委"),
            ("readers", "孙八、周九"),
            ("party_members", "是"),
            ("purpose", "干部考察核实经历"),
            ("content", "履历类、任免类材料"),
        ],
    );
    assert_eq!(prints(&clerk, "archive_loan", &[], &[loan]), (1, vec![]));
    let transfer = enters(
        &clerk,
        "钱七",
        "archive_transfer",
        &[
            ("direction", "转出"),
            ("changed", "2026.11.01"),
            ("other_unit", "云江区委组织部"),
            ("reason", "调出"),
            ("number", "2026-018"),
            ("originals", "1"),
            ("materials", "63"),
            ("way", "机要交通"),
        ],
    );
    assert_eq!(prints(&clerk, "archive_transfer", &[], &[transfer]), (1, vec![]));
}
