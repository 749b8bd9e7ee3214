//! From the texts above a column to what the column means.

use antou_record::{Set, plain_heading};

use super::headings::{Headings, Scope, headings, yearly};
use super::target::Target;
use super::{Meaning, Nothing};

/// Headings of columns that hold nothing to keep: numbers of rows, and what is computed at the as-of date.
const COUNTERS: [&str; 6] = ["序号", "编号", "顺序号", "No", "NO", "行号"];
const COMPUTED: [&str; 24] = [
    "年龄",
    "实足年龄",
    "周岁",
    "现年龄",
    "工龄",
    "党龄",
    "任现职年限",
    "任现级年限",
    "任现职级年限",
    "任现职务年限",
    "任同级年限",
    "任现层次年限",
    "到龄年月",
    "到龄日期",
    "到龄时间",
    "退休时间",
    "退休年月",
    "法定退休时间",
    "属相",
    "轮岗年限",
    "合计",
    "星座",
    // pictures lie over cells, not in them
    "照片",
    "相片",
];
/// The column we add ourselves when rows go back to the clerk.
pub(crate) const REASON: &str = "未导入原因";
/// The column we add ourselves when rows go out to be checked.
pub(crate) const ROW_ID: &str = "核对编号";

/// What is known about the surroundings of a column.
pub(crate) struct Surroundings<'a> {
    /// Sets the sheet belongs to by its title or the clerk's word.
    pub(crate) sets: &'a [&'static Set],
    /// Whether a column further left belongs to one of these sets.
    pub(crate) begun: bool,
}

/// Whether a column with these texts above it counts the rows.
pub(crate) fn is_counter(parts: &[String]) -> bool {
    parts.len() == 1
        && parts
            .iter()
            .all(|part| COUNTERS.contains(&plain_heading(part).as_str()))
}

/// What a column with these texts above it means, from the uppermost to the lowest.
pub(crate) fn meaning(parts: &[String], around: &Surroundings<'_>) -> Meaning {
    let known = headings();
    let plain: Vec<String> = parts.iter().map(|part| plain_heading(part)).collect();
    let Some(leaf) = plain.last().filter(|leaf| !leaf.is_empty()) else {
        return Meaning::Unknown(Vec::new());
    };
    let searched = composed(known, parts, &plain)
        .or_else(|| below_group(known, parts, &plain))
        .or_else(|| of_span(known, &plain))
        .or_else(|| {
            if is_about_others(known, &plain) {
                None
            } else {
                alone(known, parts, leaf, around)
            }
        })
        .or_else(|| whole(known, &plain));
    if let Some(target) = searched {
        return Meaning::Target(target);
    }
    if leaf == ROW_ID {
        return Meaning::Ignored(Nothing::RowId);
    }
    if leaf == REASON || COUNTERS.contains(&leaf.as_str()) {
        return Meaning::Ignored(Nothing::Counter);
    }
    if COMPUTED.contains(&leaf.as_str()) {
        return Meaning::Ignored(Nothing::Computed);
    }
    undecided(known, parts, &plain)
}

/// The texts together as one heading: 全日制 over 学历.
fn composed(known: &Headings, parts: &[String], plain: &[String]) -> Option<Target> {
    (0..plain.len().saturating_sub(1)).find_map(|from| {
        let text = plain.get(from..)?.concat();
        let raw = parts.get(from..)?.concat();
        let whole = only(known.anywhere.get(&text)).map(|target| dated(target.clone(), &raw));
        whole.or_else(|| of_year(known, &raw, &text, None))
    })
}

