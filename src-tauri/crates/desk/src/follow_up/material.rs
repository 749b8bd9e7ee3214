//! 档案材料目录: what a dossier should hold by what is known of the person and does not, gaps in the numbers, and the order
//! of materials within a class (DA-03).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use antou_policy::archive::{Order, Required, order, required};
use antou_policy::{Overrides, Rule};
use antou_record::{Dossier, PartialDate, Record, Row, Value, dictionary};

use super::registers::register_of;
use super::reminder::{Nature, Reminder};

/// What is asked of a catalogue on a day.
pub(crate) struct Catalogue {
    required: Vec<(&'static Rule, Required)>,
    order: Option<(&'static Rule, Order)>,
}

/// A material of the catalogue.
pub(crate) struct Material<'a> {
    /// The row.
    pub record: &'a Record,
    /// 类号.
    pub class: String,
    /// 序号.
    pub seq: Option<i64>,
    /// 材料名称.
    pub title: String,
    /// 形成时间.
    pub formed: Option<PartialDate>,
}

/// The materials of a dossier by class, in the order of their numbers.
pub(crate) fn by_class(dossier: &Dossier) -> BTreeMap<usize, Vec<Material<'_>>> {
    let table = dictionary().table("archive_class");
    let mut classes: BTreeMap<usize, Vec<Material<'_>>> = BTreeMap::new();
    for record in dossier.rows("material") {
        let Some(Value::Code(class)) = record.row.get("class") else {
            continue;
        };
        let place = table
            .and_then(|table| table.by_code(class))
            .map(|code| code.order);
        classes
            .entry(place.unwrap_or_default())
            .or_default()
            .push(Material {
                record,
                class: class.clone(),
                seq: match record.row.get("seq") {
                    Some(Value::Int(seq)) => Some(*seq),
                    _ => None,
                },
                title: record.row.shown("title"),
                formed: record.row.get("formed").and_then(Value::as_date),
            });
    }
    for materials in classes.values_mut() {
        materials.sort_by_key(|material| (material.seq.is_none(), material.seq, material.record.id));
    }
    classes
}

impl Catalogue {
    pub(crate) fn new(as_of: PartialDate, overrides: &Overrides) -> Self {
        Self {
            required: required(as_of, overrides),
            order: order(as_of, overrides),
        }
    }

    /// The sets that have to be read.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &str> {
        let sets = self.required.iter().map(|(_, required)| required.set.as_str());
        sets.filter(|set| *set != "person").chain(["material"])
    }

    /// The rules.
    pub(crate) fn rules(&self) -> Vec<&'static Rule> {
        let order = self.order.iter().map(|(rule, _)| *rule);
        order.chain(self.required.iter().map(|(rule, _)| *rule)).collect()
    }

    /// What is missing or stands wrong. A dossier that nobody has catalogued yet is said to be so and nothing else.
    pub(crate) fn of(&self, dossier: &Dossier) -> Vec<Reminder> {
        let Some(register) = register_of("material") else {
            return Vec::new();
        };
        let reminder = |rule, nature, row, what| Reminder {
            register,
            rule,
            nature,
            row,
            date: None,
            what,
        };
        let classes = by_class(dossier);
        if classes.is_empty() {
            let order = self.order.iter();
            return order
                .map(|(rule, _)| reminder(*rule, Nature::Running, None, "目录还没有登记".to_owned()))
                .collect();
        }
        let all: Vec<&Material<'_>> = classes.values().flatten().collect();
        let missing = self.required.iter().filter_map(|(rule, required)| {
            Some(reminder(
                *rule,
                Nature::Missing,
                None,
                lacking(required, dossier, &all)?,
            ))
        });
        let mut found: Vec<Reminder> = missing.collect();
        if let Some((rule, order)) = &self.order {
            for materials in classes.values() {
                let row = materials.first().map(|material| material.record.id);
                let faults = [misnumbered(materials), misplaced(materials, order)];
                found.extend(
                    faults
                        .into_iter()
                        .flatten()
                        .map(|what| reminder(*rule, Nature::Missing, row, what)),
                );
            }
        }
        found
    }

    /// The number each material of a class should have, for those that have another.
    pub(crate) fn renumbered(&self, dossier: &Dossier) -> Vec<(i64, i64)> {
        let Some((_, order)) = &self.order else {
            return Vec::new();
        };
        let mut changes = Vec::new();
        for mut materials in by_class(dossier).into_values() {
            materials.sort_by(|one, two| stands_before(one, two, order));
            for (seq, material) in (1..).zip(&materials) {
                if material.seq != Some(seq) {
                    changes.push((material.record.id, seq));
                }
            }
        }
        changes
    }
}

