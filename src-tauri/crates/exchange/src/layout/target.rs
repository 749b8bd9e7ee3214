//! What a column means: an item of a set, and what its heading settles besides.

use antou_record::{Item, Kind, Set, Value, Written, dictionary};
use serde::{Deserialize, Serialize};

/// What stands for the whole set where an item is expected: `resume.*`.
const WHOLE: &str = "*";

/// What a column means: `education[全日制].level`, `assessment[2023].conclusion`, `person.name`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Code of the set.
    pub set: String,
    /// Code of the item.
    pub item: String,
    /// Items of the same row that the heading settles, by code.
    pub fixed: Vec<(String, Value)>,
    /// What the heading settles, in words: 全日制, 2023.
    pub which: Option<String>,
    /// Which of several rows of the set the column belongs to, from 0 (称谓1, 称谓2 …).
    pub entry: u32,
}

impl Target {
    /// The target of an item without anything settled.
    pub fn of(item: &Item) -> Self {
        Self {
            set: item.set.clone(),
            item: item.code.clone(),
            fixed: Vec::new(),
            which: None,
            entry: 0,
        }
    }

    /// The target of all rows of a set, told in one text.
    pub fn whole(set: &Set) -> Self {
        Self {
            set: set.code.clone(),
            item: WHOLE.to_owned(),
            fixed: Vec::new(),
            which: None,
            entry: 0,
        }
    }

    /// Whether a cell of the column tells all rows of the set.
    pub fn is_whole(&self) -> bool {
        self.item == WHOLE
    }

    /// The item that the heading of a whole set means where one row is one row; another target stays what it is.
    pub(crate) fn as_item(&self) -> Option<Self> {
        if !self.is_whole() {
            return Some(self.clone());
        }
        let item = self.set()?.text.as_ref()?.item.clone()?;
        Some(Self { item, ..self.clone() })
    }

    /// What the column holds, in the clerk's words: 学历, or 简历 for the whole of it.
    pub fn label(&self) -> String {
        match (self.set(), self.item()) {
            (_, Some(item)) => item.label.clone(),
            (Some(set), None) => format!("{}（整段文字）", set.label),
            (None, None) => self.item.clone(),
        }
    }

    /// The target with one more item settled, if it is of the set and can read `text`.
    pub fn settled(mut self, item: &str, text: &str) -> Option<Self> {
        let item = dictionary().set(&self.set)?.item(item)?;
        let value = item
            .read(Written::Text(text), &antou_record::Hints::default())
            .value?;
        let word = item.shown(&value);
        self.which = Some(match self.which {
            Some(which) if which != word => format!("{which}、{word}"),
            _ => word,
        });
        self.fixed.retain(|(code, _)| *code != item.code);
        self.fixed.push((item.code.clone(), value));
        self.fixed.sort_by(|one, two| one.0.cmp(&two.0));
        Some(self)
    }

    /// The target without some items settled: what its own heading says, when a title has settled the rest.
    pub(crate) fn without(&self, codes: &[String]) -> Self {
        let fixed = self
            .fixed
            .iter()
            .filter(|(code, _)| !codes.contains(code))
            .cloned()
            .collect();
        Self {
            fixed,
            ..self.clone()
        }
        .worded()
    }

    /// The target with `which` told anew from what is settled.
    fn worded(self) -> Self {
        let set = self.set();
        let words = self
            .fixed
            .iter()
            .filter_map(|(code, value)| Some(set?.item(code)?.shown(value)));
        let words: Vec<String> = words.collect();
        let which = (!words.is_empty()).then(|| words.join("、"));
        Self { which, ..self }
    }

    /// The target with what another of the same set has settled.
    pub(crate) fn like(&self, other: &Self) -> Self {
        Self {
            fixed: other.fixed.clone(),
            which: other.which.clone(),
            ..self.clone()
        }
    }

    /// The set.
    pub fn set(&self) -> Option<&'static Set> {
        dictionary().set(&self.set)
    }

    /// The item.
    pub fn item(&self) -> Option<&'static Item> {
        self.set()?.item(&self.item)
    }

    /// Whether it belongs to the person, not to one of the sets owned by the person.
    pub fn is_person(&self) -> bool {
        self.set == "person"
    }

    /// Whether two columns fill the same item of the same row.
    pub fn is_same_place(&self, other: &Self) -> bool {
        self.set == other.set
            && self.item == other.item
            && self.fixed == other.fixed
            && self.entry == other.entry
    }

    /// `person.name`, `education[全日制].level`.
    pub fn path(&self) -> String {
        match &self.which {
            Some(which) => format!("{}[{which}].{}", self.set, self.item),
            None => format!("{}.{}", self.set, self.item),
        }
    }

    /// Reads a path; a bare item belongs to the person. In brackets stands a year for the item that `per` names, or a label
    /// of one of the set's code items that the declared headings settle.
    pub fn parse(path: &str) -> Option<Self> {
        let (head, item) = path.rsplit_once('.').unwrap_or(("person", path));
        let (set, which) = match head.split_once('[') {
            Some((set, rest)) => (set, Some(rest.strip_suffix(']')?)),
            None => (head, None),
        };
        let set = dictionary().set(set)?;
        let (target, item) = match (item, &set.text) {
            (WHOLE, Some(text)) => (
                Self::whole(set),
                text.item.as_deref().and_then(|item| set.item(item)),
            ),
            _ => (Self::of(set.item(item)?), set.item(item)),
        };
        match which {
            None => Some(target),
            Some(words) => words.split('、').try_fold(target, |target, word| {
                qualifiers(set, item).find_map(|code| target.clone().settled(code, word))
            }),
        }
    }
}

/// Items of a set that headings may settle: first the one a year goes to, then those of groups and headings.
fn qualifiers<'a>(set: &'static Set, item: Option<&'a Item>) -> impl Iterator<Item = &'a str> + use<'a> {
    let declared = set
        .groups
        .iter()
        .flat_map(|group| group.with.keys())
        .chain(set.headings.iter().flat_map(|heading| heading.with.keys()))
        .map(String::as_str);
    let titled = super::titles::year(set).map(|item| item.code.as_str());
    item.and_then(|item| item.per.as_deref())
        .into_iter()
        .chain(declared)
        .chain(titled)
        .filter(move |code| {
            set.item(code)
                .is_some_and(|item| !matches!(item.kind, Kind::Text | Kind::Long))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_there_and_back() {
        for path in [
            "person.name",
            "education[全日制].level",
            "assessment[2023].conclusion",
            "post.title",
            "resume.*",
        ] {
            assert_eq!(
                Target::parse(path).map(|target| target.path()).as_deref(),
                Some(path)
            );
        }
        assert_eq!(
            Target::parse("name").map(|target| target.path()).as_deref(),
            Some("person.name")
        );
        for wrong in [
            "nobody.name",
            "education[天上].level",
            "assessment[二].conclusion",
            "person.nothing",
            "post[.title",
            "post.*",
        ] {
            assert_eq!(Target::parse(wrong), None, "{wrong}");
        }
    }
}
