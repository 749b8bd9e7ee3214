//! Photos that came with the files: they wait in memory under their digest, and are kept when their row is written or goes
//! back to the clerk.

use antou_exchange::Sheet;
use antou_exchange::draft::Draft;
use antou_exchange::layout::Placed;
use antou_record::{Problem, ProblemCode, Value};
use antou_store::{StoreError, Tx, Vault};

use super::outcome::Outcome;
use super::session::{OpenSheet, Session, SheetProblem};

/// Keeps the photo of a row. An operation that is taken back leaves at most a photo nobody refers to.
pub(super) fn keep(tx: &mut Tx<'_>, sheet: &Sheet, draft: &Draft) -> Result<(), StoreError> {
    let digest = draft.person.get("photo").and_then(Value::as_text);
    match digest.and_then(|digest| sheet.photo(digest)) {
        Some(photo) => tx.put_blob(&photo.bytes).map(|_| ()),
        None => Ok(()),
    }
}

/// Photos of a sheet that came without them: row, column and digest of those that are not in the vault.
pub(super) fn missing(vault: &Vault, open: &OpenSheet) -> Result<Vec<(u32, u32, String)>, StoreError> {
    let mut columns = open.layout.columns.iter();
    let is_photo = |target: &antou_exchange::layout::Target| target.is_person() && target.item == "photo";
    let column = columns.find(|column| column.target().is_some_and(is_photo));
    let Some(column) = column.filter(|_| open.sheet.sources.is_empty()) else {
        return Ok(Vec::new());
    };
    let below = open.layout.header_rows.last().copied().unwrap_or_default();
    let mut missing = Vec::new();
    for row in open.sheet.rows().filter(|row| row.number > below) {
        let Some(cell) = row.cell(column.column).filter(|cell| !cell.is_blank()) else {
            continue;
        };
        let digest = cell.shown();
        if vault.blob(digest.trim())?.is_none() {
            missing.push((row.number, column.column, digest));
        }
    }
    Ok(missing)
}

impl Session {
    /// Keeps the photos of rows that go back to the clerk, so that they are there when the rows return.
    pub(crate) fn keep_held_photos(&self, vault: &mut Vault) -> Result<(), StoreError> {
        for row in self.rows.iter().filter(|row| row.outcome == Outcome::Held) {
            let source = self
                .sheets
                .get(row.sheet)
                .and_then(|open| open.sheet.source(row.row));
            if let Some(photo) = source.and_then(|source| source.photo.as_ref()) {
                vault.keep_blob(&photo.bytes)?;
            }
        }
        Ok(())
    }

    /// Says of photos that are not in the vault that they did not come with their sheet.
    pub(super) fn say_missing_photos(&mut self, vault: &Vault) -> Result<(), StoreError> {
        for (sheet, open) in self.sheets.iter().enumerate() {
            for (row, column, read) in missing(vault, open)? {
                let message = "照片没有随这张表带来，未保存；请用“按文件名批量导入照片”录入".to_owned();
                let problem = Problem::warning(ProblemCode::ValueInvalid, read, message);
                let placed = Placed {
                    row,
                    column: Some(column),
                    problem,
                };
                self.problems.push(SheetProblem { sheet, placed });
            }
        }
        Ok(())
    }
}
