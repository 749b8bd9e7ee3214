//! Rows of registers of units: which unit a row is about, by its name and the unit above it.

use std::collections::HashMap;

use antou_exchange::draft::Draft;
use antou_record::{Dossier, ProblemCode, Row, Value, dictionary};
use antou_store::{Dossiers, StoreError, Tx, UnitNode, Vault};

use super::matching::{Decision, Reason};

/// Whether a draft is about a unit.
pub(crate) fn is_unit(draft: &Draft) -> bool {
    draft.person.set().code == "unit"
}

/// What a draft is compared with: of a person 基本情况 and the sets the draft has rows of, or a unit with the rows that
/// belong to it.
pub(crate) fn dossier(dossiers: &mut Dossiers<'_>, draft: &Draft, id: i64) -> Result<Dossier, StoreError> {
    if is_unit(draft) {
        dossiers.of_unit(id)
    } else {
        dossiers.with_sets(id, &sets_of(draft))
    }
}

/// The sets a draft has rows of, and those it takes to see whether a text of the form says the same.
fn sets_of(draft: &Draft) -> Vec<&str> {
    let mut sets: Vec<&str> = Vec::new();
    for child in &draft.children {
        let code = child.row.set().code.as_str();
        let beside = match code {
            "post" => Some("rank"),
            // whether somebody may be proposed at all
            code if crate::veto::concerns(code) => Some("review"),
            // whose relatives the readers may be
            code if crate::conflicts::concerns(code) => Some("family"),
            _ => None,
        };
        for set in std::iter::once(code).chain(beside) {
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
    }
    sets
}

/// The same within an operation.
pub(crate) fn dossier_within(tx: &mut Tx<'_>, draft: &Draft, id: i64) -> Result<Dossier, StoreError> {
    if is_unit(draft) {
        tx.unit_dossier(id)
    } else {
        tx.dossier_with(id, &sets_of(draft))
    }
}

/// A dossier without anything in it, of the kind the draft needs.
pub(crate) fn nothing_yet(draft: &Draft) -> Dossier {
    new_dossier(is_unit(draft))
}

/// A dossier of a person, or of a unit, without anything in it.
pub(crate) fn new_dossier(of_unit: bool) -> Dossier {
    let mut dossier = Dossier::new(0);
    if let Some(set) = dictionary().set("unit").filter(|_| of_unit) {
        dossier.person = Row::new(set);
    }
    dossier
}

/// What tells a unit apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct UnitName {
    name: String,
    parent: Option<String>,
}

impl UnitName {
    /// The unit a draft is about.
    pub(crate) fn of(draft: &Draft) -> Self {
        let parent = match draft.person.get("parent") {
            Some(Value::Reference(reference)) => Some(reference.label.clone()),
            _ => None,
        };
        Self {
            name: draft.person.shown("name"),
            parent,
        }
    }
}

/// Decides for every row about a unit. `rows` are their numbers in the session with the units they name.
pub(crate) fn decide(vault: &Vault, rows: &[(usize, UnitName)]) -> Result<Vec<Decision>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let units = vault.units()?;
    let mut first: HashMap<&UnitName, usize> = HashMap::new();
    let above = above(&units, rows);
    let mut decisions = Vec::with_capacity(rows.len());
    for (index, named) in rows {
        decisions.push(match first.get(named) {
            Some(earlier) => Decision::SameAs(*earlier),
            None if is_circle(named, &above) => Decision::Held(Reason {
                code: ProblemCode::ValueInvalid,
                message: format!("“{}”的上级机构绕回了它自己，请改正上级机构", named.name),
                candidates: Vec::new(),
            }),
            None => {
                first.insert(named, *index);
                known(vault, &units, named)?
            }
        });
    }
    Ok(decisions)
}

/// The unit in the vault that a row names, if there is exactly one.
fn known(vault: &Vault, units: &[UnitNode], named: &UnitName) -> Result<Decision, StoreError> {
    let ids = vault.units_named(&named.name)?;
    let found: Vec<&UnitNode> = units.iter().filter(|unit| ids.contains(&unit.id)).collect();
    let name_of = |id: i64| {
        units
            .iter()
            .find(|unit| unit.id == id)
            .map(|unit| unit.name.as_str())
    };
    let meant: Vec<i64> = match &named.parent {
        None => found.iter().map(|unit| unit.id).collect(),
        Some(parent) => {
            let below = |unit: &&&UnitNode| unit.parent.and_then(name_of) == Some(parent.as_str());
            let there: Vec<i64> = found.iter().filter(below).map(|unit| unit.id).collect();
            let loose = found.iter().filter(|unit| unit.parent.is_none());
            if there.is_empty() {
                loose.map(|unit| unit.id).collect()
            } else {
                there
            }
        }
    };
    Ok(match meant.as_slice() {
        [] => Decision::New,
        [only] => Decision::Person(*only),
        several => Decision::Held(Reason {
            code: ProblemCode::MatchAmbiguous,
            message: format!(
                "库中有 {} 个机构叫“{}”，请写明上级机构",
                several.len(),
                named.name
            ),
            candidates: Vec::new(),
        }),
    })
}

/// The name above each name, as the rows and then the vault have it.
fn above<'a>(units: &'a [UnitNode], rows: &'a [(usize, UnitName)]) -> HashMap<&'a str, &'a str> {
    let by_id: HashMap<i64, &UnitNode> = units.iter().map(|unit| (unit.id, unit)).collect();
    let kept = units
        .iter()
        .filter_map(|unit| Some((unit.name.as_str(), by_id.get(&unit.parent?)?.name.as_str())));
    let told = rows
        .iter()
        .filter_map(|(_, row)| Some((row.name.as_str(), row.parent.as_deref()?)));
    kept.chain(told).collect()
}

/// Whether a unit stands below itself, going up from what the row says.
fn is_circle(named: &UnitName, above: &HashMap<&str, &str>) -> bool {
    let mut up = named.parent.as_deref();
    for _ in 0..=above.len() {
        match up {
            None => return false,
            Some(name) if name == named.name => return true,
            Some(name) => up = above.get(name).copied(),
        }
    }
    true
}
