//! Sheets that go out to be checked (下发核对): which cells may be changed, what may be chosen in them, and the hidden column
//! by which each row finds its person again.

use antou_record::{Item, Kind, Value};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, ProtectionOptions, Worksheet};

use crate::error::WriteError;
use crate::layout::{ROW_ID, Target};

/// The line above the headings.
pub(crate) const INSTRUCTIONS: &str = "请核对本人信息：白色格子可以直接改，灰色格子请勿改动；没有变化的不用动；不要改动表头，改好后把本文件原样发回。";

/// Codes a list to choose from may have.
const MOST_CHOICES: usize = 30;
/// Characters Excel keeps of such a list.
const LONGEST_CHOICES: usize = 255;

/// Whether a cell may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Open {
    Never,
    Always,
    /// Where one of these columns says which row of the set it is.
    Beside(Vec<usize>),
}

impl Open {
    pub(crate) fn is_open(&self, values: &[Option<Value>]) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::Beside(columns) => columns
                .iter()
                .any(|column| values.get(*column).is_some_and(Option::is_some)),
        }
    }
}

/// Which columns may be changed. Name and number tell who it is and stay as they are; so do the items that tell the rows of
/// a set apart, because another value there would be another row.
pub(crate) fn open_columns(columns: &[(Option<&'static Item>, Option<Target>)]) -> Vec<Open> {
    columns
        .iter()
        .map(|(item, target)| match (item, target) {
            (Some(item), Some(target)) => open(item, target, columns),
            _ => Open::Never,
        })
        .collect()
}

fn open(item: &Item, target: &Target, columns: &[(Option<&'static Item>, Option<Target>)]) -> Open {
    if target.is_person() {
        let is_whom = matches!(item.code.as_str(), "name" | "id_number");
        return if is_whom { Open::Never } else { Open::Always };
    }
    let key = target.set().map_or(&[][..], |set| set.key.as_slice());
    if key.contains(&item.code) {
        return Open::Never;
    }
    let is_settled = |code: &String| target.fixed.iter().any(|(fixed, _)| fixed == code);
    if !key.is_empty() && key.iter().all(is_settled) {
        return Open::Always;
    }
    let beside: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, (_, other))| {
            other.as_ref().is_some_and(|other| {
                other.set == target.set && other.fixed == target.fixed && key.contains(&other.item)
            })
        })
        .map(|(index, _)| index)
        .collect();
    if beside.is_empty() {
        Open::Never
    } else {
        Open::Beside(beside)
    }
}

/// What can be chosen in a column: the codes of a short list.
fn choices(item: &Item) -> Option<Vec<String>> {
    let labels: Vec<String> = match item.kind {
        Kind::Bool => vec!["是".to_owned(), "否".to_owned()],
        Kind::Code(_) => item.table()?.rows.iter().map(|row| row.label.clone()).collect(),
        _ => return None,
    };
    let length: usize = labels.iter().map(|label| label.chars().count() + 1).sum();
    let fits = labels.len() <= MOST_CHOICES && length <= LONGEST_CHOICES;
    (fits && !labels.iter().any(|label| label.contains([',', '"']))).then_some(labels)
}

/// Protects the sheet, lets the columns be chosen in, and hides the column of row numbers.
pub(crate) fn protect(
    sheet: &mut Worksheet,
    items: &[Option<&'static Item>],
    open: &[Open],
    rows: std::ops::RangeInclusive<u32>,
) -> Result<(), WriteError> {
    for (index, item) in items.iter().enumerate() {
        let is_closed = open.get(index).is_none_or(|open| *open == Open::Never);
        let Some(labels) = item.filter(|_| !is_closed).and_then(choices) else {
            continue;
        };
        // what is not on the list may be typed after a warning: it is held and told of when it comes back
        let list = DataValidation::new()
            .allow_list_strings(&labels)?
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("请核对")?
            .set_error_message("不在可选范围内。确实如此时可以继续，收回后会请人核对。")?;
        let place = u16::try_from(index).unwrap_or(u16::MAX);
        sheet.add_data_validation(*rows.start(), place, *rows.end(), place, &list)?;
    }
    let options = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
    let hidden = u16::try_from(items.len()).unwrap_or(u16::MAX);
    sheet.set_column_hidden(hidden)?;
    Ok(())
}

/// The heading of the hidden column.
pub(crate) const HEADING: &str = ROW_ID;
