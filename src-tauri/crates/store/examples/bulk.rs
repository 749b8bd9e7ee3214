//! What keeping costs: a bulk import against bare prepared inserts of the same rows into the same tables of the same
//! encrypted engine, then searching, reading and checking. Not part of any test:
//! `cargo run --release -p antou-store --example bulk -- 100000`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement on a developer's desk"
)]

use std::path::Path;
use std::time::Instant;

use antou_record::date::DateHints;
use antou_record::{Kind, Owner, Reference, Row, Value, Written, dictionary};
use antou_store::{
    Clock, Comparison, Condition, Environment, HistoryQuery, KeyCost, NewVault, Op, OpKind, PeopleQuery,
    Sort, StoreError, Vault,
};

struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> i64 {
        1_795_244_645
    }
}

/// Invented people, the same every time.
struct Invented {
    state: u64,
}

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "单", "曾", "欧阳",
];
const GIVEN: &[&str] = &[
    "建国", "丽", "志强", "敏", "伟", "芳", "海燕", "明", "雪梅", "国庆", "𬸣", "俊杰",
];
const UNITS: &[&str] = &[
    "财政局",
    "教育局",
    "水利局",
    "民政局",
    "交通运输局",
    "卫生健康局",
    "农业农村局",
    "司法局",
];
const TITLES: &[&str] = &[
    "局长",
    "副局长",
    "股长",
    "办公室主任",
    "科员",
    "一级主任科员",
    "副主任",
];
const SCHOOLS: &[&str] = &[
    "北方农业大学会计学专业",
    "江南师范学院汉语言文学专业",
    "中部理工大学土木工程专业",
];

impl Invented {
    fn next(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.state >> 33) as usize % below
    }

    fn pick(&mut self, from: &'static [&'static str]) -> &'static str {
        from[self.next(from.len())]
    }

    fn unit(&mut self) -> (usize, String) {
        let number = self.next(400);
        (number, format!("{}县{}", number / 8, UNITS[number % 8]))
    }

    /// The person and twelve rows that belong to them.
    fn rows(&mut self, number: usize, units: &[i64]) -> Vec<Row> {
        let year = 1965 + self.next(35);
        let name = format!("{}{}", self.pick(SURNAMES), self.pick(GIVEN));
        let id = format!(
            "990101{year}0{}{:02}{:04}",
            1 + self.next(9),
            10 + self.next(18),
            number % 10_000
        );
        let mut rows = vec![row(
            "person",
            &[
                ("name", &name),
                ("sex", if number.is_multiple_of(3) { "女" } else { "男" }),
                ("birth", &format!("{year}-06")),
                ("ethnicity", "汉族"),
                ("native_place", "江北江城"),
                ("work_started", &format!("{}-07", year + 22)),
            ],
        )];
        rows[0].put("id_number", Value::Text(id));
        for started in [2010, 2020] {
            let (place, unit) = self.unit();
            let mut post = row(
                "post",
                &[
                    ("title", self.pick(TITLES)),
                    (
                        "level",
                        ["县处级副职", "乡科级正职", "乡科级副职", "科员级"][self.next(4)],
                    ),
                    ("started", &format!("{started}-03")),
                ],
            );
            post.put(
                "unit",
                Value::Reference(Reference {
                    id: Some(units[place]),
                    label: unit.clone(),
                }),
            );
            if started == 2010 {
                post.put(
                    "ended",
                    Value::Date(antou_record::PartialDate::from_iso("2020-03").unwrap()),
                );
            }
            rows.push(post);
            let text = format!(
                "{unit}{}，分管{}工作",
                self.pick(TITLES),
                self.pick(&["预算", "人事", "基建", "信访"])
            );
            rows.push(row(
                "resume",
                &[("started", &format!("{started}-03")), ("text", &text)],
            ));
        }
        rows.push(row(
            "resume",
            &[
                ("started", &format!("{}-09", year + 18)),
                ("text", self.pick(SCHOOLS)),
            ],
        ));
        rows.push(row(
            "rank",
            &[
                ("rank", ["一级主任科员", "四级调研员"][self.next(2)]),
                ("started", "2019-06"),
            ],
        ));
        for (mode, level) in [("全日制", "大学本科"), ("在职", "研究生")] {
            rows.push(row(
                "education",
                &[("mode", mode), ("level", level), ("school", self.pick(SCHOOLS))],
            ));
        }
        for year in ["2022", "2023", "2024"] {
            let conclusion = ["优秀", "称职"][self.next(2)];
            rows.push(row("assessment", &[("year", year), ("conclusion", conclusion)]));
        }
        rows
    }
}

