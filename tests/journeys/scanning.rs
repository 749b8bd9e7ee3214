//! Scans: a picture or a PDF is kept with a row, looked at page by page, replaced, written out again and undone.

use std::io::Cursor;
use std::path::Path;

use antou_desk::messages::*;
use antou_desk::{Failure, Unwatched};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::clerk::Clerk;

fn picture(shade: u8) -> Vec<u8> {
    let picture = RgbImage::from_pixel(400, 560, Rgb([shade, 90, 90]));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut out, ImageFormat::Png)
        .expect("a picture");
    out.into_inner()
}

/// Somebody with a review, and the place of its evidence.
fn reviewed(clerk: &Clerk) -> (i64, ScanAt) {
    let person = clerk.adds(&[("name", "张三"), ("birth", "1985.03")]);
    let values = [("kind", "任前"), ("started", "2026.03.02")];
    let row = clerk
        .types(person, "review", None, &values)
        .row
        .expect("saved")
        .id;
    let at = ScanAt {
        set: "review".into(),
        row,
        item: "evidence".into(),
    };
    (person, at)
}

fn attaches(clerk: &Clerk, at: &ScanAt, file: &Path) -> Result<ScanSaved, Failure> {
    let ScanAt { set, row, item } = at.clone();
    let file = file.display().to_string();
    clerk
        .desk
        .scan_attach(ScanAttach { set, row, item, file }, &Unwatched)
}

fn views(clerk: &Clerk, at: &ScanAt, page: u32) -> Result<ScanPage, Failure> {
    let ScanAt { set, row, item } = at.clone();
    clerk
        .desk
        .scan_view(ScanView { set, row, item, page }, &Unwatched)
}

#[test]
fn a_picture_is_kept_with_a_review_looked_at_written_out_and_taken_back() {
    let clerk = Clerk::with_new_vault();
    let (_, at) = reviewed(&clerk);
    let missing = views(&clerk, &at, 0).expect_err("nothing there yet");
    assert!(missing.message.contains("没有佐证材料"), "{missing}");

    let first = clerk.path("函调回复.png");
    std::fs::write(&first, picture(10)).expect("a file");
    attaches(&clerk, &at, &first).expect("kept");
    let page = views(&clerk, &at, 0).expect("a page");
    assert!(page.picture.starts_with("data:image/jpeg;base64,"));
    assert_eq!((page.pages, page.extension.as_str()), (1, "png"));

    let second = clerk.path("换一份.png");
    std::fs::write(&second, picture(200)).expect("a file");
    let replaced = attaches(&clerk, &at, &second).expect("kept");
    let to = clerk.path("另存.png");
    let saves = || {
        let ScanAt { set, row, item } = at.clone();
        let request = ScanSave {
            set,
            row,
            item,
            to: to.display().to_string(),
        };
        clerk.desk.scan_save(request, &Unwatched).expect("written");
        std::fs::read(&to).expect("the file")
    };
    assert_eq!(saves(), picture(200), "as it came");
    clerk.undoes(replaced.op);
    assert_eq!(saves(), picture(10), "the first is back");

    let removed = clerk.desk.scan_remove(at.clone(), &Unwatched).expect("removed");
    assert!(views(&clerk, &at, 0).is_err());
    clerk.undoes(removed.op);
    assert!(views(&clerk, &at, 0).is_ok());
}

#[test]
fn a_printed_form_comes_back_as_a_scanned_pdf() {
    let clerk = Clerk::with_new_vault();
    let (person, at) = reviewed(&clerk);
    let pdf = clerk.path("审批表.pdf");
    let request = serde_json::json!({ "form": "appointment", "people": [person], "options": {}, "to": pdf.display().to_string(), "kind": "pdf" });
    clerk
        .desk
        .call("form_export", request, &Unwatched)
        .expect("printed");
    attaches(&clerk, &at, &pdf).expect("kept");
    let page = views(&clerk, &at, 0).expect("a page");
    assert_eq!((page.pages, page.extension.as_str()), (2, "pdf"));
    assert_ne!(page.picture, views(&clerk, &at, 1).expect("the second").picture);
    assert!(views(&clerk, &at, 2).is_err(), "there is no third");
}

#[test]
fn what_is_no_scan_is_refused_in_words_and_nothing_changes() {
    let clerk = Clerk::with_new_vault();
    let (person, at) = reviewed(&clerk);
    for (name, bytes, said) in [
        ("说明.docx", &b"PK\x03\x04"[..], "压缩包"),
        ("坏的.pdf", &b"%PDF-1.4 broken"[..], "损坏"),
        ("空的.jpg", &b""[..], "空文件"),
    ] {
        let path = clerk.path(name);
        std::fs::write(&path, bytes).expect("a file");
        let refused = attaches(&clerk, &at, &path).expect_err(name);
        assert!(refused.message.contains(said), "{refused}");
    }
    assert!(views(&clerk, &at, 0).is_err());
    let photo = ScanAt {
        set: "person".into(),
        row: person,
        item: "photo".into(),
    };
    let refused = clerk
        .desk
        .scan_remove(photo, &Unwatched)
        .expect_err("photos have their own way");
    assert!(refused.message.contains("不能附扫描件"), "{refused}");
}
