//! The heading a column gets when it is written: words that our own reading takes back to exactly the same item.

use antou_record::{Item, Set};

use super::Meaning;
use super::headings::headings;
use super::matching::{Surroundings, meaning};
use super::target::Target;

/// The texts above a column for `target`, from the uppermost to the lowest: one where a heading stands alone, two where it
/// needs the name of its set above it. They lead back to the target under any heading of `title`.
pub fn wording(target: &Target, title: &str) -> Vec<String> {
    let (Some(set), Some(item)) = (target.set(), target.item()) else {
        return vec![target.path()];
    };
    let sets = headings().announced(title);
    let alone = single(target, set, item).into_iter().map(|text| vec![text]);
    alone
        .chain(grouped(target, set, item))
        .find(|parts| leads_back(parts, target, &sets))
        .unwrap_or_else(|| vec![set.label.clone(), item.label.clone()])
}

/// Headings that name the item alone, the likeliest first.
fn single(target: &Target, set: &Set, item: &Item) -> Vec<String> {
    let year = target.which.as_deref().filter(|_| item.per.is_some());
    let settling = set
        .headings
        .iter()
        .filter(|heading| heading.item == item.code && !target.fixed.is_empty());
    let plain = [&item.label].into_iter().chain(&item.headings);
    match year {
        Some(year) => {
            let whole = set
                .text
                .iter()
                .filter(|text| text.item.as_ref() == Some(&item.code));
            let plain = whole.flat_map(|text| &text.headings).chain(plain);
            // 2023年度考核结果 is how it is said; 2023年考核结论 only where there is no such word
            let (yearly, other): (Vec<&String>, Vec<&String>) =
                plain.partition(|text| text.starts_with("年度"));
            let yearly = yearly.into_iter().map(|text| format!("{year}{text}"));
            yearly
                .chain(other.into_iter().map(|text| format!("{year}年{text}")))
                .collect()
        }
        None if target.fixed.is_empty() => plain.cloned().collect(),
        None => settling.flat_map(|heading| heading.texts.clone()).collect(),
    }
}

/// Pairs of an upper heading and a heading below it.
fn grouped(target: &Target, set: &Set, item: &Item) -> Vec<Vec<String>> {
    let year = target.which.as_deref().filter(|_| item.per.is_some());
    let upper: Vec<&String> = if target.fixed.is_empty() || year.is_some() {
        [&set.label].into_iter().chain(&set.titles).collect()
    } else {
        set.groups.iter().flat_map(|group| &group.texts).collect()
    };
    let lower: Vec<String> = [&item.label]
        .into_iter()
        .chain(&item.short)
        .chain(&item.headings)
        .map(|text| year.map_or_else(|| text.clone(), |year| format!("{year}年{text}")))
        .collect();
    let pairs = upper
        .iter()
        .flat_map(|upper| lower.iter().map(|lower| vec![(*upper).clone(), lower.clone()]));
    pairs.collect()
}

/// Whether the texts mean the target wherever the column stands on a sheet that announces `sets`.
fn leads_back(parts: &[String], target: &Target, sets: &[&'static Set]) -> bool {
    [false, true].into_iter().all(|begun| {
        let around = Surroundings { sets, begun };
        match meaning(parts, &around) {
            Meaning::Target(found) => {
                found.set == target.set && found.item == target.item && found.fixed == target.fixed
            }
            _ => false,
        }
    })
}
