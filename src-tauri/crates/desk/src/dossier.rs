//! One person: the whole dossier, and who is meant by a name.

use std::collections::BTreeMap;

use antou_record::facts::{Fact, Relative};
use antou_record::{Dossier, Item, MASK, Owner, Record, Row, Set, Value, dictionary, wording};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

impl Desk {
    /// A dossier as the window shows it.
    pub fn dossier(&self, request: PersonId, _: &dyn Progress) -> Result<DossierView, Failure> {
        let as_of = self.as_of()?;
        let revealed = self.revealed();
        let now = self.environment.clock.now();
        let dossier = self.with_vault(|vault| Ok(vault.dossier(request.person)?))?;
        let id = Some(dossier.id);
        let shows = |item: &Item| revealed.shows(id, item);
        let age = dossier
            .person
            .get("birth")
            .and_then(Value::as_date)
            .and_then(|birth| birth.age_at(as_of));
        let findings = crate::findings::of(&dossier, as_of);
        let person = Section {
            set: "person".to_owned(),
            rows: vec![row_view(dossier.id, &dossier.person, &shows)],
            problems: count(&findings, "person"),
            attested: false,
            revealed: None,
            expected: true,
            missing: missing_items(std::iter::once(&dossier.person)),
        };
        let sets = dictionary()
            .sets()
            .iter()
            .filter(|set| set.owner == Owner::Person && set.code != "attested");
        let sections = sets.map(|set| Section {
            set: set.code.clone(),
            rows: ordered(&dossier, set)
                .into_iter()
                .map(|record| row_view(record.id, &record.row, &shows))
                .collect(),
            problems: count(&findings, &set.code),
            attested: is_attested(&dossier, &set.code),
            revealed: revealed.seconds(dossier.id, &set.code, now),
            expected: set.expected,
            missing: missing_items(dossier.rows(&set.code).iter().map(|record| &record.row)),
        });
        let sections: Vec<Section> = std::iter::once(person).chain(sections).collect();
        let is_missing =
            |section: &&Section| section.expected && section.rows.is_empty() && !section.attested;
        Ok(DossierView {
            sections_missing: many(sections.iter().filter(is_missing).count()),
            items_missing: sections.iter().map(|section| section.missing).sum(),
            id: dossier.id,
            name: dossier.person.shown("name"),
            photo: dossier.photo.as_deref().map(data_url),
            headline: headline(&dossier, age.map(u32::from)),
            sections,
            findings,
        })
    }

    /// A dossier with its values. What is protected and not revealed is masked.
    pub fn whole_dossier(&self, person: i64) -> Result<Dossier, Failure> {
        let mut dossier = self.with_vault(|vault| Ok(vault.dossier(person)?))?;
        self.revealed().mask(&mut dossier);
        Ok(dossier)
    }

    /// The one person meant by an identity number, a name or an internal id; several are refused with the candidates.
    pub fn find_person(&self, text: &str) -> Result<i64, Failure> {
        let text = text.trim();
        let candidates = self.with_vault(|vault| {
            let mut found = vault.find_by_id_number(&text.to_ascii_uppercase())?;
            if found.is_empty() {
                found = vault.find_by_name(text)?;
            }
            if found.is_empty()
                && let Ok(id) = text.parse()
                && vault.row("person", id).is_ok()
            {
                found.push(id);
            }
            let named = found
                .into_iter()
                .map(|id| vault.row("person", id).map(|row| (id, row)));
            Ok(named.collect::<Result<Vec<(i64, Row)>, _>>()?)
        })?;
        match candidates.as_slice() {
            [] => Err(Failure::new(
                "person.none",
                format!("没有找到“{text}”"),
                "请写完整的姓名或身份证号",
            )),
            [(id, _)] => Ok(*id),
            several => {
                let list: Vec<String> = several
                    .iter()
                    .map(|(id, row)| {
                        format!(
                            "{}（{}，{}，编号 {id}）",
                            row.shown("name"),
                            row.shown("birth"),
                            row.shown("id_number")
                        )
                    })
                    .collect();
                Err(Failure::new(
                    "person.ambiguous",
                    format!("有 {} 位“{text}”：{}", several.len(), list.join("；")),
                    "请改用身份证号或编号",
                ))
            }
        }
    }
}

