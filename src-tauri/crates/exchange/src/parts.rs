//! Several tables on one sheet, one below another with other headings or side by side with the same: each is a sheet of its
//! own. Rows and columns keep their numbers, so that every cell keeps its address.

use antou_record::Written;

use crate::cell::{Cell, Region};
use crate::chunk::{ChunkWriter, SheetRow};
use crate::layout::{is_familiar, names_somebody};
use crate::sheet::{Format, Sheet};

/// More tables on a sheet than this are none: the sheet is left whole.
const MOST: usize = 200;
/// What stands in every heading of names.
const NAMES: [&str; 2] = ["姓", "名字"];
/// Bytes of these: only chunks that hold them are looked through for headings.
const MARKS: [[u8; 3]; 2] = [[0xe5, 0xa7, 0x93], [0x8d, 0xe5, 0xad]];
/// Cells of a row that must be headings, and how many of a hundred.
const FEWEST: usize = 3;
const SHARE: usize = 60;
/// A heading is short.
const LONGEST: usize = 60;

/// A row of headings that names people.
struct Head {
    row: u32,
    /// Plain headings by column.
    headings: Vec<(u32, String)>,
    /// Columns headed 姓名.
    names: Vec<u32>,
}

/// The tables of a sheet; the sheet itself when it is one.
pub fn parts(sheet: Sheet) -> Vec<Sheet> {
    if sheet.format == Format::Form {
        return vec![sheet];
    }
    let headed = sheet
        .chunks
        .iter()
        .filter(|chunk| MARKS.iter().any(|mark| chunk.may_hold(*mark)));
    let heads: Vec<Head> = headed
        .flat_map(|chunk| chunk.rows())
        .filter_map(|row| head(&row))
        .collect();
    let mut starts: Vec<(u32, &Head)> = Vec::new();
    let mut before: Option<&Head> = None;
    for head in &heads {
        let is_new = match (before, starts.last()) {
            (Some(before), Some((_, current))) => {
                head.headings != current.headings && has_rows_between(&sheet, before.row, head.row)
            }
            _ => true,
        };
        if is_new {
            let after = before.map(|before| before.row);
            starts.push((after.map_or(0, |after| top(&sheet, after, head.row)), head));
        }
        before = Some(head);
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([u32::MAX]);
    let mut pieces: Vec<Region> = Vec::new();
    for ((start, head), end) in starts.iter().zip(ends) {
        let piece = |first_column, last_column| Region {
            first_row: *start,
            last_row: end - 1,
            first_column,
            last_column,
        };
        let cuts = beside(&sheet, head);
        let lasts = cuts.iter().skip(1).map(|cut| *cut - 1).chain([u32::MAX]);
        pieces.extend(cuts.iter().zip(lasts).map(|(first, last)| piece(*first, last)));
    }
    match pieces.as_slice() {
        [] | [_] => vec![sheet],
        pieces if pieces.len() > MOST => vec![sheet],
        pieces => pieces.iter().map(|piece| cut(&sheet, piece)).collect(),
    }
}

/// The headings of a row, when most of it are headings and 姓名 is among them.
fn head(row: &SheetRow<'_>) -> Option<Head> {
    let own = || {
        row.cells
            .iter()
            .filter(|cell| !cell.continued && !cell.is_blank())
    };
    let could_be_name = |cell: &Cell<'_>| match cell.written {
        Written::Text(text) => text.len() <= LONGEST && NAMES.iter().any(|name| text.contains(name)),
        _ => false,
    };
    if !own().any(could_be_name) {
        return None;
    }
    let plain = |cell: &Cell<'_>| match cell.written {
        Written::Text(text) if text.len() <= LONGEST => {
            Some((cell.column, antou_record::plain_heading(text))).filter(|(_, plain)| is_familiar(plain))
        }
        _ => None,
    };
    let headings: Vec<(u32, String)> = own().filter_map(plain).collect();
    let names = headings.iter().filter(|(_, plain)| names_somebody(plain));
    let names: Vec<u32> = names.map(|(column, _)| *column).collect();
    let is_head = headings.len() >= FEWEST && headings.len() * 100 >= own().count() * SHARE;
    (is_head && !names.is_empty()).then_some(Head {
        row: row.number,
        headings,
        names,
    })
}

