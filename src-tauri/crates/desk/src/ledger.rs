//! Ledgers (台账): the rows of one information set over everybody, looked at, exported and printed.

use std::path::Path;

use antou_exchange::roster::{self, RosterColumn};
use antou_form::{Align, Column as TableColumn, Printed, Stamp, Table};
use antou_record::{Kind, PartialDate, dictionary};
use antou_store::{
    LedgerGroup, LedgerQuery as StoreQuery, LedgerRow as StoreRow, Op, OpKind, StoreError, Vault,
};
use serde_json::json;

use crate::columns::Column;
use crate::desk::Desk;
use crate::export::{roster_column, written};
use crate::failure::Failure;
use crate::forms::{pages_of, write_whole};
use crate::messages::*;
use crate::people::Wanted;
use crate::printed_list::{self, Head, MOST_ROWS, too_long};
use crate::progress::Progress;

/// How often progress is told, in rows.
const STEP: u64 = 1_000;

impl Desk {
    /// A page of a ledger.
    pub fn ledger(&self, request: LedgerQuery, _: &dyn Progress) -> Result<LedgerPage, Failure> {
        let began = self.environment.stopwatch();
        let ledger = Ledger::new(&request, self.as_of()?)?;
        let found = self.kept(key_of(&request)?, |vault, _| Ok(vault.ledger_ids(&ledger.query)?))?;
        let (offset, limit) = (ledger.query.people.offset, ledger.query.people.limit);
        let page: Vec<i64> = found.iter().skip(offset).take(limit).copied().collect();
        let rows = self.with_vault(|vault| Ok(vault.ledger_lines(&ledger.query, &page)?))?;
        let shown = |row: StoreRow| LedgerRow {
            id: row.id,
            owner: row.owner,
            cells: ledger.wanted.shown(&ledger.wanted.values(&row.cells)),
        };
        Ok(LedgerPage {
            total: found.len() as u64,
            rows: rows.into_iter().map(shown).collect(),
            as_of: ledger.as_of.to_string(),
            elapsed_ms: began.milliseconds(),
        })
    }

    /// The rows of a ledger put together by what some of their items say.
    pub fn ledger_groups(
        &self,
        request: LedgerGroupsQuery,
        _: &dyn Progress,
    ) -> Result<Vec<LedgerGroupView>, Failure> {
        let ledger = Ledger::new(&request.query, self.as_of()?)?;
        let by: Vec<&str> = request.by.iter().map(String::as_str).collect();
        let set = dictionary()
            .set(&request.query.set)
            .ok_or_else(|| Failure::not_found(format!("没有“{}”这个信息集", request.query.set)))?;
        if let Some(item) = by
            .iter()
            .filter_map(|code| set.item(code))
            .find(|item| item.is_protected())
        {
            return Err(Failure::new(
                "column.protected",
                format!("“{}”受保护，不能按它归并", item.label),
                "请换一项",
            ));
        }
        let groups = self.with_vault(|vault| Ok(vault.ledger_groups(&ledger.query, &by)?))?;
        let shown = |group: LedgerGroup| LedgerGroupView {
            rows: group.rows.unsigned_abs(),
            owners: group.owners.unsigned_abs(),
            cells: by
                .iter()
                .zip(&group.values)
                .map(|(code, value)| match (set.item(code), value) {
                    (Some(item), Some(value)) => item.shown(value),
                    _ => String::new(),
                })
                .collect(),
        };
        Ok(groups.into_iter().map(shown).collect())
    }

    /// Writes a ledger to a workbook, or prints it into a PDF.
    pub fn export_ledger(&self, request: ExportLedger, progress: &dyn Progress) -> Result<Exported, Failure> {
        let mut ledger = Ledger::new(&request.query, self.as_of()?)?;
        let to = Path::new(&request.to);
        let extension = to.extension().map(|extension| extension.to_ascii_lowercase());
        let kind = extension.as_deref().and_then(std::ffi::OsStr::to_str);
        if matches!(kind, Some("xlsx" | "pdf")) {
            self.with_vault(|vault| self.reveal_ledger(vault, &mut ledger, &request))?;
        }
        match kind {
            Some("xlsx") => self.with_vault(|vault| {
                register(vault, "导出", &request, &ledger)?;
                ledger.write(vault, &request.title, to, progress)
            }),
            Some("pdf") => {
                let serial = self.with_vault(|vault| register(vault, "打印", &request, &ledger))?;
                let stamp = Stamp {
                    serial: format!("{serial:06}"),
                    printed_at: self.environment.moment(),
                };
                let (printed, rows) = self.printed_ledger(&ledger, &request.title, Some(stamp), progress)?;
                write_whole(to, &printed.pdf(self.environment.clock.now())?)?;
                Ok(Exported {
                    file: request.to,
                    rows,
                })
            }
            _ => Err(printed_list::unwritable(to)),
        }
    }

    /// Pages of a ledger as they will print.
    pub fn preview_ledger(
        &self,
        request: PreviewLedger,
        progress: &dyn Progress,
    ) -> Result<FormPages, Failure> {
        let ledger = Ledger::new(&request.query, self.as_of()?)?;
        let (printed, _) = self.printed_ledger(&ledger, &request.title, None, progress)?;
        pages_of(&printed, &[])
    }

