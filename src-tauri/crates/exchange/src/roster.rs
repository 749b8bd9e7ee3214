//! Lists as workbooks: built for the printer, written in flat memory, and read back by our own import without a question.

use std::path::{Path, PathBuf};

use antou_record::{Item, Kind, PartialDate, Value};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::check::{self, Open};
use crate::error::WriteError;
use crate::layout::{Target, wording};

/// Characters an Excel cell holds.
const LONGEST: usize = 32_767;

/// Rows above the headings: the title, and the line with the as-of date.
const ABOVE: u32 = 2;

/// Width of a computed column nobody says more of, in full-width characters.
pub const COMPUTED: u8 = 5;

/// A column of a list.
#[derive(Debug, Clone)]
pub struct RosterColumn {
    item: Option<&'static Item>,
    target: Option<Target>,
    /// Texts above the column, from the uppermost to the lowest.
    parts: Vec<String>,
    width: u8,
}

impl RosterColumn {
    /// A column of an item; `which` picks the row of its set by year or kind, as in `assessment[2023].conclusion`.
    pub fn item(item: &'static Item, which: Option<&str>) -> Self {
        let path = match which {
            Some(which) => format!("{}[{which}].{}", item.set, item.code),
            None => item.full_path(),
        };
        let target = Target::parse(&path);
        let parts = match &target {
            Some(target) => wording(target, ""),
            None => vec![format!("{}{}", which.unwrap_or_default(), item.label)],
        };
        Self {
            item: Some(item),
            target,
            parts,
            width: item.width.unwrap_or(6),
        }
    }

    /// A column computed at the as-of date, which an import leaves out; `width` in full-width characters.
    pub fn computed(label: &str, width: u8) -> Self {
        Self {
            item: None,
            target: None,
            parts: vec![label.to_owned()],
            width,
        }
    }

    /// The column with words that are clear below this title.
    fn titled(&self, title: &str) -> Self {
        let parts = self.target.as_ref().map(|target| wording(target, title));
        Self {
            parts: parts.unwrap_or_else(|| self.parts.clone()),
            ..self.clone()
        }
    }

    /// The heading in one line.
    pub fn heading(&self) -> String {
        self.parts.join("")
    }
}

/// A list to be written.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Its title.
    pub title: &'a str,
    /// The date its values are as of.
    pub as_of: PartialDate,
    /// Its columns.
    pub columns: &'a [RosterColumn],
}

/// Writes a list row by row.
pub struct Writer {
    book: Workbook,
    path: PathBuf,
    columns: Vec<RosterColumn>,
    next: u32,
    first: u32,
    text: Format,
    number: Format,
    /// On a sheet that goes out to be checked, which columns may be changed.
    open: Option<Vec<Open>>,
}

impl Writer {
    /// Begins a list: title, as-of date and headings.
    pub fn create(path: &Path, list: &Sheet<'_>) -> Result<Self, WriteError> {
        Self::begin(path, list, None)
    }

    /// Begins a list that goes out to be checked and comes back: protected but for what may be changed.
    pub fn create_check(path: &Path, list: &Sheet<'_>) -> Result<Self, WriteError> {
        Self::begin(path, list, Some(check::INSTRUCTIONS))
    }

    /// The same for a list that somebody else fills in, with what that somebody is told.
    pub fn create_reply(path: &Path, list: &Sheet<'_>, instructions: &str) -> Result<Self, WriteError> {
        Self::begin(path, list, Some(instructions))
    }

