//! Files as units really keep them: forms under and beside each other, two tables on one sheet, sheets about nobody, pictures
//! of old scanners, blocks copied from a spreadsheet. Nothing is read as what it is not, and nothing is lost unsaid.

use std::path::PathBuf;

use antou_desk::Unwatched;
use antou_desk::messages::*;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::clerk::Clerk;

const FIRST: (&str, &str, &str) = ("甘为霖", "990101198103120011", "1981.03");
const SECOND: (&str, &str, &str) = ("柳知远", "99010119790506001X", "1979.05");

fn book(clerk: &Clerk, name: &str, write: impl FnOnce(&mut Worksheet)) -> PathBuf {
    let path = clerk.path(name);
    let mut book = Workbook::new();
    write(book.add_worksheet());
    book.save(&path).expect("a workbook");
    path
}

fn rows(sheet: &mut Worksheet, top: u32, left: u16, rows: &[&[&str]]) {
    for (row, cells) in (top..).zip(rows) {
        for (column, cell) in (left..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell).expect("a cell");
        }
    }
}

/// A 采集表 of nine rows from a cell on, its title merged.
fn form(sheet: &mut Worksheet, top: u32, left: u16, (name, number, birth): (&str, &str, &str)) {
    let plain = Format::new();
    let title = sheet.merge_range(top, left, top, left + 5, "干部信息采集表", &plain);
    title.expect("a title");
    rows(
        sheet,
        top + 1,
        left,
        &[
            &["姓名", name, "性别", "男", "民族", "汉族"],
            &["公民身份号码", number, "", "", "出生年月", birth],
            &["籍贯", "江苏东台", "健康状况", "健康", "参加工作时间", "2003.07"],
            &["现任职务", "青川区财政局科长"],
            &["称谓", "姓名", "出生年月", "政治面貌", "工作单位及职务"],
            &["妻子", &format!("{name}之妻"), "1982.04", "群众", "教师"],
            &["", "", "", "", ""],
            &["配偶", "姓名", "不算", "性别", "女"],
        ],
    );
}

/// Problems of an import that are more than a remark, with their places.
fn serious(report: &serde_json::Value) -> Vec<String> {
    let problems = report["problems"].as_array().expect("problems").iter();
    let serious = problems.filter(|problem| problem["severity"] != "info");
    serious
        .map(|problem| format!("{} {} {}", problem["place"], problem["code"], problem["message"]))
        .collect()
}

#[test]
fn forms_under_and_beside_each_other_are_a_person_each() {
    for beside in [false, true] {
        let clerk = Clerk::with_new_vault();
        let path = book(&clerk, "采集表.xlsx", |sheet| {
            form(sheet, 0, 0, FIRST);
            let (top, left) = if beside { (0, 7) } else { (10, 0) };
            form(sheet, top, left, SECOND);
        });
        let view = clerk.opens(&path);
        let places: Vec<String> = clerk
            .rows(view.import, None)
            .into_iter()
            .map(|row| row.place)
            .collect();
        assert!(
            places.iter().all(|place| place.contains("采集表.xlsx!Sheet1!")),
            "{places:?}"
        );
        let report = clerk.imports(&path);
        assert_eq!(
            (&report["rows"]["added"], &report["rows"]["held"]),
            (&2.into(), &0.into()),
            "{report}"
        );
        for (name, number, birth) in [FIRST, SECOND] {
            let person = clerk.person(name);
            for (path, text) in [
                ("id_number", number),
                ("birth", birth),
                ("work_started", "2003.07"),
                ("post.title", "青川区财政局科长"),
                ("family.name", &format!("{name}之妻")),
            ] {
                assert_eq!(clerk.shows(person, path), text, "{name} {path}");
            }
        }
        assert_eq!(clerk.total(), 2, "a spouse on the form is nobody of ours");
        let said = serious(&report).join("\n");
        assert!(
            said.contains("没有栏目名的内容"),
            "what stands beside 配偶 is told: {said}"
        );
    }
}