/// Whether rows of people stand between two rows of headings: the second may only be a lower row of the first.
fn has_rows_between(sheet: &Sheet, above: u32, below: u32) -> bool {
    let mut between = (above + 1..below).filter_map(|number| sheet.row(number));
    between.any(|row| {
        let own: Vec<&Cell<'_>> = row.cells.iter().filter(|cell| !cell.is_blank()).collect();
        let is_heading = |cell: &&&Cell<'_>| is_familiar(&antou_record::plain_heading(&cell.text()));
        own.len() > 1 && own.iter().filter(is_heading).count() * 2 < own.len()
    })
}

/// The first row of a table: its titles stand above its headings, each alone in its row, and nothing else stands between.
fn top(sheet: &Sheet, after: u32, head: u32) -> u32 {
    let mut top = head;
    for number in (after + 1..head).rev() {
        let own = sheet
            .row(number)
            .map_or(0, |row| row.cells.iter().filter(|cell| !cell.is_blank()).count());
        if own > 1 {
            break;
        }
        top = number;
    }
    top
}

/// The first column of each table beside another: the headings of the first come again, and nothing above the others says
/// that they are about somebody else (配偶).
fn beside(sheet: &Sheet, head: &Head) -> Vec<u32> {
    let whole = vec![0];
    let ([first, second, ..], Some((left, _))) = (head.names.as_slice(), head.headings.first()) else {
        return whole;
    };
    let before = first - left;
    let starts: Vec<u32> = head
        .names
        .iter()
        .map(|name| name.saturating_sub(before))
        .collect();
    let block = |index: usize| -> Vec<(u32, &str)> {
        let (from, to) = (starts.get(index).copied(), starts.get(index + 1).copied());
        let (from, to) = (from.unwrap_or(u32::MAX), to.unwrap_or(u32::MAX));
        let inside = head
            .headings
            .iter()
            .filter(|(column, _)| (from..to).contains(column));
        inside
            .map(|(column, plain)| (column - from, plain.as_str()))
            .collect()
    };
    let model = block(0);
    let is_again = (1..starts.len()).all(|index| block(index) == model);
    let above = head.row.checked_sub(1).and_then(|above| sheet.row(above));
    // a title stands alone in its row; beside others it heads the columns of a relative
    let is_headed = above.is_some_and(|above| {
        let own = above
            .cells
            .iter()
            .filter(|cell| !cell.continued && !cell.is_blank());
        let columns: Vec<u32> = own.map(|cell| cell.column).collect();
        columns.len() > 1
            || columns
                .iter()
                .any(|column| *column >= second.saturating_sub(before))
    });
    if is_again && !is_headed && model.len() >= FEWEST {
        std::iter::once(0).chain(starts.into_iter().skip(1)).collect()
    } else {
        whole
    }
}

/// The rows and columns of a piece as a sheet of their own.
fn cut(sheet: &Sheet, piece: &Region) -> Sheet {
    let mut writer = ChunkWriter::new();
    let mut out = Sheet {
        columns: Vec::new(),
        merged: sheet
            .merged
            .iter()
            .filter_map(|region| within(region, piece))
            .collect(),
        row_count: 0,
        chunks: Vec::new(),
        sources: Vec::new(),
        labels: Vec::new(),
        name: sheet.name.clone(),
        hidden_columns: sheet.hidden_columns.clone(),
        ..*sheet
    };
    for row in sheet
        .rows_from(piece.first_row)
        .take_while(|row| row.number <= piece.last_row)
    {
        let cells = row.cells.iter().filter(|cell| !cell.continued);
        let mut any = false;
        for cell in cells.filter(|cell| piece.contains(row.number, cell.column)) {
            writer.cell(
                row.number,
                row.hidden,
                cell.column,
                cell.written,
                cell.uncalculated,
            );
            any = true;
            if let Err(place) = out.columns.binary_search(&cell.column) {
                out.columns.insert(place, cell.column);
            }
        }
        writer.end_row();
        out.row_count += u64::from(any);
        if writer.is_full() {
            out.chunks.extend(writer.take());
        }
    }
    out.chunks.extend(writer.take());
    out
}

