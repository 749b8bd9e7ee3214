//! What is protected appears nowhere until the clerk says why and confirms it. Every command of the list is walked through over
//! a vault whose protected items hold marks found nowhere else.

use std::collections::BTreeSet;

use antou_desk::messages::*;
use antou_desk::{COMMANDS, Failure, Unwatched};
use antou_record::{Item, Kind, Value, dictionary};
use calamine::{Reader, open_workbook_auto};
use serde_json::{Value as Json, json};

use crate::clerk::{Clerk, PASSWORD};

/// A mark in a protected text. It is found by these letters however it is printed.
const CANARY: &str = "金丝雀";
const MASK: &str = "●●●";

/// Every protected item of the dictionary.
fn protected() -> impl Iterator<Item = &'static Item> {
    dictionary()
        .sets()
        .iter()
        .flat_map(|set| &set.items)
        .filter(|item| item.is_protected())
}

/// What a protected item holds, and the words by which it is recognised wherever it appears.
fn content(item: &Item) -> (String, Vec<String>) {
    match (&item.kind, item.table()) {
        (Kind::Codes(_) | Kind::Code(_), Some(table)) => {
            // the last labels of a table are the least likely to stand anywhere else
            let row = table.rows.last().expect("a code");
            (row.label.clone(), vec![row.label.clone()])
        }
        _ => {
            let text = format!("{CANARY}{}", item.full_path());
            (text.clone(), vec![CANARY.to_owned()])
        }
    }
}

fn words() -> BTreeSet<String> {
    protected().flat_map(|item| content(item).1).collect()
}

struct Kept {
    clerk: Clerk,
    person: i64,
    /// Set and row of each row with something protected.
    rows: Vec<(String, i64)>,
}

/// A vault with one person in whose dossier every protected item is filled.
fn kept() -> Kept {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[
        ("name", "方守拙"),
        ("sex", "男"),
        ("birth", "1978.03"),
        ("id_number", "990101197803120034"),
    ]);
    clerk.types(
        person,
        "post",
        None,
        &[
            ("unit", "云岭区档案馆"),
            ("title", "副馆长"),
            ("level", "县处级副职"),
            ("started", "2020.01"),
        ],
    );
    let mut rows = Vec::new();
    let sets: BTreeSet<&str> = protected().map(|item| item.set.as_str()).collect();
    for set in sets {
        let declared = dictionary().set(set).expect("declared");
        let mut values: Vec<(String, String)> = Vec::new();
        for item in &declared.items {
            let text = if item.is_protected() {
                content(item).0
            } else {
                match (&item.kind, item.table()) {
                    (Kind::Code(_) | Kind::Codes(_), Some(table)) => table.rows[0].label.clone(),
                    (Kind::Year, _) => "2025".to_owned(),
                    (Kind::Date, _) => "2026.01.12".to_owned(),
                    _ => continue,
                }
            };
            values.push((item.code.clone(), text));
        }
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(code, text)| (code.as_str(), text.as_str()))
            .collect();
        let saved = clerk.types(person, set, None, &values);
        let row = saved.row.unwrap_or_else(|| panic!("{set}: {:?}", saved.problems));
        rows.push((set.to_owned(), row.id));
    }
    Kept { clerk, person, rows }
}

impl Kept {
    fn call(&self, name: &str, request: Json) -> Result<Json, Failure> {
        self.clerk
            .desk
            .call(name, request, &Unwatched)
            .map(|answer| answer.value)
    }

    fn why(&self) -> Json {
        json!({ "reason": "查核组调阅", "password": PASSWORD })
    }

    fn reveals(&self, set: &str) -> RevealedRows {
        let request = Reveal {
            person: self.person,
            set: set.to_owned(),
            why: Why {
                reason: "查核组调阅".into(),
                password: PASSWORD.into(),
            },
        };
        self.clerk.desk.reveal(request, &Unwatched).expect("revealed")
    }
}

