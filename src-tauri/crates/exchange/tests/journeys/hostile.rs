//! Files made to break readers, and files that are only broken: each gets its code, and the program outlives it.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;

use antou_exchange::worker::read_workbook;
use antou_exchange::{Limits, ReadError};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::files::*;

fn code(name: &str, bytes: &[u8]) -> &'static str {
    match read_bytes(name, bytes) {
        Ok(_) => "read",
        Err(error) => {
            assert!(error.to_string().chars().count() > 6, "a sentence for the clerk");
            error.code()
        }
    }
}

fn good() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    write_rows(
        sheet,
        &[
            &["姓名", "出生年月", "公民身份号码"],
            &["张三", "1975.06", "990101197506011234"],
        ],
    );
    book.save_to_buffer().unwrap()
}

#[test]
fn a_cell_in_the_far_corner_costs_nothing() {
    let cells = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>"#;
    let limits = Limits {
        memory: 256 << 20,
        ..Limits::default()
    };
    let folder = Folder::new();
    let book = read_within(&folder.file("corners.xlsx", &handmade(cells, None)), &limits).unwrap();
    assert_eq!(book.sheets[0].columns, [0, 16_383]);
    assert_eq!(book.sheets[0].rows().last().unwrap().number, 1_048_576);
    assert!(book.sheets[0].memory() < 100);
}

#[test]
fn absurd_counts_of_texts() {
    for count in ["4294967295", "99999999999999", "18446744073709551615"] {
        let strings = format!("<sst count=\"1\" uniqueCount=\"{count}\"><si><t>a</t></si></sst>");
        let cells = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
        assert_eq!(
            code("sst.xlsx", &handmade(cells, Some(&strings))),
            "file.too_large"
        );
    }
}

#[test]
fn bombs() {
    let text = vec![b'a'; 200 << 20];
    let strings = [b"<sst><si><t>".as_slice(), &text, b"</t></si></sst>"].concat();
    let cells = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
    let bomb = handmade(cells, Some(std::str::from_utf8(&strings).unwrap()));
    assert!(bomb.len() < 1 << 20);
    assert_eq!(code("bomb.xlsx", &bomb), "file.too_large");
    let mut lying = bomb.clone();
    lie_about_sizes(&mut lying);
    assert_ne!(code("lying.xlsx", &lying), "read");
}

/// Makes every size in the directory of a zip small.
fn lie_about_sizes(bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(4).position(|window| window == b"PK\x01\x02") {
        at += found;
        bytes[at + 24..at + 28].copy_from_slice(&1_000u32.to_le_bytes());
        at += 4;
    }
}

#[test]
fn strange_zips() {
    let mut parts: Vec<(String, Vec<u8>)> = (0..2_100).map(|n| (format!("p{n}"), Vec::new())).collect();
    parts.push(("xl/workbook.xml".into(), Vec::new()));
    let many: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    assert_eq!(code("many.xlsx", &zipped(&many)), "file.too_large");
    let twice = zipped(&[("xl/workbook.xml", b"<a/>"), ("XL/Workbook.xml", b"<a/>")]);
    assert_eq!(code("twice.xlsx", &twice), "file.damaged");
    assert_eq!(
        code("word.xlsx", &zipped(&[("word/document.xml", b"<a/>")])),
        "file.not_form"
    );
    assert_eq!(code("pictures.zip", &zipped(&[("a.jpg", b"x")])), "file.skipped");
    let none = zipped(&[("xl/workbook.xml", b"<workbook><sheets/></workbook>")]);
    assert_eq!(code("none.xlsx", &none), "file.no_sheet");
}

#[test]
fn too_wide_and_too_deep() {
    let row: String = (0..600).map(|_| "<c><v>1</v></c>").collect();
    assert_eq!(
        code(
            "wide.xlsx",
            &handmade(&format!("<sheetData><row>{row}</row></sheetData>"), None)
        ),
        "file.too_large"
    );
    let upside = "<sheetData><row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData>";
    assert_eq!(code("upside.xlsx", &handmade(upside, None)), "file.damaged");
    let beyond = "<sheetData><row r=\"4000000000\"><c><v>1</v></c></row></sheetData>";
    assert_eq!(code("beyond.xlsx", &handmade(beyond, None)), "file.damaged");
}

#[test]
fn declared_entities_are_never_expanded() {
    let laughs = "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    let cells = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
    assert_eq!(
        code("laughs.xlsx", &handmade(cells, Some(laughs))),
        "file.damaged"
    );
    let outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">&e;</Workbook>";
    assert_eq!(code("outside.xls", outside.as_bytes()), "file.damaged");
}

