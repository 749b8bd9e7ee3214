//! What the clerk decides about a waiting import. Decisions name cells and rows of the files, never places in a plan, so
//! that they stay what they are when everything is compared again.

use std::collections::BTreeMap;

use antou_exchange::draft::{Origin, Spellings};
use antou_record::Item;
use serde_json::{Value as Json, json};

use crate::messages::{BlankPolicy, ImportField};

/// A row of the files: the sheet in the session and the row in the workbook.
pub(crate) type Place = (usize, u32);

/// Who a row is about, by the clerk's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    /// Somebody new.
    New,
    /// Somebody in the vault.
    Known(i64),
    /// The person of an earlier row.
    Row(Place),
    /// Left held.
    Held,
}

/// What becomes of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The file's value is taken.
    Take,
    /// The vault's value is kept.
    Keep,
    /// Kept until the clerk says otherwise.
    Ask,
}

impl Choice {
    fn by(take: bool) -> Self {
        if take { Self::Take } else { Self::Keep }
    }

    /// The word in messages.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Keep => "keep",
            Self::Ask => "ask",
        }
    }
}

/// What the clerk decided about a waiting import.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choices {
    /// Who rows are about.
    pub(crate) people: BTreeMap<Place, Person>,
    /// Fields taken or kept.
    pub(crate) fields: BTreeMap<ImportField, bool>,
    /// The same for all rows: by item (or set, of whole new rows) and whether blank cells are meant.
    pub(crate) alike: BTreeMap<(String, bool), bool>,
    /// What blank cells do.
    pub(crate) blank: BlankPolicy,
    /// What unknown spellings mean; the profile remembers these.
    pub(crate) spellings: Spellings,
    /// Near-equal values written as one, in this import.
    pub(crate) merges: Spellings,
    /// What is read in the place of cells, by sheet.
    pub(crate) cells: BTreeMap<usize, BTreeMap<(u32, u32), String>>,
}

impl Choices {
    /// The decisions as they concern one sheet.
    pub(crate) fn ruling(&self, sheet: usize) -> Ruling<'_> {
        Ruling { choices: self, sheet }
    }

    /// How many decisions about single rows, fields and cells there are.
    pub(crate) fn count(&self) -> u64 {
        let cells: usize = self.cells.values().map(BTreeMap::len).sum();
        (self.people.len() + self.fields.len() + cells) as u64
    }

    /// Whether blank cells may clear something.
    pub(crate) fn notes_blanks(&self) -> bool {
        self.blank != BlankPolicy::Keep || self.alike.iter().any(|((_, clears), take)| *clears && *take)
    }

    /// Everything that is read in the place of something else.
    pub(crate) fn all_spellings(&self) -> Spellings {
        let mut all = self.merges.clone();
        for (item, texts) in &self.spellings {
            let known = all.entry(item.clone()).or_default();
            known.extend(texts.iter().map(|(from, to)| (from.clone(), to.clone())));
        }
        all
    }

    /// The decisions as the journal keeps them beside the import.
    pub(crate) fn to_json(&self, address: &dyn Fn(usize, u32, Option<u32>) -> String) -> Json {
        let people: Vec<Json> = self
            .people
            .iter()
            .map(|((sheet, row), person)| {
                let who = match person {
                    Person::New => json!("new"),
                    Person::Known(person) => json!({ "person": person }),
                    Person::Row((sheet, row)) => json!({ "row": address(*sheet, *row, None) }),
                    Person::Held => json!("held"),
                };
                json!({ "row": address(*sheet, *row, None), "who": who })
            })
            .collect();
        let fields: Vec<Json> = self
            .fields
            .iter()
            .map(|(field, take)| {
                let cell = address(field.sheet as usize, field.row, Some(field.column));
                json!({ "cell": cell, "item": field.item, "take": take })
            })
            .collect();
        let alike: Vec<Json> = self
            .alike
            .iter()
            .map(|((item, blanks), take)| json!({ "item": item, "blanks": blanks, "take": take }))
            .collect();
        let cells: Vec<Json> = self
            .cells
            .iter()
            .flat_map(|(sheet, cells)| {
                cells.iter().map(
                    |((row, column), text)| json!({ "cell": address(*sheet, *row, Some(*column)), "read": text }),
                )
            })
            .collect();
        json!({
            "blank": self.blank, "people": people, "fields": fields, "alike": alike,
            "spellings": self.spellings, "merged": self.merges, "cells": cells,
        })
    }
}

/// The decisions as they concern one sheet.
#[derive(Clone, Copy)]
pub(crate) struct Ruling<'a> {
    choices: &'a Choices,
    sheet: usize,
}

impl Ruling<'_> {
    /// What becomes of a field whose value was read (or is blank) at `origin`.
    pub(crate) fn field(&self, item: &Item, origin: Option<Origin>, clears: bool) -> Choice {
        self.of(&item.full_path(), origin, clears)
    }

    /// What becomes of a new row of a set, the first value of which was read at `origin`.
    pub(crate) fn new_row(&self, set: &str, origin: Option<Origin>) -> Choice {
        self.of(set, origin, false)
    }

    fn of(&self, item: &str, origin: Option<Origin>, clears: bool) -> Choice {
        let choices = self.choices;
        if !choices.fields.is_empty()
            && let Some(field) = origin.map(|origin| self.name(item, origin))
            && let Some(take) = choices.fields.get(&field)
        {
            return Choice::by(*take);
        }
        if !choices.alike.is_empty()
            && let Some(take) = choices.alike.get(&(item.to_owned(), clears))
        {
            return Choice::by(*take);
        }
        match (clears, choices.blank) {
            (false, _) | (true, BlankPolicy::Clear) => Choice::Take,
            (true, BlankPolicy::Keep) => Choice::Keep,
            (true, BlankPolicy::Ask) => Choice::Ask,
        }
    }

    /// Whether a blank cell that changes nothing need not be mentioned: blank cells keep, and nobody asked about this one.
    pub(crate) fn is_silent(&self, field: &ImportField) -> bool {
        self.choices.blank == BlankPolicy::Keep && !self.choices.fields.contains_key(field)
    }

    /// The name a decision about this field has.
    pub(crate) fn name(&self, item: &str, origin: Origin) -> ImportField {
        ImportField {
            sheet: u32::try_from(self.sheet).unwrap_or(u32::MAX),
            row: origin.row,
            column: origin.column,
            item: item.to_owned(),
        }
    }
}
