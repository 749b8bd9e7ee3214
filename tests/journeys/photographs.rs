//! Photos: a folder or a zip named by number or name, looked at, taken in, undone; one photo cut by hand; hostile pictures.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use antou_desk::messages::*;
use antou_desk::{Failure, Unwatched};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::clerk::Clerk;

const ZHANG: &str = "990101198503120010";

fn picture(shade: u8, width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([shade, (x % 256) as u8, (y % 256) as u8])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut out, format)
        .expect("a picture");
    out.into_inner()
}

fn jpeg(shade: u8) -> Vec<u8> {
    picture(shade, 600, 800, ImageFormat::Jpeg)
}

/// A folder with these files; folders in names are made.
fn folder(clerk: &Clerk, name: &str, files: &[(&str, Vec<u8>)]) -> PathBuf {
    let folder = clerk.path(name);
    for (file, bytes) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }
    folder
}

fn opens(clerk: &Clerk, path: &Path) -> Result<PhotosView, Failure> {
    let files = vec![path.display().to_string()];
    clerk.desk.photos_open(PhotosOpen { files }, &Unwatched)
}

fn rows(clerk: &Clerk, photos: u32) -> Vec<PhotoRow> {
    let request = PhotosRows {
        photos,
        outcome: None,
        offset: 0,
        limit: 1000,
    };
    clerk.desk.photos_rows(request, &Unwatched).expect("rows").rows
}

fn commits(clerk: &Clerk, photos: u32) -> PhotosReport {
    clerk
        .desk
        .photos_commit(PhotosId { photos }, &Unwatched)
        .expect("committed")
}

fn photo(clerk: &Clerk, person: i64) -> Option<String> {
    clerk
        .desk
        .dossier(PersonId { person }, &Unwatched)
        .expect("a dossier")
        .photo
}

/// 张三 with a number, two of the name 李四, 王五.
fn office() -> (Clerk, [i64; 4]) {
    let clerk = Clerk::with_new_vault();
    let people = [
        clerk.adds(&[("name", "张三"), ("id_number", ZHANG)]),
        clerk.adds(&[("name", "李四"), ("birth", "1979.11")]),
        clerk.adds(&[("name", "李四"), ("birth", "1988.02")]),
        clerk.adds(&[("name", "王五")]),
    ];
    (clerk, people)
}

#[test]
fn a_folder_is_matched_by_number_and_by_names_nobody_shares() {
    let (clerk, [zhang, li, _, wang]) = office();
    let files = [
        ("990101198503120010.jpg", jpeg(1)),
        ("李四.jpg", jpeg(2)),
        ("机关/02王五照片.png", picture(3, 500, 700, ImageFormat::Png)),
        ("赵六.jpg", jpeg(4)),
        ("坏的.jpg", b"\xff\xd8\xff\xe0 not a picture".to_vec()),
        ("说明.docx", b"PK\x03\x04".to_vec()),
        ("Thumbs.db", vec![1, 2, 3]),
    ];
    let view = opens(&clerk, &folder(&clerk, "照片", &files)).expect("opened");
    let counts = view.counts;
    assert_eq!(
        (counts.added, counts.asked, counts.unreadable, counts.replaced),
        (2, 2, 2, 0)
    );
    let listed = rows(&clerk, view.photos);
    let of = |file: &str| listed.iter().find(|row| row.file.ends_with(file)).expect(file);
    assert_eq!(
        of("990101198503120010.jpg").person.as_ref().map(|one| one.person),
        Some(zhang)
    );
    assert_eq!(
        of("02王五照片.png").person.as_ref().map(|one| one.person),
        Some(wang)
    );
    assert_eq!(of("李四.jpg").candidates.len(), 2);
    assert_eq!(of("李四.jpg").candidates[0].birth, "1979.11");
    assert!(of("赵六.jpg").reason.contains("库里没有"));
    assert!(
        of("坏的.jpg").reason.contains("损坏"),
        "{}",
        of("坏的.jpg").reason
    );
    assert!(of("说明.docx").reason.contains("压缩包或文档"));
    assert!(
        listed
            .iter()
            .all(|row| row.outcome == "unreadable" || row.picture.is_some())
    );
    assert_eq!(
        photo(&clerk, zhang),
        None,
        "nothing is written before the clerk says so"
    );

    let request = PhotosChoose {
        photos: view.photos,
        index: of("李四.jpg").index,
        person: Some(li),
    };
    let view = clerk.desk.photos_choose(request, &Unwatched).expect("chosen");
    assert_eq!((view.counts.added, view.counts.asked), (3, 1));
    let report = commits(&clerk, view.photos);
    assert!(
        photo(&clerk, zhang)
            .expect("a photo")
            .starts_with("data:image/jpeg;base64,")
    );
    assert!(photo(&clerk, li).is_some() && photo(&clerk, wang).is_some());
    let batch = clerk
        .desk
        .batches(BatchQuery::default(), &Unwatched)
        .expect("batches")
        .batches
        .remove(0);
    assert_eq!((Some(batch.op), batch.people), (report.op, 3));

    clerk.undoes(report.op);
    assert_eq!(photo(&clerk, zhang), None);
    assert!(clerk.desk.verify(Nothing {}, &Unwatched).expect("verified").ok);
}

