//! Relatives.

use crate::facts::Relative;

/// Words in 工作单位及职务 that say a relative is no longer alive.
const DECEASED: [&str; 5] = ["去世", "已逝", "逝世", "病故", "已故"];

/// Whether a relative is no longer alive, said one way or the other.
pub fn is_deceased(row: &Relative) -> bool {
    row.deceased || is_told(row)
}

/// 工作单位及职务 of a relative: that somebody is no longer alive stands behind it.
pub fn kin_work(row: &Relative) -> String {
    if row.deceased && !is_told(row) {
        format!("{}（已去世）", row.work)
    } else {
        row.work.clone()
    }
}

fn is_told(row: &Relative) -> bool {
    DECEASED.iter().any(|word| row.work.contains(word))
}