/// The lowest text, as a heading of the set that the nearest upper heading announces.
fn below_group(known: &Headings, parts: &[String], plain: &[String]) -> Option<Target> {
    let (leaf, upper) = plain.split_last()?;
    let raw_leaf = parts.last()?;
    for (index, text) in upper.iter().enumerate().rev() {
        let year = parts.get(index).and_then(|raw| single_year(raw));
        let without = year.map(|year| without_year(text, year)).unwrap_or_default();
        let scopes = [text.as_str(), unnumbered(text)]
            .into_iter()
            .chain(without.iter().map(String::as_str))
            .find_map(|text| known.groups.get(text));
        let Some(scopes) = scopes else { continue };
        let found: Vec<Target> = scopes
            .iter()
            .filter_map(|scope| {
                let target = within(known, scope.set, raw_leaf, leaf, text)?;
                let target = scope.with.iter().try_fold(target, |target, (code, label)| {
                    settled_unless(target, code, label)
                })?;
                match (year, target.item().and_then(|item| item.per.as_deref())) {
                    (Some(year), Some(per)) if target.which.is_none() => {
                        target.settled(per, &year.to_string())
                    }
                    _ => Some(target),
                }
            })
            .collect();
        if let Some(target) = only(Some(&found)) {
            return Some(target.clone());
        }
    }
    None
}

