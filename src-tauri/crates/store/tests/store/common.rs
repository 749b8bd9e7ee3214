//! A vault in a folder of its own, a clock that stands where it is put, and invented people (area code 99).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use antou_record::date::DateHints;
use antou_record::{Reference, Row, Value, Written, dictionary};
use antou_store::{Clock, Environment, KeyCost, NewVault, Op, OpKind, RecoveryCode, StoreError, Tx, Vault};

/// 2026-11-21 15:04:05 in Beijing.
pub const NOW: i64 = 1_795_244_645;

pub const PASSWORD: &str = "一二三四五六七八";

/// A clock that is moved by hand.
#[derive(Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl HandClock {
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(NOW)))
    }

    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn environment(&self) -> Environment {
        Environment::new(self.clone())
    }
}

impl Clock for HandClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A folder that is removed when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let path = std::env::temp_dir().join(format!("antou-store-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn new_vault() -> NewVault {
    NewVault {
        unit: "示例县委组织部".into(),
        operator: "王干事".into(),
        password: PASSWORD.into(),
        cost: KeyCost {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        },
    }
}

/// A new vault, its folder and its clock.
pub struct Desk {
    pub vault: Vault,
    pub code: RecoveryCode,
    pub clock: HandClock,
    pub folder: Folder,
}

pub fn desk() -> Desk {
    let folder = Folder::new();
    let clock = HandClock::new();
    let (vault, code) = Vault::create(&folder.0, &new_vault(), clock.environment()).unwrap();
    Desk {
        vault,
        code,
        clock,
        folder,
    }
}

pub fn open(folder: &Path, clock: &HandClock) -> Result<Vault, StoreError> {
    Vault::open(folder, None, PASSWORD, clock.environment())
}

/// A row from texts as a clerk writes them; `#3` refers to row 3.
pub fn row(set: &str, items: &[(&str, &str)]) -> Row {
    let set = dictionary().set(set).unwrap();
    let mut row = Row::new(set);
    for (code, text) in items {
        let item = set.item(code).unwrap_or_else(|| panic!("{code} in {}", set.code));
        let value = match text.strip_prefix('#') {
            Some(id) => Value::Reference(Reference {
                id: id.parse().ok(),
                label: String::new(),
            }),
            None => item
                .read(Written::Text(text), &DateHints::default())
                .value
                .unwrap_or_else(|| panic!("{text} for {code}")),
        };
        row.put(code, value);
    }
    row
}

/// A change of one item, from a text as a clerk writes it; empty is blank.
pub fn change(set: &str, code: &str, text: &str) -> (usize, Option<Value>) {
    let item = dictionary().set(set).unwrap().item(code).unwrap();
    let value = match text {
        "" => None,
        text => row(set, &[(code, text)]).at(item.index).cloned(),
    };
    (item.index, value)
}

pub fn edit<T>(vault: &mut Vault, work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> T {
    vault.transact(Op::new(OpKind::Edit, "修改"), work).unwrap().value
}

/// Three people in two units.
pub fn three_people(vault: &mut Vault) -> [i64; 3] {
    edit(vault, |tx| {
        let bureau = tx.find_or_create_unit("县财政局", None)?;
        let office = tx.find_or_create_unit("预算股", Some(bureau))?;
        let mut people = [0; 3];
        let all = [
            (
                "张三",
                "男",
                "1975-06",
                "990101197506010013",
                bureau,
                "局长",
                "县处级副职",
            ),
            (
                "单雄信",
                "男",
                "1980-01-02",
                "990101198001020011",
                office,
                "股长",
                "乡科级副职",
            ),
            (
                "欧阳𬸣",
                "女",
                "1990",
                "990101199003070022",
                office,
                "科员",
                "科员级",
            ),
        ];
        for (place, (name, sex, birth, number, unit, title, level)) in people.iter_mut().zip(all) {
            let person = row(
                "person",
                &[
                    ("name", name),
                    ("sex", sex),
                    ("birth", birth),
                    ("id_number", number),
                ],
            );
            *place = tx.insert(None, &person)?;
            let unit = format!("#{unit}");
            let post = [
                ("unit", unit.as_str()),
                ("title", title),
                ("level", level),
                ("started", "2020-03"),
            ];
            tx.insert(Some(*place), &row("post", &post))?;
        }
        Ok(people)
    })
}
