//! 奖惩情况 as the form writes it.

use super::reading::kind_of;
use super::{by_date, long_month};
use crate::facts::Award;

/// 奖惩情况, oldest first; empty when there is no row (whether that means 无 is not for this module to say).
pub fn awards(rows: &[Award]) -> String {
    let mut sorted: Vec<&Award> = rows.iter().collect();
    sorted.sort_by(|one, other| by_date(one.decided, other.decided));
    let sentences: Vec<_> = sorted
        .into_iter()
        .map(award)
        .filter(|sentence| !sentence.is_empty())
        .collect();
    if sentences.is_empty() {
        String::new()
    } else {
        format!("{}。", sentences.join("；"))
    }
}

fn award(row: &Award) -> String {
    const REWARD: &str = "1";
    const DISCIPLINE: &str = "2";
    const MEASURE: &str = "3";
    let mut parts = Vec::new();
    parts.extend(row.decided.map(long_month));
    if !row.authority.is_empty() {
        parts.push(format!("经{}批准", row.authority));
    }
    if row.kind.code != REWARD && !row.reason.is_empty() {
        parts.push(format!("因{}", row.reason));
    }
    parts.push(match row.kind.code.as_str() {
        DISCIPLINE if !row.name.ends_with("处分") => format!("受{}处分", row.name),
        DISCIPLINE => format!("受到{}", row.name),
        // a name that does not say of itself what it is is told so that it can be read back
        REWARD if kind_of(&row.name).is_none() => format!("获得{}", row.name),
        MEASURE if kind_of(&row.name).is_none() => format!("给予{}组织处理", row.name),
        _ => row.name.clone(),
    });
    parts.extend(row.lifted.map(|date| format!("{}解除", long_month(date))));
    parts.join("，")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::test::{coded, date};

    #[test]
    fn awards_and_discipline_are_told_in_sentences() {
        let award = |kind: &str, name: &str, decided, authority: &str, reason: &str| Award {
            kind: coded(kind, ""),
            name: name.into(),
            decided,
            authority: authority.into(),
            reason: reason.into(),
            lifted: None,
        };
        let rows = [
            award("2", "党内警告", date("2019-03"), "", "公务接待超标准"),
            award("1", "记三等功", date("2004-05-10"), "云州市人民政府", "防汛"),
        ];
        let expected =
            "2004年5月，经云州市人民政府批准，记三等功；2019年3月，因公务接待超标准，受党内警告处分。";
        assert_eq!(awards(&rows), expected, "oldest first");
        assert_eq!(awards(&[]), "", "whether there was nothing is not known here");
    }
}
