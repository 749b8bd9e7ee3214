//! What we write, we read back.

use antou_exchange::held::{self, HeldRow, HeldSheet};
use antou_exchange::layout::{Meaning, Nothing, Target};
use antou_exchange::roster::{RosterColumn, Sheet as List, Writer};
use antou_record::{Item, Kind, PartialDate, Value, Written, dictionary};
use rust_xlsxwriter::{ExcelDateTime, Format};

use crate::files::*;

/// Every item a list can show, with every row of its set that a heading can pick.
fn all_columns() -> Vec<(&'static Item, Option<String>)> {
    let mut columns = Vec::new();
    for set in dictionary()
        .sets()
        .iter()
        .filter(|set| set.code == "person" || set.is_owned_by_person())
    {
        for item in set.items.iter().filter(|item| item.kind != Kind::Blob) {
            columns.push((item, None));
            columns.extend(item.per.as_ref().map(|_| (item, Some("2023".to_owned()))));
        }
        for heading in set.headings.iter().filter(|heading| heading.with.len() == 1) {
            // `*` is the whole set as one text, which no list shows
            let item = set.item(&heading.item);
            columns.extend(item.into_iter().flat_map(|item| {
                heading
                    .with
                    .values()
                    .map(move |label| (item, Some(label.clone())))
            }));
        }
        for group in set.groups.iter().filter(|group| group.with.len() == 1) {
            for label in group.with.values() {
                columns.extend(
                    set.items
                        .iter()
                        .filter(|item| !group.with.contains_key(&item.code))
                        .map(|item| (item, Some(label.clone()))),
                );
            }
        }
    }
    columns.sort_by_key(|(item, which)| (item.set.clone(), item.index, which.clone()));
    columns.dedup_by_key(|(item, which)| (item.full_path(), which.clone()));
    columns
}

fn as_of() -> PartialDate {
    PartialDate::from_iso("2024-06-30").unwrap()
}