#[test]
fn two_tables_on_one_sheet_are_both_read_and_a_second_person_fills_no_blank() {
    let clerk = Clerk::with_new_vault();
    let below = book(&clerk, "名册.xlsx", |sheet| {
        rows(
            sheet,
            0,
            0,
            &[
                &["一、在职人员"],
                &["姓名", "性别", "出生年月", "身份证号"],
                &[FIRST.0, "男", FIRST.2, FIRST.1],
                &[],
                &["二、退休人员"],
                &["序号", "姓名", "身份证号", "出生年月", "性别"],
                &["1", SECOND.0, SECOND.1, SECOND.2, "男"],
            ],
        );
    });
    let report = clerk.imports(&below);
    assert_eq!(report["rows"]["added"], 2, "{report}");
    assert_eq!(clerk.shows(clerk.person(SECOND.0), "birth"), SECOND.2);

    let beside = book(&clerk, "通讯录.xlsx", |sheet| {
        rows(
            sheet,
            0,
            0,
            &[
                &["姓名", "身份证号", "手机号", "姓名", "身份证号", "手机号"],
                &[FIRST.0, FIRST.1, "", SECOND.0, SECOND.1, "13900000001"],
            ],
        );
    });
    clerk.imports(&beside);
    assert_eq!(
        clerk.shows(clerk.person(FIRST.0), "phone"),
        "",
        "the number is the other's"
    );
    assert_eq!(clerk.shows(clerk.person(SECOND.0), "phone"), "13900000001");

    let spouse = book(&clerk, "配偶.xlsx", |sheet| {
        let plain = Format::new();
        sheet
            .merge_range(0, 0, 0, 2, "本人情况", &plain)
            .expect("a heading");
        sheet
            .merge_range(0, 3, 0, 5, "配偶情况", &plain)
            .expect("a heading");
        rows(
            sheet,
            1,
            0,
            &[
                &["姓名", "身份证号", "籍贯", "姓名", "身份证号", "籍贯"],
                &[FIRST.0, FIRST.1, "", "某配偶", "990101198001010025", "河西永宁"],
            ],
        );
    });
    let report = clerk.imports(&spouse);
    assert_eq!(clerk.shows(clerk.person(FIRST.0), "native_place"), "", "{report}");
    assert!(
        serious(&report).iter().any(|said| said.contains("没有读取")),
        "{report}"
    );
}

#[test]
fn a_sheet_about_nobody_is_said_once_and_two_names_in_a_cell_are_nobody() {
    let clerk = Clerk::with_new_vault();
    let plan = book(&clerk, "培训计划.xlsx", |sheet| {
        rows(
            sheet,
            0,
            0,
            &[
                &["2024年度干部教育培训计划表"],
                &["序号", "培训班次", "培训对象", "培训人数", "主办单位"],
                &["1", "年轻干部培训班", "科级干部", "40", "组织部"],
                &["2", "处级干部进修班", "处级干部", "30", "党校"],
            ],
        );
    });
    let report = clerk.imports(&plan);
    assert_eq!(
        (&report["rows"]["held"], &report["rows"]["ignored"]),
        (&0.into(), &2.into()),
        "{report}"
    );
    let said = serious(&report);
    let nobody: Vec<&String> = said.iter().filter(|said| said.contains("name.missing")).collect();
    assert_eq!(nobody.len(), 1, "{said:?}");
    assert!(nobody[0].contains("没有姓名、身份证号一栏，2 行"), "{nobody:?}");

    let names = book(&clerk, "名单.xlsx", |sheet| {
        rows(
            sheet,
            0,
            0,
            &[
                &["姓名", "身份证号", "出生年月"],
                &["张伟、李强", FIRST.1, FIRST.2],
                &["王芳\n刘洋", "", "1985.01"],
                &["柳知远*", SECOND.1, SECOND.2],
            ],
        );
    });
    let report = clerk.imports(&names);
    assert_eq!(
        (&report["rows"]["added"], &report["rows"]["held"]),
        (&1.into(), &2.into()),
        "{report}"
    );
    assert_eq!(clerk.shows(clerk.person("柳知远"), "name"), "柳知远");
    let cells = serious(&report).join("\n");
    assert!(
        cells.contains("!A2") && cells.contains("!A3"),
        "each at its cell: {cells}"
    );
}