#[test]
fn cut_files() {
    let whole = good();
    assert_eq!(code("cut.xlsx", &whole[..whole.len() / 2]), "file.damaged");
    let cells = handmade("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>", None);
    assert_eq!(code("cut.xlsx", &cells), "file.damaged");
    let old = Biff::new().text(0, 0, "姓名").bytes();
    assert_ne!(code("cut.xls", &old[..600]), "read");
    assert_eq!(
        code("cut.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        "file.damaged"
    );
}

#[test]
fn files_that_are_no_workbooks() {
    let noise: Vec<u8> = (0..20_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for (name, bytes, expected) in [
        ("a.xlsx", noise.as_slice(), "file.not_workbook"),
        ("a.pdf", b"%PDF-1.7 ...", "file.not_workbook"),
        ("a.xls", b"\xff\xd8\xff\xe0JFIF", "file.not_workbook"),
        (
            "a.lrmx",
            b"<?xml version=\"1.0\"?><Person><XingMing/></Person>",
            "file.not_form",
        ),
        ("a.xlsx", b"", "file.empty"),
        ("a.csv", b",,,\n,,\n", "file.empty"),
        ("a.xls", b"<html><body>no table</body></html>", "file.empty"),
    ] {
        assert_eq!(code(name, bytes), expected, "{name}");
    }
    let word = compound(&[("WordDocument", &[0; 5_000])]);
    assert_eq!(code("a.xls", &word), "file.not_workbook");
    assert_eq!(
        read(Path::new("/nowhere/名册.xlsx")).unwrap_err().code(),
        "file.unreadable"
    );
}

#[test]
fn passwords() {
    let new = compound(&[("EncryptionInfo", &[0; 100]), ("EncryptedPackage", &[0; 5_000])]);
    assert_eq!(code("a.xlsx", &new), "file.password");
    let mut filepass = vec![
        0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    filepass.extend([0x2f, 0x00, 0x06, 0x00, 1, 0, 1, 0, 1, 0]);
    filepass.resize(5_000, 0);
    assert_eq!(
        code("a.xls", &compound(&[("Workbook", &filepass)])),
        "file.password"
    );
}

#[test]
fn wrong_names_are_read_by_content() {
    assert_eq!(code("a.xls", &good()), "read");
    assert_eq!(code("a.xlsx", b"<table><tr><td>x</td></tr></table>"), "read");
    assert_eq!(code("a.xlsx", "姓名,性别\n张三,男\n".as_bytes()), "read");
}

#[test]
fn an_absurd_size_of_an_old_sheet_costs_nothing() {
    let sheet = Biff::new().text(0, 0, "姓名").dimensions(0, 0x1_0000, 0, 0xffff);
    assert_eq!(code("huge.xls", &sheet.bytes()), "read");
}

#[test]
fn too_much_memory_ends_the_worker_only() {
    let text = "很长的说明".repeat(6_000);
    let rows: String = (0..200).map(|row| format!("{row},{row}{text}\n")).collect();
    let limits = Limits {
        memory: 1 << 20,
        ..Limits::default()
    };
    let folder = Folder::new();
    let error = read_within(&folder.file("long.csv", rows.as_bytes()), &limits).unwrap_err();
    assert_eq!(error.code(), "file.crashed");
}

#[test]
fn a_worker_that_is_none() {
    let folder = Folder::new();
    let file = folder.file("a.xlsx", &good());
    let limits = Limits::default();
    let go = |worker: &Path| {
        read_workbook(worker, &file, &limits, &mut |_| ControlFlow::Continue(()))
            .unwrap_err()
            .code()
    };
    assert_eq!(go(Path::new("/nowhere/worker")), "file.no_worker");
    if cfg!(unix) {
        assert_eq!(go(Path::new("/bin/true")), "file.crashed");
        assert_eq!(
            go(Path::new("/bin/echo")),
            "file.crashed",
            "an answer that is no frame"
        );
    }
}

#[test]
fn the_clerk_can_stop() {
    let folder = Folder::new();
    let file = folder.file("a.xlsx", &good());
    let answer = read_workbook(worker(), &file, &Limits::default(), &mut |_| {
        ControlFlow::Break(())
    });
    assert_eq!(answer.unwrap_err(), ReadError::Cancelled);
}

fn changed(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    for (place, byte) in changes {
        let at = place.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}

/// The parts of a workbook stored without compression, so that a change reaches the readers behind the zip.
fn stored() -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(good())).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        to.start_file(
            name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .unwrap();
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_changed_the_program_outlives_it(
        kind in 0usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let bytes = match kind {
            0 => good(),
            1 => stored(),
            2 => Biff::new().text(0, 0, "姓名").text(1, 0, "张三").number(1, 1, 1, 27_546.0).hidden_row(2).bytes(),
            3 => "姓名,出生年月\n张三,1975.06\n".repeat(20).into_bytes(),
            _ => "<html><table><tr><td rowspan=3>张三<td>1975.06</table></html>".repeat(4).into_bytes(),
        };
        let answer = read_bytes("a.xls", &changed(bytes, &changes));
        if let Err(error) = answer {
            prop_assert!(error.code().starts_with("file."));
        }
    }

    #[test]
    fn random_bytes_behind_every_magic(magic in 0usize..5, bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let magic: &[u8] = [b"".as_slice(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"][magic];
        let _ = read_bytes("a.xlsx", &[magic, &bytes].concat());
    }
}
