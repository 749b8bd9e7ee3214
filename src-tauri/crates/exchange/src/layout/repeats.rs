//! Columns that mean the same: told apart by what their set knows, taken as several entries, or marked as repeated.

use std::collections::HashSet;

use super::target::Target;
use super::{Column, Meaning};

/// Settles columns that mean the same.
pub(crate) fn settle(columns: &mut [Column]) {
    for set in repeated_sets(columns) {
        settle_set(columns, &set);
    }
    mark(columns);
}

/// Marks every column that means the same as one further left.
pub(crate) fn mark(columns: &mut [Column]) {
    let mut seen: Vec<Target> = Vec::new();
    for column in columns {
        column.repeated = false;
        if let Meaning::Target(target) = &column.meaning {
            column.repeated = seen.iter().any(|known| known.is_same_place(target));
            seen.push(target.clone());
        }
    }
}

/// Sets other than the person's own that have a target twice.
fn repeated_sets(columns: &[Column]) -> Vec<String> {
    let mut seen: Vec<&Target> = Vec::new();
    let mut sets: Vec<String> = Vec::new();
    for target in columns
        .iter()
        .filter_map(Column::target)
        .filter(|target| !target.is_person())
    {
        if seen.iter().any(|known| known.is_same_place(target)) && !sets.contains(&target.set) {
            sets.push(target.set.clone());
        }
        seen.push(target);
    }
    sets
}

fn settle_set(columns: &mut [Column], set: &str) {
    let choices = columns
        .iter()
        .filter_map(Column::target)
        .find(|target| target.set == set)
        .map(choices)
        .unwrap_or_default();
    if choices.is_empty() {
        return take_as_entries(columns, set);
    }
    take_from_the_left(columns, set);
    let doubled = doubled(columns, set);
    for column in columns {
        let Meaning::Target(target) = &column.meaning else {
            continue;
        };
        if target.set == set && target.fixed.is_empty() && doubled.contains(&target.item) {
            let candidates = choices
                .iter()
                .filter_map(|(code, label)| {
                    Target {
                        which: None,
                        ..target.clone()
                    }
                    .settled(code, label)
                })
                .collect();
            column.meaning = Meaning::Ambiguous(candidates);
        }
    }
}

/// 全日制学历, 毕业院校, 在职学历, 毕业院校: each of the doubled columns stands right behind those of another kind, and belongs to it.
fn take_from_the_left(columns: &mut [Column], set: &str) {
    let doubled = doubled(columns, set);
    let mut left: Option<Target> = None;
    let mut found: Vec<(usize, Target)> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let target = column.target().filter(|target| target.set == set);
        match (target, &left) {
            (Some(target), _) if !target.fixed.is_empty() => left = Some(target.clone()),
            (Some(target), Some(kind)) if doubled.contains(&target.item) => {
                found.push((index, target.like(kind)));
            }
            (Some(_), _) => {}
            (None, _) => left = None,
        }
    }
    let is_clear = |(_, target): &(usize, Target)| {
        let same = found
            .iter()
            .filter(|(_, other)| other.is_same_place(target))
            .count();
        let taken = columns
            .iter()
            .filter_map(Column::target)
            .any(|other| other.is_same_place(target));
        same == 1 && !taken
    };
    let all = columns
        .iter()
        .filter_map(Column::target)
        .filter(|target| target.set == set && target.fixed.is_empty() && doubled.contains(&target.item));
    if found.len() != all.count() || !found.iter().all(is_clear) {
        return;
    }
    for (index, target) in found {
        if let Some(column) = columns.get_mut(index) {
            column.meaning = Meaning::Target(target);
        }
    }
}

/// What the groups of the set tell its columns apart by: 全日制 and 在职.
fn choices(target: &Target) -> Vec<(String, String)> {
    let groups = target.set().map(|set| set.groups.as_slice()).unwrap_or_default();
    groups
        .iter()
        .flat_map(|group| {
            group
                .with
                .iter()
                .map(|(code, label)| (code.clone(), label.clone()))
        })
        .collect()
}

/// Items of the set, not settled by a heading, that stand over more than one column.
fn doubled(columns: &[Column], set: &str) -> HashSet<String> {
    let mut seen = HashSet::new();
    columns
        .iter()
        .filter_map(Column::target)
        .filter(|target| target.set == set && target.fixed.is_empty())
        .filter(|target| !seen.insert(target.item.clone()))
        .map(|target| target.item.clone())
        .collect()
}

/// 称谓, 姓名, 称谓, 姓名: the second pair is a second row of the set. One item alone that stands twice is only repeated.
fn take_as_entries(columns: &mut [Column], set: &str) {
    if doubled(columns, set).len() < 2 {
        return;
    }
    let mut seen: Vec<(String, u32)> = Vec::new();
    for column in columns {
        if let Meaning::Target(target) = &mut column.meaning
            && target.set == set
            && target.fixed.is_empty()
        {
            let place = match seen.iter().position(|(item, _)| *item == target.item) {
                Some(place) => place,
                None => {
                    seen.push((target.item.clone(), 0));
                    seen.len() - 1
                }
            };
            if let Some((_, count)) = seen.get_mut(place) {
                target.entry = *count;
                *count += 1;
            }
        }
    }
}