#[test]
fn the_latest_years_count_from_the_day_the_sheet_says_and_are_asked_otherwise() {
    for (title, years) in [
        (
            "填报单位：某局　填表时间：2024年3月",
            vec!["2021", "2022", "2023"],
        ),
        ("填报单位：某局　填表时间：　　年　月　日", vec![]),
        ("干部名册", vec![]),
    ] {
        let clerk = Clerk::with_new_vault();
        let path = book(&clerk, "名册.xlsx", |sheet| {
            rows(
                sheet,
                0,
                0,
                &[
                    &[title],
                    &["姓名", "身份证号", "出生年月", "近三年年度考核结果"],
                    &[FIRST.0, FIRST.1, FIRST.2, "均为称职"],
                ],
            );
        });
        let report = clerk.imports(&path);
        let request = PersonId {
            person: clerk.person(FIRST.0),
        };
        let dossier = clerk.desk.dossier(request, &Unwatched).expect("a dossier");
        let section = dossier
            .sections
            .iter()
            .find(|section| section.set == "assessment");
        let mut kept: Vec<&str> = section
            .iter()
            .flat_map(|section| &section.rows)
            .filter_map(|row| Some(row.cells.get("year")?.text.as_str()))
            .collect();
        kept.sort_unstable();
        assert_eq!(kept, years, "{title}: {report}");
        let asked = serious(&report).iter().any(|said| said.contains("!D3"));
        assert_eq!(asked, years.is_empty(), "{title}: {report}");
    }
}

/// A 24-bit BMP, darker above than below.
fn bmp(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |_, y| image::Rgb([(y * 200 / height) as u8; 3]));
    let row = (width * 3).div_ceil(4) * 4;
    let mut out = b"BM".to_vec();
    out.extend((54 + row * height).to_le_bytes());
    out.extend([0; 4]);
    out.extend(54u32.to_le_bytes());
    out.extend(40u32.to_le_bytes());
    out.extend(width.to_le_bytes());
    out.extend(height.to_le_bytes());
    out.extend([1, 0, 24, 0]);
    out.extend([0; 24]);
    for y in (0..height).rev() {
        let begun = out.len();
        for x in 0..width {
            out.extend(picture.get_pixel(x, y).0);
        }
        out.resize(begun + row as usize, 0);
    }
    out
}

fn photo(clerk: &Clerk, person: i64) -> Option<Vec<u8>> {
    clerk.desk.whole_dossier(person).expect("a dossier").photo
}

#[test]
fn a_bmp_is_a_photo_like_any_other() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", FIRST.0), ("id_number", FIRST.1), ("birth", FIRST.2)]);
    let folder = clerk.path("照片");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(format!("{}.bmp", FIRST.1)), bmp(600, 1000)).expect("a file");
    let files = vec![folder.display().to_string()];
    let view = clerk
        .desk
        .photos_open(PhotosOpen { files }, &Unwatched)
        .expect("opened");
    let request = PhotosId { photos: view.photos };
    clerk.desk.photos_commit(request, &Unwatched).expect("committed");
    let kept = image::load_from_memory(&photo(&clerk, person).expect("a photo")).expect("a picture");
    assert_eq!((kept.width(), kept.height()), (413, 578), "cut to two inches");
    let top = kept.to_rgb8().get_pixel(200, 3).0[0];
    assert!(top < 20, "from the upper edge down: {top}");
}

