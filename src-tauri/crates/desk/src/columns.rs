//! Columns of lists: items of the dictionary, a row of a set picked by year or kind, and values computed at 基准日.

use antou_policy::retirement::{retirement, usual_category};
use antou_record::{Item, Kind, PartialDate, Value, dictionary};
use serde_json::Value as Json;

use crate::dictionary::column_width;
use crate::failure::Failure;
use crate::messages::ColumnView;

/// A column of a list.
#[derive(Debug, Clone)]
pub struct Column {
    /// Name in queries: `name`, `post.title`, `education[全日制].level`, `age`.
    pub code: String,
    /// Heading.
    pub label: String,
    source: Source,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    Item(&'static Item),
    Computed(Computed),
}

/// Values that follow from others at 基准日 and are never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Computed {
    /// Whole years.
    Age,
    /// Statutory month of retirement in the category recorded, or the usual one.
    Retirement,
    /// How many expected sections stand blank and unattested: a number of sections, no score of anybody.
    SectionsMissing,
}

const COMPUTED: &[(&str, &str, Computed, &[&str])] = &[
    ("age", "年龄", Computed::Age, &["birth"]),
    (
        "retirement",
        "到龄时间",
        Computed::Retirement,
        &["birth", "sex", "retire_category", "staff_kind"],
    ),
    (
        "sections_missing",
        "档案缺填栏目",
        Computed::SectionsMissing,
        &["sections_missing"],
    ),
];

/// What a list shows when no columns are asked for.
pub(crate) const USUAL: &[&str] = &[
    "name",
    "sex",
    "birth",
    "age",
    "id_number",
    "post.unit",
    "post.title",
    "post.level",
    "rank.rank",
    "political_status",
    "party_joined",
    "work_started",
    "education[全日制].level",
    "education[全日制].school",
    "native_place",
    "ethnicity",
    "staff_kind",
    "retirement",
];

impl Column {
    /// The column called `code`.
    pub fn parse(code: &str) -> Result<Self, Failure> {
        if let Some((_, label, computed, _)) = COMPUTED.iter().find(|(name, ..)| *name == code) {
            return Ok(Self {
                code: code.to_owned(),
                label: (*label).to_owned(),
                source: Source::Computed(*computed),
            });
        }
        let (set, which, item) = parts(code);
        // whether a list can show it is for the list to say: a ledger of units has items of its own set only
        let found = dictionary().set(set).and_then(|set| set.item(item));
        let item = found.ok_or_else(|| {
            Failure::new(
                "column.unknown",
                format!("没有“{code}”这一栏"),
                "栏目写作 name、post.title 或 assessment[2023].conclusion",
            )
        })?;
        let label = match which {
            Some(which) if which.len() == 4 && which.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{which}年{}", item.label)
            }
            Some(which) => format!("{which}{}", item.label),
            None => item.label.clone(),
        };
        // `person.name` and `name` are the same column; answers name it as architecture §8 says
        let code = code.strip_prefix("person.").unwrap_or(code).to_owned();
        Ok(Self {
            code,
            label,
            source: Source::Item(item),
        })
    }

    /// The item shown, unless the column is computed.
    pub fn item(&self) -> Option<&'static Item> {
        match self.source {
            Source::Item(item) => Some(item),
            Source::Computed(_) => None,
        }
    }

    /// The item, when it is protected.
    pub(crate) fn protected(&self) -> Option<&'static Item> {
        self.item().filter(|item| item.is_protected())
    }

    /// Which row of the set is shown, when the column says so: 2023, 全日制.
    pub(crate) fn which(&self) -> Option<&str> {
        parts(&self.code).1
    }

    pub(crate) fn computed(&self) -> Option<Computed> {
        match self.source {
            Source::Item(_) => None,
            Source::Computed(computed) => Some(computed),
        }
    }

    /// Items a computed column is computed from.
    pub(crate) fn needs(&self) -> &'static [&'static str] {
        let computed = self.computed();
        COMPUTED
            .iter()
            .find(|(.., kind, _)| Some(*kind) == computed)
            .map_or(&[], |(.., needs)| needs)
    }

    /// The value as the list shows it.
    pub fn shown(&self, value: Option<&Value>) -> String {
        match (self.source, value) {
            (_, None) => String::new(),
            (Source::Item(item), Some(value)) => item.shown(value),
            (_, Some(Value::Date(date))) => date.dotted(),
            (_, Some(Value::Int(number))) => number.to_string(),
            (_, Some(Value::Text(text))) => text.clone(),
            _ => String::new(),
        }
    }

    /// The value as JSON: labels of codes, ISO dates; null when blank.
    pub fn json(&self, value: Option<&Value>) -> Json {
        match (self.source, value) {
            (_, None) => Json::Null,
            (Source::Item(item), Some(value)) => item.to_json(value),
            (_, Some(Value::Date(date))) => Json::from(date.to_string()),
            (_, Some(Value::Int(number))) => Json::from(*number),
            (_, value) => Json::from(self.shown(value)),
        }
    }
}

