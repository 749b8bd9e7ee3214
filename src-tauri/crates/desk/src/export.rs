//! Lists as workbooks that our own import reads back unchanged.

use std::path::Path;

use antou_exchange::roster::{self, RosterColumn};
use antou_store::{Op, OpKind};
use serde_json::json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::people::Wanted;
use crate::progress::Progress;

/// People read from the database at a time.
const PAGE: usize = 2000;

impl Desk {
    /// Writes a list to a workbook.
    pub fn export_people(&self, request: ExportPeople, progress: &dyn Progress) -> Result<Exported, Failure> {
        let as_of = self.as_of()?;
        let to = Path::new(&request.to);
        if !to
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
        {
            return Err(Failure::new(
                "export.kind",
                format!("不能写成 {}", to.display()),
                "请写到 .xlsx 文件",
            ));
        }
        let query = if request.check {
            with_whom(&request.query)
        } else {
            request.query.clone()
        };
        let mut wanted = Wanted::new(&query, as_of)?;
        let items = wanted.protected();
        self.with_vault(|vault| {
            self.permit_output(vault, &items, &request.title, request.why.as_ref(), |vault| {
                Ok(json!({ "people": wanted.people(vault, request.query.only.as_deref())? }))
            })
        })?;
        wanted.reveal();
        let columns: Vec<RosterColumn> = wanted.columns().iter().map(roster_column).collect();
        self.with_vault(|vault| {
            let total = wanted.count(vault, request.query.only.as_deref())?;
            let what = if request.check { "下发核对" } else { "导出" };
            let op = Op::new(OpKind::Output, format!("{what} {}（{total} 人）", request.title))
                .with_detail(json!({ "people": total, "query": request.query }));
            let secret = vault.new_secret()?;
            let ids = vault.transact(op, |tx| {
                let ids = request.check.then(|| tx.sheet_ids(&secret));
                ids.transpose()
            });
            let ids = ids?.value;
            let sheet = roster::Sheet {
                title: &request.title,
                as_of,
                columns: &columns,
            };
            let begun = match ids {
                Some(_) => roster::Writer::create_check(to, &sheet),
                None => roster::Writer::create(to, &sheet),
            };
            let mut writer = begun.map_err(written)?;
            let mut done = 0;
            wanted.each_page(vault, request.query.only.as_deref(), PAGE, &mut |page| {
                for row in page {
                    match &ids {
                        Some(ids) => writer.row_of(&ids.of(row.id), &row.values),
                        None => writer.row(&row.values),
                    }
                    .map_err(written)?;
                    done += 1;
                }
                progress.at("导出", done, total);
                if progress.is_cancelled() {
                    Err(Failure::cancelled())
                } else {
                    Ok(())
                }
            })?;
            writer.finish().map_err(written)?;
            Ok(Exported {
                file: to.display().to_string(),
                rows: done,
            })
        })
    }
}

/// The query with the columns that say who somebody is, should the hidden number be lost on the way.
fn with_whom(query: &PeopleQuery) -> PeopleQuery {
    let mut query = query.clone();
    if query.columns.is_empty() {
        query.columns = crate::columns::USUAL
            .iter()
            .map(|code| (*code).to_owned())
            .collect();
    }
    let is_there = |columns: &[String], code: &str| {
        let full = format!("person.{code}");
        columns.iter().any(|column| *column == code || *column == full)
    };
    if !is_there(&query.columns, "birth") && !is_there(&query.columns, "id_number") {
        query.columns.insert(0, "birth".to_owned());
    }
    if !is_there(&query.columns, "name") {
        query.columns.insert(0, "name".to_owned());
    }
    query
}

pub(crate) fn written(error: antou_exchange::WriteError) -> Failure {
    Failure::new("file", error.to_string(), "请检查路径和磁盘空间")
}

pub(crate) fn roster_column(column: &crate::columns::Column) -> RosterColumn {
    match column.item() {
        Some(item) => RosterColumn::item(item, column.which()),
        None => RosterColumn::computed(&column.label, roster::COMPUTED),
    }
}
