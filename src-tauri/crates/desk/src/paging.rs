//! A page of what was computed, and whom a text finds in it.

use antou_record::name;

/// How many rows of a page are wanted; `usual` when nobody says.
pub(crate) fn rows_wanted(limit: u32, usual: u32) -> usize {
    if limit == 0 {
        usual as usize
    } else {
        limit as usize
    }
}

/// A page of rows; 200 when nobody says how many.
pub(crate) fn page<T>(all: &[T], offset: u32, limit: u32) -> impl Iterator<Item = &T> {
    all.iter().skip(offset as usize).take(rows_wanted(limit, 200))
}

/// Whether a name contains a text or is spelled by it: pinyin, initials. An empty text finds everybody.
pub(crate) fn called(text: &str) -> impl Fn(&str) -> bool {
    let wanted = text.trim().to_lowercase();
    move |own| wanted.is_empty() || own.contains(&wanted) || name::is_spelled(own, &wanted)
}