/// Requests for every command that answers something about the dossiers. A command that is not here is called with nothing; when
/// it does not understand that, the guard asks for a line of its own.
fn requests(kept: &Kept, set: &str, item: &str) -> Vec<(&'static str, Json)> {
    let person = kept.person;
    let path = format!("{set}.{item}");
    let row = kept
        .rows
        .iter()
        .find(|(of, _)| of == set)
        .map_or(0, |(_, row)| *row);
    let columns = json!(["name", path]);
    let file = |name: &str| kept.clerk.path(name).display().to_string();
    let list = json!({ "columns": columns, "limit": 50 });
    let ledger = json!({ "set": set, "query": list });
    let options = json!({});
    vec![
        ("people", list.clone()),
        (
            "people",
            json!({ "columns": columns, "only": [person], "limit": 50 }),
        ),
        (
            "people",
            json!({ "text": CANARY, "columns": ["name"], "limit": 50 }),
        ),
        (
            "people",
            json!({ "columns": ["name"], "conditions": [{ "column": path, "op": "contains", "value": CANARY }] }),
        ),
        (
            "people",
            json!({ "columns": ["name"], "conditions": [{ "column": path, "op": "filled" }] }),
        ),
        (
            "people",
            json!({ "columns": ["name"], "sort": [{ "column": path }] }),
        ),
        ("dossier", json!({ "person": person })),
        (
            "save_row",
            json!({ "set": set, "person": person, "row": row, "values": {} }),
        ),
        (
            "save_row",
            json!({ "set": set, "person": person, "row": row, "values": { item: MASK } }),
        ),
        ("history", json!({ "person": person, "limit": 100 })),
        ("history", json!({ "item": path, "limit": 100 })),
        ("history", json!({ "limit": 100 })),
        ("ledger", ledger.clone()),
        (
            "ledger",
            json!({ "set": set, "query": { "text": CANARY, "columns": [path], "limit": 50 } }),
        ),
        ("ledger_groups", json!({ "query": ledger, "by": [item] })),
        ("preview_ledger", json!({ "query": ledger, "title": "台账" })),
        (
            "export_ledger",
            json!({ "query": ledger, "title": "台账", "to": file("ledger.xlsx") }),
        ),
        (
            "export_ledger",
            json!({ "query": ledger, "title": "台账", "to": file("ledger.pdf") }),
        ),
        (
            "export_people",
            json!({ "query": list, "title": "名册", "to": file("people.xlsx") }),
        ),
        (
            "export_people",
            json!({ "query": list, "title": "名册", "check": true, "to": file("check.xlsx") }),
        ),
        (
            "form_preview",
            json!({ "form": "appointment", "people": [person], "options": options }),
        ),
        (
            "form_export",
            json!({ "form": "appointment", "people": [person], "options": options, "to": file("form.lrmx"), "kind": "lrmx" }),
        ),
        ("select_people", json!({ "text": "方守拙" })),
        ("undo_check", json!({ "op": 1 })),
        ("batch_rows", json!({ "op": 1, "offset": 0, "limit": 9 })),
        ("assessment_year", json!({ "year": 2025 })),
        ("training_year", json!({ "year": 2025 })),
        ("ledger", json!({ "set": set })),
    ]
}

/// Commands that are not walked through, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("create_vault", "closes the vault"),
    ("open_vault", "closes the vault"),
    ("open_with_recovery", "closes the vault"),
    ("open_demo", "closes the vault"),
    ("lock", "closes the vault"),
    ("restore", "closes the vault"),
    ("backup", "an encrypted copy of everything"),
    ("reveal", "shows what is protected, for a reason"),
    ("undo", "takes the marks away; what it answers is names"),
    ("delete_row", "answers nothing and takes the marks away"),
    ("delete_person", "answers nothing and takes the marks away"),
];

