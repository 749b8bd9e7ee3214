//! What must be true of a printed 干部任免审批表. The people are invented.

use std::io::Write;
use std::process::{Command, Stdio};

use super::*;
use crate::{Concern, FontSources, Press, Printed};

/// 2024-05-10 12:00 in China.
const NOON: i64 = 1_715_313_600;

fn press() -> Press {
    Press::new(FontSources::BUNDLED)
}

fn line(period: &str, text: &str) -> ResumeLine {
    ResumeLine {
        period: period.into(),
        text: text.into(),
        within: Vec::new(),
    }
}

fn relative(relation: &str, name: &str, work: &str) -> Relative {
    Relative {
        relation: relation.into(),
        name: name.into(),
        age: "45".into(),
        birth: "1979.02".into(),
        political_status: "中共党员".into(),
        work: work.into(),
    }
}

/// A picture of a few bytes: a red dot as PNG.
const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x08, 0xd7, 0x63,
    0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

fn someone() -> Appointment {
    Appointment {
        name: "甘为霖".into(),
        sex: "男".into(),
        birth: "1981.03".into(),
        age: "43岁".into(),
        photo: Some(DOT.to_vec()),
        ethnicity: "汉族".into(),
        native_place: "江苏东台".into(),
        birthplace: "江苏东台".into(),
        party_joined: "2003.06".into(),
        work_started: "2004.08".into(),
        health: "健康".into(),
        due_age: "2044.03\n（63岁）".into(),
        title_professional: "高级工程师".into(),
        speciality: "信息系统建设管理".into(),
        full_time: Schooling {
            level: "大学".into(),
            degree: "工学学士".into(),
            school_level: "云州大学计算机科学与技术学院计算机科学与技术专业".into(),
            school_degree: "云州大学计算机科学与技术学院计算机科学与技术专业".into(),
        },
        in_service: Schooling {
            level: "研究生".into(),
            degree: "公共管理硕士".into(),
            school_level: "中共云州省委党校经济学专业".into(),
            school_degree: "云州大学公共管理学院公共管理专业".into(),
        },
        post_now: "云州市青川区机关事务管理局信息化管理科科长、四级调研员".into(),
        post_proposed: "云州市青川区机关事务管理局党组成员、副局长".into(),
        post_removed: "云州市青川区机关事务管理局信息化管理科科长".into(),
        resume: vec![
            line("2000.09--2004.08", "云州大学计算机科学与技术学院计算机科学与技术专业学习"),
            line("2004.08--2005.09", "云州市青川区人民政府办公室试用期人员"),
            line("2005.09--2009.12", "云州市青川区人民政府办公室科员"),
            ResumeLine {
                within: vec!["（其间：2011.03--2012.03挂职任青川区白石镇党委委员、副镇长）".into()],
                ..line("2009.12--2013.05", "云州市青川区人民政府办公室信息科副科长")
            },
            ResumeLine {
                within: vec!["（2012.09--2015.06在云州大学公共管理学院公共管理专业在职研究生学习，获公共管理硕士学位）".into()],
                ..line("2013.05--2017.11", "云州市青川区人民政府办公室信息科科长")
            },
            line("2017.11--2021.06", "云州市青川区机关事务管理局信息化管理科科长"),
            line("2021.06--", "云州市青川区机关事务管理局信息化管理科科长、四级调研员"),
        ],
        awards: "2016年5月，经云州市人民政府批准，授予“云州市先进工作者”称号；2022年1月，经青川区委、区政府批准，记三等功一次。".into(),
        assessments: "2021年、2022年年度考核均为称职，2023年年度考核优秀。".into(),
        reason: "该同志政治立场坚定，熟悉机关事务和信息化工作，组织协调能力较强，工作实绩突出，群众基础较好。经研究，拟任现职。".into(),
        relatives: vec![
            relative("妻子", "纪晓芸", "云州市青川区实验小学教师"),
            relative("儿子", "甘小满", "云州市第一中学学生"),
            relative("父亲", "甘守田", "云州市青川区白石镇农民"),
            relative("母亲", "鲁桂兰", "云州市青川区白石镇卫生院退休护士"),
        ],
        reporting_unit: "中共云州市青川区委组织部".into(),
        filled_by: "柳知远".into(),
        filled_on: "2024.05.10".into(),
    }
}

fn print(person: Appointment, options: &AppointmentOptions) -> Printed {
    press()
        .appointment(&[person], options)
        .expect("the form must print")
}

