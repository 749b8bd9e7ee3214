//! The heading a column gets when it is written: words that our own reading takes back to exactly the same item.

use antou_record::{Item, Set, plain_heading};

use super::Meaning;
use super::headings::headings;
use super::matching::{Surroundings, meaning};
use super::target::Target;

/// The texts above a column for `target`, from the uppermost to the lowest: one where a heading stands alone, two where it
/// needs the name of its set above it.
pub fn wording(target: &Target) -> Vec<String> {
    let (Some(set), Some(item)) = (target.set(), target.item()) else {
        return vec![target.path()];
    };
    let alone = single(target, set, item);
    let unclaimed = alone
        .iter()
        .find(|text| !is_short_elsewhere(text, set) && leads_back(std::slice::from_ref(text), target));
    if let Some(text) = unclaimed {
        return vec![text.clone()];
    }
    let grouped = grouped(target, set, item)
        .into_iter()
        .find(|parts| leads_back(parts, target));
    grouped
        .or_else(|| {
            alone
                .into_iter()
                .map(|text| vec![text])
                .find(|parts| leads_back(parts, target))
        })
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
        Some(year) => plain
            .map(|text| {
                if text.starts_with("年度") {
                    format!("{year}{text}")
                } else {
                    format!("{year}年{text}")
                }
            })
            .collect(),
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

/// Whether the texts mean the target even on a sheet of its set or of any other.
fn leads_back(parts: &[String], target: &Target) -> bool {
    let around = Surroundings {
        sets: &[],
        begun: false,
    };
    match meaning(parts, &around) {
        Meaning::Target(found) => {
            found.set == target.set && found.item == target.item && found.fixed == target.fixed
        }
        _ => false,
    }
}

/// Whether a register of another set would take the heading for its own.
fn is_short_elsewhere(text: &str, set: &Set) -> bool {
    let others = headings().short.get(&plain_heading(text));
    others
        .into_iter()
        .flatten()
        .any(|target| target.set != set.code && target.set != "person")
}