/// An .lrmx of a name that two people have, without a number, and with the photo given.
fn form_without_number(name: &str, photo: &[u8]) -> String {
    use base64::Engine as _;
    let photo = base64::engine::general_purpose::STANDARD.encode(photo);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Person><XingMing>{name}</XingMing><XingBie>男</XingBie>\
         <MinZu>汉族</MinZu><ZhaoPian>{photo}</ZhaoPian><Version>3.2.1.16</Version></Person>"
    )
}

#[test]
fn the_photo_of_a_held_row_comes_with_it_when_it_is_settled() {
    let clerk = Clerk::with_new_vault();
    let form = clerk.path("甘为霖.lrmx");
    std::fs::write(&form, form_without_number(FIRST.0, &bmp(300, 420))).expect("a file");
    let view = clerk.opens(&form);
    assert_eq!(view.counts.held, 1, "{:?}", clerk.rows(view.import, None));
    let held = clerk.path("待处理.xlsx");
    let request = ImportHeld {
        import: view.import,
        to: held.display().to_string(),
    };
    clerk.desk.import_held(request, &Unwatched).expect("written");

    // the clerk writes the number into the workbook, where the form had none
    use calamine::{Reader as _, open_workbook_auto};
    let mut read = open_workbook_auto(&held).expect("a workbook");
    let range = read.worksheet_range_at(0).expect("a sheet").expect("readable");
    let cells: Vec<Vec<String>> = range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let settled = book(&clerk, "已补.xlsx", |sheet| {
        for (at, row) in (0u32..).zip(&cells) {
            let mut row = row.clone();
            let is_head = row.first().is_some_and(|cell| cell == "姓名");
            row.push(
                if is_head {
                    "身份证号"
                } else if row[0] == FIRST.0 {
                    FIRST.1
                } else {
                    ""
                }
                .to_owned(),
            );
            let row: Vec<&str> = row.iter().map(String::as_str).collect();
            rows(sheet, at, 0, &[&row]);
        }
    });
    let report = clerk.imports(&settled);
    assert_eq!(report["rows"]["added"], 1, "{report}");
    let kept = photo(&clerk, clerk.person(FIRST.0)).expect("the photo came with the row");
    let kept = image::load_from_memory(&kept).expect("a picture");
    assert_eq!(
        (kept.width(), kept.height()),
        (300, 420),
        "as it came, from BMP to JPEG"
    );

    // in another vault the photo is not there, and that is said
    let elsewhere = Clerk::with_new_vault();
    let report = elsewhere.imports(&settled);
    assert!(
        serious(&report)
            .iter()
            .any(|said| said.contains("照片没有随这张表带来")),
        "{report}"
    );
    assert!(photo(&elsewhere, elsewhere.person(FIRST.0)).is_none());
}