/// `education[全日制].level` as set, qualifier and item; a bare item belongs to the person.
fn parts(code: &str) -> (&str, Option<&str>, &str) {
    let (set, item) = match code.rfind("].").map(|at| at + 1).or_else(|| code.find('.')) {
        Some(dot) => (&code[..dot], &code[dot + 1..]),
        None => ("person", code),
    };
    match set.strip_suffix(']').and_then(|set| set.split_once('[')) {
        Some((set, which)) => (set, Some(which), item),
        None => (set, None, item),
    }
}

impl Computed {
    /// The value, from the values of the items it needs in their order.
    pub(crate) fn value(self, needed: &[Option<&Value>], as_of: PartialDate) -> Option<Value> {
        let first = needed.first().copied().flatten()?;
        if self == Self::SectionsMissing {
            return Some(first.clone());
        }
        let birth = first.as_date()?;
        match self {
            Self::SectionsMissing => None,
            Self::Age => birth.age_at(as_of).map(|age| Value::Int(i64::from(age))),
            Self::Retirement => {
                let code = |index: usize| match needed.get(index).copied().flatten() {
                    Some(Value::Code(code)) => Some(code.as_str()),
                    _ => None,
                };
                let usual = || code(1).map(|sex| usual_category(sex == "1", code(3) == Some("7")));
                let category = code(2).or_else(usual)?;
                retirement(category, birth, false).map(|found| Value::Date(found.statutory))
            }
        }
    }
}

/// Every column a list can show, sets with several rows showing the current one.
pub(crate) fn all() -> Vec<ColumnView> {
    let sets = dictionary()
        .sets()
        .iter()
        .filter(|set| set.code == "person" || set.is_owned_by_person());
    let items = sets.flat_map(|set| set.items.iter().map(move |item| (set, item)));
    let shown = items
        .filter(|(_, item)| !item.is_protected() && !matches!(item.kind, Kind::Blob | Kind::Row(_)))
        .map(|(set, item)| ColumnView {
            code: item.path(),
            label: item.label.clone(),
            set: set.label.clone(),
            width: column_width(item),
            sortable: true,
        });
    let computed = COMPUTED.iter().map(|(code, label, ..)| ColumnView {
        code: (*code).to_owned(),
        label: (*label).to_owned(),
        set: "按基准日计算".to_owned(),
        width: 5,
        sortable: true,
    });
    shown.chain(computed).chain(schooling()).collect()
}

/// The two schoolings of the 任免审批表 are columns of their own.
fn schooling() -> impl Iterator<Item = ColumnView> {
    ["全日制", "在职"]
        .into_iter()
        .flat_map(|mode| {
            ["level", "degree", "school", "major"].map(|item| format!("education[{mode}].{item}"))
        })
        .filter_map(|code| {
            let column = Column::parse(&code).ok()?;
            let item = column.item()?;
            Some(ColumnView {
                code,
                label: column.label,
                set: "学历学位".to_owned(),
                width: column_width(item),
                sortable: true,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_the_contract_says() {
        for (code, label, kept) in [
            ("name", "姓名", "name"),
            ("person.name", "姓名", "name"),
            ("post.title", "职务名称", "post.title"),
            ("education[全日制].level", "全日制学历", "education[全日制].level"),
            (
                "assessment[2023].conclusion",
                "2023年考核结论",
                "assessment[2023].conclusion",
            ),
            ("age", "年龄", "age"),
        ] {
            let column = Column::parse(code).expect(code);
            assert_eq!((column.label.as_str(), column.code.as_str()), (label, kept));
        }
        assert_eq!(
            Column::parse("nothing").expect_err("unknown").code,
            "column.unknown"
        );
    }

    #[test]
    fn usual_columns_exist() {
        for code in USUAL {
            Column::parse(code).expect(code);
        }
    }

    #[test]
    fn computed_columns_follow_the_as_of_date() {
        let birth = Value::Date(PartialDate::from_iso("1976-09").expect("date"));
        let male = Value::Code("1".into());
        let as_of = PartialDate::from_iso("2026-08-31").expect("date");
        assert_eq!(Computed::Age.value(&[Some(&birth)], as_of), Some(Value::Int(49)));
        let statutory = Computed::Retirement.value(&[Some(&birth), Some(&male), None, None], as_of);
        assert_eq!(statutory, PartialDate::from_iso("2039-09").map(Value::Date));
    }
}