/// 家庭成员1 and 家庭成员二 head the same columns as 家庭成员.
fn unnumbered(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// 开始 and 结束 below the heading of a time that has an end.
fn of_span(known: &Headings, plain: &[String]) -> Option<Target> {
    const BEGIN: [&str; 8] = [
        "起",
        "始",
        "开始",
        "起始",
        "自",
        "开始时间",
        "起始时间",
        "开始日期",
    ];
    const END: [&str; 9] = [
        "止",
        "终",
        "结束",
        "截止",
        "至",
        "结束时间",
        "截止时间",
        "终止时间",
        "结束日期",
    ];
    let (leaf, upper) = plain.split_last()?;
    let (begins, ends) = (BEGIN.contains(&leaf.as_str()), END.contains(&leaf.as_str()));
    if !begins && !ends {
        return None;
    }
    let target = upper
        .iter()
        .rev()
        .find_map(|text| only(known.anywhere.get(text)))?;
    let until = target.item()?.until.as_ref()?;
    Some(Target {
        item: if ends { until.clone() } else { target.item.clone() },
        ..target.clone()
    })
}

/// What a heading itself settles is stronger than what the group above it settles.
fn settled_unless(target: Target, code: &str, label: &str) -> Option<Target> {
    if target.item == code || target.fixed.iter().any(|(fixed, _)| fixed == code) {
        return Some(target);
    }
    target.settled(code, label)
}

/// A text as a heading of one set. A year alone means the set's yearly item, the one `group` names if there are several.
fn within(known: &Headings, set: &'static Set, raw: &str, plain: &str, group: &str) -> Option<Target> {
    let of_set = |targets: Option<&Vec<Target>>| {
        targets
            .into_iter()
            .flatten()
            .find(|target| target.set == set.code)
            .cloned()
    };
    of_set(known.anywhere.get(plain))
        .or_else(|| of_set(known.short.get(plain)))
        .map(|target| dated(target, raw))
        .or_else(|| of_year(known, raw, plain, Some((set, group))))
}

/// A text that stands alone: a heading anywhere, a short heading in a sheet of its set, or one with a year in it.
fn alone(known: &Headings, parts: &[String], leaf: &str, around: &Surroundings<'_>) -> Option<Target> {
    let raw = parts.last()?;
    let anywhere = only(known.anywhere.get(leaf)).map(|target| dated(target.clone(), raw));
    let of_sheet: Vec<Target> = around
        .sets
        .iter()
        .filter_map(|set| within(known, set, raw, leaf, &set.label))
        .collect();
    let of_sheet = only(Some(&of_sheet)).cloned();
    match (anywhere, of_sheet) {
        // a register names the person first; what follows its own first column is its own
        (Some(anywhere), Some(of_sheet)) => {
            let of_units = around.sets.iter().all(|set| super::is_of_units(set));
            Some(if around.begun || of_units {
                of_sheet
            } else {
                anywhere
            })
        }
        (one, two) => one.or(two).or_else(|| of_year(known, raw, leaf, None)),
    }
}

/// A title or group heading of a set over a column of its own: all rows of the set, told in one text.
fn whole(known: &Headings, plain: &[String]) -> Option<Target> {
    let (leaf, upper) = plain.split_last()?;
    let found: Vec<Target> = known
        .groups
        .get(leaf)?
        .iter()
        .filter(|scope| {
            scope.set.text.is_some() && upper.iter().all(|text| speaks_of(known, text, scope.set))
        })
        .filter_map(|scope| {
            let mut with = scope.with.iter();
            with.try_fold(Target::whole(scope.set), |target, (code, label)| {
                target.settled(code, label)
            })
        })
        .collect();
    only(Some(&found)).cloned()
}

/// Whether an upper heading belongs to the set, or to none.
fn speaks_of(known: &Headings, text: &str, set: &Set) -> bool {
    let scopes = known.groups.get(text);
    scopes.is_none_or(|scopes| scopes.iter().any(|scope| scope.set.code == set.code))
}

/// A yearly item whose heading names the year in brackets, as in 考核结果（2021）.
fn dated(target: Target, raw: &str) -> Target {
    let yearly = target
        .as_item()
        .filter(|item| item.item().is_some_and(|item| item.per.is_some()));
    let per = yearly
        .as_ref()
        .and_then(Target::item)
        .and_then(|item| item.per.as_deref());
    match (per, single_year(raw), &yearly) {
        (Some(per), Some(year), Some(yearly)) if target.which.is_none() => {
            yearly.clone().settled(per, &year.to_string()).unwrap_or(target)
        }
        _ => target,
    }
}

/// A heading with a year in it: the rest of it must be the heading of a yearly item, or nothing below a group of its set.
fn of_year(known: &Headings, raw: &str, plain: &str, within: Option<(&'static Set, &str)>) -> Option<Target> {
    let year = single_year(raw)?;
    let rests = if plain.contains(&year.to_string()) {
        without_year(plain, year)
    } else {
        // the year stands in brackets
        vec![plain.to_owned()]
    };
    let of_set = |target: &Target| {
        let target = target.as_item()?;
        let yearly = target.item().is_some_and(|item| item.per.is_some());
        (yearly && within.is_none_or(|(set, _)| target.set == set.code)).then_some(target)
    };
    let by_rest = rests.iter().filter(|rest| !rest.is_empty()).find_map(|rest| {
        let targets = known
            .anywhere
            .get(rest)
            .into_iter()
            .chain(within.and_then(|_| known.short.get(rest)));
        targets.flatten().find_map(of_set)
    });
    let target = by_rest.or_else(|| {
        let (set, group) = within.filter(|_| rests.iter().any(String::is_empty))?;
        let named = known.anywhere.get(group).into_iter().flatten().find_map(of_set);
        named.or_else(|| yearly(set).next().map(Target::of))
    })?;
    let per = target.item()?.per.as_deref()?;
    target.settled(per, &year.to_string())
}

/// The one year that stands in a heading; two of them are a span and settle nothing.
pub(crate) fn single_year(raw: &str) -> Option<u16> {
    let digits: Vec<char> = raw.chars().map(half).collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < digits.len() {
        let run: String = digits
            .iter()
            .skip(index)
            .take_while(|c| c.is_ascii_digit())
            .collect();
        if let (4, Ok(year @ 1950..=2100)) = (run.len(), run.parse::<u16>()) {
            found.push(year);
        }
        index += run.len().max(1);
    }
    match found.as_slice() {
        [year] => Some(*year),
        _ => None,
    }
}

fn half(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// A heading without its year, and without the 年 or 年度 behind it, in every way it can be cut.
fn without_year(plain: &str, year: u16) -> Vec<String> {
    let year = year.to_string();
    [format!("{year}年度"), format!("{year}年"), year]
        .iter()
        .filter(|cut| plain.contains(cut.as_str()))
        .map(|cut| plain.replacen(cut.as_str(), "", 1))
        .rev()
        .collect()
}

/// Below 家庭成员 a 姓名 is not the person's: what that set does not know stays unknown.
fn is_about_others(known: &Headings, plain: &[String]) -> bool {
    let upper = plain.split_last().map(|(_, upper)| upper).unwrap_or_default();
    let group = |text: &String| {
        known
            .groups
            .get(text)
            .or_else(|| known.groups.get(unnumbered(text)))
    };
    let scope = upper.iter().rev().find_map(group);
    scope.is_some_and(|scopes: &Vec<Scope>| {
        scopes.iter().all(|scope| {
            scope.set.code != "person" && scope.set.item("name").is_some_and(|item| item.label == "姓名")
        })
    })
}

/// Candidates for a heading that cannot be settled.
fn undecided(known: &Headings, parts: &[String], plain: &[String]) -> Meaning {
    let leaf = plain.last().map(String::as_str).unwrap_or_default();
    let raw = parts.last().map(String::as_str).unwrap_or_default();
    let mut candidates: Vec<Target> = Vec::new();
    for targets in [known.anywhere.get(leaf), known.short.get(leaf)]
        .into_iter()
        .flatten()
    {
        candidates.extend(
            targets
                .iter()
                .filter(|target| !candidates.contains(target))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    if let Some(year) = single_year(raw).filter(|year| without_year(leaf, *year).iter().any(String::is_empty))
    {
        let sets = antou_record::dictionary().sets().iter();
        candidates.extend(sets.flat_map(yearly).filter_map(|item| {
            let per = item.per.as_deref()?;
            Target::of(item).settled(per, &year.to_string())
        }));
    }
    if !candidates.is_empty() {
        return Meaning::Ambiguous(candidates);
    }
    Meaning::Unknown(known.similar(&plain.concat()))
}

/// The target, if there is exactly one.
fn only(targets: Option<&Vec<Target>>) -> Option<&Target> {
    match targets.map(Vec::as_slice) {
        Some([target]) => Some(target),
        _ => None,
    }
}

/// Whether a text (blanks and brackets taken out) is a heading somewhere, of something to keep or not.
pub(crate) fn is_heading(plain: &str) -> bool {
    headings().anywhere.contains_key(plain) || COUNTERS.contains(&plain) || COMPUTED.contains(&plain)
}

/// The same, or a heading below the title of its set.
pub(crate) fn is_familiar(plain: &str) -> bool {
    is_heading(plain) || headings().short.contains_key(plain)
}

/// Whether a text heads the names of people.
pub(crate) fn names_somebody(plain: &str) -> bool {
    let targets = headings().anywhere.get(plain);
    only(targets).is_some_and(|target| target.is_person() && target.item == "name")
}

/// How well the texts above a column are understood.
pub(crate) enum Understood {
    /// They mean this.
    Known(Target),
    /// They are words of a heading, whatever it means here.
    Familiar,
    /// They could be anything.
    Strange,
}

/// A quick judgement for finding the row of headings, without looking for similar headings.
pub(crate) fn understood(parts: &[String], around: &Surroundings<'_>) -> Understood {
    let known = headings();
    let plain: Vec<String> = parts.iter().map(|part| plain_heading(part)).collect();
    let Some(leaf) = plain.last().filter(|leaf| !leaf.is_empty()) else {
        return Understood::Strange;
    };
    let target = composed(known, parts, &plain)
        .or_else(|| below_group(known, parts, &plain))
        .or_else(|| of_span(known, &plain))
        .or_else(|| alone(known, parts, leaf, around))
        .or_else(|| whole(known, &plain));
    if let Some(target) = target {
        return Understood::Known(target);
    }
    let leaf = leaf.as_str();
    let year_only = leaf.len() < 9
        && single_year(leaf).is_some_and(|year| without_year(leaf, year).iter().any(String::is_empty));
    if year_only
        || known.short.contains_key(leaf)
        || COUNTERS.contains(&leaf)
        || COMPUTED.contains(&leaf)
        || leaf == REASON
    {
        Understood::Familiar
    } else {
        Understood::Strange
    }
}
