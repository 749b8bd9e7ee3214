//! What a sheet brings a second time is recognised to the letter, and nothing else is.

use antou_record::{Dossier, Reference, Row, Value};
use antou_store::Vault;

use crate::common::row;
use crate::finding::office;

fn everybody(vault: &Vault) -> Vec<Dossier> {
    let known = vault.identities().unwrap().into_iter();
    known.map(|known| vault.dossier(known.person).unwrap()).collect()
}

fn rows(dossier: &Dossier) -> Vec<&Row> {
    dossier
        .sets
        .values()
        .flatten()
        .map(|record| &record.row)
        .collect()
}

/// Another value of the same kind.
fn another(value: &Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(format!("{text}甲")),
        Value::Int(number) => Value::Int(number + 50),
        Value::Dec(number) => Value::Dec(number + 0.5),
        Value::Bool(yes) => Value::Bool(!yes),
        Value::Date(date) => Value::Date(antou_record::PartialDate::year_only(date.year() - 1).unwrap()),
        Value::Code(code) => Value::Code(format!("{code}9")),
        Value::Codes(codes) => Value::Codes([codes.as_slice(), &["9".to_owned()]].concat()),
        Value::Reference(reference) => Value::Reference(Reference {
            id: reference.id.map(|id| id + 1000),
            label: format!("{}甲", reference.label),
        }),
    }
}

#[test]
fn every_row_of_a_dossier_is_said_by_it_whole_or_in_part() {
    let desk = office();
    let mut dossiers = desk.vault.dossiers();
    for dossier in everybody(&desk.vault) {
        let all = rows(&dossier);
        assert!(dossiers.say(dossier.id, &dossier.person, &all).unwrap());
        for part in std::iter::once(&dossier.person).chain(all) {
            for (item, value) in part.filled() {
                let mut only = Row::new(part.set());
                only.put_at(item.index, Some(value.clone()));
                let nobody = row("person", &[]);
                let said = if part.set().code == "person" {
                    dossiers.say(dossier.id, &only, &[]).unwrap()
                } else {
                    dossiers.say(dossier.id, &nobody, &[&only]).unwrap()
                };
                assert!(said, "{}", item.full_path());
            }
        }
    }
}

#[test]
fn one_value_that_differs_is_not_said() {
    let desk = office();
    let mut dossiers = desk.vault.dossiers();
    for dossier in everybody(&desk.vault) {
        let all = rows(&dossier);
        for (item, value) in dossier.person.filled() {
            let mut other = dossier.person.clone();
            other.put_at(item.index, Some(another(value)));
            assert!(
                !dossiers.say(dossier.id, &other, &all).unwrap(),
                "{}",
                item.full_path()
            );
        }
        for changed in &all {
            for (item, value) in changed.filled() {
                let mut other = (*changed).clone();
                other.put_at(item.index, Some(another(value)));
                let others = all.iter().map(|row| {
                    if std::ptr::eq(*row, *changed) {
                        &other
                    } else {
                        *row
                    }
                });
                let others: Vec<&Row> = others.collect();
                let said = dossiers.say(dossier.id, &dossier.person, &others).unwrap();
                assert!(!said, "{}", item.full_path());
            }
        }
    }
}

#[test]
fn a_unit_is_known_by_its_name_and_a_coarser_date_is_looked_at_closer() {
    let desk = office();
    let mut dossiers = desk.vault.dossiers();
    let person = desk.vault.find_by_name("李张三").unwrap()[0];
    let nobody = row("person", &[]);
    let mut post = row("post", &[("title", "股长")]);
    let mut says = |unit: &str| {
        post.put(
            "unit",
            Value::Reference(Reference {
                id: None,
                label: unit.to_owned(),
            }),
        );
        dossiers.say(person, &nobody, &[&post]).unwrap()
    };
    assert!(says("预算股"));
    assert!(!says("县财政局"));
    let coarser = row("person", &[("birth", "1980.01")]);
    assert!(!dossiers.say(person, &coarser, &[]).unwrap());
    let nobodys = row("unit", &[("name", "预算股")]);
    assert!(
        !dossiers.say(person, &nobody, &[&nobodys]).unwrap(),
        "units belong to nobody"
    );
}