/// The text on the pages as a reader sees it; none where the tool that reads PDF is not installed.
fn text(printed: &Printed) -> Option<String> {
    let pdf = printed.pdf(NOON).expect("a PDF");
    let reader = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut reader = reader.ok()?;
    reader
        .stdin
        .take()
        .expect("a pipe")
        .write_all(&pdf)
        .expect("the reader reads");
    let output = reader.wait_with_output().expect("the reader ends");
    Some(
        String::from_utf8_lossy(&output.stdout)
            .split_whitespace()
            .collect(),
    )
}

fn assert_says(printed: &Printed, words: &str) {
    if let Some(text) = text(printed) {
        assert!(text.contains(words), "the page must say {words}: {text}");
    }
}

/// `ANTOU_FORM_LOOK=folder` keeps the pages of the tests there, to be looked at.
fn keep(name: &str, printed: &Printed) {
    if let Some(folder) = std::env::var_os("ANTOU_FORM_LOOK") {
        let path = std::path::Path::new(&folder).join(format!("{name}.pdf"));
        std::fs::write(path, printed.pdf(NOON).expect("a PDF")).expect("the page is kept");
    }
}

fn concerns(printed: &Printed) -> Vec<&Concern> {
    printed
        .warnings()
        .iter()
        .map(|warning| &warning.concern)
        .collect()
}

const FANG_V3: AppointmentOptions = AppointmentOptions {
    layout: Layout::V3,
    face: Face::Fang,
    relatives: RelativeColumn::Birth,
    stamp: None,
};

#[test]
fn a_usual_person_stands_on_two_pages_without_a_warning() {
    let stamp = Stamp {
        serial: "案头-2024-000017".into(),
        printed_at: "2024.05.10 12:00".into(),
    };
    let options = AppointmentOptions {
        stamp: Some(stamp),
        ..AppointmentOptions::default()
    };
    let printed = print(someone(), &options);
    keep("usual-song-v4", &printed);
    assert_eq!(printed.pages(), 2, "the form has two pages");
    assert_eq!(printed.warnings(), [], "nothing to warn of");
    for words in [
        "甘为霖",
        "（43岁）",
        "2044.03",
        "公共管理硕士",
        "四级调研员",
        "2000.09--2004.08",
        "鲁桂兰",
        "填表人：柳知远",
        "案头-2024-000017",
    ] {
        assert_says(&printed, words);
    }
}

#[test]
fn both_faces_have_the_same_pages() {
    for layout in [Layout::V3, Layout::V4] {
        for (face, name) in [(Face::Song, "song"), (Face::Fang, "fang")] {
            let printed = print(
                someone(),
                &AppointmentOptions {
                    layout,
                    face,
                    ..AppointmentOptions::default()
                },
            );
            keep(&format!("{layout:?}-{name}"), &printed);
            assert_eq!(
                (printed.pages(), printed.warnings()),
                (2, &[][..]),
                "{layout:?} in {name}"
            );
        }
    }
}

#[test]
fn the_due_age_stands_on_the_newer_form_only() {
    let printed = print(someone(), &FANG_V3);
    keep("fang-v3-birth", &printed);
    if let (Some(old), Some(new)) = (
        text(&printed),
        text(&print(someone(), &AppointmentOptions::default())),
    ) {
        assert!(
            new.contains("到龄") && !old.contains("到龄"),
            "到龄时间 came with v4"
        );
        assert!(
            old.contains("1979.02") && !new.contains("1979.02"),
            "出生年月 of relatives only when asked for"
        );
    }
}

#[test]
fn a_resume_too_long_for_the_page_is_named() {
    let mut person = someone();
    person.resume = (0..60)
        .map(|year| {
            line(
                &format!("{}.09--{}.08", 1960 + year, 1961 + year),
                "云州市青川区人民政府办公室科员",
            )
        })
        .collect();
    let printed = print(person, &AppointmentOptions::default());
    keep("overflow", &printed);
    assert_eq!(
        printed.pages(),
        2,
        "a long text must not push the form to a third page"
    );
    assert_eq!(
        concerns(&printed),
        [&Concern::Overflow {
            cell: "简历".into()
        }],
        "the cell is named"
    );
    assert_eq!(
        printed.warnings()[0].to_string(),
        "甘为霖：“简历”内容过长，未能全部打印",
        "in words a clerk reads"
    );
    assert_says(&printed, "1960.09--1961.08"); // it is cut at the end, not at both ends
}

#[test]
fn a_long_resume_shrinks_and_says_so_when_it_becomes_hard_to_read() {
    let mut person = someone();
    person.resume = (0..38)
        .map(|year| {
            line(
                &format!("{}.09--{}.08", 1980 + year, 1981 + year),
                "云州市青川区人民政府办公室科员",
            )
        })
        .collect();
    let printed = print(person, &AppointmentOptions::default());
    keep("small", &printed);
    let small = concerns(&printed);
    assert!(
        matches!(small[..], [Concern::Small { cell, size }] if cell == "简历" && *size < 9.0),
        "{small:?}"
    );
}