#[test]
fn what_the_clipboards_page_tells_of_cells_is_read_and_never_shown() {
    let clerk = Clerk::with_new_vault();
    let person = clerk.adds(&[("name", FIRST.0), ("id_number", FIRST.1), ("birth", FIRST.2)]);
    let paste = |text: &str, html: &str| {
        let request = ImportPaste {
            text: text.to_owned(),
            html: Some(html.to_owned()),
            columns: Vec::new(),
            people: Vec::new(),
        };
        clerk.desk.import_paste(request, &Unwatched).expect("opened")
    };
    // as Excel leaves it: 称谓 of two relatives under one merged name, a date shown short, a number that lost its zero
    let text = "姓名\t身份证号\t参加工作时间\t入党时间\t称谓\t家庭成员姓名\r\n\
                甘为霖\t990101198103120011\tAug-04\t2003.1\t妻子\t\"纪晓\n芸\"\r\n\t\t\t\t父亲\t甘守田\r\n";
    let html = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><style><!--\
        td{mso-number-format:General;} .xl65{mso-number-format:\"\\@\";} .xl66{mso-number-format:\"yyyy\\.mm\";}\
        --></style></head><body><table><tr><td>姓名</td><td>身份证号</td><td>参加工作时间</td><td>入党时间</td><td>称谓</td>\
        <td>家庭成员姓名</td></tr><tr><td rowspan=2>甘为霖</td><td rowspan=2 class=xl65>990101198103120011</td>\
        <td rowspan=2 class=xl66 x:num=\"38200\">Aug-04</td><td rowspan=2 align=right>2003.1</td><td>妻子</td><td>纪晓<br>芸</td></tr>\
        <tr><td>父亲</td><td>甘守田<script>alert(1)</script></td></tr></table></body></html>";
    let html = html.replace("<script>alert(1)</script>", "");
    let view = paste(text, &html);
    let problems: Vec<CellProblem> = clerk
        .rows(view.import, None)
        .into_iter()
        .flat_map(|row| row.problems)
        .filter(|problem| problem.severity != "info")
        .collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].message.contains("2003.10"),
        "January or October: {problems:?}"
    );
    let request = ImportId { import: view.import };
    clerk.desk.import_commit(request, &Unwatched).expect("committed");
    assert_eq!(clerk.shows(person, "work_started"), "2004.08");
    assert_eq!(clerk.shows(person, "party_joined"), "", "not guessed");
    let dossier = clerk.desk.whole_dossier(person).expect("a dossier");
    assert_eq!(dossier.rows("family").len(), 2, "one person over two rows");

    // a page that shows other cells than the text is not believed
    let other = "<table><tr><td colspan=2>姓名</td></tr><tr><td>别人</td></tr></table>";
    let view = paste(
        "姓名\t身份证号\t籍贯\n甘为霖\t990101198103120011\t江苏东台\n",
        other,
    );
    let request = ImportId { import: view.import };
    clerk.desk.import_commit(request, &Unwatched).expect("committed");
    assert_eq!(clerk.shows(person, "native_place"), "江苏东台");
}

#[test]
fn a_date_with_year_month_and_day_in_columns_of_their_own_is_put_together() {
    let headings: [&[&[&str]]; 2] = [
        &[
            &[
                "姓名",
                "公民身份号码",
                "出生年月",
                "",
                "",
                "参加工作时间",
                "",
                "民族",
            ],
            &["", "", "年", "月", "日", "年", "月", ""],
        ],
        &[&[
            "姓名",
            "公民身份号码",
            "出生年",
            "出生月",
            "出生日",
            "参加工作年",
            "参加工作月",
            "民族",
        ]],
    ];
    for (kind, heading) in headings.into_iter().enumerate() {
        let clerk = Clerk::with_new_vault();
        let path = book(&clerk, &format!("花名册{kind}.xlsx"), |sheet| {
            rows(sheet, 0, 0, heading);
            rows(
                sheet,
                heading.len() as u32,
                0,
                &[
                    &["甘为霖", FIRST.1, "1981", "3", "12", "2003", "07", "汉族"],
                    &["柳知远", SECOND.1, "1979", "5月", "", "2001", "8", "汉族"],
                    &[
                        "时若水",
                        "990101197708150016",
                        "1977",
                        "8",
                        "15",
                        "1999",
                        "13",
                        "汉族",
                    ],
                    &["温如故", "990101198009090012", "1980", "9", "31", "", "7", "汉族"],
                ],
            );
        });
        let report = clerk.imports(&path);
        assert_eq!(report["rows"]["added"], 4, "{report}");
        for (name, birth, started) in [
            ("甘为霖", "1981.03.12", "2003.07"),
            ("柳知远", "1979.05", "2001.08"),
            ("时若水", "1977.08.15", ""),
            ("温如故", "", ""),
        ] {
            assert_eq!(clerk.shows(clerk.person(name), "birth"), birth, "{name}");
            assert_eq!(clerk.shows(clerk.person(name), "work_started"), started, "{name}");
        }
        let said = serious(&report).join("\n");
        let last = heading.len() + 4;
        for cell in [format!("F{}", last - 1), format!("C{last}"), format!("F{last}")] {
            assert!(said.contains(&format!("{cell}\"")), "{cell} in {said}");
        }
    }
}
