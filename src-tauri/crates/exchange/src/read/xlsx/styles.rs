//! What the number format of each cell style shows.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::Event;

use crate::error::ReadError;
use crate::read::number_format::{self, Shown};
use crate::read::xml;

/// More styles than Excel allows.
const MOST: usize = 70_000;

/// Reads the part of styles: one entry for each cell format (`xf` of `cellXfs`).
pub(crate) fn read(part: &mut dyn BufRead) -> Result<Vec<Shown>, ReadError> {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let mut custom: HashMap<u32, Shown> = HashMap::new();
    let mut styles = Vec::new();
    let mut inside = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(xml::damaged)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "cellXfs" => inside = true,
                "numFmt" if custom.len() < MOST => {
                    let id = xml::attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    let code = xml::attribute(&element, "formatCode");
                    if let (Some(id), Some(code)) = (id, code) {
                        custom.insert(id, number_format::custom(&code));
                    }
                }
                "xf" if inside && styles.len() < MOST => {
                    let id: u32 = xml::attribute(&element, "numFmtId")
                        .and_then(|id| id.parse().ok())
                        .unwrap_or_default();
                    styles.push(
                        custom
                            .get(&id)
                            .copied()
                            .unwrap_or_else(|| number_format::builtin(id)),
                    );
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => inside = false,
            Event::DocType(_) => return Err(xml::no_document_type()),
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