/// Names that a request may ask for, each with something harmless in it: a command met for the first time is likely to understand.
fn anything(kept: &Kept) -> Json {
    json!({
        "person": kept.person, "people": [kept.person], "year": 2025, "years": [2025], "set": "matters", "row": 1, "op": 1, "id": 1,
        "unit": null, "text": "", "only": "", "offset": 0, "limit": 50, "import": 0, "batch": 0, "name": "", "values": {}, "entries": [],
        "query": { "name": "", "limit": 50 }, "title": "", "item": "person.name", "on": false, "rows": [], "files": [], "kind": "", "form": "",
        "options": {}, "to": "", "date": null, "reason": "", "dir": "", "at": { "set": "matters", "row": 1, "item": "content" }, "old": "", "new": "", "proof": "", "column": 0, "sheet": 0
    })
}

#[test]
fn what_is_protected_appears_nowhere_without_a_reason() {
    let kept = kept();
    let words = words();
    for item in protected() {
        for (name, request) in requests(&kept, &item.set, &item.code) {
            let told = match kept.call(name, request.clone()) {
                Ok(answer) => answer.to_string(),
                Err(failure) if failure.code.starts_with("request.") => panic!("{name} {request}: {failure}"),
                Err(failure) => failure.to_string(),
            };
            // what was asked comes back in some refusals
            let told = told.replace(&format!("“{CANARY}”"), "");
            for word in &words {
                // labels of the code table stand in the request itself where a group was asked for
                assert!(
                    !told.contains(word.as_str()),
                    "{name} {request} tells “{word}” of {}: {told}",
                    item.full_path()
                );
            }
        }
    }
    // the control: once revealed the same commands do tell, so the marks can be seen
    for (set, _) in &kept.rows {
        kept.reveals(set);
    }
    for (command, request) in [
        ("dossier", json!({ "person": kept.person })),
        ("history", json!({ "person": kept.person, "limit": 100 })),
    ] {
        let told = kept.call(command, request).expect(command).to_string();
        for word in &words {
            assert!(
                told.contains(word.as_str()),
                "{command} does not tell “{word}” when it may"
            );
        }
    }
    kept.clerk
        .desk
        .hide_revealed(Nothing {}, &Unwatched)
        .expect("hidden");
    let walked: BTreeSet<&str> = requests(&kept, "matters", "content")
        .iter()
        .map(|(name, _)| *name)
        .collect();
    for command in COMMANDS {
        if walked.contains(command.name) || LEFT_OUT.iter().any(|(name, _)| *name == command.name) {
            continue;
        }
        let told = match kept.call(command.name, anything(&kept)) {
            Ok(answer) => answer.to_string(),
            Err(failure) => failure.to_string(),
        };
        assert!(
            !told.contains(CANARY),
            "{} tells what is protected; mask it, see desk/src/protection.rs",
            command.name
        );
    }
}

