//! Cells that come in another order than that of rows, as some programs write them: held until the sheet ends, then sorted.

use super::sheet::Value;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::read::texts::Texts;

/// Row and column of a cell, from 0.
pub(super) type Place = (u16, u16);

/// More cells out of order than this are no table anybody made: a full sheet of a hundred columns.
const MOST: usize = 6_600_000;

/// The cells of a sheet, 24 bytes each.
#[derive(Default)]
pub(super) struct Held {
    cells: Vec<(Place, Value)>,
    texts: Texts,
}

impl Held {
    pub(super) fn add(
        &mut self,
        place: Place,
        value: Value,
        own: &str,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        if self.cells.len() >= MOST {
            return Err(ReadError::TooLarge("单元格次序混乱".into()));
        }
        let value = match value {
            Value::Own(_) => {
                let index = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
                self.texts.room().push_str(own);
                self.texts.close(limits)?;
                Value::Own(index)
            }
            other => other,
        };
        self.cells.push((place, value));
        Ok(())
    }

    /// Row by row, from the left; of a cell written twice the last value, as tables show it.
    pub(super) fn sorted(mut self) -> (impl Iterator<Item = (Place, Value)>, Texts) {
        self.cells.sort_by_key(|(place, _)| *place);
        let mut cells = self.cells.into_iter().peekable();
        let last_of_each = std::iter::from_fn(move || {
            let mut cell = cells.next()?;
            while let Some(later) = cells.next_if(|later| later.0 == cell.0) {
                cell = later;
            }
            Some(cell)
        });
        (last_of_each, self.texts)
    }
}