    /// What is protected goes into the file when the operator says why.
    fn reveal_ledger(
        &self,
        vault: &mut Vault,
        ledger: &mut Ledger,
        request: &ExportLedger,
    ) -> Result<(), Failure> {
        let items = ledger.wanted.protected();
        self.permit_output(vault, &items, &request.title, request.why.as_ref(), |vault| {
            let mut owners = Vec::new();
            vault.each_ledger_row(&ledger.query, |row| {
                owners.extend(row.owner);
                Ok::<_, Failure>(())
            })?;
            owners.dedup();
            Ok(json!({ "ledger": request.query.set, "people": owners }))
        })?;
        ledger.wanted.reveal();
        Ok(())
    }

    fn printed_ledger(
        &self,
        ledger: &Ledger,
        title: &str,
        stamp: Option<Stamp>,
        progress: &dyn Progress,
    ) -> Result<(Printed, u64), Failure> {
        let rows = self.with_vault(|vault| ledger.texts(vault, progress))?;
        let count = rows.len() as u64;
        let table = ledger.table(title, rows, stamp)?;
        Ok((self.press.table(&table)?, count))
    }
}

/// What a ledger's rows and their order depend on: the question without its page and its columns.
fn key_of(request: &LedgerQuery) -> Result<String, Failure> {
    let mut bare = request.clone();
    let query = &mut bare.query;
    (query.offset, query.limit) = (0, 0);
    query.columns.clear();
    Ok(format!(
        "ledger/{}",
        serde_json::to_string(&bare).map_err(Failure::request)?
    ))
}

/// A ledger asked for: what the store is asked, and how the answer is shown.
struct Ledger {
    wanted: Wanted,
    query: StoreQuery,
    as_of: PartialDate,
}

impl Ledger {
    fn new(request: &LedgerQuery, as_of: PartialDate) -> Result<Self, Failure> {
        let wanted = Wanted::new(&request.query, as_of)?;
        let query = StoreQuery {
            set: request.set.clone(),
            people: wanted.query().clone(),
        };
        Ok(Self { wanted, query, as_of })
    }

    fn each(
        &self,
        vault: &Vault,
        what: &str,
        progress: &dyn Progress,
        mut work: impl FnMut(StoreRow) -> Result<(), Failure>,
    ) -> Result<u64, Failure> {
        let total = vault.ledger_count(&self.query)?.unsigned_abs();
        let mut done = 0;
        vault.each_ledger_row(&self.query, |row| {
            work(row)?;
            done += 1;
            if done % STEP == 0 {
                progress.at(what, done, total);
                if progress.is_cancelled() {
                    return Err(Failure::cancelled());
                }
            }
            Ok(())
        })?;
        Ok(done)
    }

    fn write(
        &self,
        vault: &Vault,
        title: &str,
        to: &Path,
        progress: &dyn Progress,
    ) -> Result<Exported, Failure> {
        let columns: Vec<RosterColumn> = self.wanted.columns().iter().map(roster_column).collect();
        let sheet = roster::Sheet {
            title,
            as_of: self.as_of,
            columns: &columns,
        };
        let mut writer = roster::Writer::create(to, &sheet).map_err(written)?;
        let rows = self.each(vault, "导出", progress, |row| {
            writer.row(&self.wanted.values(&row.cells)).map_err(written)
        })?;
        writer.finish().map_err(written)?;
        Ok(Exported {
            file: to.display().to_string(),
            rows,
        })
    }

    fn texts(&self, vault: &Vault, progress: &dyn Progress) -> Result<Vec<Vec<String>>, Failure> {
        let total = vault.ledger_count(&self.query)?.unsigned_abs();
        if total > MOST_ROWS {
            return Err(too_long(total));
        }
        let mut rows = Vec::new();
        self.each(vault, "排版", progress, |row| {
            rows.push(self.wanted.shown(&self.wanted.values(&row.cells)));
            Ok(())
        })?;
        Ok(rows)
    }

    fn table(&self, title: &str, rows: Vec<Vec<String>>, stamp: Option<Stamp>) -> Result<Table, Failure> {
        let head = Head {
            title,
            as_of: self.as_of,
            notes: String::new(),
            stamp,
        };
        printed_list::table(
            head,
            self.wanted.columns().iter().map(table_column).collect(),
            rows,
        )
    }
}

fn table_column(column: &Column) -> TableColumn {
    let (width, align) = match column.item() {
        Some(item) => (item.width.unwrap_or(6), align(&item.kind)),
        None => (5, Align::Center),
    };
    printed_list::column(&column.label, f64::from(width), align)
}

fn align(kind: &Kind) -> Align {
    match kind {
        Kind::Int | Kind::Dec => Align::Right,
        Kind::Date | Kind::Year | Kind::Bool | Kind::Code(_) => Align::Center,
        _ => Align::Left,
    }
}

/// Every output is registered: who, what, how many rows; answers its number.
fn register(vault: &mut Vault, what: &str, request: &ExportLedger, ledger: &Ledger) -> Result<i64, Failure> {
    let rows = vault.ledger_count(&ledger.query)?;
    let op = Op::new(OpKind::Output, format!("{what} {}（{rows} 行）", request.title))
        .with_detail(json!({ "ledger": request.query.set, "rows": rows, "query": request.query.query }));
    let output = vault.transact(op, |_| Ok::<_, StoreError>(()))?;
    Ok(output.op.unwrap_or_default())
}
