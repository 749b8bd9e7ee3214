//! The shared texts of a workbook, kept in one buffer.

use crate::error::ReadError;
use crate::limits::Limits;

/// Bytes of all texts together.
const MOST_BYTES: usize = 400 << 20;

/// The shared texts of a workbook. No declared count is believed: room grows with what is really there.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.bytes.get(start..end)
    }

    /// Where the next text is written; [`Self::close`] ends it.
    pub(crate) fn room(&mut self) -> &mut String {
        &mut self.bytes
    }

    /// The text is complete.
    pub(crate) fn close(&mut self, limits: &Limits) -> Result<(), ReadError> {
        if self.ends.len() >= limits.texts || self.bytes.len() > MOST_BYTES {
            return Err(ReadError::TooLarge("不同的文本过多".into()));
        }
        self.ends
            .push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        Ok(())
    }
}
