//! 年度考核结果 as the form writes it.

use crate::facts::Assessment;

/// 年度考核结果, oldest first, at most the latest `years` of them: `2021年、2022年年度考核均为称职，2023年年度考核优秀`.
pub fn assessments(rows: &[Assessment], years: usize) -> String {
    let mut sorted: Vec<(i64, String)> = rows
        .iter()
        .filter_map(|row| Some((row.year?, row.conclusion.label.clone())))
        .collect();
    sorted.retain(|(_, words)| !words.is_empty());
    sorted.sort();
    let first = sorted.len().saturating_sub(years);
    let groups = sorted[first..].chunk_by(|one, other| one.1 == other.1);
    groups.map(assessment_group).collect::<Vec<_>>().join("，")
}

fn assessment_group(group: &[(i64, String)]) -> String {
    let words = group.first().map(|(_, words)| words.as_str()).unwrap_or_default();
    let years: Vec<_> = group.iter().map(|(year, _)| format!("{year}年")).collect();
    let years = years.join("、");
    match (words, group.len()) {
        ("未参加", 1) => format!("{years}未参加年度考核"),
        ("未参加", _) => format!("{years}均未参加年度考核"),
        (_, 1) => format!("{years}年度考核{words}"),
        (_, _) => format!("{years}年度考核均为{words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::test::coded;

    fn assessment(year: i64, label: &str) -> Assessment {
        Assessment {
            year: Some(year),
            conclusion: coded("", label),
            reason: String::new(),
        }
    }

    #[test]
    fn equal_years_of_assessment_are_told_together() {
        let rows = [
            assessment(2023, "优秀"),
            assessment(2021, "称职"),
            assessment(2022, "称职"),
            assessment(2020, "未参加"),
        ];
        assert_eq!(
            assessments(&rows, 3),
            "2021年、2022年年度考核均为称职，2023年年度考核优秀",
            "the latest three"
        );
        assert!(
            assessments(&rows, 9).starts_with("2020年未参加年度考核，2021年"),
            "a year without a grade is told as such"
        );
        assert_eq!(assessments(&[], 3), "", "nothing is invented");
    }
}
