//! A file whose pieces are asked for by place: reading a compound file hops from sector to sector, most of them neighbours.

use std::io::{Read, Result, Seek, SeekFrom};

const PAGE: usize = 64 << 10;

/// Keeps the page that was read last; going somewhere costs nothing until it is read.
pub(super) struct Paged<R> {
    file: R,
    page: Vec<u8>,
    /// Where the page begins, and where reading goes on.
    begin: u64,
    at: u64,
}

impl<R> Paged<R> {
    pub(super) fn new(file: R) -> Self {
        Self {
            file,
            page: Vec::new(),
            begin: 0,
            at: 0,
        }
    }
}

impl<R: Read + Seek> Read for Paged<R> {
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        let inside = |page: &Self| {
            let from = usize::try_from(page.at.checked_sub(page.begin)?).ok()?;
            (from < page.page.len()).then_some(from)
        };
        let from = match inside(self) {
            Some(from) => from,
            None => {
                self.begin = self.file.seek(SeekFrom::Start(self.at))?;
                self.page.clear();
                self.file.by_ref().take(PAGE as u64).read_to_end(&mut self.page)?;
                0
            }
        };
        let mut rest = self.page.get(from..).unwrap_or_default();
        let read = rest.read(to)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Seek> Seek for Paged<R> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::Current(step) => self
                .at
                .checked_add_signed(step)
                .ok_or(std::io::ErrorKind::InvalidInput)?,
            end @ SeekFrom::End(_) => self.file.seek(end)?,
        };
        Ok(self.at)
    }
}