#[test]
fn nothing_protected_is_written_to_a_file_without_a_reason() {
    let kept = kept();
    for item in protected() {
        let path = item.full_path();
        let query = json!({ "columns": ["name", path], "limit": 50 });
        let to = kept.clerk.path("out.xlsx");
        let ledger = json!({ "query": { "set": item.set, "query": query }, "title": "台账", "to": to.display().to_string() });
        let list = json!({ "query": query, "title": "名册", "to": to.display().to_string() });
        for (command, request) in [("export_ledger", &ledger), ("export_people", &list)] {
            let refused = kept.call(command, request.clone()).expect_err(command);
            assert_eq!(refused.code, "reveal.needed", "{command} {path}");
            assert!(!to.exists(), "{command} {path}");
        }
        let mut wrong = ledger.clone();
        wrong["why"] = json!({ "reason": "查核组调阅", "password": "bu-shi-zhege" });
        assert_eq!(
            kept.call("export_ledger", wrong).expect_err("refused").code,
            "vault.wrong_password"
        );
        let mut silent = ledger.clone();
        silent["why"] = json!({ "reason": " ", "password": PASSWORD });
        assert_eq!(
            kept.call("export_ledger", silent).expect_err("refused").code,
            "reason.missing"
        );
        assert!(!to.exists());

        let mut asked = ledger.clone();
        asked["why"] = kept.why();
        kept.call("export_ledger", asked).expect("written for a reason");
        let mut book = open_workbook_auto(&to).expect("a workbook");
        let cells = book.worksheet_range_at(0).expect("a sheet").expect("cells");
        let (_, words) = content(item);
        assert!(
            cells
                .used_cells()
                .any(|(_, _, cell)| words.iter().any(|word| cell.to_string().contains(word.as_str()))),
            "{path} is in the file"
        );
        std::fs::remove_file(&to).expect("removed");
    }
    let told = kept
        .clerk
        .desk
        .history(
            HistoryQuery {
                limit: 1000,
                ..HistoryQuery::default()
            },
            &Unwatched,
        )
        .expect("history");
    let reveals: Vec<&OperationView> = told
        .operations
        .iter()
        .filter(|operation| operation.kind == "reveal")
        .collect();
    assert_eq!(reveals.len(), protected().count(), "each file is an operation");
    assert!(
        reveals
            .iter()
            .all(|operation| operation.label.contains("查核组调阅"))
    );
}

#[test]
fn a_reason_opens_one_set_of_one_person_for_ten_minutes() {
    let kept = kept();
    let other = kept
        .clerk
        .adds(&[("name", "温不争"), ("sex", "女"), ("birth", "1981.07")]);
    kept.clerk.types(
        other,
        "matters",
        None,
        &[
            ("occasion", "年度集中报告"),
            ("year", "2025"),
            ("content", "金丝雀二号"),
        ],
    );
    let content = || kept.clerk.shows(kept.person, "matters.content");
    assert_eq!(content(), MASK);

    let revealed = kept.reveals("matters");
    assert_eq!(revealed.seconds, 600);
    assert!(json!(revealed.rows).to_string().contains(CANARY));
    assert!(content().contains(CANARY));
    assert_eq!(
        kept.clerk.shows(kept.person, "talk.content"),
        MASK,
        "another set of the same person"
    );
    assert_eq!(kept.clerk.shows(other, "matters.content"), MASK, "somebody else");
    let list = json!({ "columns": ["name", "matters.content"], "limit": 9 });
    assert!(
        !kept
            .call("people", list)
            .expect("a list")
            .to_string()
            .contains(CANARY),
        "lists stay closed"
    );

    kept.clerk.passes(599);
    assert!(content().contains(CANARY));
    kept.clerk.passes(1);
    assert_eq!(content(), MASK);

    kept.reveals("matters");
    kept.clerk
        .desk
        .hide_revealed(Nothing {}, &Unwatched)
        .expect("hidden");
    assert_eq!(content(), MASK);
    kept.reveals("matters");
    kept.clerk.desk.lock(Nothing {}, &Unwatched).expect("locked");
    let open = OpenWithPassword {
        dir: kept.clerk.vault_dir(),
        operator: None,
        password: PASSWORD.into(),
    };
    kept.clerk.desk.open_vault(open, &Unwatched).expect("opened");
    assert_eq!(content(), MASK, "locking closes it");

    let told = kept
        .clerk
        .desk
        .history(
            HistoryQuery {
                limit: 100,
                ..HistoryQuery::default()
            },
            &Unwatched,
        )
        .expect("history");
    let reveal = told
        .operations
        .iter()
        .find(|operation| operation.kind == "reveal")
        .expect("an operation");
    assert_eq!(reveal.operator, "经办人");
    for word in ["方守拙", "个人有关事项报告", "报告内容", "查核组调阅"] {
        assert!(reveal.label.contains(word), "{}", reveal.label);
    }
}

