//! 材料编号 of 三龄两历一身份 names a material by 类号 and 序号. It goes on naming the same material when numbers change, in
//! the same operation; what would leave it naming another one, or none, is refused with the way out.

use std::collections::{BTreeMap, HashMap};

use antou_record::{Dossier, Item, Record, Row, Value, dictionary};
use antou_store::Vault;

use crate::entry::{Change, RowEdit};
use crate::failure::Failure;

/// 类号 and 序号 of a material, without what is only a way of writing.
type Number = Vec<String>;

/// 4-1-03 and 4—1—3 are the same.
pub(super) fn plain(number: &str) -> Number {
    number
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_start_matches('0').to_owned())
        .collect()
}

/// A material as it is named.
pub(super) fn written(material: &Row) -> String {
    let class = match material.get("class") {
        Some(Value::Code(code)) => code.as_str(),
        _ => "",
    };
    format!("{class}-{}", material.shown("seq"))
}

/// The sets that are read.
pub(super) const SETS: [&str; 2] = ["material", "certified"];

fn number_item() -> Option<&'static Item> {
    dictionary().set("certified")?.item("material_no")
}

/// New numbers of the facts, by row, when materials stand as `after` says, or go where it says nothing.
pub(super) fn followed(
    dossier: &Dossier,
    after: &HashMap<i64, Option<Row>>,
) -> Result<Vec<(i64, String)>, Failure> {
    let mut changes = Vec::new();
    for fact in dossier.rows("certified") {
        let number = plain(&fact.row.shown("material_no"));
        let named = |material: &&Record| !number.is_empty() && plain(&written(&material.row)) == number;
        let meant: Vec<&Record> = dossier.rows("material").iter().filter(named).collect();
        let touched = meant.iter().find_map(|material| after.get(&material.id));
        match (touched, meant.as_slice()) {
            (None, _) => {}
            (Some(None), _) => return Err(in_use(&fact.row)),
            (Some(Some(_)), [_, _, ..]) => return Err(unclear(&fact.row)),
            (Some(Some(moved)), _) => {
                let new = written(moved);
                if plain(&new) != number {
                    changes.push((fact.id, new));
                }
            }
        }
    }
    Ok(changes)
}

fn in_use(fact: &Row) -> Failure {
    Failure::new(
        "entry.pointed",
        format!(
            "“{}”的认定依据是这份材料（编号 {}），不能删除",
            fact.shown("fact"),
            fact.shown("material_no")
        ),
        "请先到“三龄两历一身份”改掉或者清空那一条的材料编号，再删除",
    )
}

fn unclear(fact: &Row) -> Failure {
    Failure::new(
        "entry.pointed",
        format!(
            "有几份材料的编号都是 {}，分不清哪一份是“{}”的认定依据",
            fact.shown("material_no"),
            fact.shown("fact")
        ),
        "请先到“三龄两历一身份”清空那一条的材料编号，目录排好以后再填",
    )
}

/// A change of 材料编号.
pub(super) fn put(number: String) -> Option<(usize, Option<Value>)> {
    Some((number_item()?.index, Some(Value::Text(number))))
}

/// What has to be changed along with edits of materials. Facts that are edited themselves are left to the clerk.
pub(crate) fn beside(vault: &Vault, edits: &[RowEdit]) -> Result<Vec<RowEdit>, Failure> {
    let set_of = |edit: &RowEdit| edit.set.code.as_str();
    let mut touched: BTreeMap<i64, HashMap<i64, Option<Row>>> = BTreeMap::new();
    for edit in edits.iter().filter(|edit| set_of(edit) == "material") {
        let Some(row) = edit.row else { continue };
        let Some(person) = vault.owner("material", row)? else {
            continue;
        };
        let after = match &edit.change {
            Change::Delete => None,
            Change::Put(changes) => {
                let mut after = vault.row("material", row)?;
                changes
                    .iter()
                    .for_each(|(index, value)| after.put_at(*index, value.clone()));
                Some(after)
            }
        };
        touched.entry(person).or_default().insert(row, after);
    }
    let mut more = Vec::new();
    let (Some(set), mut dossiers) = (dictionary().set("certified"), vault.dossiers()) else {
        return Ok(more);
    };
    for (person, after) in touched {
        let mut dossier = dossiers.with_sets(person, &SETS)?;
        let is_edited = |fact: &Record| {
            let mut own = edits.iter().filter(|edit| set_of(edit) == "certified");
            own.any(|edit| edit.row == Some(fact.id))
        };
        if let Some(facts) = dossier.sets.get_mut("certified") {
            facts.retain(|fact| !is_edited(fact));
        }
        let changes = followed(&dossier, &after)?.into_iter();
        more.extend(changes.filter_map(|(row, number)| {
            Some(RowEdit {
                set,
                person: Some(person),
                row: Some(row),
                change: Change::Put(vec![put(number)?]),
            })
        }));
    }
    Ok(more)
}
