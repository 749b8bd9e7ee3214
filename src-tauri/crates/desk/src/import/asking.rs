//! What the clerk is asked about columns: headings that may mean several things, and headings that could be told more exactly.

use antou_exchange::draft::{Step, unit_beside};
use antou_exchange::layout::{Column, Meaning, Target};

use super::session::OpenSheet;
use crate::messages::CleaningStep;

/// A question about a column.
pub(crate) struct Question {
    /// The question, in the clerk's words.
    pub(crate) text: String,
    /// What the column may mean.
    pub(crate) candidates: Vec<Target>,
}

/// What is to be asked about a column; nothing once the clerk or the profile has settled it.
pub(crate) fn question(open: &OpenSheet, column: &Column) -> Option<Question> {
    if open.settled.contains(&column.column) {
        return None;
    }
    let heading = column.heading();
    match &column.meaning {
        Meaning::Ambiguous(candidates) => Some(Question {
            text: format!("“{heading}”可能是几种意思，请选一种；不选就不读取这一栏"),
            candidates: candidates.clone(),
        }),
        Meaning::Unknown(candidates) => Some(Question {
            text: format!("“{heading}”没有认出来，请选对应的项目；不选就不读取这一栏"),
            candidates: candidates.clone(),
        }),
        Meaning::Target(target) => finer(open, column, target, &heading),
        Meaning::Ignored(_) => None,
    }
}

/// A bare 学历 says not whether 全日制 or 在职; 单位及职务 is two things in one cell.
fn finer(open: &OpenSheet, column: &Column, target: &Target, heading: &str) -> Option<Question> {
    let kinds = kinds(open, target);
    let is_first = siblings(open, target).next() == Some(column.column);
    if kinds.len() > 1 && is_first && antou_record::plain_heading(heading) == target.item()?.label {
        let text = format!("“{heading}”没有写明是哪一种，请指定；不指定就不区分");
        let candidates = kinds.into_iter().chain([target.clone()]).collect();
        return Some(Question { text, candidates });
    }
    if is_unit_and_title(target, heading) && column.steps.is_empty() {
        let text = format!("“{heading}”把单位和职务写在一格，可以拆成两项；不拆就整句作为职务名称");
        let candidates = vec![target.clone()];
        return Some(Question { text, candidates });
    }
    None
}

/// Columns of the same set that no heading tells more of: what is said of the first holds for all.
pub(crate) fn siblings<'a>(open: &'a OpenSheet, target: &'a Target) -> impl Iterator<Item = u32> + 'a {
    let columns = open.layout.columns.iter();
    columns
        .filter(move |column| {
            let of_set = |other: &Target| {
                other.set == target.set && other.fixed.is_empty() && other.entry == target.entry
            };
            column.target().is_some_and(of_set) && !open.settled.contains(&column.column)
        })
        .map(|column| column.column)
}

/// The item told apart by what the groups of its set settle, when no column of the sheet settles it.
fn kinds(open: &OpenSheet, target: &Target) -> Vec<Target> {
    let Some(set) = target.set().filter(|_| target.fixed.is_empty()) else {
        return Vec::new();
    };
    let settles: Vec<(&String, &String)> = set.groups.iter().flat_map(|group| &group.with).collect();
    let told = open
        .layout
        .columns
        .iter()
        .filter_map(Column::target)
        .any(|other| {
            other.set == target.set
                && settles
                    .iter()
                    .any(|(code, _)| other.item == **code || !other.fixed.is_empty())
        });
    if told {
        return Vec::new();
    }
    let mut found: Vec<Target> = Vec::new();
    for (code, label) in settles {
        if let Some(target) = target.clone().settled(code, label)
            && !found.contains(&target)
        {
            found.push(target);
        }
    }
    found
}

/// Whether a heading says that a unit and a title stand in one cell.
fn is_unit_and_title(target: &Target, heading: &str) -> bool {
    can_split(target) && heading.contains("单位") && heading.contains("职务")
}

/// Whether a unit can be split off the item.
pub(crate) fn can_split(target: &Target) -> bool {
    target
        .set()
        .and_then(|set| unit_beside(set, &target.item))
        .is_some()
}

/// A step as it crosses to the window.
pub(crate) fn step_view(step: &Step) -> CleaningStep {
    let (step, text) = match step {
        Step::StripPrefix(text) => ("strip_prefix", text.clone()),
        Step::StripSuffix(text) => ("strip_suffix", text.clone()),
        Step::BlankMeans(text) => ("blank_means", text.clone()),
        Step::SplitUnit => ("split_unit", String::new()),
    };
    CleaningStep {
        step: step.to_owned(),
        text,
    }
}

/// A step as the window names it.
pub(crate) fn step_of(view: &CleaningStep) -> Option<Step> {
    let text = view.text.trim().to_owned();
    match (view.step.as_str(), text.is_empty()) {
        ("strip_prefix", false) => Some(Step::StripPrefix(text)),
        ("strip_suffix", false) => Some(Step::StripSuffix(text)),
        ("blank_means", false) => Some(Step::BlankMeans(text)),
        ("split_unit", _) => Some(Step::SplitUnit),
        _ => None,
    }
}
