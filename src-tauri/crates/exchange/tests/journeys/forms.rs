//! 任免审批表 files of every kind and age become rows of one sheet; what is wrong with one costs no other.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use antou_exchange::draft::Draft;
use antou_exchange::form_file::{Card, cards_of, sheet_of};
use antou_exchange::worker::{Document, read_files};
use antou_exchange::{Limits, ReadError, Sheet};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::GB18030;
use zip::write::SimpleFileOptions;

use crate::files::*;

/// A small grey picture in Base64.
const ENCODED: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/wAALCABUADwBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQG/8QAFxABAQEBAAAAAAAAAAAAAAAAABMBEf/aAAgBAQAAPwDX0KFChQoUKJaFChQoUKFEtChQoUKFCiWhQoUKFChRLQoUKFChQoloUKFChQoUS0KFChQoUKJqFChQoUKFEtChQoUKFCiWhQoUKFChRP3TundO6d07p3Tuv//Z";

fn picture() -> Vec<u8> {
    STANDARD.decode(ENCODED).unwrap()
}

fn lrmx(elements: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Person>\n{elements}\n</Person>")
}

fn usual() -> String {
    lrmx(&format!(
        "  <XingMing>甘 为霖</XingMing>
  <XingBie>男</XingBie>
  <ChuShengNianYue>198103</ChuShengNianYue>
  <MinZu>汉
    </MinZu>
  <JiGuan>江苏东台</JiGuan>
  <ChuShengDi>
  </ChuShengDi>
  <RuDangShiJian> 200306</RuDangShiJian>
  <CanJiaGongZuoShiJian>20040801</CanJiaGongZuoShiJian>
  <JianKangZhuangKuang>健康</JianKangZhuangKuang>
  <ZhuanYeJiShuZhiWu/>
  <QuanRiZhiJiaoYu_XueLi>大学</QuanRiZhiJiaoYu_XueLi>
  <QuanRiZhiJiaoYu_XueWei>工学学士</QuanRiZhiJiaoYu_XueWei>
  <QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>云州大学计算机专业</QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>
  <QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>云州大学计算机专业</QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>
  <ZaiZhiJiaoYu_XueLi>研究生</ZaiZhiJiaoYu_XueLi>
  <ZaiZhiJiaoYu_XueWei>公共管理硕士</ZaiZhiJiaoYu_XueWei>
  <ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>中共云州省委党校</ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi>
  <ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>云州大学公共管理学院</ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi>
  <XianRenZhiWu>青川区财政局科长</XianRenZhiWu>
  <JianLi>2000.09--2004.08  云州大学学生&#xD;
2004.08--         青川区财政局科员<br/>（其间：2010.03--2011.03挂职）</JianLi>
  <JiangChengQingKuang>(无)</JiangChengQingKuang>
  <JiaTingChengYuan>
    <Item><ChengWei>妻子</ChengWei><XingMing>纪晓芸</XingMing><ChuShengRiQi>198204</ChuShengRiQi><ZhengZhiMianMao>群众</ZhengZhiMianMao><GongZuoDanWeiJiZhiWu>青川区实验小学教师</GongZuoDanWeiJiZhiWu></Item>
    <Item><ChengWei>儿子</ChengWei><XingMing>甘小满</XingMing><ChuShengRiQi>201005</ChuShengRiQi><ZhengZhiMianMao/><GongZuoDanWeiJiZhiWu>学生</GongZuoDanWeiJiZhiWu><LianXi>无 &amp; 有</LianXi></Item>
    <Item><ChengWei></ChengWei><XingMing></XingMing></Item>
  </JiaTingChengYuan>
  <TianBiaoRen>柳知远</TianBiaoRen>
  <ShenFenZheng>99010119810312001x</ShenFenZheng>
  <ZhaoPian>{ENCODED}</ZhaoPian>
  <WeiLai a=\"1\"><Nei>未来的栏目</Nei></WeiLai>
  <Version>3.2.1.6</Version>"
    ))
}

