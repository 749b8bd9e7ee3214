//! 简历 as the form and the .lrmx file write it.

use super::{by_date, month};
use crate::date::PartialDate;
use crate::facts::Resume;

/// One entry of 简历 with what happened within it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResumeEntry {
    /// `2000.09--2004.08`; `2021.06--` while it lasts.
    pub period: String,
    /// What the person did.
    pub text: String,
    /// 其间 lines, each in its brackets.
    pub within: Vec<String>,
}

/// Half-width columns of the period in 简历 as text: sixteen for two months and two blanks.
const PERIOD_COLUMNS: usize = 18;

/// A stretch of time as 简历 writes it.
pub fn period(started: Option<PartialDate>, ended: Option<PartialDate>) -> String {
    match (started, ended) {
        (None, None) => String::new(),
        (started, ended) => format!(
            "{}--{}",
            started.map(month).unwrap_or_default(),
            ended.map(month).unwrap_or_default()
        ),
    }
}

/// 简历, oldest first; a 其间 row belongs to the last entry that began before it.
pub fn resume(rows: &[Resume]) -> Vec<ResumeEntry> {
    let mut sorted: Vec<&Resume> = rows.iter().collect();
    sorted.sort_by(|one, other| by_date(one.started, other.started).then(one.within.cmp(&other.within)));
    let mut entries: Vec<ResumeEntry> = Vec::new();
    for row in sorted {
        let period = period(row.started, row.ended);
        match entries.last_mut() {
            Some(entry) if row.within => entry.within.push(aside(&period, &row.text)),
            _ => entries.push(ResumeEntry {
                period,
                text: row.text.clone(),
                within: Vec::new(),
            }),
        }
    }
    entries
}

/// A 其间 line in its brackets, unless the clerk has already written them.
fn aside(period: &str, text: &str) -> String {
    if text.starts_with(['（', '(']) {
        return text.to_owned();
    }
    let text = text
        .strip_prefix("其间")
        .map_or(text, |rest| rest.trim_start_matches(['：', ':', '，']));
    if period.is_empty() {
        format!("（其间：{text}）")
    } else {
        format!("（其间：{period}  {text}）")
    }
}

/// 简历 as one text, the way .lrmx keeps it: periods in a column of their own, 其间 lines indented under the text.
pub fn resume_text(entries: &[ResumeEntry]) -> String {
    let mut lines = Vec::new();
    for entry in entries {
        lines.push(format!("{:<PERIOD_COLUMNS$}{}", entry.period, entry.text));
        lines.extend(
            entry
                .within
                .iter()
                .map(|aside| format!("{:PERIOD_COLUMNS$}{aside}", "")),
        );
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::test::date;

    #[test]
    fn what_happened_within_stands_under_its_entry() {
        let row = |started, ended, text: &str, within| Resume {
            started,
            ended,
            text: text.into(),
            within,
        };
        let rows = [
            row(date("2011-03"), date("2012-03"), "挂职任白石镇副镇长", true),
            row(
                date("2004-08"),
                date("2009-12-31"),
                "青川区人民政府办公室科员",
                false,
            ),
            row(date("2009-12"), None, "青川区人民政府办公室信息科副科长", false),
        ];
        let entries = resume(&rows);
        assert_eq!(entries.len(), 2, "其间 is no entry of its own");
        assert_eq!(
            (entries[0].period.as_str(), entries[1].period.as_str()),
            ("2004.08--2009.12", "2009.12--"),
            "months only"
        );
        assert_eq!(
            entries[1].within,
            ["（其间：2011.03--2012.03  挂职任白石镇副镇长）"],
            "in brackets"
        );
        let text = resume_text(&entries);
        assert!(
            text.contains("\n2009.12--         青川区"),
            "the text begins in column 18: {text}"
        );
        assert!(
            text.ends_with("\n                  （其间：2011.03--2012.03  挂职任白石镇副镇长）"),
            "indented: {text}"
        );
    }
}