#[test]
fn every_column_leads_back_to_its_item() {
    // in portions: no list has all columns at once, and the name must be there to find the headings
    let titles = [
        "名册",
        "全市年度考核情况一览表",
        "家庭成员情况",
        "教育培训台账",
        "",
    ];
    for (portion, title) in all_columns()
        .chunks(20)
        .flat_map(|portion| titles.map(|title| (portion, title)))
    {
        let name = dictionary().person().item("name").unwrap();
        let wanted: Vec<(&'static Item, Option<String>)> = std::iter::once((name, None))
            .chain(
                portion
                    .iter()
                    .filter(|(item, _)| item.code != "name" || item.set != "person")
                    .cloned(),
            )
            .collect();
        let columns: Vec<RosterColumn> = wanted
            .iter()
            .map(|(item, which)| RosterColumn::item(item, which.as_deref()))
            .collect();
        let folder = Folder::new();
        let path = folder.path("名册.xlsx");
        let mut writer = Writer::create(
            &path,
            &List {
                title,
                as_of: as_of(),
                columns: &columns,
            },
        )
        .unwrap();
        writer.row(&[Some(Value::Text("张三".into()))]).unwrap();
        writer.finish().unwrap();
        let sheet = read(&path).unwrap().sheets.remove(0);
        let layout = layout_of(&sheet);
        for (column, (item, which)) in layout.columns.iter().zip(&wanted) {
            let expected = match which {
                Some(which) => format!("{}[{which}].{}", item.set, item.code),
                None => item.full_path(),
            };
            let found = column.target().map(Target::path);
            assert_eq!(
                found.as_deref(),
                Some(expected.as_str()),
                "heading {:?}: {:?}",
                column.parts,
                column.meaning
            );
            assert!(!column.repeated);
        }
        assert_eq!(layout.columns.len(), wanted.len());
    }
}

#[test]
fn headings_are_the_words_clerks_use() {
    let heading = |path: &str, which| RosterColumn::item(dictionary().item(path).unwrap(), which).heading();
    assert_eq!(heading("name", None), "姓名");
    assert_eq!(heading("education.level", Some("全日制")), "全日制学历");
    assert_eq!(heading("assessment.conclusion", Some("2023")), "2023年度考核结果");
}

#[test]
fn values_come_back_and_nothing_becomes_a_formula() {
    let paths = [
        "name",
        "birth",
        "id_number",
        "remark",
        "sex",
        "training.hours",
        "training.class_name",
    ];
    let columns: Vec<RosterColumn> = paths
        .iter()
        .map(|path| RosterColumn::item(dictionary().item(path).unwrap(), None))
        .collect();
    let columns = [columns, vec![RosterColumn::computed("年龄", 3)]].concat();
    let folder = Folder::new();
    let path = folder.path("名册.xlsx");
    let text = |text: &str| Some(Value::Text(text.into()));
    let row = vec![
        text("张三"),
        Some(Value::Date(PartialDate::from_iso("1975-10").unwrap())),
        text("990101197510011215"),
        text("=cmd|'/c calc'!A1"),
        Some(Value::Code("1".into())),
        Some(Value::Dec(40.5)),
        text("+1 班"),
        Some(Value::Int(48)),
    ];
    let mut writer = Writer::create(
        &path,
        &List {
            title: "名册",
            as_of: as_of(),
            columns: &columns,
        },
    )
    .unwrap();
    writer.row(&row).unwrap();
    writer.finish().unwrap();
    let sheet = read(&path).unwrap().sheets.remove(0);
    let (people, others, unread) = people(&sheet);
    assert!(others.is_empty() && unread.is_empty(), "{others:?} {unread:?}");
    for (value, path) in row.iter().zip(paths) {
        let item = dictionary().item(path).unwrap();
        let found = if item.set == "person" {
            people[0].person.at(item.index)
        } else {
            people[0].children[0].row.at(item.index)
        };
        assert_eq!(found, value.as_ref(), "{path}");
    }
    let cells = sheet.rows().last().unwrap();
    assert_eq!(cells.cell(3).unwrap().written, Written::Text("=cmd|'/c calc'!A1"));
    assert_eq!(cells.cell(1).unwrap().written, Written::Text("1975.10"));
    assert_eq!(
        cells.cell(7).unwrap().written,
        Written::Number {
            value: 48.0,
            decimals: None
        }
    );
}

#[test]
fn a_text_too_long_for_a_cell_is_said() {
    let columns = [RosterColumn::item(dictionary().item("remark").unwrap(), None)];
    let folder = Folder::new();
    let mut writer = Writer::create(
        &folder.path("a.xlsx"),
        &List {
            title: "名册",
            as_of: as_of(),
            columns: &columns,
        },
    )
    .unwrap();
    let error = writer.row(&[Some(Value::Text("长".repeat(32_768)))]).unwrap_err();
    assert!(error.to_string().contains("第 4 行"), "{error}");
    writer.row(&[Some(Value::Text("长".repeat(32_767)))]).unwrap();
}

#[test]
fn held_rows_go_back_as_they_came() {
    let sheet = sheet_of(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 4, "花名册", &plain).unwrap();
        sheet.merge_range(1, 0, 2, 0, "姓名", &plain).unwrap();
        sheet.merge_range(1, 1, 1, 2, "全日制教育", &plain).unwrap();
        write_rows(
            sheet,
            &[
                &[],
                &["", "", "", "出生年月", "公民身份号码"],
                &["", "学历", "学位"],
                &["张三", "大学", "", "1975.06", "x"],
                &["李四", "=1+1"],
                &["王五", "", "", "1970.13"],
            ],
        );
        let month = Format::new().set_num_format("yyyy\"年\"m\"月\"");
        sheet
            .write_datetime_with_format(4, 3, ExcelDateTime::from_ymd(1975, 6, 1).unwrap(), &month)
            .unwrap();
        sheet
            .write_number_with_format(4, 4, 1975.1, &Format::new().set_num_format("0.00"))
            .unwrap();
    });
    let layout = layout_of(&sheet);
    let folder = Folder::new();
    let path = folder.path("待处理.xlsx");
    let held = [
        HeldRow {
            first_row: 5,
            last_row: 5,
            reason: "身份证号无法识别",
        },
        HeldRow {
            first_row: 6,
            last_row: 6,
            reason: "月份不存在",
        },
    ];
    let held = HeldSheet {
        sheet: &sheet,
        layout: &layout,
        rows: held.to_vec(),
    };
    held::write(&path, &[held.clone(), held]).unwrap();
    let mut sheets = read(&path).unwrap().sheets;
    assert_eq!(sheets.len(), 2);
    assert_eq!(sheets[1].name, format!("{}(2)", sheets[0].name));
    let back = sheets.remove(0);
    let again = layout_of(&back);
    assert_eq!(again.header_rows, layout.header_rows);
    let (reason, same) = again.columns.split_last().unwrap();
    let paths = |columns: &[antou_exchange::layout::Column]| {
        columns
            .iter()
            .map(|column| column.target().map(Target::path))
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(same), paths(&layout.columns));
    assert_eq!(reason.meaning, Meaning::Ignored(Nothing::Counter));
    for (from, to) in [(5, 4), (6, 5)] {
        let (from, to) = (sheet.row(from).unwrap(), back.row(to).unwrap());
        for cell in &from.cells {
            assert_eq!(to.cell(cell.column).map(|cell| cell.written), Some(cell.written));
        }
    }
    assert_eq!(back.row(4).unwrap().cell(5).unwrap().shown(), "身份证号无法识别");
    let once_more = HeldRow {
        first_row: 4,
        last_row: 4,
        reason: "还是不对",
    };
    let held = HeldSheet {
        sheet: &back,
        layout: &again,
        rows: vec![once_more],
    };
    held::write(&path, &[held]).unwrap();
    let back = read(&path).unwrap().sheets.remove(0);
    let row = back.row(4).unwrap();
    assert_eq!(
        row.cell(5).unwrap().shown(),
        "还是不对",
        "in the place of the old reason"
    );
    assert!(row.cell(6).is_none());
}
