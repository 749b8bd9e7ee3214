//! What the reading process tells the desk: length-prefixed postcard frames on its standard output.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cell::Region;
use crate::chunk::Chunk;
use crate::error::ReadError;
use crate::form_file::Card;
use crate::sheet::Format;

/// The longest frame the desk accepts; the longest row (512 cells of 32,767 characters) stays below.
const LONGEST: u32 = 80 << 20;

/// One message of the reading process.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Frame {
    /// A document begins: a file, or one in a zip. A failure or [`Frame::Done`] ends it.
    Begin { name: String },
    /// A sheet begins.
    Sheet {
        name: String,
        hidden: bool,
        format: Format,
    },
    /// Rows of the sheet.
    Rows(Chunk),
    /// The rows of the sheet until here do not hold: they come again from the first.
    Again,
    /// The sheet ends.
    SheetEnd(SheetEnd),
    /// The form the document is.
    Card(Box<Card>),
    /// The document has been read to its end.
    Done {
        format: Format,
        size: u64,
        digest: String,
    },
    /// The document cannot be read.
    Failed(ReadError),
    /// The file has been gone through, with all documents in it.
    End,
    /// Still at work (while a library reads without giving rows).
    Alive,
}

/// What is known of a sheet only when all of it was read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct SheetEnd {
    pub(crate) columns: Vec<u32>,
    pub(crate) hidden_columns: Vec<u32>,
    pub(crate) merged: Vec<Region>,
    pub(crate) rows: u64,
}

pub(crate) fn write_frame(to: &mut impl Write, frame: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(frame).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&bytes)
}

/// Reads the next frame; `None` at the end of the stream, an error when the bytes are no frame.
pub(crate) fn read_frame<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0u8; 4];
    match from.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("frame too long"));
    }
    let mut bytes = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut bytes)?;
    postcard::from_bytes(&bytes).map(Some).map_err(io::Error::other)
}
