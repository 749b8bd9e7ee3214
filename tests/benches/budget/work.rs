//! The same work as a clerk has it done: through the desk, on an encrypted vault.

use std::path::Path;
use std::time::Instant;

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

pub fn opened(folder: &Path) -> Desk {
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

/// The same file once more: every row is matched and compared, and nothing is new.
pub fn review(folder: &Path) -> Report {
    let desk = opened(folder);
    let files = vec![folder.join("roster.xlsx").display().to_string()];
    let (began, before) = (Instant::now(), cpu_seconds());
    let view = desk.import_open(ImportOpen { files }, &Unwatched).unwrap();
    let (waited, seconds) = (began.elapsed().as_secs_f64(), cpu_seconds() - before);
    assert!(view.counts.unchanged > view.counts.added, "{:?}", view.counts);
    let page = ImportRows {
        import: view.import,
        outcome: None,
        only_problems: false,
        code: None,
        offset: 0,
        limit: 200,
    };
    let p95 = p95(40, |turn| {
        let offset = turn as u32 * 2_000;
        drop(
            desk.import_rows(
                ImportRows {
                    offset,
                    ..page.clone()
                },
                &Unwatched,
            )
            .unwrap(),
        );
    });
    vec![
        ("waited".to_owned(), waited * 1000.0),
        ("cpu".to_owned(), seconds * 1000.0),
        ("page".to_owned(), p95),
    ]
}

/// A draw among everybody who reports, kept with a check for each who is drawn.
fn drawn(desk: &Desk) -> DrawnMatters {
    let request = DrawMatters {
        year: 2026,
        unit: None,
        batch: "测量".into(),
        percent: None,
        seed: "03 17 22".into(),
        seed_source: "现场摇号".into(),
        excluded: Vec::new(),
        witnesses: String::new(),
    };
    let drawn = desk.draw_matters(request, &Unwatched).unwrap();
    assert!(drawn.draw.drawn.len() > 100);
    drawn
}

/// The vault is left as it was found.
fn take_back(desk: &Desk, drawn: &DrawnMatters) {
    let undo = UndoRequest {
        op: drawn.op,
        ..UndoRequest::default()
    };
    assert!(desk.undo(undo, &Unwatched).unwrap().refused.is_empty());
}

/// Processor time of something done once, in milliseconds.
pub fn cpu(work: &dyn Fn()) -> f64 {
    let began = cpu_seconds();
    work();
    (cpu_seconds() - began) * 1000.0
}

/// What is computed over everybody, the first time and once it is kept; a ledger's first page and one far down.
pub fn year(folder: &Path) -> Report {
    let desk = opened(folder);
    let training = |offset| {
        let query = YearQuery {
            year: 2023,
            only: "short".into(),
            offset,
            limit: 100,
            ..YearQuery::default()
        };
        drop(desk.training_year(query, &Unwatched).unwrap());
    };
    let assessment = |offset| {
        let query = YearQuery {
            year: 2023,
            offset,
            limit: 100,
            ..YearQuery::default()
        };
        drop(desk.assessment_year(query, &Unwatched).unwrap());
    };
    let ledger = |offset| {
        let query = LedgerQuery {
            set: "assessment".into(),
            query: PeopleQuery {
                columns: ["name", "post.unit", "assessment.year", "assessment.conclusion"]
                    .map(String::from)
                    .to_vec(),
                subunits: true,
                offset,
                limit: 100,
                ..PeopleQuery::default()
            },
        };
        drop(desk.ledger(query, &Unwatched).unwrap());
    };
    let due = || {
        let everybody = DueQuery {
            unit: None,
            within: None,
            year: None,
        };
        drop(desk.due(everybody, &Unwatched).unwrap());
    };
    let lacking = || {
        let condition = Condition {
            column: "sections_missing".into(),
            op: ">".into(),
            value: "0".into(),
        };
        let query = PeopleQuery {
            columns: ["name", "sections_missing"].map(String::from).to_vec(),
            conditions: vec![condition],
            limit: 100,
            ..PeopleQuery::default()
        };
        drop(desk.people(query, &Unwatched).unwrap());
    };
    let drawn = drawn(&desk);
    let again = || {
        let id = MattersDrawId { id: drawn.draw.id };
        assert!(desk.verify_matters_draw(id, &Unwatched).unwrap().same);
    };
    let pool = || {
        let request = MattersPoolQuery {
            year: 2026,
            unit: None,
        };
        assert!(desk.matters_pool(request, &Unwatched).unwrap().people > 1000);
    };
    let mut report = vec![
        ("what is due of everybody, computed, cpu".to_owned(), cpu(&due)),
        (
            "dossiers with blank sections, found, cpu".to_owned(),
            cpu(&lacking),
        ),
        (
            "hours of everybody, computed, cpu".to_owned(),
            cpu(&|| training(0)),
        ),
        ("… another page".to_owned(), cpu(&|| training(5_000))),
        (
            "grades, limits and shares, computed".to_owned(),
            cpu(&|| assessment(0)),
        ),
        ("… another page".to_owned(), cpu(&|| assessment(5_000))),
        (
            "ledger of 300,000 rows, opened, cpu".to_owned(),
            cpu(&|| ledger(0)),
        ),
    ];
    report.push((
        "… a page far down, p95".to_owned(),
        p95(20, |turn| ledger(turn as u32 * 9_000)),
    ));
    report.push(("who takes part in a draw, cpu".to_owned(), cpu(&pool)));
    report.push(("a draw made again from its seed, cpu".to_owned(), cpu(&again)));
    take_back(&desk, &drawn);
    report
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
        timed("a draw kept with its checks, and taken back", &|| {
            take_back(&desk, &drawn(&desk));
        }),
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
