//! Foreign files through the reading process.

use std::ops::ControlFlow;
use std::path::Path;

use antou_exchange::worker::read_workbook;
use antou_exchange::{Limits, ReadError, Workbook};

fn read(path: &Path) -> Result<Workbook, ReadError> {
    read_workbook(
        Path::new(env!("CARGO_BIN_EXE_antou-reader")),
        path,
        &Limits::default(),
        &mut |_| ControlFlow::Continue(()),
    )
}

#[test]
fn smoke() {
    for ext in ["xlsx", "xls", "csv"] {
        let book = read(Path::new(&format!("/tmp/ex/messy_m.{ext}"))).unwrap();
        println!("{:?} {} {} {}", book.format, book.size, book.digest, book.sheets.len());
        for sheet in &book.sheets {
            println!("{} {} {:?} merged {} mem {}", sheet.name, sheet.row_count, sheet.columns, sheet.merged.len(), sheet.memory());
            for row in sheet.rows().take(6) {
                println!("{} {:?}", row.number, row.cells.iter().map(|c| format!("{:?}{}", c.written, c.continued)).collect::<Vec<_>>());
            }
        }
    }
}
