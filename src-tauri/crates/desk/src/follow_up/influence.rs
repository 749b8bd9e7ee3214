//! Who is inside an influence period (影响期), until when and what it blocks; and who is to be looked at again after it.
//! Computed from 奖惩 by the rules of the pack “influence”, never stored.

use antou_policy::influence::{Block, Influence, of_measure};
use antou_record::facts::Award;
use antou_record::{Dossier, PartialDate, Record, Value};

use super::registers::{Register, register_of};
use super::reminder::{Nature, Reminder};

/// Code of 诫勉谈话 in the table 谈话类别.
const ADMONITION_TALK: &str = "5";

/// Every period somebody is in.
pub(crate) fn of(dossier: &Dossier, as_of: PartialDate) -> Vec<Reminder> {
    let (Some(register), Some(talks)) = (register_of("influence"), register_of("talk")) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for record in dossier.rows("award") {
        let award: Award = antou_record::facts::Fact::from_row(&record.row);
        let Some(decided) = award.decided else { continue };
        for period in of_measure(&award.name, decided) {
            found.extend(running(&period, &award, record, register, as_of));
            found.extend(again(&period, &award, record, talks, dossier));
        }
    }
    found
}

fn running(
    period: &Influence,
    award: &Award,
    record: &Record,
    register: &'static Register,
    as_of: PartialDate,
) -> Option<Reminder> {
    let is_over = period.until.is_some_and(|until| as_of.compare(until).is_gt());
    let is_lifted = award.lifted.is_some_and(|lifted| as_of.compare(lifted).is_ge());
    let has_begun = award
        .decided
        .is_some_and(|decided| decided.compare(as_of).is_le());
    (!is_over && !is_lifted && has_begun).then(|| Reminder {
        register,
        rule: period.rule,
        nature: Nature::Running,
        row: Some(record.id),
        date: period.until,
        what: format!(
            "{} {}，{}，不得{}",
            award.decided.map(PartialDate::dotted).unwrap_or_default(),
            award.name,
            period.until.map_or("没有期限".to_owned(), |until| format!(
                "影响期至 {}",
                until.dotted()
            )),
            blocked(&period.blocks)
        ),
    })
}

/// What is blocked, in one line.
fn blocked(blocks: &[Block]) -> String {
    let labels: Vec<&str> = blocks.iter().map(|block| block.label()).collect();
    labels.join("、")
}

/// 诫勉 entered among 奖惩 alone is to be looked at again too; a talk entered with it says so itself.
fn again(
    period: &Influence,
    award: &Award,
    record: &Record,
    register: &'static Register,
    dossier: &Dossier,
) -> Option<Reminder> {
    let date = period.follow_up?;
    let is_talked = dossier.rows("talk").iter().any(|talk| {
        let is_admonition =
            matches!(talk.row.get("kind"), Some(Value::Code(code)) if code == ADMONITION_TALK);
        let held = talk.row.get("date").and_then(Value::as_date);
        let near = held.zip(award.decided).is_some_and(|(held, decided)| {
            let lies_between = held.compare(decided).is_ge() && held.compare(date).is_le();
            lies_between || held.agrees_with(decided)
        });
        is_admonition && near
    });
    (!is_talked).then(|| Reminder {
        register,
        rule: period.rule,
        nature: Nature::Term,
        row: Some(record.id),
        date: Some(date),
        what: format!(
            "{} {}，没有登记诫勉谈话和回访",
            award.decided.map(PartialDate::dotted).unwrap_or_default(),
            award.name
        ),
    })
}
