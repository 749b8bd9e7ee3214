//! The 任免审批表 as an editor: what is typed on the form is what prints, and is kept as rows in one operation.

use std::collections::BTreeMap;

use antou_desk::Unwatched;
use antou_desk::messages::*;

use crate::clerk::Clerk;

fn somebody(clerk: &Clerk) -> i64 {
    let person = clerk.adds(&[
        ("name", "张三"),
        ("sex", "男"),
        ("birth", "1981.03.15"),
        ("political_status", "中共党员"),
        ("party_joined", "2003.06.01"),
    ]);
    for (set, values) in [
        (
            "post",
            &[
                ("unit", "云岭区财政局"),
                ("title", "副局长"),
                ("started", "2015.04"),
                ("main", "是"),
            ][..],
        ),
        (
            "post",
            &[
                ("unit", "云岭区财政局"),
                ("title", "党组成员"),
                ("started", "2015.04"),
            ],
        ),
        (
            "education",
            &[
                ("mode", "全日制"),
                ("level", "大学"),
                ("degree", "经济学学士"),
                ("school", "云州大学"),
                ("major", "会计学"),
                ("graduated", "2003.07"),
            ],
        ),
        (
            "resume",
            &[
                ("started", "1999.09"),
                ("ended", "2003.07"),
                ("text", "云州大学会计学专业学习"),
                ("kind", "学习"),
            ],
        ),
        (
            "resume",
            &[
                ("started", "2003.07"),
                ("ended", "2015.04"),
                ("text", "云岭区财政局科员"),
                ("grassroots", "是"),
            ],
        ),
        (
            "resume",
            &[("started", "2015.04"), ("text", "云岭区财政局党组成员、副局长")],
        ),
        (
            "award",
            &[
                ("kind", "奖励"),
                ("name", "记三等功"),
                ("decided", "2012.05.10"),
                ("authority", "云州市人民政府"),
                ("reason", "防汛"),
            ],
        ),
        ("assessment", &[("year", "2020"), ("conclusion", "称职")]),
        ("assessment", &[("year", "2023"), ("conclusion", "称职")]),
        (
            "assessment",
            &[("year", "2024"), ("conclusion", "优秀"), ("unit", "云岭区财政局")],
        ),
        ("assessment", &[("year", "2025"), ("conclusion", "称职")]),
        (
            "family",
            &[
                ("relation", "妻子"),
                ("name", "李四"),
                ("birth", "1982.04"),
                ("work", "云岭区第一中学教师"),
            ],
        ),
        (
            "family",
            &[
                ("relation", "父亲"),
                ("name", "张大"),
                ("birth", "1955.01"),
                ("work", "农民"),
                ("deceased", "是"),
            ],
        ),
    ] {
        let saved = clerk.types(person, set, None, values);
        assert!(saved.row.is_some(), "{set}: {:?}", saved.problems);
    }
    person
}

fn typed(cells: &[(&str, &str)]) -> BTreeMap<String, String> {
    cells
        .iter()
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
        .collect()
}

fn looks(clerk: &Clerk, person: i64, cells: &[(&str, &str)]) -> FormEditorView {
    let request = FormEditorQuery {
        person,
        options: FormOptions::default(),
        typed: typed(cells),
    };
    clerk.desk.form_editor(request, &Unwatched).expect("the form")
}

fn saves(clerk: &Clerk, person: i64, cells: &[(&str, &str)]) -> SavedForm {
    let request = SaveForm {
        person,
        options: FormOptions::default(),
        typed: typed(cells),
    };
    clerk.desk.save_form(request, &Unwatched).expect("answered")
}

fn cell<'v>(view: &'v FormEditorView, key: &str) -> &'v FormCell {
    let found = view.cells.iter().find(|cell| cell.key == key);
    found.unwrap_or_else(|| {
        panic!(
            "no cell {key} among {:?}",
            view.cells.iter().map(|cell| &cell.key).collect::<Vec<_>>()
        )
    })
}

fn rows(clerk: &Clerk, person: i64, set: &str) -> Vec<RowView> {
    let view = clerk
        .desk
        .dossier(PersonId { person }, &Unwatched)
        .expect("a dossier");
    view.sections
        .into_iter()
        .find(|section| section.set == set)
        .expect("the section")
        .rows
}

