//! A year of 年度考核 as a list: everybody with a grade, or those without one, with limits, with something that follows.

use antou_record::PartialDate;
use antou_store::Vault;

use super::year::{Member, Year};
use super::{is_wanted, label};
use crate::failure::Failure;
use crate::listing::{Column, Listing};
use crate::messages::{AssessmentSummary, ExcellentRatio, ListingQuery};

/// The list of a year. `only` takes the words of the year's own query.
pub(crate) fn grades(vault: &Vault, asked: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let number = asked.year.unwrap_or_else(|| i32::from(as_of.year()));
    let year = Year::gather(vault, i64::from(number), asked.unit)?;
    let what = match asked.only.as_str() {
        "" => "年度考核等次",
        "missing" => "年度考核未填等次的人员",
        "limited" => "年度考核等次受限的人员",
        "conflict" => "年度考核等次须核对的人员",
        "consequence" => "年度考核结果须落实的人员",
        grade => return Ok(of_grade(&year, number, grade)),
    };
    let mut listing = listed(&year, format!("{number}{what}"), &asked.only);
    if asked.only.is_empty() {
        listing.notes = notes(&year.summary(vault)?);
    }
    Ok(listing)
}

fn of_grade(year: &Year, number: i32, grade: &str) -> Listing {
    listed(year, format!("{number}年度考核{}人员", label(grade)), grade)
}

fn listed(year: &Year, title: String, only: &str) -> Listing {
    let own = [
        Column::text("staff_kind", "人员类别", 4),
        Column::text("grade", "等次", 5),
        Column::text("reason", "未定等次原因", 8),
        Column::text("before", "前三年等次", 9),
        Column::text("limits", "等次限制", 12),
        Column::text("consequences", "结果运用", 12),
    ];
    let mut listing = Listing::of_people(title, &own);
    for member in year.members.iter().filter(|member| is_wanted(member, only)) {
        listing.add(member.person, cells(member));
        listing.cite_all(member.limits.iter().map(|limited| limited.rule));
        listing.cite_all(member.consequences.iter().copied());
    }
    listing
}

fn cells(member: &Member) -> Vec<String> {
    let grade = |code: &Option<String>| code.as_deref().map_or_else(|| "—".to_owned(), label);
    let limits = member
        .limits
        .iter()
        .map(|limited| format!("{}：{}", limited.limit.label(), limited.why));
    let consequences = member.consequences.iter().map(|rule| rule.title.clone());
    vec![
        member.name.clone(),
        member.unit_name.clone(),
        member.title.clone(),
        member.staff_label.clone(),
        member.grade.as_deref().map(label).unwrap_or_default(),
        member.reason.clone(),
        member.before.iter().map(grade).collect::<Vec<_>>().join("、"),
        limits.collect::<Vec<_>>().join("；"),
        consequences.collect::<Vec<_>>().join("；"),
    ]
}

/// How many got which grade, and the share of 优秀 of the whole.
fn notes(summary: &AssessmentSummary) -> Vec<String> {
    let mut counts = vec![format!("应参加考核 {} 人", summary.people)];
    let given = summary.grades.iter().filter(|grade| grade.people > 0);
    counts.extend(given.map(|grade| format!("{} {} 人", grade.label, grade.people)));
    if summary.missing > 0 {
        counts.push(format!("未填 {} 人", summary.missing));
    }
    let first = summary.ratios.first().map(|ratio| ratio.unit);
    let whole = summary.ratios.iter().filter(|ratio| Some(ratio.unit) == first);
    let share = |ratio: &ExcellentRatio| {
        let over = if ratio.exceeded { "，已超出" } else { "" };
        format!(
            "{}参加 {} 人，优秀 {} 人，按 {}% 最多 {} 人{over}",
            ratio.staff, ratio.people, ratio.excellent, ratio.percent, ratio.allowed
        )
    };
    let shares: Vec<String> = whole.map(share).collect();
    let mut notes = vec![format!("{}。", counts.join("，"))];
    if !shares.is_empty() {
        notes.push(format!("{}。", shares.join("；")));
    }
    notes
}
