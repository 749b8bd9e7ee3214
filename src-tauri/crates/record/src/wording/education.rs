//! 毕业院校系及专业.

use crate::facts::Education;

/// The school and the 专业, unless the clerk has already written the 专业 behind the school.
pub fn school(row: &Education) -> String {
    let ending = if row.major.is_empty() || row.major.ends_with("专业") {
        ""
    } else {
        "专业"
    };
    if row.school.ends_with("专业") || (!row.major.is_empty() && row.school.ends_with(&row.major)) {
        return row.school.clone();
    }
    format!("{}{}{ending}", row.school, row.major)
}