#[test]
fn the_old_photo_stays_in_the_history_and_comes_back() {
    let (clerk, [zhang, ..]) = office();
    let first = opens(&clerk, &folder(&clerk, "一", &[("张三.jpg", jpeg(10))])).expect("opened");
    commits(&clerk, first.photos);
    let old = photo(&clerk, zhang);
    let same = opens(&clerk, &clerk.path("一")).expect("opened");
    assert_eq!(same.counts.unchanged, 1);
    assert_eq!(commits(&clerk, same.photos).op, None);
    let next = opens(&clerk, &folder(&clerk, "二", &[("张三.jpg", jpeg(200))])).expect("opened");
    assert_eq!(next.counts.replaced, 1);
    assert_eq!(
        rows(&clerk, next.photos)[0].present,
        old,
        "old and new side by side"
    );
    let op = commits(&clerk, next.photos).op;
    assert_ne!(photo(&clerk, zhang), old);
    let history = HistoryQuery {
        person: Some(zhang),
        item: Some("person.photo".into()),
        limit: 10,
        ..HistoryQuery::default()
    };
    let history = clerk.desk.history(history, &Unwatched).expect("history");
    assert!(history.operations[0].changes[0].old.starts_with("图像 "));
    clerk.undoes(op);
    assert_eq!(photo(&clerk, zhang), old);
}

#[test]
fn several_pictures_of_one_person_are_asked_unless_they_are_the_same() {
    let (clerk, [zhang, ..]) = office();
    let files = [("张三.jpg", jpeg(1)), ("990101198503120010.jpg", jpeg(90))];
    let view = opens(&clerk, &folder(&clerk, "两张", &files)).expect("opened");
    assert_eq!((view.counts.added, view.counts.asked), (0, 2));
    let request = PhotosChoose {
        photos: view.photos,
        index: 1,
        person: Some(zhang),
    };
    let view = clerk.desk.photos_choose(request, &Unwatched).expect("chosen");
    assert_eq!(
        (view.counts.added, view.counts.asked, view.counts.left_out),
        (1, 0, 1)
    );
    let files = [("张三.jpg", jpeg(1)), ("张三(1).jpg", jpeg(1))];
    let view = opens(&clerk, &folder(&clerk, "相同", &files)).expect("opened");
    assert_eq!((view.counts.added, view.counts.unchanged), (1, 1));
}

#[test]
fn a_zip_with_names_in_gbk_is_read() {
    let (clerk, [_, _, _, wang]) = office();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("PLACEHOLDER.jpg", zip::write::SimpleFileOptions::default())
        .expect("a part");
    zip.write_all(&jpeg(7)).expect("written");
    let mut bytes = zip.finish().expect("a zip").into_inner();
    // an older program: the name in GBK, of the same length
    let (name, _, _) = encoding_rs::GBK.encode("王五照片_01.jpg");
    let placeholder = b"PLACEHOLDER.jpg";
    while let Some(at) = bytes
        .windows(placeholder.len())
        .position(|window| window == placeholder)
    {
        bytes[at..at + placeholder.len()].copy_from_slice(&name);
    }
    let path = clerk.path("照片.zip");
    std::fs::write(&path, bytes).expect("a file");
    let view = opens(&clerk, &path).expect("opened");
    let listed = rows(&clerk, view.photos);
    assert_eq!(
        listed[0].person.as_ref().map(|one| one.person),
        Some(wang),
        "{:?}",
        listed[0].file
    );
}

#[test]
fn one_photo_is_cut_entered_and_removed_in_the_dossier() {
    let (clerk, [zhang, ..]) = office();
    let file = folder(
        &clerk,
        "单张",
        &[("a.png", picture(9, 1000, 1400, ImageFormat::Png))],
    )
    .join("a.png");
    let file = file.display().to_string();
    let opened = clerk
        .desk
        .photo_open(PhotoOpen { file: file.clone() }, &Unwatched)
        .expect("opened");
    assert!(opened.picture.starts_with("data:image/jpeg"));
    let set = |file: Option<String>, cut: Option<PhotoCut>| {
        let request = SetPhoto {
            person: zhang,
            file,
            cut,
        };
        clerk.desk.set_photo(request, &Unwatched)
    };
    set(Some(file.clone()), None).expect("set");
    let whole = photo(&clerk, zhang);
    let cut = PhotoCut {
        left: 0.25,
        top: 0.25,
        width: 0.5,
    };
    let op = set(Some(file), Some(cut)).expect("set").op;
    assert_ne!(photo(&clerk, zhang), whole, "another part of it");
    clerk.undoes(op);
    assert_eq!(photo(&clerk, zhang), whole);
    set(None, None).expect("removed");
    assert_eq!(photo(&clerk, zhang), None);
    let bad = folder(&clerk, "坏", &[("b.jpg", b"%PDF-1.7".to_vec())]).join("b.jpg");
    let refused = set(Some(bad.display().to_string()), None).expect_err("refused");
    assert!(refused.message.contains("PDF"), "{refused}");
}

#[test]
fn nothing_to_look_at_is_said() {
    let (clerk, _) = office();
    std::fs::create_dir(clerk.path("空的")).expect("a folder");
    let refused = opens(&clerk, &clerk.path("空的")).expect_err("nothing there");
    assert!(refused.message.contains("没有图片"), "{refused}");
    assert!(opens(&clerk, &clerk.path("没有这个")).is_err());
}
