//! The records of a BIFF stream, one after the other: only one is held, whatever the size of the file.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use encoding_rs::Encoding;

use crate::error::ReadError;

/// The record that goes on with the one before it.
const CONTINUE: u16 = 0x003c;

/// The texts of a stream: BIFF8 writes UTF-16, its high bytes left out where all are zero; what is older writes bytes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Letters {
    Wide,
    Bytes(&'static Encoding),
}

/// Walks over records. What is read of a record, is read behind what was read of it before.
pub(super) struct Records<S> {
    stream: S,
    body: Vec<u8>,
    at: usize,
    /// Kind and length of the next record, once looked at.
    ahead: Option<(u16, u16)>,
    units: Vec<u16>,
}

impl<S: Read + Seek> Records<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            body: Vec::new(),
            at: 0,
            ahead: None,
            units: Vec::new(),
        }
    }

    /// Goes to where a record begins.
    pub(super) fn go_to(&mut self, position: u64) -> Result<(), ReadError> {
        self.ahead = None;
        self.stream
            .seek(SeekFrom::Start(position))
            .map(drop)
            .map_err(|_| broken())
    }

    /// The kind of the next record, `None` behind the last.
    pub(super) fn next(&mut self) -> Result<Option<u16>, ReadError> {
        loop {
            let Some((kind, length)) = self.look_ahead()? else {
                return Ok(None);
            };
            self.take(length)?;
            if kind != CONTINUE {
                return Ok(Some(kind));
            }
        }
    }

    /// What has not been read of the record.
    pub(super) fn rest(&self) -> &[u8] {
        self.body.get(self.at..).unwrap_or_default()
    }

    /// Goes on into the record that continues this one, if there is any.
    pub(super) fn go_on(&mut self) -> Result<bool, ReadError> {
        match self.look_ahead()? {
            Some((CONTINUE, length)) => self.take(length).map(|()| true),
            _ => Ok(false),
        }
    }

    pub(super) fn byte(&mut self) -> Result<u8, ReadError> {
        while self.rest().is_empty() {
            if !self.go_on()? {
                return Err(broken());
            }
        }
        let byte = self.body.get(self.at).copied().ok_or_else(broken)?;
        self.at += 1;
        Ok(byte)
    }

    pub(super) fn word(&mut self) -> Result<u16, ReadError> {
        Ok(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn double(&mut self) -> Result<u32, ReadError> {
        Ok(u32::from(self.word()?) | u32::from(self.word()?) << 16)
    }

    pub(super) fn number(&mut self) -> Result<f64, ReadError> {
        let (low, high) = (self.double()?, self.double()?);
        Ok(f64::from_bits(u64::from(high) << 32 | u64::from(low)))
    }

    /// A number in four bytes: a whole one or the upper half of a fraction, either of them perhaps times a hundred.
    pub(super) fn packed_number(&mut self) -> Result<f64, ReadError> {
        let packed = self.double()?;
        let number = if packed & 2 == 0 {
            f64::from_bits(u64::from(packed & !3) << 32)
        } else {
            f64::from(packed as i32 >> 2)
        };
        Ok(if packed & 1 == 0 { number } else { number / 100.0 })
    }

    pub(super) fn skip(&mut self, mut bytes: usize) -> Result<(), ReadError> {
        loop {
            let here = self.rest().len().min(bytes);
            self.at += here;
            bytes -= here;
            if bytes == 0 {
                return Ok(());
            }
            if !self.go_on()? {
                return Err(broken());
            }
        }
    }

    /// A text behind its length, appended: the length in one byte (names of sheets) or in two.
    pub(super) fn text(
        &mut self,
        letters: Letters,
        is_short: bool,
        to: &mut String,
    ) -> Result<(), ReadError> {
        let count = if is_short {
            u16::from(self.byte()?)
        } else {
            self.word()?
        };
        match letters {
            Letters::Wide => {
                let flags = self.byte()?;
                self.characters(count, flags, to)
            }
            Letters::Bytes(encoding) => {
                let mut bytes = Vec::with_capacity(usize::from(count));
                for _ in 0..count {
                    bytes.push(self.byte()?);
                }
                to.push_str(&encoding.decode_without_bom_handling(&bytes).0);
                Ok(())
            }
        }
    }

    /// A text of the shared ones, appended: what is behind its characters, their fonts and how they are spoken, is passed over.
    pub(super) fn shared_text(&mut self, to: &mut String) -> Result<(), ReadError> {
        let count = self.word()?;
        let flags = self.byte()?;
        let fonts = if flags & 8 == 0 { 0 } else { self.word()? };
        let spoken = if flags & 4 == 0 { 0 } else { self.double()? };
        self.characters(count, flags, to)?;
        self.skip(usize::from(fonts) * 4)?;
        self.skip(usize::try_from(spoken).unwrap_or(usize::MAX))
    }

    /// Characters; each record that continues them says anew whether it writes their high bytes.
    fn characters(&mut self, count: u16, mut flags: u8, to: &mut String) -> Result<(), ReadError> {
        let mut left = usize::from(count);
        self.units.clear();
        while left > 0 {
            let rest = self.body.get(self.at..).unwrap_or_default();
            if rest.is_empty() {
                flags = if self.go_on()? {
                    self.byte()?
                } else {
                    return Err(broken());
                };
                continue;
            }
            let before = self.units.len();
            if flags & 1 == 0 {
                self.units
                    .extend(rest.iter().take(left).map(|byte| u16::from(*byte)));
                self.at += self.units.len() - before;
            } else {
                let pairs = rest.chunks_exact(2).take(left);
                self.units
                    .extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
                self.at += (self.units.len() - before) * 2;
            }
            let read = self.units.len() - before;
            if read == 0 {
                return Err(broken());
            }
            left -= read;
        }
        let characters = char::decode_utf16(self.units.iter().copied());
        to.extend(characters.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)));
        Ok(())
    }

    fn look_ahead(&mut self) -> Result<Option<(u16, u16)>, ReadError> {
        if self.ahead.is_none() {
            let mut head = [0u8; 4];
            match self.stream.read_exact(&mut head) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
                Err(_) => return Err(broken()),
            }
            let [kind, kind_high, length, length_high] = head;
            self.ahead = Some((
                u16::from_le_bytes([kind, kind_high]),
                u16::from_le_bytes([length, length_high]),
            ));
        }
        Ok(self.ahead)
    }

    fn take(&mut self, length: u16) -> Result<(), ReadError> {
        self.ahead = None;
        self.at = 0;
        self.body.resize(usize::from(length), 0);
        self.stream.read_exact(&mut self.body).map_err(|_| broken())
    }
}

/// What is said of a stream that contradicts itself or ends early.
pub(super) fn broken() -> ReadError {
    ReadError::Damaged("工作簿内容无法读取".into())
}