    fn begin(path: &Path, list: &Sheet<'_>, instructions: Option<&str>) -> Result<Self, WriteError> {
        let is_check = instructions.is_some();
        let columns: Vec<RosterColumn> = list
            .columns
            .iter()
            .map(|column| column.titled(list.title))
            .collect();
        let list = &Sheet {
            columns: &columns,
            ..*list
        };
        let mut book = Workbook::new();
        // rows wait on disk until the file is finished; they must not lie about in a shared folder
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            book.set_tempdir(folder)?;
        }
        let height = list
            .columns
            .iter()
            .map(|column| column.parts.len())
            .max()
            .unwrap_or(1) as u32;
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name("花名册")?;
        let above = ABOVE + u32::from(is_check);
        set_page(sheet, list, above, height)?;
        write_title(sheet, list)?;
        if let Some(instructions) = instructions {
            write_instructions(sheet, columns.len(), instructions)?;
        }
        let mut headings = columns.clone();
        if is_check {
            headings.push(RosterColumn::computed(check::HEADING, COMPUTED));
        }
        write_headings(sheet, &headings, above, height)?;
        let bordered = Format::new()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_font_name("宋体")
            .set_font_size(10);
        Ok(Self {
            book,
            path: path.to_owned(),
            open: is_check.then(|| open_of(&columns)),
            columns,
            next: above + height,
            first: above + height,
            text: bordered.clone().set_num_format("@").set_text_wrap(),
            number: bordered,
        })
    }

    /// Writes the next row of a list that goes out to be checked; `id` finds its person again.
    pub fn row_of(&mut self, id: &str, values: &[Option<Value>]) -> Result<(), WriteError> {
        let place = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        self.write(values)?;
        let sheet = self.book.worksheet_from_index(0)?;
        sheet.write_string_with_format(self.next - 1, place, id, &self.text)?;
        Ok(())
    }

    /// Writes the next row: one value for each column.
    pub fn row(&mut self, values: &[Option<Value>]) -> Result<(), WriteError> {
        self.write(values)
    }

    fn write(&mut self, values: &[Option<Value>]) -> Result<(), WriteError> {
        let (grey, white) = (self.closed(), self.text.clone().set_unlocked());
        let white_number = self.number.clone().set_unlocked();
        let sheet = self.book.worksheet_from_index(0)?;
        let blank = None;
        for (index, column) in self.columns.iter().enumerate() {
            let place = u16::try_from(index).unwrap_or(u16::MAX);
            let open = self.open.as_ref().and_then(|open| open.get(index));
            let (text_format, number_format) = match open.map(|open| open.is_open(values)) {
                None => (&self.text, &self.number),
                Some(true) => (&white, &white_number),
                Some(false) => (&grey.0, &grey.1),
            };
            match (
                values.get(index).unwrap_or(&blank),
                column.item.map(|item| &item.kind),
            ) {
                (None, _) => {
                    sheet.write_blank(self.next, place, text_format)?;
                }
                (Some(Value::Int(number)), None | Some(Kind::Int)) => {
                    sheet.write_number_with_format(self.next, place, *number as f64, number_format)?;
                }
                (Some(Value::Dec(number)), _) => {
                    sheet.write_number_with_format(self.next, place, *number, number_format)?;
                }
                (Some(value), _) => {
                    let text = shown(column.item, value);
                    if text.len() > LONGEST && text.chars().count() > LONGEST {
                        return Err(WriteError::TooLong {
                            row: self.next + 1,
                            heading: column.heading(),
                        });
                    }
                    sheet.write_string_with_format(self.next, place, text, text_format)?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }

    /// Completes the file.
    pub fn finish(mut self) -> Result<(), WriteError> {
        // the hidden column is sorted along with the others
        let behind = usize::from(self.open.is_none());
        let last_column = u16::try_from(self.columns.len().saturating_sub(behind)).unwrap_or(u16::MAX);
        let last_row = self.next.saturating_sub(1).max(self.first - 1);
        if !self.columns.is_empty() {
            let sheet = self.book.worksheet_from_index(0)?;
            sheet.autofilter(self.first - 1, 0, last_row, last_column)?;
        }
        if let Some(open) = &self.open {
            let items: Vec<_> = self.columns.iter().map(|column| column.item).collect();
            let sheet = self.book.worksheet_from_index(0)?;
            check::protect(sheet, &items, open, self.first..=last_row)?;
        }
        self.book.save(&self.path)?;
        Ok(())
    }

    /// Formats of cells that stay as they are.
    fn closed(&self) -> (Format, Format) {
        let grey = Color::RGB(0xe7_e6_e6);
        (
            self.text.clone().set_background_color(grey),
            self.number.clone().set_background_color(grey),
        )
    }
}

fn open_of(columns: &[RosterColumn]) -> Vec<Open> {
    let columns: Vec<_> = columns
        .iter()
        .map(|column| (column.item, column.target.clone()))
        .collect();
    check::open_columns(&columns)
}

fn write_instructions(sheet: &mut Worksheet, columns: usize, text: &str) -> Result<(), WriteError> {
    let format = Format::new()
        .set_font_size(10)
        .set_font_name("宋体")
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_font_color(Color::RGB(0xc0_00_00));
    let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.set_row_height(ABOVE, 30)?;
    if last == 0 {
        sheet.write_string_with_format(ABOVE, 0, text, &format)?;
    } else {
        sheet.merge_range(ABOVE, 0, ABOVE, last, text, &format)?;
    }
    Ok(())
}

/// A value in the words of its item; a computed one has none.
fn shown(item: Option<&Item>, value: &Value) -> String {
    match (item, value) {
        (Some(item), value) => item.shown(value),
        (None, Value::Date(date)) => date.dotted(),
        (None, Value::Text(text)) => text.clone(),
        (None, Value::Int(number)) => number.to_string(),
        (None, Value::Bool(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        (None, _) => String::new(),
    }
}

fn set_page(sheet: &mut Worksheet, list: &Sheet<'_>, above: u32, height: u32) -> Result<(), WriteError> {
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(above, above + height - 1)?;
    sheet.set_freeze_panes(above + height, 0)?;
    sheet.set_footer("&C第 &P 页，共 &N 页");
    for (index, column) in list.columns.iter().enumerate() {
        let place = u16::try_from(index).unwrap_or(u16::MAX);
        // a full-width character takes two of Excel's units
        sheet.set_column_width(place, f64::from(column.width) * 2.0 + 1.0)?;
    }
    Ok(())
}

fn write_title(sheet: &mut Worksheet, list: &Sheet<'_>) -> Result<(), WriteError> {
    let last = u16::try_from(list.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let title = Format::new()
        .set_bold()
        .set_font_size(16)
        .set_font_name("宋体")
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let line = Format::new().set_font_size(10).set_font_name("宋体");
    let as_of = format!("截至：{}", list.as_of.dotted());
    sheet.set_row_height(0, 28)?;
    if last == 0 {
        sheet.write_string_with_format(0, 0, list.title, &title)?;
        sheet.write_string_with_format(1, 0, as_of, &line)?;
    } else {
        sheet.merge_range(0, 0, 0, last, list.title, &title)?;
        sheet.merge_range(1, 0, 1, last, &as_of, &line)?;
    }
    Ok(())
}

/// One row of headings, or two where some columns need the name of their set above them.
fn write_headings(
    sheet: &mut Worksheet,
    columns: &[RosterColumn],
    above: u32,
    height: u32,
) -> Result<(), WriteError> {
    let format = heading_format();
    let upper = |index: usize| {
        columns
            .get(index)
            .filter(|column| column.parts.len() > 1)
            .and_then(|column| column.parts.first())
    };
    let mut index = 0;
    while let Some(column) = columns.get(index) {
        let place = u16::try_from(index).unwrap_or(u16::MAX);
        let run = match upper(index) {
            Some(text) => (index..columns.len())
                .take_while(|next| upper(*next) == Some(text))
                .count(),
            None => 1,
        };
        let last = place.saturating_add(u16::try_from(run - 1).unwrap_or_default());
        let top = column.parts.first().map_or("", String::as_str);
        match (upper(index).is_some(), run, height) {
            (true, 2.., _) => {
                sheet.merge_range(above, place, above, last, top, &format)?;
            }
            (false, _, 2..) => {
                sheet.merge_range(above, place, above + height - 1, place, top, &format)?;
            }
            _ => {
                sheet.write_string_with_format(above, place, top, &format)?;
            }
        }
        index += run;
    }
    for (index, column) in columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.parts.len() > 1)
    {
        let place = u16::try_from(index).unwrap_or(u16::MAX);
        let lower = column.parts.last().map_or("", String::as_str);
        sheet.write_string_with_format(above + 1, place, lower, &format)?;
    }
    Ok(())
}

fn heading_format() -> Format {
    Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_background_color(Color::RGB(0xf2_f2_f2))
}