/// What is lacking of what is asked for; `None` when nothing is.
fn lacking(required: &Required, dossier: &Dossier, materials: &[&Material<'_>]) -> Option<String> {
    let set = dictionary().set(&required.set)?;
    let rows = if required.set == "person" {
        usize::from(asks(required, &dossier.person))
    } else {
        let rows = dossier.rows(&required.set).iter();
        rows.filter(|record| asks(required, &record.row)).count()
    };
    let there = materials
        .iter()
        .filter(|material| fits(required, material))
        .count();
    let wanted = if required.each { rows } else { rows.min(1) };
    if there >= wanted {
        return None;
    }
    let class = class_label(&required.class);
    let named = match required.titles.first() {
        Some(title) => format!("“{title}”材料"),
        None => "材料".to_owned(),
    };
    Some(match (required.set.as_str(), there) {
        ("person", _) => format!("{class}没有{named}"),
        (_, 0) => format!("登记了{} {rows} 条，{class}没有{named}", set.label),
        _ => format!("登记了{} {rows} 条，{class}{named}只有 {there} 份", set.label),
    })
}

fn asks(required: &Required, row: &Row) -> bool {
    let says = |item: &str, codes: &[String]| match row.get(item) {
        Some(Value::Code(code)) => codes.contains(code),
        _ => false,
    };
    required.whose.iter().all(|(item, codes)| says(item, codes))
        && required.filled.iter().all(|item| row.get(item).is_some())
}

/// An older catalogue has no subclasses: 四 holds what 4-1 asks for.
fn fits(required: &Required, material: &Material<'_>) -> bool {
    let in_class =
        required.class == material.class || required.class.starts_with(&format!("{}-", material.class));
    in_class
        && (required.titles.is_empty() || required.titles.iter().any(|word| material.title.contains(word)))
}

/// 类号 as the clerk calls it: 一类, 4-1 类.
pub(crate) fn class_label(code: &str) -> String {
    const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let numeral = code
        .parse::<usize>()
        .ok()
        .and_then(|number| NUMERALS.get(number.checked_sub(1)?));
    numeral.map_or(format!("{code} 类"), |numeral| format!("{numeral}类"))
}

fn misnumbered(materials: &[Material<'_>]) -> Option<String> {
    let class = class_label(&materials.first()?.class);
    let unnumbered = materials.iter().filter(|material| material.seq.is_none()).count();
    if unnumbered > 0 {
        return Some(format!("{class}有 {unnumbered} 份没有序号"));
    }
    let numbers: Vec<i64> = materials.iter().filter_map(|material| material.seq).collect();
    if let Some(twice) = numbers.windows(2).find_map(|two| match two {
        [one, two] if one == two => Some(*one),
        _ => None,
    }) {
        return Some(format!("{class}第 {twice} 号有两份"));
    }
    let last = *numbers.last()?;
    let absent: Vec<String> = (1..=last.min(MOST_NUMBERS))
        .filter(|number| !numbers.contains(number))
        .take(5)
        .map(|number| number.to_string())
        .collect();
    (!absent.is_empty()).then(|| format!("{class}序号不连续，没有第 {} 号", absent.join("、")))
}

/// A number beyond this is a slip of the hand, not a thick dossier.
const MOST_NUMBERS: i64 = 10_000;

fn misplaced(materials: &[Material<'_>], order: &Order) -> Option<String> {
    let class = &materials.first()?.class;
    let dated: Vec<&Material<'_>> = materials
        .iter()
        .filter(|material| material.formed.is_some())
        .collect();
    let wrong = dated.windows(2).find_map(|two| match two {
        [one, two] => {
            let compared = one.formed.zip(two.formed).map(|(one, two)| one.compare(two))?;
            let forbidden = if order.newest_first.contains(class) {
                Ordering::Less
            } else {
                Ordering::Greater
            };
            (compared == forbidden).then_some(*two)
        }
        _ => None,
    })?;
    Some(format!(
        "{}顺序与形成时间不符：第 {} 号“{}”",
        class_label(class),
        wrong.seq.unwrap_or_default(),
        wrong.title
    ))
}

/// By time, those without one last; what is the same keeps its place.
fn stands_before(one: &Material<'_>, two: &Material<'_>, order: &Order) -> Ordering {
    let place = |material: &Material<'_>| (material.seq.is_none(), material.seq, material.record.id);
    let by_time = match (one.formed, two.formed) {
        (Some(first), Some(second)) if order.newest_first.contains(&one.class) => second.cmp(&first),
        (Some(first), Some(second)) => first.cmp(&second),
        (first, second) => first.is_none().cmp(&second.is_none()),
    };
    by_time.then_with(|| place(one).cmp(&place(two)))
}
