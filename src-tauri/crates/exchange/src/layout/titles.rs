//! What the title of a register settles for its columns: 2023年度考核结果一览表 the year, 诫勉谈话登记表 the kind. A column of its
//! own for the year or the kind is stronger.

use antou_record::{Item, Kind, Set};

use super::headings::headings;
use super::matching::single_year;
use super::target::Target;
use super::{Layout, Meaning};

/// Settles the columns of the sets that the titles announce. What is settled so is noted at the column, because the next
/// sheet with the same headings has another title.
pub(crate) fn settle(layout: &mut Layout) {
    let titles = layout.titles.iter().map(|(_, text)| text.as_str());
    let announcing = titles
        .chain([layout.sheet.as_str()])
        .map(|text| (text, headings().announced(text)))
        .find(|(_, sets)| !sets.is_empty());
    let Some((text, sets)) = announcing else { return };
    let settled: Vec<(&Set, Vec<(String, String)>)> =
        sets.into_iter().map(|set| (set, said(text, set))).collect();
    for (set, with) in settled {
        for (code, label) in with {
            if !has_column(layout, set, &code) {
                settle_item(layout, set, &code, &label);
            }
        }
        gather(layout, set);
    }
}

/// Items of a set that the text of a title tells, with their labels.
fn said(text: &str, set: &'static Set) -> Vec<(String, String)> {
    let mut said = headings().settled_by(text, set);
    if let (Some(item), Some(year)) = (year(set), single_year(text)) {
        said.push((item.code.clone(), year.to_string()));
    }
    said
}

/// The year that tells the rows of a set apart.
pub(crate) fn year(set: &'static Set) -> Option<&'static Item> {
    set.items
        .iter()
        .find(|item| item.kind == Kind::Year && item.required && set.key.contains(&item.code))
}

fn has_column(layout: &Layout, set: &Set, code: &str) -> bool {
    let mut targets = layout.columns.iter().filter_map(super::Column::target);
    targets.any(|target| {
        target.set == set.code && (target.item == code || target.fixed.iter().any(|(fixed, _)| fixed == code))
    })
}

fn settle_item(layout: &mut Layout, set: &Set, code: &str, label: &str) {
    for column in &mut layout.columns {
        let Meaning::Target(target) = &mut column.meaning else {
            continue;
        };
        if target.set != set.code {
            continue;
        }
        let is_yearly = |target: &Target| {
            target
                .item()
                .is_some_and(|item| item.per.as_deref() == Some(code))
        };
        // 考核结果 below a title with the year is the result of that year
        let meant = target
            .as_item()
            .filter(is_yearly)
            .unwrap_or_else(|| target.clone());
        if let Some(settled) = meant.settled(code, label) {
            *target = settled;
            column.by_title.push(code.to_owned());
        }
    }
}

/// In a register every row is one row of its set: columns without a kind belong to the one that some of them have.
fn gather(layout: &mut Layout, set: &Set) {
    let of_set = |column: &super::Column| {
        column
            .target()
            .filter(|target| target.set == set.code && target.entry == 0)
            .cloned()
    };
    let targets: Vec<Target> = layout.columns.iter().filter_map(of_set).collect();
    let mut kinds = targets.iter().filter(|target| !target.fixed.is_empty());
    let Some(kind) = kinds.next() else { return };
    let collides = |target: &&Target| {
        targets
            .iter()
            .any(|other| other.fixed.is_empty() && other.item == target.item)
    };
    // two kinds, or an item with and without one: nobody can say which rows the others belong to
    if kinds.any(|other| other.fixed != kind.fixed)
        || targets
            .iter()
            .filter(|t| !t.fixed.is_empty())
            .any(|t| collides(&t))
    {
        return;
    }
    for column in &mut layout.columns {
        if let Meaning::Target(target) = &mut column.meaning
            && target.set == set.code
            && target.fixed.is_empty()
            && !kind.fixed.iter().any(|(code, _)| *code == target.item)
        {
            *target = target.like(kind);
            column
                .by_title
                .extend(kind.fixed.iter().map(|(code, _)| code.clone()));
        }
    }
}