#[test]
fn a_wrong_password_or_no_reason_opens_nothing() {
    let kept = kept();
    let ask = |reason: &str, password: &str| {
        let why = Why {
            reason: reason.into(),
            password: password.into(),
        };
        kept.clerk
            .desk
            .reveal(
                Reveal {
                    person: kept.person,
                    set: "matters".into(),
                    why,
                },
                &Unwatched,
            )
            .expect_err("refused")
            .code
    };
    assert_eq!(ask("", PASSWORD), "reason.missing");
    assert_eq!(ask("调阅", "bu-shi-zhege"), "vault.wrong_password");
    assert_eq!(kept.clerk.shows(kept.person, "matters.content"), MASK);
    let why = Why {
        reason: "调阅".into(),
        password: PASSWORD.into(),
    };
    let nothing = Reveal {
        person: kept.person,
        set: "training".into(),
        why,
    };
    assert_eq!(
        kept.clerk
            .desk
            .reveal(nothing, &Unwatched)
            .expect_err("refused")
            .code,
        "reveal.nothing"
    );
}

#[test]
fn the_right_to_see_it_may_be_another_than_the_right_to_open_the_vault() {
    const OF_ITS_OWN: &str = "chayue-5678-xyz";
    let kept = kept();
    let desk = &kept.clerk.desk;
    let sets = |proof: &str, new: Option<&str>| {
        let request = SetProtectionPassword {
            proof: proof.into(),
            new: new.map(Into::into),
        };
        desk.set_protection_password(request, &Unwatched)
            .map_err(|refused| refused.code)
    };
    let reveals = |password: &str| {
        let request = json!({ "person": kept.person, "set": "matters", "why": { "reason": "调阅", "password": password } });
        kept.call("reveal", request)
            .map(drop)
            .map_err(|refused| refused.code)
    };
    let exports = |password: &str| {
        let request = json!({
            "query": { "columns": ["name", "matters.content"] }, "title": "名册", "to": kept.clerk.path("it.xlsx").display().to_string(),
            "why": { "reason": "查核", "password": password },
        });
        kept.call("export_people", request)
            .map(drop)
            .map_err(|refused| refused.code)
    };
    let wrong = Err("vault.wrong_password".to_owned());
    assert_eq!(sets("cuo-le-1234", Some(OF_ITS_OWN)).map(drop), wrong);
    assert_eq!(
        sets(PASSWORD, Some(PASSWORD)).map(drop),
        Err("vault.same_password".to_owned())
    );
    kept.reveals("matters");
    sets(PASSWORD, Some(OF_ITS_OWN)).expect("set");
    assert_eq!(
        kept.clerk.shows(kept.person, "matters.content"),
        MASK,
        "what was open under the old right is hidden"
    );
    let vault = desk.status(Nothing {}, &Unwatched).expect("a status").vault;
    assert!(vault.expect("open").has_protection_password);
    assert_eq!(
        (reveals(PASSWORD), exports(PASSWORD)),
        (wrong.clone(), wrong.clone())
    );
    assert!(!kept.clerk.path("it.xlsx").exists());
    exports(OF_ITS_OWN).expect("exported");
    reveals(OF_ITS_OWN).expect("revealed");
    assert!(kept.clerk.shows(kept.person, "matters.content").contains(CANARY));
    assert_eq!(
        sets(PASSWORD, None).map(drop),
        wrong,
        "who opens the vault cannot take it away"
    );
    sets(OF_ITS_OWN, None).expect("taken away");
    reveals(PASSWORD).expect("as before");
    let told = desk
        .history(HistoryQuery::default(), &Unwatched)
        .expect("a history");
    for label in ["设置查阅口令", "取消查阅口令"] {
        let of_it: Vec<_> = told.operations.iter().filter(|one| one.label == label).collect();
        assert_eq!(of_it.len(), 1, "{label}");
        assert!(!of_it[0].undoable, "an undo gives nobody a right");
    }
}

