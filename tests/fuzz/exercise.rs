//! What happens to foreign bytes on their way in, in one process: read, laid out as a sheet, understood, turned into drafts.
//! The fuzzer calls it with whatever it thinks of, the usual tests with the corpus. It must come back, whatever the bytes.

use std::io::{Cursor, Write};

use antou_exchange::draft::{Entry, Evidence, drafts};
use antou_exchange::form_file::{cards_of, sheet_of};
use antou_exchange::layout::{Wishes, inspect};
use antou_exchange::worker::read_here;
use antou_exchange::{Limits, Sheet, parts};
use antou_record::PartialDate;
use zip::write::SimpleFileOptions;

/// Small enough that what is refused as too large is refused at once.
fn limits() -> Limits {
    Limits {
        unpacked: 64 << 20,
        rows: 20_000,
        texts: 100_000,
        form: 4 << 20,
        ..Limits::default()
    }
}

fn file(name: &str, bytes: &[u8]) {
    let mut cards = Vec::new();
    for document in read_here(name, bytes, &limits()) {
        let Ok(workbook) = document.read else { continue };
        cards.extend(workbook.card);
        for sheet in &workbook.sheets {
            cards.extend(cards_of(sheet, &document.file, ""));
            parts(sheet.clone()).iter().for_each(understand);
        }
    }
    if !cards.is_empty() {
        understand(&sheet_of("任免审批表", cards));
    }
}

fn understand(sheet: &Sheet) {
    let layout = inspect(sheet, &Wishes::default());
    let evidence = Evidence {
        latest: PartialDate::from_iso("2026-11"),
    };
    for entry in drafts(sheet, &layout, evidence).take(2_000) {
        if let Entry::Person(draft) = entry {
            for placed in &draft.problems {
                let _ = sheet.place(placed.row, placed.column);
            }
        }
    }
}

/// An .lrmx.
pub fn lrmx(bytes: &[u8]) {
    file("a.lrmx", bytes);
}

/// An .lrm.
pub fn lrm(bytes: &[u8]) {
    file("a.lrm", bytes);
}

/// The text of a Word document.
pub fn word(bytes: &[u8]) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let written = zip
        .start_file("word/document.xml", stored)
        .is_ok_and(|()| zip.write_all(bytes).is_ok());
    if let Some(document) = zip.finish().ok().filter(|_| written) {
        file("a.docx", &document.into_inner());
    }
}

/// A zip of files.
pub fn archive(bytes: &[u8]) {
    file("a.zip", bytes);
}

/// Separated text, web tables, XML spreadsheets, packed workbooks and old ones: in their compound files and bare.
pub fn tables(bytes: &[u8]) {
    file("a.csv", bytes);
}
