//! Lists as workbooks that our own import reads back unchanged.

use std::path::Path;

use antou_exchange::roster::{self, RosterColumn};
use antou_store::{Op, OpKind, StoreError};
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
        let wanted = Wanted::new(&request.query, as_of)?;
        let columns: Vec<RosterColumn> = wanted.columns().iter().map(roster_column).collect();
        self.with_vault(|vault| {
            let total = wanted.count(vault, request.query.only.as_deref())?;
            let op = Op::new(OpKind::Output, format!("导出 {}（{total} 人）", request.title))
                .with_detail(json!({ "people": total, "query": request.query }));
            vault.transact(op, |_| Ok::<_, StoreError>(()))?;
            let sheet = roster::Sheet {
                title: &request.title,
                as_of,
                columns: &columns,
            };
            let mut writer = roster::Writer::create(to, &sheet).map_err(written)?;
            let mut done = 0;
            wanted.each_page(vault, request.query.only.as_deref(), PAGE, &mut |page| {
                for row in page {
                    writer.row(&row.values).map_err(written)?;
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

pub(crate) fn written(error: antou_exchange::WriteError) -> Failure {
    Failure::new("file", error.to_string(), "请检查路径和磁盘空间")
}

pub(crate) fn roster_column(column: &crate::columns::Column) -> RosterColumn {
    match column.item() {
        Some(item) => RosterColumn::item(item, column.which()),
        None => RosterColumn::computed(&column.label),
    }
}