#[test]
fn no_relative_is_lost() {
    let names =
        "赵甲钱乙孙丙李丁周戊吴己郑庚王辛冯壬陈癸褚子卫丑蒋寅沈卯韩辰杨巳朱午秦未尤申许酉何戌吕亥施天张地";
    let names: Vec<char> = names.chars().collect();
    for (count, pages) in [(12, 2), (13, 3), (24, 3)] {
        let mut person = someone();
        let named = names
            .chunks(2)
            .take(count)
            .map(|name| name.iter().collect::<String>());
        person.relatives = named
            .map(|name| {
                relative(
                    "表哥",
                    &name,
                    "云州市青川区人民政府某某处副处长、某某领导小组办公室综合组组长",
                )
            })
            .collect();
        let expected: Vec<_> = person
            .relatives
            .iter()
            .map(|relative| relative.name.clone())
            .collect();
        let printed = print(person, &AppointmentOptions::default());
        keep(&format!("relatives-{count}"), &printed);
        assert_eq!(printed.pages(), pages, "{count} relatives");
        expected.iter().for_each(|name| assert_says(&printed, name));
    }
}

#[test]
fn rare_names_print_with_the_bundled_font() {
    let mut person = someone();
    person.post_now = "䶮㛃𬸣𠅤喆堃".into();
    let printed = print(person, &AppointmentOptions::default());
    assert_eq!(printed.warnings(), [], "every character has a glyph");
    assert_says(&printed, "䶮㛃𬸣𠅤喆堃");
}

#[test]
fn what_cannot_be_printed_is_named() {
    let mut person = someone();
    person.name = "张\u{E123}三".into();
    person.relatives[1].name = "王\u{2A6D0}\u{2A6D0}".into();
    let printed = print(person, &AppointmentOptions::default());
    let expected = [
        &Concern::Private {
            characters: vec!['\u{E123}'],
        },
        &Concern::Missing {
            characters: vec!['\u{2A6D0}'],
        },
    ];
    assert_eq!(concerns(&printed), expected, "both kinds, each character once");
    assert_says(&printed, "张〓三");
}

#[test]
fn one_broken_photo_costs_nobody_a_form() {
    let mut people = vec![someone(), someone(), someone()];
    people[1].name = "宋时雨".into();
    people[1].photo = Some(b"not a picture".to_vec());
    let printed = press()
        .appointment(&people, &AppointmentOptions::default())
        .expect("prints");
    assert_eq!(printed.pages(), 6, "all three are there");
    assert_eq!(
        (printed.person_of(3), printed.person_of(6)),
        (Some(1), None),
        "each page knows whose it is"
    );
    assert_eq!(concerns(&printed), [&Concern::Photo], "the photo is told of");
    assert_eq!(
        (printed.warnings()[0].person, printed.warnings()[0].name.as_str()),
        (Some(1), "宋时雨"),
        "by name"
    );
    assert_eq!(printed.failed().count(), 0, "nobody is missing");
}

#[test]
fn a_batch_keeps_everyone_in_order() {
    let people: Vec<_> = (0..60)
        .map(|number| Appointment {
            name: format!("甲{number:03}乙"),
            ..someone()
        })
        .collect();
    let printed = press()
        .appointment(&people, &AppointmentOptions::default())
        .expect("prints");
    assert_eq!(printed.pages(), 120, "two pages each");
    let Some(text) = text(&printed) else { return };
    let places: Vec<_> = people.iter().map(|person| text.find(&person.name)).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "everyone once, in the order given"
    );
}

#[test]
fn the_same_form_gives_the_same_file() {
    let once = print(someone(), &AppointmentOptions::default())
        .pdf(NOON)
        .expect("a PDF");
    let again = print(someone(), &AppointmentOptions::default())
        .pdf(NOON)
        .expect("a PDF");
    assert!(once == again, "no clock and no chance in the file");
    let head = String::from_utf8_lossy(&once).to_string();
    assert!(
        !head.contains("Typst"),
        "the file names its maker, not its typesetter"
    );
}

#[test]
fn an_empty_form_prints_and_nobody_does_not() {
    let printed = print(Appointment::default(), &AppointmentOptions::default());
    keep("empty", &printed);
    assert_eq!(
        (printed.pages(), printed.warnings()),
        (2, &[][..]),
        "a blank form is a form"
    );
    let nobody = press().appointment(&[], &AppointmentOptions::default());
    assert!(matches!(nobody, Err(crate::FormError::Nothing)), "{nobody:?}");
}

#[test]
fn a_page_is_a_picture_for_the_window() {
    let printed = print(someone(), &AppointmentOptions::default());
    assert!(printed.svg(1).expect("page 2").starts_with("<svg"), "SVG");
    assert!(printed.svg(2).is_err(), "there is no page 3");
}

