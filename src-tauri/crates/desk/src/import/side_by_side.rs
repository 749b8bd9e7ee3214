//! A row beside everybody it may be about, field by field, so that the clerk can say who it is.

use antou_exchange::draft::correct;
use antou_record::{Dossier, Item, Value, dictionary, squeezed};
use antou_store::Vault;

use super::choices::Person;
use super::matching::Decision;
use super::overrule::number_taken;
use super::session::{PlannedRow, Session};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// How many candidates are shown.
const MOST_CANDIDATES: usize = 8;
/// Sets of which the row a list shows stands beside the person's own items.
const ALSO: [&str; 3] = ["post", "rank", "education"];

impl Desk {
    /// A row side by side with everybody it may be about.
    pub fn import_compare(
        &self,
        request: ImportRowId,
        _: &dyn Progress,
    ) -> Result<ImportComparison, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        self.with_vault(|vault| session.side_by_side(vault, request.row))
    }
}

impl Session {
    fn side_by_side(&self, vault: &Vault, number: u64) -> Result<ImportComparison, Failure> {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let row = self
            .rows
            .get(index)
            .ok_or_else(|| Failure::not_found("没有这一行"))?;
        let own = self.as_dossier(row).ok_or_else(|| {
            Failure::new("import.no_person", "这一行不是人员", "可以先更正姓名，再决定是谁")
        })?;
        let mut candidates = Vec::new();
        let mut dossiers = Vec::new();
        for person in self.candidates(vault, row, &own)? {
            let dossier = vault.dossier(person)?;
            candidates.push(ImportCandidate {
                who: Who::Person { person },
                title: format!("库中：{}", dossier.person.shown("name")),
            });
            dossiers.push(dossier);
        }
        for other in self.namesakes_above(index, &own.person.shown("name")) {
            let Some((dossier, row)) = self
                .rows
                .get(other)
                .and_then(|row| Some((self.as_dossier(row)?, row)))
            else {
                continue;
            };
            candidates.push(ImportCandidate {
                who: Who::Row { row: other as u64 },
                title: format!("表中：{}", self.place_of(row)),
            });
            dossiers.push(dossier);
        }
        Ok(ImportComparison {
            row: number,
            reason: row.reason.as_deref().unwrap_or_default().to_owned(),
            decided: self.decided(row),
            not_new: self.not_new(vault, &own)?,
            candidates,
            fields: fields(&own, &dossiers),
        })
    }

    /// What the row brings, as a dossier.
    fn as_dossier(&self, row: &PlannedRow) -> Option<Dossier> {
        row.decision.as_ref()?;
        let draft = self.draft(row)?;
        let mut dossier = Dossier::new(0);
        dossier.person = draft.person;
        for child in draft.children {
            let records = dossier.sets.entry(child.row.set().code.clone()).or_default();
            records.push(antou_record::Record {
                id: 0,
                row: child.row,
            });
        }
        Some(dossier)
    }

    /// People the matching named, people of the number, people of the name.
    fn candidates(&self, vault: &Vault, row: &PlannedRow, own: &Dossier) -> Result<Vec<i64>, Failure> {
        let mut found = match &row.decision {
            Some(Decision::Held(reason)) => reason.candidates.clone(),
            Some(Decision::Person(person)) => vec![*person],
            _ => Vec::new(),
        };
        if let Some(number) = own.person.get("id_number").and_then(Value::as_text) {
            found.extend(vault.find_by_id_number(number)?);
        }
        let name = own.person.shown("name");
        if !name.is_empty() {
            found.extend(vault.find_by_name(&name)?);
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|person| seen.insert(*person));
        found.truncate(MOST_CANDIDATES);
        Ok(found)
    }

    /// Rows further up that name somebody of the same name.
    fn namesakes_above(&self, index: usize, name: &str) -> Vec<usize> {
        let mut found = Vec::new();
        if name.is_empty() {
            return found;
        }
        for (sheet, open) in self.sheets.iter().enumerate() {
            let mut columns = open.layout.columns.iter();
            let Some(column) = columns.find(|column| {
                column
                    .target()
                    .is_some_and(|target| target.is_person() && target.item == "name")
            }) else {
                continue;
            };
            for row in open.sheet.rows() {
                let mut row = row;
                if let Some(amendments) = &open.amendments {
                    correct(&mut row, &amendments.cells);
                }
                let mut cells = row.cell(column.column).into_iter();
                if !cells.any(|cell| squeezed(&cell.shown()) == name) {
                    continue;
                }
                match self.row_holding(sheet, row.number) {
                    Some(other) if other >= index => return found,
                    Some(other) if found.last() != Some(&other) => found.push(other),
                    _ => {}
                }
                if found.len() == MOST_CANDIDATES {
                    return found;
                }
            }
        }
        found
    }

    /// Why nobody new can be made of the row.
    fn not_new(&self, vault: &Vault, own: &Dossier) -> Result<Option<String>, Failure> {
        let Some(number) = own.person.get("id_number").and_then(Value::as_text) else {
            return Ok(None);
        };
        let Some(person) = vault.find_by_id_number(number)?.first().copied() else {
            return Ok(None);
        };
        let name = vault.dossier(person)?.person.shown("name");
        Ok(Some(number_taken(&name)))
    }

    /// What the clerk decided about whom a row is about.
    pub(crate) fn decided(&self, row: &PlannedRow) -> Option<Who> {
        Some(match self.choices.people.get(&(row.sheet, row.row))? {
            Person::New => Who::New,
            Person::Known(person) => Who::Person { person: *person },
            Person::Row((sheet, number)) => Who::Row {
                row: self.row_holding(*sheet, *number)? as u64,
            },
            Person::Held => Who::Held,
        })
    }
}

/// Every item that the row or a candidate has, in the order of the dictionary.
fn fields(own: &Dossier, candidates: &[Dossier]) -> Vec<ComparedField> {
    let sets = std::iter::once("person").chain(ALSO);
    let items = sets
        .filter_map(|code| dictionary().set(code))
        .flat_map(|set| &set.items);
    items
        .filter(|item| item.kind != antou_record::Kind::Blob)
        .filter_map(|item| {
            let row = shown(own, item);
            let candidates: Vec<String> = candidates
                .iter()
                .map(|other| shown(other, item))
                .map(|text| masked(item, text))
                .collect();
            let filled: Vec<&String> = std::iter::once(&row)
                .chain(&candidates)
                .filter(|text| !text.is_empty())
                .collect();
            let differs = filled.windows(2).any(|pair| pair.first() != pair.last());
            let label = super::spelling::label(item);
            (!filled.is_empty()).then(|| ComparedField {
                label,
                row: row.clone(),
                candidates: candidates.clone(),
                differs,
            })
        })
        .collect()
}

fn masked(item: &Item, text: String) -> String {
    if item.is_protected() && !text.is_empty() {
        antou_record::MASK.to_owned()
    } else {
        text
    }
}

fn shown(dossier: &Dossier, item: &Item) -> String {
    if item.set == "person" {
        return dossier.person.shown(&item.code);
    }
    let mut rows = dossier.rows(&item.set).iter();
    rows.find_map(|record| Some(record.row.shown(&item.code)).filter(|text| !text.is_empty()))
        .unwrap_or_default()
}
