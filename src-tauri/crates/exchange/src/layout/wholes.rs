//! A heading such as 简历 or 考核结果 over a column means the whole set as one text, unless another column beside it shows
//! that each row of the sheet is one row of the set: 起止时间 beside 简历, 年度 beside 考核结果.

use super::target::Target;
use super::{Column, Meaning};

/// Lets headings of a whole set mean their item where the set's other key items have columns.
pub(crate) fn settle(columns: &mut [Column]) {
    let targets: Vec<Target> = columns.iter().filter_map(Column::target).cloned().collect();
    for column in columns {
        if let Meaning::Target(target) = &mut column.meaning
            && target.is_whole()
            && targets.iter().any(|other| tells_rows_apart(other, target))
            && let Some(item) = target.as_item()
        {
            *target = item;
        }
    }
}

/// Whether a column holds another key item of the same row.
fn tells_rows_apart(other: &Target, whole: &Target) -> bool {
    let same_rows = other.set == whole.set && other.fixed == whole.fixed && !other.is_whole();
    let text = whole.set().and_then(|set| set.text.as_ref());
    let own = text.and_then(|text| text.item.as_deref());
    let is_key = whole.set().is_some_and(|set| {
        set.key
            .iter()
            .any(|code| *code == other.item && Some(code.as_str()) != own)
    });
    same_rows && is_key
}