#[test]
fn a_batch_stops_when_told_to() {
    let people = vec![someone(); 60];
    let stopped = press().appointments(&people, &AppointmentOptions::default(), |_| {
        std::ops::ControlFlow::Break(())
    });
    assert!(matches!(stopped, Err(crate::FormError::Cancelled)), "{stopped:?}");
}

#[test]
fn every_cell_tells_where_it_is_and_how_full() {
    for face in [Face::Song, Face::Fang] {
        let printed = print(
            someone(),
            &AppointmentOptions {
                face,
                ..AppointmentOptions::default()
            },
        );
        let cells = printed.cells();
        let find = |key: &str| {
            cells
                .iter()
                .find(|cell| cell.key == key)
                .unwrap_or_else(|| panic!("no cell {key}"))
        };
        let (name, sex, resume) = (find("name"), find("sex"), find("resume"));
        assert!(
            name.y == sex.y && name.x + name.width < sex.x + 0.01,
            "in one row: {name:?} {sex:?}"
        );
        assert!(
            resume.height > 300.0 && resume.y > find("post_removed").y,
            "{resume:?}"
        );
        let fill = resume.fill.expect("filled");
        assert!(
            fill.lines > 1 && fill.lines <= fill.room && !fill.overflow,
            "{fill:?}"
        );
        let seventh = find("relatives.6.work");
        assert!(seventh.page == 1 && seventh.y > find("relatives.0.work").y);
        let (width, height) = printed.page_size(0);
        for cell in &cells {
            let inside =
                cell.x > 0.0 && cell.y > 0.0 && cell.x + cell.width < width && cell.y + cell.height < height;
            assert!(inside && cell.width > 10.0 && cell.height > 10.0, "{cell:?}");
        }
        // neighbours in a row touch and do not overlap
        for one in &cells {
            for other in cells
                .iter()
                .filter(|other| other.page == one.page && other.key != one.key)
            {
                let apart = one.x + one.width <= other.x + 0.1
                    || other.x + other.width <= one.x + 0.1
                    || one.y + one.height <= other.y + 0.1
                    || other.y + other.height <= one.y + 0.1;
                assert!(apart, "{one:?} lies over {other:?}");
            }
        }
    }
}

/// Pictures of three by five points and of five by three.
const HIGH: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0, 0xd, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 3, 0, 0, 0,
    5, 8, 2, 0, 0, 0, 0xf, 0x13, 0xc1, 0xf5, 0, 0, 0, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x38,
    0xc1, 0xc0, 0, 0x41, 0xc, 0x44, 0xb2, 0, 0x30, 0xf1, 0xb, 0xb9, 0xaa, 0x5f, 0x91, 0xae, 0, 0, 0, 0, 0x49,
    0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
const WIDE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0, 0, 0xd, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 5, 0, 0, 0,
    3, 8, 2, 0, 0, 0, 0xd4, 0x54, 0x52, 0xaf, 0, 0, 0, 0x10, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x38,
    0xc1, 0xc0, 0x80, 0x8c, 0x18, 8, 0xf0, 1, 0x25, 0x37, 0xb, 0xb9, 0xf3, 0x9d, 0x93, 0xe4, 0, 0, 0, 0,
    0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn the_photo_is_cut_to_two_inches_from_the_upper_edge_down() {
    for (photo, ratio) in [(HIGH, 5.0 / 3.0), (WIDE, 3.0 / 5.0)] {
        let person = Appointment {
            photo: Some(photo.to_vec()),
            ..someone()
        };
        let printed = print(person, &AppointmentOptions::default());
        let page = printed.svg(0).expect("page 1");
        let (before, image) = page.split_once("<image").expect("the photo");
        let number = |name: &str| -> f64 {
            let (_, rest) = image.split_once(&format!("{name}=\"")).expect(name);
            rest.split('"')
                .next()
                .and_then(|text| text.parse().ok())
                .expect("a number")
        };
        let (width, height) = (number(" width"), number(" height"));
        assert!(
            (height / width - ratio).abs() < 0.01,
            "nothing is squeezed: {width}×{height}"
        );
        // the groups around it move it to its cell, and no group moves it up behind the edge where it is cut
        let groups = before.rsplit_once("clip-path=").expect("cut").1;
        let moved: Vec<&str> = groups.split("translate(").skip(1).collect();
        let up = moved
            .iter()
            .filter_map(|rest| rest.split([' ', ')']).nth(1)?.parse::<f64>().ok());
        assert!(up.clone().all(|up| up == 0.0), "{:?}", up.collect::<Vec<_>>());
    }
}