/// A row as the window shows it, with those items hidden that may not be seen.
pub(crate) fn row_view(id: i64, row: &Row, shows: &dyn Fn(&Item) -> bool) -> RowView {
    let cell = |item: &Item, value: &Value| {
        if shows(item) {
            CellView {
                text: item.shown(value),
                raw: raw(item, value),
                hidden: false,
            }
        } else {
            CellView {
                text: MASK.to_owned(),
                raw: String::new(),
                hidden: true,
            }
        }
    };
    let cells: BTreeMap<String, CellView> = row
        .filled()
        .map(|(item, value)| (item.code.clone(), cell(item, value)))
        .collect();
    RowView { id, cells }
}

/// The value as it is kept, as text.
pub(crate) fn raw(item: &Item, value: &Value) -> String {
    match value {
        Value::Code(code) => code.clone(),
        Value::Codes(codes) => codes.join(","),
        Value::Date(date) => date.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Reference(reference) => reference.id.map(|id| id.to_string()).unwrap_or_default(),
        _ => item.shown(value),
    }
}

/// The rows of a section; relatives in the customary order, as on the form.
fn ordered<'d>(dossier: &'d Dossier, set: &Set) -> Vec<&'d Record> {
    let mut rows: Vec<&Record> = dossier.rows(&set.code).iter().collect();
    if set.code == Relative::SET {
        rows.sort_by_key(|record| wording::kin_order(&Relative::from_row(&record.row)));
    }
    rows
}

/// Required items that are blank.
fn missing_items<'r>(rows: impl Iterator<Item = &'r Row>) -> u32 {
    let missing = rows.map(|row| {
        let items = row.set().items.iter();
        items
            .filter(|item| item.required && row.at(item.index).is_none())
            .count()
    });
    many(missing.sum())
}

fn many(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn count(findings: &[Finding], set: &str) -> u32 {
    let of_set = findings
        .iter()
        .filter(|finding| finding.item.split('.').next() == Some(set));
    many(of_set.count())
}

fn is_attested(dossier: &Dossier, set: &str) -> bool {
    dossier
        .rows("attested")
        .iter()
        .any(|record| matches!(record.row.get("set"), Some(Value::Code(code)) if code == set))
}

fn headline(dossier: &Dossier, age: Option<u32>) -> Headline {
    let person = &dossier.person;
    let current = |set: &str| {
        dossier
            .rows(set)
            .iter()
            .map(|Record { row, .. }| row)
            .find(|row| row.get("ended").is_none())
    };
    let post = current("post");
    let shown = |row: Option<&Row>, code: &str| row.map(|row| row.shown(code)).unwrap_or_default();
    let tags = [
        shown(post, "level"),
        shown(current("rank"), "rank"),
        person.shown("political_status"),
        person.shown("staff_kind"),
    ];
    Headline {
        sex: person.shown("sex"),
        birth: person.shown("birth"),
        age,
        ethnicity: person.shown("ethnicity"),
        native_place: person.shown("native_place"),
        post: format!("{}{}", shown(post, "unit"), shown(post, "title")),
        tags: tags.into_iter().filter(|tag| !tag.is_empty()).collect(),
    }
}

/// A picture the window can show without reading a file.
pub(crate) fn data_url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    let kind = if bytes.starts_with(b"\x89PNG") {
        "png"
    } else {
        "jpeg"
    };
    format!(
        "data:image/{kind};base64,{}",
        base64::engine::general_purpose::STANDARD.encode(bytes)
    )
}