fn shown(rows: &[RowView], items: &[&str]) -> Vec<String> {
    let text = |row: &RowView, item: &&str| {
        row.cells
            .get(*item)
            .map(|cell| cell.text.clone())
            .unwrap_or_default()
    };
    rows.iter()
        .map(|row| {
            items
                .iter()
                .map(|item| text(row, item))
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect()
}

#[test]
fn cells_say_what_stands_in_them_and_walk_in_the_order_of_the_form() {
    let clerk = Clerk::with_new_vault();
    let person = somebody(&clerk);
    let view = looks(&clerk, person, &[]);
    assert_eq!(view.pages.len(), 2);
    let keys: Vec<&str> = view.cells.iter().map(|cell| cell.key.as_str()).collect();
    assert_eq!(&keys[..4], ["name", "sex", "birth", "photo"]);
    assert!(keys.iter().position(|key| *key == "resume") < keys.iter().position(|key| *key == "awards"));
    for (key, text) in [
        ("birth", "1981.03"),
        ("party_joined", "2003.06"),
        ("post_now", "云岭区财政局副局长、党组成员"),
        ("full_time.school_level", "云州大学会计学专业"),
        ("awards", "2012年5月，经云州市人民政府批准，记三等功。"),
        (
            "assessments",
            "2023年年度考核称职，2024年年度考核优秀，2025年年度考核称职",
        ),
    ] {
        assert_eq!(cell(&view, key).text, text, "{key}");
    }
    let resume = cell(&view, "resume");
    assert!(
        resume.text.lines().count() == 3 && resume.lines == 3 && resume.room > 20,
        "{resume:?}"
    );
    let father = rows(&clerk, person, "family")
        .iter()
        .find(|row| row.cells["relation"].text == "父亲")
        .expect("father")
        .id;
    assert_eq!(
        cell(&view, &format!("family.{father}.work")).text,
        "农民（已去世）"
    );
    assert!(
        keys.contains(&"family.new0.relation"),
        "blank rows can be typed into"
    );
    assert!(!cell(&view, "due_age").why.is_empty());
    // nothing is written by looking, and the text of every cell typed again changes nothing
    let again: Vec<(&str, &str)> = view
        .cells
        .iter()
        .filter(|cell| cell.why.is_empty())
        .map(|cell| (cell.key.as_str(), cell.text.as_str()))
        .collect();
    let saved = saves(&clerk, person, &again);
    assert_eq!(
        (saved.op, saved.refused),
        (None, Vec::<String>::new()),
        "the day behind a month is not lost"
    );
}

#[test]
fn what_is_typed_prints_at_once_and_is_saved_as_rows_in_one_operation() {
    let clerk = Clerk::with_new_vault();
    let person = somebody(&clerk);
    let before = clerk.desk.whole_dossier(person).expect("a dossier").to_json();
    let resume = "1999.09--2003.07  云州大学会计学专业学习\n2003.07--2015.04  云岭区财政局科员、副科长\n（其间：2008.09--2011.06  江南大学在职学习）\n2015.04--          云岭区财政局党组成员、副局长";
    let cells = [
        ("birthplace", "江东安平"),
        ("health", "健康"),
        ("post_now", "云岭区财政局副局长、党组书记"),
        ("post_proposed", "云岭区审计局局长"),
        ("reason", "工作需要。"),
        ("full_time.school_level", "云州大学审计学专业"),
        ("in_service.level", "研究生"),
        ("resume", resume),
        (
            "awards",
            "2012年5月，经云州市人民政府批准，记三等功；2024年3月，嘉奖。",
        ),
        (
            "assessments",
            "2023年年度考核优秀，2024年年度考核优秀，2025年年度考核称职",
        ),
        ("family.new0.relation", "儿子"),
        ("family.new0.name", "张小"),
        ("family.new0.birth", "201001"),
    ];
    let view = looks(&clerk, person, &cells);
    assert_eq!(cell(&view, "post_now").text, "云岭区财政局副局长、党组书记");
    let son = view
        .cells
        .iter()
        .position(|cell| cell.key == "family.new0.name")
        .expect("the son");
    let wife = view
        .cells
        .iter()
        .position(|cell| cell.text == "李四")
        .expect("the wife");
    let father = view
        .cells
        .iter()
        .position(|cell| cell.text == "张大")
        .expect("the father");
    assert!(wife < son && son < father, "in the customary order at once");
    assert_eq!(
        clerk.desk.whole_dossier(person).expect("a dossier").to_json(),
        before,
        "nothing is stored yet"
    );

    let saved = saves(&clerk, person, &cells);
    assert_eq!(
        (saved.refused.as_slice(), saved.saved),
        (&[][..], cells.len() as u32)
    );
    assert_eq!(clerk.shows(person, "birthplace"), "江东安平");
    assert_eq!(
        shown(
            &rows(&clerk, person, "resume"),
            &["started", "ended", "text", "within", "kind", "grassroots"]
        ),
        [
            "1999.09|2003.07|云州大学会计学专业学习||学习|",
            "2003.07|2015.04|云岭区财政局科员、副科长|||是",
            "2008.09|2011.06|江南大学在职学习|是||",
            "2015.04||云岭区财政局党组成员、副局长|||",
        ],
        "what the text does not say stays"
    );
    assert_eq!(
        shown(&rows(&clerk, person, "award"), &["name", "decided", "reason"]),
        ["嘉奖|2024.03|", "记三等功|2012.05.10|防汛"]
    );
    assert_eq!(
        shown(
            &rows(&clerk, person, "assessment"),
            &["year", "conclusion", "unit"]
        ),
        ["2025|称职|", "2024|优秀|云岭区财政局", "2023|优秀|", "2020|称职|"],
        "a year that is not on the form is not touched"
    );
    assert_eq!(
        shown(
            &rows(&clerk, person, "education"),
            &["mode", "level", "school", "major"]
        ),
        ["全日制|大学|云州大学|审计学", "在职|研究生||"]
    );
    assert_eq!(
        shown(&rows(&clerk, person, "proposal"), &["proposed", "reason"]),
        ["云岭区审计局局长|工作需要。"]
    );
    assert_eq!(
        shown(&rows(&clerk, person, "family"), &["relation", "name"])[1],
        "儿子|张小"
    );
    clerk.undoes(saved.op);
    assert_eq!(
        clerk.desk.whole_dossier(person).expect("a dossier").to_json(),
        before,
        "one undo takes all back"
    );
}

#[test]
fn a_cell_that_is_not_read_whole_stays_with_the_clerk() {
    let clerk = Clerk::with_new_vault();
    let person = somebody(&clerk);
    let before = rows(&clerk, person, "resume").len();
    let cells = [
        ("native_place", "江东安平"),
        (
            "resume",
            "1999.09--2003.07  云州大学学习\n2003年某月起在财政局\n2015.04--  副局长",
        ),
        ("sex", "不男不女"),
        ("party_joined", "不知道"),
        ("post_now", "云岭区审计局局长"),
    ];
    let saved = saves(&clerk, person, &cells);
    assert_eq!(saved.refused, ["party_joined", "post_now", "resume", "sex"]);
    assert_eq!(
        clerk.shows(person, "native_place"),
        "江东安平",
        "the others are kept"
    );
    assert_eq!(
        rows(&clerk, person, "resume").len(),
        before,
        "nothing of the cell is half saved"
    );
    let resume = cell(&saved.form, "resume");
    assert!(resume.text.contains("某月起"), "what was typed is still there");
    let problem = &resume.problems[0];
    assert_eq!(
        (problem.severity.as_str(), problem.line),
        ("error", Some(1)),
        "{problem:?}"
    );
    assert!(cell(&saved.form, "post_now").problems[0].message.contains("职务"));
}

#[test]
fn a_cell_that_is_too_full_is_named_while_it_is_typed() {
    let clerk = Clerk::with_new_vault();
    let person = somebody(&clerk);
    let long = "江东省安平市云岭区某某街道某某社区".repeat(12);
    let view = looks(&clerk, person, &[("native_place", &long)]);
    let place = cell(&view, "native_place");
    assert!(place.overflow && place.size <= 7.0, "{place:?}");
    let many: String = (0..60)
        .map(|year| format!("{}.01--{}.01  云岭区财政局科员\n", 1940 + year, 1941 + year))
        .collect();
    let resume = looks(&clerk, person, &[("resume", &many)]);
    let resume = cell(&resume, "resume");
    assert!(
        resume.overflow || resume.size < 9.0,
        "{} {}",
        resume.size,
        resume.lines
    );
}

#[test]
fn resume_is_edited_as_text_or_as_rows_and_made_anew_when_asked() {
    let clerk = Clerk::with_new_vault();
    let person = somebody(&clerk);
    let ask = |text: Option<&str>, rows: Option<Vec<ResumeRowTyped>>, generate: bool| {
        let request = ResumeQuery {
            person,
            text: text.map(str::to_owned),
            rows,
            generate,
        };
        clerk.desk.resume(request, &Unwatched).expect("answered")
    };
    let kept = ask(None, None, false);
    assert_eq!(
        (kept.rows.len(), kept.marks.len(), kept.unread.is_none()),
        (3, 0, true)
    );
    let edited = ask(
        Some(&kept.text.replace("2003.07--2015.04", "2003.09--2015.06")),
        None,
        false,
    );
    assert_eq!(
        edited.rows[1].id, kept.rows[1].id,
        "the same row, its other items with it"
    );
    assert_eq!(edited.rows[1].cells["grassroots"].text, "是");
    let marks: Vec<_> = edited
        .marks
        .iter()
        .map(|mark| (mark.kind.as_str(), mark.before, mark.months))
        .collect();
    assert_eq!(marks, [("gap", 1, 1), ("overlap", 2, 2)]);
    let row = |id: i64, text: &str, started: &str| ResumeRowTyped {
        row: (id > 0).then_some(id),
        values: typed(&[("text", text), ("started", started)]),
    };
    let from_rows = ask(
        None,
        Some(vec![
            row(kept.rows[0].id, "改了的学习", "199909"),
            row(0, "新的一段", "2016.13"),
        ]),
        false,
    );
    assert!(
        from_rows.text.contains("1999.09--2003.07  改了的学习"),
        "{}",
        from_rows.text
    );
    assert_eq!(from_rows.problems[0].item, "resume[1].started");
    assert!(
        from_rows.rows.iter().any(|row| row.id == -2),
        "a row typed and not saved is known by its place"
    );
    let unread = ask(Some("某年某月"), None, false);
    assert!(
        unread.unread.is_some() && unread.rows.len() == 3,
        "then the rows are those of before"
    );
    let made = ask(None, None, true);
    assert!(
        made.text.contains("2015.04--") && made.text.contains("云岭区财政局副局长、党组成员"),
        "{}",
        made.text
    );
    assert_eq!(
        rows(&clerk, person, "resume").len(),
        3,
        "nothing is stored by asking"
    );
}
