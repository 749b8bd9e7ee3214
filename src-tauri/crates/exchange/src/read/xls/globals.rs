//! What stands in front of the sheets of a BIFF workbook: their names, the shared texts, what number formats show.

use std::collections::HashMap;
use std::io::{Read, Seek};

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

use super::kinds::*;
use super::records::{Letters, Records, broken};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::read::number_format::{self, Shown};
use crate::read::texts::Texts;

/// What all sheets of a workbook refer to.
pub(super) struct Globals {
    pub(super) letters: Letters,
    pub(super) since_1904: bool,
    pub(super) sheets: Vec<Listed>,
    pub(super) texts: Texts,
    formats: HashMap<u16, Shown>,
    /// The number format of each style.
    styles: Vec<u16>,
}

/// A worksheet by its name, and where its records begin.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) position: u64,
}

impl Globals {
    /// Of a stream that is a sheet by itself, as old programs write it: texts are in the encoding of Chinese Windows.
    pub(super) fn none() -> Self {
        Self {
            letters: Letters::Bytes(GB18030),
            since_1904: false,
            sheets: Vec::new(),
            texts: Texts::default(),
            formats: HashMap::new(),
            styles: Vec::new(),
        }
    }

    /// Reads on behind the record that begins the workbook.
    pub(super) fn read<S: Read + Seek>(
        &mut self,
        records: &mut Records<S>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        while let Some(kind) = records.next()? {
            match kind {
                FILEPASS => return Err(ReadError::Password),
                CODEPAGE => self.take_code_page(records.word()?),
                DATEMODE => self.since_1904 = records.word()? == 1,
                FORMAT => self.take_format(records)?,
                XF => {
                    records.skip(2)?;
                    self.styles.push(records.word()?);
                }
                BOUNDSHEET => self.take_sheet(records)?,
                SST => self.take_texts(records, limits)?,
                EOF => return Ok(()),
                _ => {}
            }
        }
        Err(broken())
    }

    /// What the number format of a style shows.
    pub(super) fn shown(&self, style: u16) -> Shown {
        let Some(format) = self.styles.get(usize::from(style)) else {
            return Shown::General;
        };
        let builtin = || number_format::builtin(u32::from(*format));
        self.formats.get(format).copied().unwrap_or_else(builtin)
    }

    fn take_code_page(&mut self, code: u16) {
        if let Letters::Bytes(encoding) = &mut self.letters {
            *encoding = code_page(code);
        }
    }

    fn take_format<S: Read + Seek>(&mut self, records: &mut Records<S>) -> Result<(), ReadError> {
        let id = records.word()?;
        let is_short = matches!(self.letters, Letters::Bytes(_));
        let mut code = String::new();
        records.text(self.letters, is_short, &mut code)?;
        self.formats.insert(id, number_format::custom(&code));
        Ok(())
    }

    fn take_sheet<S: Read + Seek>(&mut self, records: &mut Records<S>) -> Result<(), ReadError> {
        let position = u64::from(records.double()?);
        let hidden = records.byte()? & 3 != 0;
        // charts, macro sheets and modules hold no table
        let is_table = records.byte()? == 0;
        let mut name = String::new();
        records.text(self.letters, true, &mut name)?;
        name.retain(|character| character != '\0');
        if is_table {
            self.sheets.push(Listed {
                name,
                hidden,
                position,
            });
        }
        Ok(())
    }

    /// The declared count of texts is not believed, except that what comes behind so many may be no text any more.
    fn take_texts<S: Read + Seek>(
        &mut self,
        records: &mut Records<S>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        records.skip(4)?;
        let declared = usize::try_from(records.double()?).unwrap_or(usize::MAX);
        while !records.rest().is_empty() || records.go_on()? {
            match records.shared_text(self.texts.room()) {
                Ok(()) => self.texts.close(limits)?,
                Err(_) if self.texts.len() >= declared => return Ok(()),
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    }
}

fn code_page(code: u16) -> &'static Encoding {
    match code {
        932 => SHIFT_JIS,
        950 => BIG5,
        1252 | 0x8001 => WINDOWS_1252,
        65001 => UTF_8,
        _ => GB18030,
    }
}