fn row(set: &str, items: &[(&str, &str)]) -> Row {
    let set = dictionary().set(set).unwrap();
    let mut row = Row::new(set);
    for (code, text) in items {
        let item = set.item(code).unwrap();
        row.put_at(
            item.index,
            item.read(Written::Text(text), &DateHints::default()).value,
        );
    }
    row
}

/// Processor seconds of this process so far.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = |place: usize| {
        fields
            .get(place)
            .and_then(|text| text.parse::<f64>().ok())
            .unwrap_or_default()
    };
    (ticks(11) + ticks(12)) / 100.0
}

fn measured<T>(what: &str, work: impl FnOnce() -> T) -> (T, f64) {
    let (wall, before) = (Instant::now(), cpu());
    let value = work();
    let used = cpu() - before;
    println!(
        "{what:<44} {used:>7.2} s cpu {:>7.2} s wall",
        wall.elapsed().as_secs_f64()
    );
    (value, used)
}

fn main() {
    let people: usize = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000);
    let folder = std::env::temp_dir().join(format!("antou-bulk-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let units: Vec<i64> = (1..=400).collect();
    let ((), making) = measured("making the rows only", || {
        let mut invented = Invented { state: 1 };
        for number in 0..people {
            std::hint::black_box(invented.rows(number, &units));
        }
    });
    let ((), bare) = measured("bare prepared inserts, encrypted", || {
        bare_inserts(&folder, people, &units)
    });
    let new = NewVault {
        unit: "示例".into(),
        operator: "王干事".into(),
        password: "一二三四五六七八".into(),
        cost: KeyCost {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        },
    };
    let (mut vault, _) = Vault::create(&folder.join("vault"), &new, Environment::new(Fixed)).unwrap();
    let (op, kept) = measured("one operation with journal, digests, search", || {
        import(&mut vault, people)
    });
    println!(
        "ratio: {:.2} (without making the rows)",
        (kept - making) / (bare - making)
    );
    println!(
        "size: {} MB",
        std::fs::metadata(folder.join("vault/vault.db")).unwrap().len() >> 20
    );
    search(&vault, people);
    measured("verify", || assert_eq!(vault.verify(&mut |_| true).unwrap(), []));
    measured("backup", || vault.backup("测量").unwrap());
    measured("undo of everything", || vault.undo(op).unwrap());
    drop(vault);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn import(vault: &mut Vault, people: usize) -> i64 {
    let output = vault.transact(Op::new(OpKind::Import, "测量"), |tx| {
        let mut units = Vec::new();
        for number in 0..400 {
            let name = format!("{}县{}", number / 8, UNITS[number % 8]);
            units.push(tx.find_or_create_unit(&name, None)?);
        }
        let mut invented = Invented { state: 1 };
        for number in 0..people {
            let mut rows = invented.rows(number, &units).into_iter();
            let person = tx.insert(None, &rows.next().unwrap())?;
            for row in rows {
                tx.insert(Some(person), &row)?;
            }
        }
        Ok::<_, StoreError>(())
    });
    output.unwrap().op.unwrap()
}

/// The floor: the same tables and indexes, one transaction, nothing else.
fn bare_inserts(folder: &Path, people: usize, units: &[i64]) {
    let connection = rusqlite::Connection::open(folder.join("bare.db")).unwrap();
    let key = "x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'";
    connection.pragma_update(None, "key", key).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY")
        .unwrap();
    for set in dictionary().sets() {
        let owner = if set.owner == Owner::Person {
            ", owner INTEGER"
        } else {
            ""
        };
        let columns: Vec<String> = set
            .items
            .iter()
            .map(|item| format!("\"{}\"", item.code))
            .collect();
        let table = format!("\"{}\"", set.code);
        connection
            .execute_batch(&format!(
                "CREATE TABLE {table}(id INTEGER PRIMARY KEY AUTOINCREMENT{owner}, {})",
                columns.join(",")
            ))
            .unwrap();
        let indexed = set
            .items
            .iter()
            .filter(|item| matches!(item.kind, Kind::Unit | Kind::Person | Kind::Row(_) | Kind::Id));
        let indexed = indexed
            .map(|item| format!("\"{}\"", item.code))
            .chain((!owner.is_empty()).then(|| "owner".to_owned()));
        for (number, column) in indexed.enumerate() {
            connection
                .execute_batch(&format!(
                    "CREATE INDEX \"{}_{number}\" ON {table}({column})",
                    set.code
                ))
                .unwrap();
        }
    }
    connection.set_prepared_statement_cache_capacity(100);
    connection.execute_batch("BEGIN").unwrap();
    let mut invented = Invented { state: 1 };
    for number in 0..people {
        let mut person = None;
        for row in invented.rows(number, units) {
            let id = bare_insert(&connection, &row, person);
            person = person.or(Some(id));
        }
    }
    connection.execute_batch("COMMIT; PRAGMA wal_checkpoint").ok();
}

fn bare_insert(connection: &rusqlite::Connection, row: &Row, owner: Option<i64>) -> i64 {
    let set = row.set();
    let owned = set.owner == Owner::Person;
    let marks = vec!["?"; set.items.len() + 1 + usize::from(owned)].join(",");
    let mut insert = connection
        .prepare_cached(&format!("INSERT INTO \"{}\" VALUES({marks})", set.code))
        .unwrap();
    insert.raw_bind_parameter(1, rusqlite::types::Null).unwrap();
    if owned {
        insert.raw_bind_parameter(2, owner).unwrap();
    }
    let first = 2 + usize::from(owned);
    for item in &set.items {
        let place = first + item.index;
        match row.at(item.index) {
            None => insert.raw_bind_parameter(place, rusqlite::types::Null),
            Some(Value::Text(text) | Value::Code(text)) => insert.raw_bind_parameter(place, text.as_str()),
            Some(Value::Int(number)) => insert.raw_bind_parameter(place, number),
            Some(Value::Dec(number)) => insert.raw_bind_parameter(place, number),
            Some(Value::Bool(yes)) => insert.raw_bind_parameter(place, yes),
            Some(Value::Date(date)) => insert.raw_bind_parameter(place, date.to_string()),
            Some(Value::Codes(codes)) => insert.raw_bind_parameter(place, codes.join(",")),
            Some(Value::Reference(reference)) => insert.raw_bind_parameter(place, reference.id),
        }
        .unwrap();
    }
    insert.raw_execute().unwrap();
    connection.last_insert_rowid()
}

/// Times of the middle and of the slowest twentieth.
fn timed(what: &str, times: usize, mut work: impl FnMut(usize) -> usize) {
    let mut found = 0;
    let mut all: Vec<f64> = (0..times)
        .map(|turn| {
            let start = Instant::now();
            found = work(turn);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    all.sort_by(f64::total_cmp);
    println!(
        "{what:<44} p50 {:>7.2} ms  p95 {:>7.2} ms  ({found})",
        all[times / 2],
        all[times * 95 / 100]
    );
}

fn search(vault: &Vault, people: usize) {
    let page = |query: PeopleQuery| {
        let columns = [
            "name",
            "sex",
            "birth",
            "post.unit",
            "post.title",
            "rank.rank",
            "assessment[2023].conclusion",
        ];
        let query = PeopleQuery {
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            limit: 50,
            ..query
        };
        vault.people(&query).unwrap().total as usize
    };
    for text in [
        "",
        "王",
        "王建国",
        "建国",
        "wjg",
        "wangjianguo",
        "z",
        "99010119",
        "财政",
        "7县水利局",
        "局长",
        "会计学",
        "水利 王",
        "𬸣",
        "𠅤",
    ] {
        timed(&format!("search “{text}”"), 20, |_| {
            page(PeopleQuery {
                text: text.into(),
                ..PeopleQuery::default()
            })
        });
    }
    let condition = |column: &str, comparison, value: &str| Condition {
        column: column.into(),
        comparison,
        value: value.into(),
    };
    let conditions = vec![
        condition("sex", Comparison::Equal, "女"),
        condition("birth", Comparison::AtLeast, "1980"),
        condition("assessment[2023].conclusion", Comparison::Equal, "优秀"),
        condition("post[current].level", Comparison::AtLeast, "乡科级副职"),
    ];
    timed("four conditions, sorted by birth", 10, |_| {
        page(PeopleQuery {
            conditions: conditions.clone(),
            sort: vec![Sort {
                column: "birth".into(),
                descending: false,
            }],
            ..PeopleQuery::default()
        })
    });
    timed("all, page at the middle", 10, |_| {
        page(PeopleQuery {
            offset: people / 2,
            ..PeopleQuery::default()
        })
    });
    timed("all, sorted by post", 10, |_| {
        let sort = vec![Sort {
            column: "post.title".into(),
            descending: false,
        }];
        page(PeopleQuery {
            sort,
            ..PeopleQuery::default()
        })
    });
    timed("dossier", 200, |turn| {
        vault
            .dossier(1 + (turn * 7919 % people) as i64)
            .unwrap()
            .sets
            .len()
    });
    timed("history of a person", 50, |turn| {
        let person = Some(1 + (turn * 7919 % people) as i64);
        vault
            .history(&HistoryQuery {
                person,
                ..HistoryQuery::default()
            })
            .unwrap()
            .len()
    });
    timed("summary", 5, |_| vault.summary().unwrap().people as usize);
    timed("units", 5, |_| vault.units().unwrap().len());
}