/// The part of a merged cell that lies in a piece, where its text does.
fn within(region: &Region, piece: &Region) -> Option<Region> {
    piece
        .contains(region.first_row, region.first_column)
        .then(|| Region {
            last_row: region.last_row.min(piece.last_row),
            last_column: region.last_column.min(piece.last_column),
            ..*region
        })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that fails says where")]
mod tests {
    use super::*;
    use crate::Limits;
    use crate::worker::read_here;

    /// A sheet of a page, so that cells can be merged.
    fn sheet(rows: &[&str]) -> Sheet {
        let page = format!(
            "<!doctype html><table><tr><td>{}</table>",
            rows.join("<tr><td>").replace('|', "<td>")
        );
        let mut read = read_here("a.xls", page.as_bytes(), &Limits::default());
        read.remove(0).read.unwrap().sheets.remove(0)
    }

    /// Each part by its first row, first column, and rows.
    fn told(rows: &[&str]) -> Vec<(u32, u32, u64)> {
        let told = |part: &Sheet| {
            let first = part.rows().next().unwrap();
            (first.number, *part.columns.first().unwrap(), part.row_count)
        };
        parts(sheet(rows)).iter().map(told).collect()
    }

    const HEAD: &str = "姓名|性别|出生年月";

    #[test]
    fn tables_on_one_sheet_are_told_apart() {
        let people = "张三|男|1975.06";
        for (rows, wanted) in [
            (vec![HEAD, people], vec![(1, 0, 2)]),
            (vec!["名册", HEAD, people, HEAD, people], vec![(1, 0, 5)]),
            (
                vec![HEAD, people, "退休人员", "序号|姓名|民族|性别", "1|李四|汉族|男"],
                vec![(1, 0, 2), (3, 0, 3)],
            ),
            (
                vec![
                    "姓名|性别|出生年月|姓名|性别|出生年月",
                    "张三|男|1975.06|李四|男|1975.06",
                ],
                vec![(1, 0, 2), (1, 3, 2)],
            ),
            (
                vec![
                    "名册",
                    "姓名|性别|出生年月||姓名|性别|出生年月",
                    "张三|男|1975.06||李四|男|1975.06",
                ],
                vec![(1, 0, 3), (2, 4, 2)],
            ),
        ] {
            assert_eq!(told(&rows), wanted, "{rows:?}");
        }
    }

    #[test]
    fn the_marks_of_names_stand_in_them() {
        for (name, mark) in NAMES.iter().zip(MARKS) {
            assert!(name.as_bytes().windows(3).any(|window| window == mark), "{name}");
        }
    }

    #[test]
    fn a_register_of_a_province_is_parted_as_a_short_one_is() {
        let people = vec!["张三|男|1975.06"; 6_000];
        let below = ["退休人员", "序号|姓名|民族|性别", "1|李四|汉族|男"];
        let rows: Vec<&str> = [HEAD].iter().chain(&people).chain(&below).copied().collect();
        assert_eq!(told(&rows), [(1, 0, 6_001), (6_002, 0, 3)]);
        let one: Vec<&str> = [HEAD].iter().chain(&people).copied().collect();
        assert_eq!(told(&one), [(1, 0, 6_001)]);
    }

    #[test]
    fn a_sheet_of_nothing_but_headings_stays_whole() {
        let rows: Vec<String> = (0..1_000)
            .flat_map(|number| {
                let last = ["性别", "民族", "籍贯", "备注"][number % 4];
                [format!("姓名|出生年月|{last}"), "张三|1975.06|甲".to_owned()]
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(told(&rows).len(), 1);
    }

    #[test]
    fn headings_of_relatives_are_no_second_table() {
        let merged = "<td colspan=6>家庭成员";
        for rows in [
            vec![
                "本人|||配偶",
                "姓名|性别|出生年月|姓名|性别|出生年月",
                "张三|男|1975.06|李四|女|1975.06",
            ],
            vec![
                &format!("姓名|身份证号{merged}"),
                "||称谓|姓名|政治面貌|称谓|姓名|政治面貌",
                "张三|1|妻子|李四|群众|儿子|张小|群众",
            ],
            vec![HEAD, "性别|姓名|称谓", "张三|男|1975.06"],
            vec![
                "姓名|性别|家庭情况",
                "|情况",
                "姓名|称谓|出生年月",
                "张三|男|1975.06",
            ],
        ] {
            assert_eq!(told(&rows).len(), 1, "{rows:?}");
        }
    }
}
