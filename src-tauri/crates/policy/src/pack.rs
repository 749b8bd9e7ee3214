//! Rule packs: assets/policy as typed data. Formats are explained at the head of each file there.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use antou_record::PartialDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A file of rules on one subject.
#[derive(Debug, Deserialize)]
pub struct Pack {
    /// Name of the file.
    pub code: String,
    /// Subject, as the clerk reads it.
    pub title: String,
    /// Date the pack was compiled; printed with every result.
    pub version: String,
    /// The rules.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// One rule, with where it comes from.
#[derive(Debug, PartialEq, Deserialize)]
pub struct Rule {
    /// Stable id, shown with results.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Full name of the document.
    pub document: String,
    /// Number of the document; may be empty.
    #[serde(default)]
    pub number: String,
    /// Article; may be empty.
    #[serde(default)]
    pub article: String,
    /// First day in force.
    pub effective_from: PartialDate,
    /// Last day in force; `None` while in force.
    pub effective_to: Option<PartialDate>,
    /// error, warning or info.
    pub severity: String,
    /// Where the text was seen: S, L, P, C, K (see the file).
    pub evidence: String,
    /// What it means for the clerk.
    #[serde(default)]
    pub effect: String,
    /// What has to be checked by a person before it is relied on; a result then says 需核实.
    pub verify: Option<String>,
    /// The numbers a unit may set otherwise; those the file leaves out are fixed.
    #[serde(default)]
    pub editable: Vec<Editable>,
    /// The numbers.
    #[serde(default)]
    parameters: toml::Table,
}

/// A number of a rule that a unit may set otherwise.
#[derive(Debug, PartialEq, Deserialize)]
pub struct Editable {
    /// Its name among the parameters.
    pub name: String,
    /// What the clerk reads.
    pub label: String,
    /// Shown after it.
    #[serde(default)]
    pub unit: String,
    /// The code table its texts are codes of.
    #[serde(default)]
    pub table: String,
    /// Whether its texts are days.
    #[serde(default)]
    pub days: bool,
}

/// What a unit has set otherwise: by rule, then by name.
pub type Overrides = BTreeMap<String, toml::Table>;

impl Rule {
    /// The rule's numbers as a typed struct; `None` when it has not all of them.
    pub fn parameters<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(self.parameters.clone()).ok()
    }

    /// The same with what a unit has set otherwise.
    pub fn parameters_with<T: DeserializeOwned>(&self, overrides: &Overrides) -> Option<T> {
        let mut parameters = self.parameters.clone();
        if let Some(own) = overrides.get(&self.id) {
            parameters.extend(own.clone());
        }
        T::deserialize(parameters).ok()
    }

    /// A number as the file gives it.
    pub fn parameter(&self, name: &str) -> Option<&toml::Value> {
        self.parameters.get(name)
    }

    /// Whether the rule is in force at a date.
    pub fn in_force_at(&self, date: PartialDate) -> bool {
        self.effective_from.compare(date).is_le()
            && self.effective_to.is_none_or(|last| last.compare(date).is_ge())
    }

    /// Document, number and article in one line, as it is cited on screen and paper.
    pub fn citation(&self) -> String {
        let number = if self.number.is_empty() {
            String::new()
        } else {
            format!("（{}）", self.number)
        };
        format!("{}{number}{}", self.document, self.article)
    }
}

static PACKS: LazyLock<Result<Vec<Pack>, toml::de::Error>> = LazyLock::new(|| {
    [
        include_str!("../../../../assets/policy/retirement.toml"),
        include_str!("../../../../assets/policy/influence.toml"),
        include_str!("../../../../assets/policy/training_hours.toml"),
        include_str!("../../../../assets/policy/assessment.toml"),
        include_str!("../../../../assets/policy/follow_up.toml"),
        include_str!("../../../../assets/policy/archive.toml"),
        include_str!("../../../../assets/policy/reserve.toml"),
        include_str!("../../../../assets/policy/political_review.toml"),
        include_str!("../../../../assets/policy/party_admission.toml"),
        include_str!("../../../../assets/policy/matters.toml"),
        include_str!("../../../../assets/policy/workdays.toml"),
    ]
    .into_iter()
    .map(toml::from_str)
    .collect()
});

/// Every rule pack this program was built with; a test proves that all of them can be read.
pub fn packs() -> &'static [Pack] {
    PACKS.as_ref().map_or(&[], Vec::as_slice)
}

/// The pack called `code`.
pub fn pack(code: &str) -> Option<&'static Pack> {
    packs().iter().find(|known| known.code == code)
}

/// Rules of a pack in force at a date with parameters of one kind, as a unit has set them.
pub(crate) fn rules_with<T: DeserializeOwned>(
    code: &str,
    at: PartialDate,
    overrides: &Overrides,
) -> Vec<(&'static Rule, T)> {
    let rules = pack(code).map(|pack| pack.rules.as_slice()).unwrap_or_default();
    rules
        .iter()
        .filter(|rule| rule.in_force_at(at))
        .filter_map(|rule| Some((rule, rule.parameters_with(overrides)?)))
        .collect()
}

/// Rules with parameters of one kind, read once.
pub(crate) type Rules<T> = LazyLock<Vec<(&'static Rule, T)>>;

/// Rules of a pack with parameters of one kind.
pub(crate) fn rules<T: DeserializeOwned>(pack: &str) -> Vec<(&'static Rule, T)> {
    let packs = packs().iter().filter(|known| known.code == pack);
    let rules = packs.flat_map(|pack| &pack.rules);
    rules
        .filter_map(|rule| Some((rule, rule.parameters::<T>()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_can_be_read_and_cites_its_document() {
        if let Err(error) = PACKS.as_ref() {
            panic!("assets/policy: {error}");
        }
        assert_eq!(packs().len(), 11);
        for rule in packs().iter().flat_map(|pack| &pack.rules) {
            assert!(
                rule.document.starts_with('《') || rule.document.is_empty() || rule.verify.is_some(),
                "{}: {}",
                rule.id,
                rule.document
            );
            assert!(
                ["error", "warning", "info"].contains(&rule.severity.as_str()),
                "{}",
                rule.id
            );
            for editable in &rule.editable {
                assert!(
                    rule.parameter(&editable.name).is_some(),
                    "{}.{}",
                    rule.id,
                    editable.name
                );
            }
            assert!(
                rule.effective_to
                    .is_none_or(|last| last.compare(rule.effective_from).is_ge()),
                "{}",
                rule.id
            );
        }
    }
}