#[test]
fn editing_what_is_hidden_neither_erases_nor_overwrites_it() {
    let kept = kept();
    let row = kept
        .rows
        .iter()
        .find(|(set, _)| set == "matters")
        .map(|(_, row)| *row);
    // everything as the form shows it, one open field changed
    let saved = kept.clerk.types(
        kept.person,
        "matters",
        row,
        &[("received_by", "石磊"), ("content", MASK), ("filled", MASK)],
    );
    let shown = saved.row.expect("saved");
    assert_eq!(shown.cells["received_by"].text, "石磊");
    assert!(shown.cells["content"].hidden && shown.cells["content"].raw.is_empty());
    for text in ["", "另写的内容"] {
        let refused = kept
            .clerk
            .types(kept.person, "matters", row, &[("content", text)]);
        assert!(refused.row.is_none());
        assert_eq!(refused.problems[0].code, "item.hidden", "{:?}", refused.problems);
    }
    // a block copied from a list and pasted back
    let view = kept
        .clerk
        .desk
        .import_paste(
            ImportPaste {
                text: format!("{MASK}\t{MASK}"),
                columns: vec!["matters.filled".into(), "matters.content".into()],
                people: vec![kept.person],
                html: None,
            },
            &Unwatched,
        )
        .expect("looked at");
    kept.clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    kept.reveals("matters");
    assert!(kept.clerk.shows(kept.person, "matters.content").contains(CANARY));
    assert!(!kept.clerk.shows(kept.person, "matters.filled").contains(MASK));
    let changed = kept
        .clerk
        .types(kept.person, "matters", row, &[("content", "看过以后改的")]);
    assert!(changed.row.is_some(), "{:?}", changed.problems);
}

#[test]
fn an_import_shows_what_the_file_says_and_hides_what_is_kept() {
    let kept = kept();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["姓名", "身份证号", "报告类型", "报告年度", "个人有关事项报告内容"]
        .iter()
        .enumerate()
    {
        sheet.write(0, u16::try_from(column).unwrap(), *text).unwrap();
    }
    for (column, text) in ["方守拙", "990101197803120034", "年度集中报告", "2025", "表里写的"]
        .iter()
        .enumerate()
    {
        sheet.write(1, u16::try_from(column).unwrap(), *text).unwrap();
    }
    let file = kept.clerk.path("matters.xlsx");
    book.save(&file).expect("written");
    let view = kept.clerk.opens(&file);
    let rows = json!(kept.clerk.rows(view.import, None)).to_string();
    assert!(
        rows.contains("表里写的") && rows.contains(MASK) && !rows.contains(CANARY),
        "{rows}"
    );
    let compared = kept
        .clerk
        .desk
        .import_compare(
            ImportRowId {
                import: view.import,
                row: 0,
            },
            &Unwatched,
        )
        .expect("compared");
    assert!(!json!(compared).to_string().contains(CANARY));
    let report = kept
        .clerk
        .desk
        .import_commit(ImportId { import: view.import }, &Unwatched)
        .expect("committed");
    let batch = kept
        .call("batch_rows", json!({ "op": report.op, "offset": 0, "limit": 9 }))
        .expect("the batch")
        .to_string();
    assert!(
        batch.contains(MASK) && !batch.contains(CANARY) && !batch.contains("表里写的"),
        "{batch}"
    );
}

#[test]
fn the_terminal_hides_and_reveals_alike() {
    let kept = kept();
    let dossier = kept.clerk.desk.whole_dossier(kept.person).expect("a dossier");
    assert!(!dossier.to_json().to_string().contains(CANARY));
    let matters = &dossier.rows("matters")[0].row;
    assert_eq!(matters.get("content"), Some(&Value::Text(MASK.into())));
    kept.reveals("matters");
    let dossier = kept.clerk.desk.whole_dossier(kept.person).expect("a dossier");
    assert!(dossier.to_json().to_string().contains(CANARY));
}
