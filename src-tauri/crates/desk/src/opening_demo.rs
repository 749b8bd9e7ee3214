//! The demonstration vault on this computer: made when it is missing, opened otherwise.

use std::path::{Path, PathBuf};

use antou_record::{Item, Reference, Row, Value, dictionary};
use antou_store::{NewVault, Op, OpKind, StoreError, Tx, Vault};

use crate::demo::{self, Invented, Lists};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// Password of the demonstration vault. It protects nobody: all of its people are invented.
pub const DEMO_PASSWORD: &str = "yanshi-2026";

impl Desk {
    /// Opens the demonstration vault of invented people; makes it when it is missing.
    pub fn open_demo(&self, request: OpenDemo, progress: &dyn Progress) -> Result<Done, Failure> {
        let dir = request
            .dir
            .map_or_else(|| self.environment.home.join("demo"), PathBuf::from);
        self.close();
        let vault = if dir.join("keys.json").is_file() {
            Vault::open(&dir, None, DEMO_PASSWORD, self.environment.store())?
        } else {
            self.make_demo(&dir, progress)?
        };
        self.opened(vault);
        Ok(Done {})
    }

    fn make_demo(&self, dir: &Path, progress: &dyn Progress) -> Result<Vault, Failure> {
        let lists = demo::lists()
            .map_err(|error| Failure::new("demo", format!("演示数据有误：{error}"), "请重新安装软件"))?;
        let new = NewVault {
            unit: format!("{}（演示数据）", lists.bureau),
            operator: "演示员".to_owned(),
            password: DEMO_PASSWORD.to_owned(),
            cost: self.environment.key_cost,
        };
        let (mut vault, _) = Vault::create(dir, &new, self.environment.store())?;
        let year = self.as_of()?.year();
        vault.transact(Op::new(OpKind::System, "装入虚构的演示人员"), |tx| {
            fill(tx, &lists, year, progress)
        })?;
        Ok(vault)
    }
}

fn fill(tx: &mut Tx<'_>, lists: &Lists, year: u16, progress: &dyn Progress) -> Result<(), StoreError> {
    let bureau = tx.find_or_create_unit(&lists.bureau, None)?;
    for unit in lists.units() {
        tx.find_or_create_unit(unit, Some(bureau))?;
    }
    if let Some(scope) = demo::scope(bureau, year) {
        tx.insert(None, &scope)?;
    }
    let people = lists.people(year);
    let total = people.len() as u64;
    let mut entered = Vec::with_capacity(people.len());
    for (done, invented) in (1..).zip(people) {
        entered.push(insert(tx, &invented, bureau)?);
        progress.at("建立演示数据", done, total);
    }
    demo::reviews(tx, &entered, year)
}

fn insert(tx: &mut Tx<'_>, invented: &Invented, bureau: i64) -> Result<i64, StoreError> {
    let person = tx.insert(None, &invented.person)?;
    for row in &invented.rows {
        let mut row: Row = row.clone();
        if let Some(Value::Reference(Reference { id: None, label })) = row.get("unit").cloned() {
            let unit = tx.find_or_create_unit(&label, Some(bureau))?;
            row.put(
                "unit",
                Value::Reference(Reference {
                    id: Some(unit),
                    label,
                }),
            );
        }
        tx.insert(Some(person), &row)?;
    }
    attest_nothing(tx, person, invented)?;
    Ok(person)
}

/// Sets an invented person has nothing in are confirmed as such, so that the demonstration is complete.
fn attest_nothing(tx: &mut Tx<'_>, person: i64, invented: &Invented) -> Result<(), StoreError> {
    let Some(attested) = dictionary().set("attested") else {
        return Ok(());
    };
    let known = |code: &str| {
        attested
            .item("set")
            .and_then(Item::table)
            .is_some_and(|table| table.by_code(code).is_some())
    };
    for code in ["award", "qualification"].into_iter().filter(|code| known(code)) {
        if !invented.rows.iter().any(|row| row.set().code == code) {
            let mut row = Row::new(attested);
            row.put("set", Value::Code(code.to_owned()));
            row.put("by", Value::Text("演示员".to_owned()));
            tx.insert(Some(person), &row)?;
        }
    }
    Ok(())
}
