//! The same work as a clerk has it done: through the desk, on an encrypted vault.

use std::path::Path;

use antou_desk::messages::*;
use antou_desk::{Desk, Environment, FontSources, Unwatched};

use crate::gauge::{Report, cpu_seconds, p95};

const PASSWORD: &str = "mima-1234-abc";

fn desk(folder: &Path) -> Desk {
    let environment = Environment {
        home: folder.join("home"),
        ..Environment::system().unwrap()
    };
    Desk::with_fonts(
        environment,
        FontSources {
            bundled: true,
            system: false,
        },
    )
}

fn opened(folder: &Path) -> Desk {
    let desk = desk(folder);
    let request = OpenWithPassword {
        dir: folder.join("vault").display().to_string(),
        operator: None,
        password: PASSWORD.into(),
    };
    desk.open_vault(request, &Unwatched).unwrap();
    desk
}

pub fn import(folder: &Path) -> Report {
    let desk = desk(folder);
    let dir = folder.join("vault").display().to_string();
    desk.create_vault(
        CreateVault {
            dir,
            unit: "安平市".into(),
            operator: "经办人".into(),
            password: PASSWORD.into(),
        },
        &Unwatched,
    )
    .unwrap();
    import_into(&desk, folder);
    Vec::new()
}

fn import_into(desk: &Desk, folder: &Path) {
    let files = vec![folder.join("roster.xlsx").display().to_string()];
    let view = desk.import_open(ImportOpen { files }, &Unwatched).unwrap();
    assert!(view.counts.added > view.counts.held * 100, "{:?}", view.counts);
    desk.import_commit(ImportId { import: view.import }, &Unwatched)
        .unwrap();
}

/// Another roster into the vault there is.
pub fn import_more(folder: &Path) -> Report {
    import_into(&opened(folder), folder);
    Vec::new()
}

/// What clerks type: a name, one character, initials, full pinyin, the beginning of a number, a unit, two words.
const TYPED: &[&str] = &[
    "王建国",
    "建国",
    "张",
    "wjg",
    "zhangwei",
    "zs",
    "9912341970",
    "财政局",
    "水利 科长",
    "江东大学",
    "没有这个人",
];

pub fn search(folder: &Path) -> Report {
    let desk = opened(folder);
    let page = |text: &str| {
        desk.people(
            PeopleQuery {
                text: text.into(),
                subunits: true,
                limit: 50,
                ..PeopleQuery::default()
            },
            &Unwatched,
        )
        .unwrap()
    };
    page("");
    TYPED
        .iter()
        .map(|text| ((*text).to_owned(), p95(40, |_| drop(page(text)))))
        .collect()
}

pub fn dossier(folder: &Path) -> Report {
    let desk = opened(folder);
    let time = p95(200, |turn| {
        drop(
            desk.dossier(
                PersonId {
                    person: 1 + turn as i64 * 97 % 1000,
                },
                &Unwatched,
            )
            .unwrap(),
        )
    });
    vec![("dossier".to_owned(), time)]
}

/// Forty columns, as the roster has them.
const COLUMNS: &[&str] = &[
    "number",
    "name",
    "sex",
    "ethnicity",
    "native_place",
    "birthplace",
    "birth",
    "id_number",
    "political_status",
    "party_joined",
    "work_started",
    "health",
    "qualification.name",
    "speciality",
    "education[全日制].level",
    "education[全日制].degree",
    "education[全日制].school",
    "education[全日制].major",
    "education[在职].level",
    "education[在职].degree",
    "education[在职].school",
    "education[在职].major",
    "post.unit",
    "post.title",
    "post.level",
    "post.started",
    "post.level_since",
    "rank.rank",
    "rank.started",
    "staff_kind",
    "assessment[2021].conclusion",
    "assessment[2022].conclusion",
    "assessment[2023].conclusion",
    "review.conclusion",
    "review.concluded",
    "training.class_name",
    "training.hours",
    "matters_check.result",
    "phone",
    "remark",
];

fn everybody() -> PeopleQuery {
    PeopleQuery {
        columns: COLUMNS.iter().map(|column| (*column).to_owned()).collect(),
        limit: 2000,
        ..PeopleQuery::default()
    }
}

/// Walks through the list of everybody in pages, as texts.
pub fn each_listed(folder: &Path, mut work: impl FnMut(Vec<String>)) {
    let desk = opened(folder);
    let everybody: Vec<i64> = desk
        .listed_people(&PeopleQuery {
            columns: vec!["name".into()],
            limit: u32::MAX,
            ..PeopleQuery::default()
        })
        .unwrap()
        .rows
        .iter()
        .map(|row| row.id)
        .collect();
    for people in everybody.chunks(2000) {
        let page = desk
            .people(
                PeopleQuery {
                    only: Some(people.to_vec()),
                    ..self::everybody()
                },
                &Unwatched,
            )
            .unwrap();
        page.rows.into_iter().for_each(|row| work(row.cells));
    }
}

pub fn list(folder: &Path) -> Report {
    each_listed(folder, |cells| drop(std::hint::black_box(cells)));
    Vec::new()
}

pub fn export(folder: &Path) -> Report {
    let to = folder.join("export.xlsx").display().to_string();
    opened(folder)
        .export_people(
            ExportPeople {
                query: everybody(),
                check: false,
                title: "花名册".into(),
                to,
                why: None,
            },
            &Unwatched,
        )
        .unwrap();
    Vec::new()
}

fn bind(desk: &Desk, folder: &Path, people: std::ops::Range<i64>) -> FormsWritten {
    let to = folder.join("forms.pdf").display().to_string();
    let people: Vec<i64> = people.collect();
    desk.form_export(
        FormExport {
            form: "appointment".into(),
            people,
            rows: Vec::new(),
            options: FormOptions::default(),
            to,
            kind: String::new(),
            names: String::new(),
        },
        &Unwatched,
    )
    .unwrap()
}

pub fn form(folder: &Path) -> Report {
    let desk = opened(folder);
    bind(&desk, folder, 1..3);
    let before = cpu_seconds();
    for person in 10..30 {
        bind(&desk, folder, person..person + 1);
    }
    vec![("form".to_owned(), (cpu_seconds() - before) * 1000.0 / 20.0)]
}

pub fn forms(folder: &Path) -> Report {
    let written = bind(&opened(folder), folder, 1..501);
    assert_eq!((written.people, written.pages), (500, 1000), "everybody is there");
    Vec::new()
}

/// Looking after a vault of everybody: verification, a verified backup, and taking the whole import back.
pub fn keep(folder: &Path) -> Report {
    let desk = opened(folder);
    let timed = |what: &str, work: &dyn Fn()| {
        let before = cpu_seconds();
        work();
        (what.to_owned(), (cpu_seconds() - before) * 1000.0)
    };
    vec![
        timed("verify", &|| {
            assert!(desk.verify(Nothing {}, &Unwatched).unwrap().ok)
        }),
        timed("backup, verified", &|| {
            drop(desk.backup(Nothing {}, &Unwatched).unwrap())
        }),
        timed("undo of the whole import", &|| {
            assert!(
                desk.undo(UndoRequest::default(), &Unwatched)
                    .unwrap()
                    .refused
                    .is_empty()
            )
        }),
    ]
}
