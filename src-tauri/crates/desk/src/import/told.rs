//! What a dossier says already in the words of the 任免审批表. A form that says the same brings nothing new, although its one
//! text stands for several rows.

use antou_record::facts::{Education, Post, Qualification, Rank, Relative};
use antou_record::{Dossier, Row, Value, wording};

/// Whether the dossier says a row of a file already.
pub(super) fn says(dossier: &Dossier, row: &Row) -> bool {
    match row.set().code.as_str() {
        "post" => {
            only(row, &["title"]) && {
                let (posts, ranks) = (dossier.facts::<Post>(), dossier.facts::<Rank>());
                row.shown("title") == wording::posts_now(&posts, &ranks)
            }
        }
        "qualification" => {
            only(row, &["name", "kind"])
                && row.shown("name") == wording::professional_title(&dossier.facts::<Qualification>())
        }
        "education" => {
            only(row, &["mode", "level", "degree", "school"]) && schooling(&dossier.facts::<Education>(), row)
        }
        "family" => kin(&dossier.facts::<Relative>(), row),
        _ => false,
    }
}

/// A relative whose 工作单位及职务 says on the form that he or she is no longer alive.
fn kin(rows: &[Relative], row: &Row) -> bool {
    let born = row.get("birth").and_then(Value::as_date);
    let (relation, name, work) = (row.shown("relation"), row.shown("name"), row.shown("work"));
    let status = row.shown("political_status");
    only(row, &["relation", "name", "birth", "political_status", "work"])
        && rows.iter().any(|kept| {
            kept.relation.label == relation
                && kept.name == name
                && wording::kin_work(kept) == work
                && (status.is_empty() || kept.political_status.label == status)
                && born.is_none_or(|born| {
                    kept.birth
                        .is_some_and(|birth| birth.agrees_with(born) && birth.precision() >= born.precision())
                })
        })
}

fn only(row: &Row, codes: &[&str]) -> bool {
    row.filled().all(|(item, _)| codes.contains(&item.code.as_str()))
}

/// 学历 and 学位 of one school may be two rows of the dossier: each must be there, at a school that is worded so.
fn schooling(rows: &[Education], row: &Row) -> bool {
    let (mode, level, degree, school) = (
        row.shown("mode"),
        row.shown("level"),
        row.shown("degree"),
        row.shown("school"),
    );
    let there = |label: &str, of: fn(&Education) -> &str| {
        label.is_empty()
            || rows.iter().any(|row| {
                of(row) == label
                    && row.mode.label == mode
                    && (school.is_empty() || wording::school(row) == school)
            })
    };
    !(level.is_empty() && degree.is_empty())
        && there(&level, |row| &row.level.label)
        && there(&degree, |row| &row.degree.label)
}