/// The fields of an .lrm.
fn lrm() -> String {
    let mut fields = vec![String::new(); 33];
    for (at, text) in [
        (0, "柳 知远"),
        (1, "女"),
        (2, "197911"),
        (3, "回族"),
        (5, "民建200108"),
        (6, "健康"),
        (9, "大学#@研究生#法学硕士"),
        (10, "云州大学中文系#@云州大学法学院#"),
        (
            17,
            "1998.09--2002.07  云州大学中文系学生,学习委员\r\n2002.07--         云州市司法局",
        ),
        (20, "丈夫@女儿@@@@@@@@@@@"),
        (21, "洪一@洪二@@@@@@@@@@@"),
        (22, "197801@200506@@@@@@@@@@@"),
        (23, "中共党员@@@@@@@@@@@@"),
        (24, "云州市一中,教师@学生@@@@@@@@@@@"),
        (25, "云州市司法局副局长"),
    ] {
        fields[at] = text.to_owned();
    }
    format!("\"{}\"\r\n", fields.join("\",\""))
}

fn documents(files: &[PathBuf]) -> Vec<Document> {
    read_files(worker(), files, &Limits::default(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

fn card(document: Document) -> Card {
    let file = document.file;
    document
        .read
        .unwrap_or_else(|error| panic!("{file}: {error}"))
        .card
        .unwrap()
}

fn read_card(name: &str, bytes: &[u8]) -> Card {
    let folder = Folder::new();
    card(documents(&[folder.file(name, bytes)]).remove(0))
}

fn people_of(sheet: &Sheet) -> Vec<Draft> {
    people(sheet).0
}

fn zipped(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    // the library writes names as UTF-8 only; names of another kind are put in their place afterwards
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in files.iter().enumerate() {
        let placeholder = format!("{at:0>width$}", width = name.len());
        zip.start_file(placeholder, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let mut bytes = zip.finish().unwrap().into_inner();
    for (at, (name, _)) in files.iter().enumerate() {
        let placeholder = format!("{at:0>width$}", width = name.len()).into_bytes();
        let mut from = 0;
        while let Some(found) = bytes[from..]
            .windows(name.len())
            .position(|window| window == placeholder)
        {
            bytes[from + found..from + found + name.len()].copy_from_slice(name);
            from += found + name.len();
        }
    }
    bytes
}

#[test]
fn an_lrmx_is_a_row_with_its_relatives_on_lines_below() {
    let card = read_card("甘为霖.lrmx", usual().as_bytes());
    assert_eq!(
        card.photo.as_ref().map(|photo| photo.bytes.as_slice()),
        Some(picture().as_slice())
    );
    let sheet = sheet_of("任免审批表", vec![card]);
    let layout = layout_of(&sheet);
    assert_eq!(layout.header_rows, [1, 2]);
    let people = people_of(&sheet);
    let [draft] = people.as_slice() else {
        panic!("{people:?}")
    };
    assert_eq!(draft.person.shown("name"), "甘为霖");
    assert_eq!(draft.person.shown("birth"), "1981.03");
    assert_eq!(draft.person.shown("id_number"), "99010119810312001X");
    assert_eq!(draft.person.shown("photo").len(), 64);
    let rows = |set: &str| -> Vec<_> {
        draft
            .children
            .iter()
            .filter(|child| child.row.set().code == set)
            .collect()
    };
    let kin: Vec<String> = rows("family")
        .iter()
        .map(|child| child.row.shown("name"))
        .collect();
    assert_eq!(kin, ["纪晓芸", "甘小满"]);
    let schools: Vec<String> = rows("education")
        .iter()
        .map(|child| {
            format!(
                "{}{}{}{}",
                child.row.shown("mode"),
                child.row.shown("level"),
                child.row.shown("degree"),
                child.row.shown("school")
            )
        })
        .collect();
    assert_eq!(
        schools,
        [
            "全日制大学工学学士云州大学计算机专业",
            "在职研究生中共云州省委党校",
            "在职公共管理硕士云州大学公共管理学院"
        ]
    );
    assert_eq!(
        sheet.place(3, Some(1)).as_deref(),
        Some("甘为霖.lrmx!公民身份号码")
    );
    let cleaned = draft
        .problems
        .iter()
        .find(|placed| placed.problem.code.as_str() == "id.cleaned");
    let place = cleaned.and_then(|placed| sheet.place(placed.row, placed.column));
    assert_eq!(
        place.as_deref(),
        Some("甘为霖.lrmx!公民身份号码"),
        "{:?}",
        draft.problems
    );
}

#[test]
fn what_no_item_is_known_for_is_kept_word_for_word() {
    let card = read_card("a.lrmx", usual().as_bytes());
    let extra = card
        .fields
        .iter()
        .find(|field| field.heading == ["任免审批表附加内容"])
        .unwrap();
    assert_eq!(
        extra.text,
        "<?of 儿子/甘小满?><LianXi>无 &amp; 有</LianXi><?after ZhaoPian?><WeiLai a=\"1\"><Nei>未来的栏目</Nei></WeiLai>"
    );
}

#[test]
fn every_way_an_lrmx_is_written() {
    let plain = "<XingMing>甘为霖</XingMing><ChuShengNianYue>1981.03.12</ChuShengNianYue><JianLi>一\r\n二&#xD;\n三<br>四&lt;br/&gt;五</JianLi>";
    let expected = |card: &Card| {
        let text = |label: &str| {
            card.fields
                .iter()
                .find(|field| field.heading == [label])
                .map(|field| field.text.clone())
        };
        assert_eq!(text("姓名").as_deref(), Some("甘为霖"));
        assert_eq!(text("简历").as_deref(), Some("一\n二\n三\n四\n五"));
    };
    expected(&read_card("a.lrmx", lrmx(plain).as_bytes()));
    expected(&read_card(
        "a.Lrmx",
        format!("\u{feff}{}", lrmx(plain)).as_bytes(),
    ));
    expected(&read_card(
        "a.xml",
        format!("<Person>{plain}</Person>").as_bytes(),
    ));
    let gbk = lrmx(plain).replace("utf-8", "gb2312");
    expected(&read_card("a.lrmx", &GB18030.encode(&gbk).0));
    let wide: Vec<u8> = format!("\u{feff}{}", lrmx(plain))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    expected(&read_card("a.lrmx", &wide));
}

#[test]
fn an_lrm_with_its_picture_beside_it() {
    let folder = Folder::new();
    let file = folder.file("柳知远.lrm", &GB18030.encode(&lrm()).0);
    folder.file("柳知远.PIC", &picture());
    let card = card(documents(&[file]).remove(0));
    assert_eq!(
        card.photo.as_ref().map(|photo| photo.bytes.as_slice()),
        Some(picture().as_slice())
    );
    let sheet = sheet_of("任免审批表", vec![card]);
    let people = people_of(&sheet);
    let [draft] = people.as_slice() else {
        panic!("{people:?}")
    };
    assert_eq!(draft.person.shown("name"), "柳知远");
    let works: Vec<String> = draft
        .children
        .iter()
        .filter(|child| child.row.set().code == "family")
        .map(|child| {
            format!(
                "{}{}{}",
                child.row.shown("relation"),
                child.row.shown("name"),
                child.row.shown("work")
            )
        })
        .collect();
    assert_eq!(
        works,
        ["丈夫洪一云州市一中,教师", "女儿洪二学生"],
        "a comma parts nothing"
    );
    let schools: Vec<String> = draft
        .children
        .iter()
        .filter(|child| child.row.set().code == "education")
        .map(|child| {
            format!(
                "{}{}{}",
                child.row.shown("level"),
                child.row.shown("degree"),
                child.row.shown("school")
            )
        })
        .collect();
    assert_eq!(schools, ["大学云州大学中文系", "研究生法学硕士云州大学法学院"]);
}

#[test]
fn a_zip_of_forms_with_names_of_either_kind() {
    let gbk = GB18030.encode("审批表\\柳知远.lrm").0.into_owned();
    let photo_name = GB18030.encode("审批表\\柳知远.pic").0.into_owned();
    let mut book = rust_xlsxwriter::Workbook::new();
    write_rows(book.add_worksheet(), &[&["姓名", "性别"], &["张三", "男"]]);
    let book = book.save_to_buffer().unwrap();
    let (form, record) = (usual(), GB18030.encode(&lrm()).0.into_owned());
    let zip = zipped(&[
        ("甲/甘为霖.lrmx".as_bytes(), form.as_bytes()),
        (&gbk, &record),
        (&photo_name, &picture()),
        ("花名册.xlsx".as_bytes(), &book),
        (b"../../evil.lrmx", form.as_bytes()),
        (b"C:\\evil.lrmx", form.as_bytes()),
        (b"inner.zip", b"PK\x03\x04"),
        (b"__MACOSX/._a.lrmx", b"x"),
        ("坏.lrmx".as_bytes(), b"<Person><XingMing>"),
    ]);
    let folder = Folder::new();
    let read = documents(&[folder.file("批.zip", &zip)]);
    let told: Vec<(String, &str)> = read
        .iter()
        .map(|document| {
            (
                document.file.clone(),
                document.read.as_ref().map_or_else(ReadError::code, |_| "read"),
            )
        })
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(file, code)| (file.as_str(), *code)).collect();
    assert_eq!(
        told,
        [
            ("批.zip/甲/甘为霖.lrmx", "read"),
            ("批.zip/审批表/柳知远.lrm", "read"),
            ("批.zip/花名册.xlsx", "read"),
            ("批.zip/../../evil.lrmx", "file.skipped"),
            ("批.zip/C:/evil.lrmx", "file.skipped"),
            ("批.zip/inner.zip", "file.skipped"),
            ("批.zip/坏.lrmx", "file.damaged"),
        ]
    );
    let photo = read[1]
        .read
        .as_ref()
        .unwrap()
        .card
        .as_ref()
        .unwrap()
        .photo
        .as_ref();
    assert_eq!(
        photo.map(|photo| photo.bytes.as_slice()),
        Some(picture().as_slice())
    );
}

#[test]
fn one_file_that_cannot_be_read_costs_no_other() {
    let folder = Folder::new();
    let files = [
        folder.file("a.lrmx", usual().as_bytes()),
        folder.path("没有.lrmx"),
        folder.file("b.lrmx", b""),
        folder.file("c.lrm", b"\"a\",\"b\""),
        folder.file("d.lrmx", usual().as_bytes()),
    ];
    let codes: Vec<&str> = documents(&files)
        .iter()
        .map(|document| document.read.as_ref().map_or_else(ReadError::code, |_| "read"))
        .collect();
    assert_eq!(
        codes,
        ["read", "file.unreadable", "file.empty", "file.damaged", "read"]
    );
}

#[test]
fn hostile_forms_are_refused_in_words() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><Person><XingMing>&b;</XingMing></Person>";
    let outside =
        "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Person><XingMing>&a;</XingMing></Person>";
    let kin = format!(
        "<XingMing>甲</XingMing><JiaTingChengYuan>{}</JiaTingChengYuan>",
        "<Item><ChengWei>儿子</ChengWei></Item>".repeat(10_000)
    );
    let strange = format!("<XingMing>甲</XingMing><X>{}</X>", "长".repeat(40_000));
    let huge = format!(
        "<XingMing>甲</XingMing><ZhaoPian>{}</ZhaoPian>",
        "A".repeat(70 << 20)
    );
    let deep = format!("<XingMing>甲</XingMing>{}", "<a>".repeat(200_000));
    let mut many = lrm();
    many.insert_str(many.len() - 3, &"\",\"x".repeat(100));
    let wide = format!("\"甲\",\"男\"{}", ",\"@@@@@@@@@@@@@@@@@@@@@@@@@@a\"".repeat(31))
        .replace("@a", &"@a".repeat(1_000));
    for (name, bytes, expected) in [
        ("bomb.lrmx", bomb.as_bytes().to_vec(), "file.damaged"),
        ("outside.lrmx", outside.as_bytes().to_vec(), "file.damaged"),
        ("kin.lrmx", lrmx(&kin).into_bytes(), "file.too_large"),
        ("strange.lrmx", lrmx(&strange).into_bytes(), "file.too_large"),
        ("huge.lrmx", lrmx(&huge).into_bytes(), "file.too_large"),
        ("deep.lrmx", lrmx(&deep).into_bytes(), "file.damaged"),
        ("cut.lrmx", usual().into_bytes()[..900].to_vec(), "file.damaged"),
        (
            "nobody.lrmx",
            lrmx("<XingBie>男</XingBie>").into_bytes(),
            "file.not_form",
        ),
        (
            "other.lrmx",
            b"<?xml version=\"1.0\"?><Pack/>".to_vec(),
            "file.not_form",
        ),
        ("noise.lrmx", vec![0xff; 5_000], "file.damaged"),
        ("cut.lrm", lrm().into_bytes()[..100].to_vec(), "file.damaged"),
        ("many.lrm", many.into_bytes(), "file.not_form"),
        ("wide.lrm", wide.into_bytes(), "file.too_large"),
        ("cut.docx", word(&usual_table())[..500].to_vec(), "file.damaged"),
        (
            "notice.docx",
            word("<w:p><w:r><w:t>通知</w:t></w:r></w:p>"),
            "file.not_form",
        ),
        ("wide.docx", word(&cell_of(60, u32::MAX)), "file.not_form"),
        (
            "cut.zip",
            zipped(&[(b"a.lrmx", usual().as_bytes())])[..300].to_vec(),
            "file.damaged",
        ),
    ] {
        let folder = Folder::new();
        let read = documents(&[folder.file(name, &bytes)]).remove(0).read;
        let error = read.err().unwrap_or_else(|| panic!("{name} was read"));
        assert_eq!(error.code(), expected, "{name}: {error}");
        assert!(error.to_string().chars().count() > 8, "a sentence: {error}");
    }
}

fn cell_of(rows: usize, span: u32) -> String {
    let row = format!(
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc></w:tr>"
    );
    format!("<w:tbl>{}</w:tbl>", row.repeat(rows))
}

fn word(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!("<w:document xmlns:w=\"w\" xmlns:a=\"a\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id=\"rId7\" Type=\"image\" Target=\"media/image1.jpeg\"/></Relationships>".to_owned(),
        ),
    ];
    for (name, text) in &parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("word/media/image1.jpeg", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(&picture()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A row of a Word table. `=3` before a text spans three columns, `^` begins a merge downwards, `|` goes on with it.
fn row(cells: &[&str]) -> String {
    let cells = cells.iter().map(|cell| {
        let (mut cell, mut properties) = (*cell, String::new());
        if let Some(rest) = cell.strip_prefix('=') {
            properties.push_str(&format!("<w:gridSpan w:val=\"{}\"/>", &rest[..1]));
            cell = &rest[1..];
        }
        if let Some(rest) = cell.strip_prefix('^') {
            properties.push_str("<w:vMerge w:val=\"restart\"/>");
            cell = rest;
        } else if let Some(rest) = cell.strip_prefix('|') {
            properties.push_str("<w:vMerge/>");
            cell = rest;
        }
        let text = match cell {
            "照片" => "<w:p><w:r><a:blip r:embed=\"rId7\"/></w:r></w:p>".to_owned(),
            text => text
                .split('\n')
                .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
                .collect(),
        };
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>")
    });
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

/// The form as Word has it: vertical labels come out in another order of characters.
fn usual_table() -> String {
    let first = [
        row(&[
            "姓  名",
            "=2甘为霖",
            "性  别",
            "男",
            "出生年月\n（岁）",
            "1981.03\n（43岁）",
            "^照片",
        ]),
        row(&[
            "民  族",
            "=2汉族",
            "籍  贯",
            "江苏东台",
            "出生地",
            "江苏东台",
            "|",
        ]),
        row(&[
            "入党\n时间",
            "=22003.06",
            "参加工\n作时间",
            "2004.08",
            "到龄时间",
            "2044.03\n（63岁）",
            "|",
        ]),
        row(&[
            "健康状况",
            "=2健康",
            "专业技\n术职务",
            "=2",
            "熟悉专业\n有何专长",
            "信息系统",
            "|",
        ]),
        row(&[
            "^学历\n学位",
            "=2^全日制\n教  育",
            "=2大学",
            "^毕业院校\n系及专业",
            "=2云州大学计算机专业",
        ]),
        row(&["|", "=2|", "=2工学学士", "|", "=2"]),
        row(&[
            "|",
            "=2^在  职\n教  育",
            "=2研究生",
            "^毕业院校\n系及专业",
            "=2中共云州省委党校",
        ]),
        row(&["|", "=2|", "=2公共管理硕士", "|", "=2云州大学公共管理学院"]),
        row(&["=3现 任 职 务", "=5青川区财政局科长"]),
        row(&["=3拟 任 职 务", "=5青川区财政局副局长"]),
        row(&["=3拟 免 职 务", "=5"]),
        row(&[
            "简\n历",
            "=72000.09--2004.08  云州大学学生\n2004.08--         青川区财政局科员",
        ]),
    ];
    let second = [
        row(&[
            "奖惩情况",
            "=62016年5月，经云州市人民政府批准，授予“先进工作者”称号。",
        ]),
        row(&["年核度结考果", "=62021年、2022年年度考核均为称职"]),
        row(&["任免\n理由", "=6工作需要。"]),
        row(&[
            "^家庭主要成员及重要社会关系",
            "称谓",
            "姓名",
            "年龄",
            "=2政治面貌",
            "工 作 单 位 及 职 务",
        ]),
        row(&["|", "妻子", "纪晓芸", "42", "=2群众", "青川区实验小学教师"]),
        row(&["|", "儿子", "甘小满", "14", "=2", "学生"]),
        row(&["|", "", "", "", "=2", ""]),
        row(&["呈报单位", "=6中共云州市青川区委组织部\n（盖章）\n2024年5月10日"]),
        row(&[
            "审意批机关见",
            "=3（盖章）\n年  月  日",
            "行任政免机意关见",
            "=2（盖章）\n年  月  日",
        ]),
    ];
    format!(
        "<w:p><w:r><w:t>干部任免审批表</w:t></w:r></w:p><w:tbl>{}</w:tbl><w:tbl>{}</w:tbl><w:p><w:r><w:t>填表人：柳知远</w:t></w:r></w:p>",
        first.concat(),
        second.concat()
    )
}

#[test]
fn a_word_form_is_read_by_the_characters_of_its_labels() {
    let card = read_card("甘为霖.docx", &word(&usual_table()));
    assert_eq!(
        card.photo.as_ref().map(|photo| photo.bytes.as_slice()),
        Some(picture().as_slice())
    );
    let texts: Vec<String> = card
        .fields
        .iter()
        .map(|field| {
            format!(
                "{}{}={}",
                field.line,
                field.heading.join("·"),
                field.text.replace('\n', "/")
            )
        })
        .collect();
    for expected in [
        "0姓名=甘为霖",
        "0出生年月=1981.03/（43岁）",
        "0健康状况=健康",
        "0熟悉专业有何专长=信息系统",
        "0全日制教育·学位=工学学士",
        "0在职教育·毕业院校系及专业=中共云州省委党校",
        "1在职教育·学位=公共管理硕士",
        "1在职教育·毕业院校系及专业=云州大学公共管理学院",
        "0现任职务=青川区财政局科长",
        "0拟任职务=青川区财政局副局长",
        "0年度考核结果=2021年、2022年年度考核均为称职",
        "0家庭成员·称谓=妻子",
        "1家庭成员·工作单位及职务=学生",
        "0呈报单位=中共云州市青川区委组织部",
        "0任免审批表填表人=柳知远",
    ] {
        assert!(
            texts.iter().any(|text| text == expected),
            "{expected} in {texts:#?}"
        );
    }
    assert!(
        !texts
            .iter()
            .any(|text| text.contains("没有栏目名") || text.contains("审批机关")),
        "{texts:#?}"
    );
    let sheet = sheet_of("任免审批表", vec![card]);
    assert_eq!(people_of(&sheet).len(), 1);
}

#[test]
fn what_nobody_sees_in_a_word_form_is_not_read_and_a_table_may_stand_around_it() {
    let name = "<w:r><w:t>甘为霖</w:t></w:r>";
    let changed = format!(
        "<w:moveFrom><w:r><w:t>旧名字</w:t></w:r></w:moveFrom><w:del><w:r><w:delText>旧名字</w:delText></w:r></w:del>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:ins>{name}</w:ins>"
    );
    let table = usual_table();
    let around = format!("<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>");
    let told = |body: &str| -> Vec<(u32, String, String)> {
        let card = read_card("甘为霖.docx", &word(body));
        let fields = card.fields.iter();
        fields
            .map(|field| (field.line, field.heading.join("·"), field.text.clone()))
            .collect()
    };
    let wanted = told(&table);
    assert_eq!(told(&table.replace(name, &changed)), wanted);
    assert_eq!(told(&around), wanted);
}

#[test]
fn a_sheet_that_is_the_form_of_one_person() {
    let sheet = sheet_of_one(&[
        &["干部信息采集表"],
        &["姓名", "甘为霖", "性别", "男", "出生年月", "1981.03"],
        &["民族", "汉族", "籍贯", "江苏东台", "健康状况", "健康"],
        &[
            "公民身份号码",
            "99010119810312001X",
            "",
            "",
            "联系电话",
            "13800000000",
        ],
        &["现任职务", "青川区财政局科长"],
        &["称谓", "姓名", "出生年月", "政治面貌", "工作单位及职务"],
        &["妻子", "纪晓芸", "1982.04", "群众", "青川区实验小学教师"],
        &["备注", "无"],
    ]);
    let [card] = cards_of(&sheet, "采集表.xlsx", "").try_into().unwrap();
    let sheet = sheet_of("采集表", vec![card]);
    let people = people_of(&sheet);
    let [draft] = people.as_slice() else {
        panic!("{people:?}")
    };
    assert_eq!(draft.person.shown("name"), "甘为霖");
    assert_eq!(draft.person.shown("health"), "健康");
    assert_eq!(draft.person.shown("phone"), "13800000000");
    assert_eq!(
        draft
            .children
            .iter()
            .filter(|child| child.row.set().code == "family")
            .count(),
        1
    );
    assert_eq!(sheet.place(3, Some(0)).as_deref(), Some("Sheet1!B2"));
    let roster = sheet_with(&[
        &["姓名", "性别", "出生年月", "民族", "籍贯"],
        &["张三", "男", "1981.03", "汉族", "江苏东台"],
        &["李四", "男", "1981.03", "汉族", "江苏东台"],
        &["王五", "男", "1981.03", "汉族", "江苏东台"],
    ]);
    assert!(
        cards_of(&roster, "花名册.xlsx", "").is_empty(),
        "a list is no form"
    );
}

/// A form of two rows of labels and a relative, with the title above it.
fn form_of(name: &str, number: &str, sex: &str, kin: &str) -> Vec<Vec<String>> {
    let rows: [&[&str]; 7] = [
        &["干部信息采集表"],
        &["姓名", name, "性别", sex, "民族", "汉族"],
        &["公民身份号码", number, "", "", "籍贯", "江苏东台"],
        &["参加工作时间", "2003.07", "健康状况", "健康", "政治面貌", "群众"],
        &["现任职务", "青川区财政局科长"],
        &["称谓", "姓名", "出生年月", "政治面貌", "工作单位及职务"],
        &["妻子", kin, "1982.04", "群众", "教师"],
    ];
    let owned = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
    rows.into_iter().map(owned).collect()
}

const FIRST: (&str, &str, &str, &str) = ("甘为霖", "99010119810312001X", "男", "纪晓芸");
const SECOND: (&str, &str, &str, &str) = ("柳知远", "990101197905060013", "男", "阮小琴");

/// Names, numbers and relatives of the people that a sheet has the forms of.
fn people_on_forms(rows: &[Vec<String>]) -> Vec<String> {
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let cards = cards_of(&sheet_of_one(&rows), "采集表.xlsx", "");
    if cards.is_empty() {
        return Vec::new();
    }
    let told = |draft: &Draft| {
        let kin = draft
            .children
            .iter()
            .find(|child| child.row.set().code == "family");
        let kin = kin.map(|child| child.row.shown("name")).unwrap_or_default();
        let [name, number] = ["name", "id_number"].map(|code| draft.person.shown(code));
        format!("{name} {number} {kin}")
    };
    people_of(&sheet_of("采集表", cards)).iter().map(told).collect()
}

#[test]
fn several_forms_on_one_sheet_are_a_person_each() {
    let form = |of: (&str, &str, &str, &str)| form_of(of.0, of.1, of.2, of.3);
    let told = |of: (&str, &str, &str, &str)| format!("{} {} {}", of.0, of.1, of.3);
    let both = vec![told(FIRST), told(SECOND)];
    let blank = || vec![vec![String::new()]];
    let untitled = |of| form(of).split_off(1);
    let beside: Vec<Vec<String>> = form(FIRST)
        .into_iter()
        .zip(form(SECOND))
        .map(|(mut left, right)| {
            left.resize(7, String::new());
            left.extend(right);
            left
        })
        .collect();
    let touching: Vec<Vec<String>> = untitled(FIRST)
        .into_iter()
        .zip(untitled(SECOND))
        .map(|(mut left, right)| {
            left.resize(6, String::new());
            left.extend(right);
            left
        })
        .collect();
    // 甘为霖 once as the form is, once with two relatives
    let mut longer = form(FIRST);
    longer.push(vec!["儿子".into(), "甘小宝".into(), "2008.09".into()]);
    let turned = vec![
        vec!["姓名".to_owned(), FIRST.0.into(), SECOND.0.into()],
        vec!["性别".to_owned(), "男".into(), "男".into()],
        vec!["公民身份号码".to_owned(), FIRST.1.into(), SECOND.1.into()],
        vec!["民族".to_owned(), "汉族".into(), "回族".into()],
        vec!["籍贯".to_owned(), "江苏东台".into(), "河西永宁".into()],
        vec!["健康状况".to_owned(), "健康".into(), "一般".into()],
    ];
    for (what, rows, wanted) in [
        (
            "one under another",
            [form(FIRST), form(SECOND)].concat(),
            both.clone(),
        ),
        (
            "blank rows between",
            [form(FIRST), blank(), blank(), form(SECOND)].concat(),
            both.clone(),
        ),
        (
            "without titles",
            [untitled(FIRST), untitled(SECOND)].concat(),
            both.clone(),
        ),
        (
            "a longer one first",
            [longer, form(SECOND), form(FIRST)].concat(),
            vec![told(FIRST), told(SECOND), told(FIRST)],
        ),
        ("side by side", beside.clone(), both.clone()),
        ("side by side without a gap", touching, both.clone()),
        (
            "two and two",
            [beside.clone(), blank(), beside].concat(),
            [both.clone(), both.clone()].concat(),
        ),
        (
            "turned on its side",
            turned,
            vec![
                format!("{} {} ", FIRST.0, FIRST.1),
                format!("{} {} ", SECOND.0, SECOND.1),
            ],
        ),
    ] {
        assert_eq!(people_on_forms(&rows), wanted, "{what}");
    }
    let mut spouse = untitled(FIRST);
    spouse.push(
        ["配偶情况", "姓名", "纪晓芸", "性别", "女"]
            .map(str::to_owned)
            .to_vec(),
    );
    assert!(
        people_on_forms(&spouse)
            .iter()
            .all(|told| told.starts_with(FIRST.0)),
        "a spouse is no second person"
    );
}

fn sheet_of_one(rows: &[&[&str]]) -> Sheet {
    sheet_with(rows)
}
