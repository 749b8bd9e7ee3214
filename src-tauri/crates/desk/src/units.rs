//! The unit tree.

use std::collections::{HashMap, HashSet};

use antou_record::{Reference, Row, Value, dictionary, name};
use antou_store::{Op, OpKind, StoreError, UnitNode};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

impl Desk {
    /// The unit tree with counts.
    pub fn units(&self, _: Nothing, _: &dyn Progress) -> Result<Vec<UnitView>, Failure> {
        let units = self.with_vault(|vault| Ok(vault.units()?))?;
        Ok(units
            .into_iter()
            .map(|unit| UnitView {
                id: unit.id,
                parent: unit.parent,
                initials: name::initials(&unit.name),
                name: unit.name,
                people: unit.people.unsigned_abs(),
                people_below: unit.people_below.unsigned_abs(),
            })
            .collect())
    }

    /// Adds a unit or changes its name and place.
    pub fn save_unit(&self, request: SaveUnit, progress: &dyn Progress) -> Result<UnitView, Failure> {
        let name = request.name.trim().to_owned();
        if name.is_empty() {
            return Err(Failure::new("unit.name", "机构名称不能为空", "请填写名称"));
        }
        self.refuse_circle(&request, progress)?;
        let set = dictionary()
            .set("unit")
            .ok_or_else(|| Failure::not_found("没有机构这个信息集"))?;
        let parent = request.parent.map(|id| {
            Value::Reference(Reference {
                id: Some(id),
                label: String::new(),
            })
        });
        let id = self.with_vault(|vault| {
            let label = if request.id.is_some() {
                format!("修改机构 {name}")
            } else {
                format!("新增机构 {name}")
            };
            let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                let Some(id) = request.id else {
                    let mut row = Row::new(set);
                    row.put("name", Value::Text(name.clone()));
                    row.put("parent", parent.clone());
                    return tx.insert(None, &row);
                };
                let index = |code: &str| set.item(code).map(|item| item.index);
                let changes: Vec<_> = [
                    (index("name"), Some(Value::Text(name.clone()))),
                    (index("parent"), parent.clone()),
                ]
                .into_iter()
                .filter_map(|(index, value)| Some((index?, value)))
                .collect();
                tx.update("unit", id, &changes)?;
                Ok::<_, StoreError>(id)
            })?;
            Ok(output.value)
        })?;
        let units = self.units(Nothing {}, progress)?;
        units
            .into_iter()
            .find(|unit| unit.id == id)
            .ok_or_else(|| Failure::not_found("机构已不存在"))
    }

    /// A unit cannot stand below itself.
    fn refuse_circle(&self, request: &SaveUnit, progress: &dyn Progress) -> Result<(), Failure> {
        let (Some(id), Some(mut above)) = (request.id, request.parent) else {
            return Ok(());
        };
        let units = self.units(Nothing {}, progress)?;
        for _ in 0..=units.len() {
            if above == id {
                return Err(Failure::new(
                    "unit.circle",
                    "不能把机构移到自己或自己的下级下面",
                    "请选择别的上级机构",
                ));
            }
            match units
                .iter()
                .find(|unit| unit.id == above)
                .and_then(|unit| unit.parent)
            {
                Some(next) => above = next,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// Removes a unit without people and subunits.
    pub fn delete_unit(&self, request: UnitId, _: &dyn Progress) -> Result<Done, Failure> {
        self.with_vault(|vault| {
            let name = vault.row("unit", request.id)?.shown("name");
            vault.transact(Op::new(OpKind::Edit, format!("删除机构 {name}")), |tx| {
                tx.delete("unit", request.id)
            })?;
            Ok(Done {})
        })
    }
}

/// A unit with all below it.
pub(crate) fn below(units: &[UnitNode], unit: i64) -> HashSet<i64> {
    let mut found = HashSet::from([unit]);
    let mut begun = vec![unit];
    while let Some(above) = begun.pop() {
        for node in units.iter().filter(|node| node.parent == Some(above)) {
            // a ring of units cannot be made, but must not hang us either
            if found.insert(node.id) {
                begun.push(node.id);
            }
        }
    }
    found
}

/// For every unit below `above` (none: the top), which of the units directly below `above` it belongs to.
pub(crate) fn branches(units: &[UnitNode], above: Option<i64>) -> HashMap<i64, i64> {
    let mut children: HashMap<Option<i64>, Vec<i64>> = HashMap::new();
    for node in units {
        children.entry(node.parent).or_default().push(node.id);
    }
    let mut branches = HashMap::with_capacity(units.len());
    for branch in children.get(&above).into_iter().flatten() {
        let mut begun = vec![*branch];
        while let Some(unit) = begun.pop() {
            if branches.insert(unit, *branch).is_none() {
                begun.extend(children.get(&Some(unit)).into_iter().flatten());
            }
        }
    }
    branches
}
