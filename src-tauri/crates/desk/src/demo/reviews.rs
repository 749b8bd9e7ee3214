//! A round of 政治审查 of the invented bureau with agencies asked, one who has failed, and people on their way into the party.

use antou_record::{Dossier, PartialDate, Reference, Row, Value};
use antou_store::{StoreError, Tx};

use super::{fill, row};

/// Every so many people one is reviewed.
const STEP: usize = 17;

/// People reviewed.
const REVIEWED: usize = 16;

/// Whom of them the agencies speak against.
const FAILED: usize = 5;

const AGENCIES: [&str; 4] = ["纪检监察机关", "公安机关", "信访部门", "税务部门"];

/// Steps done by those on their way, as (step, months before the end of the year before).
const WAYS: &[&[(&str, i32)]] = &[
    &[("递交入党申请书", 3)],
    &[
        ("递交入党申请书", 20),
        ("党组织派人谈话", 19),
        ("推荐和确定入党积极分子", 14),
        ("上级党委备案（积极分子）", 14),
        ("指定培养联系人", 13),
        ("培养教育考察", 8),
    ],
    &[
        ("递交入党申请书", 30),
        ("党组织派人谈话", 29),
        ("推荐和确定入党积极分子", 24),
        ("上级党委备案（积极分子）", 24),
        ("指定培养联系人", 23),
        ("培养教育考察", 12),
        ("确定发展对象", 4),
    ],
    &[
        ("递交入党申请书", 40),
        ("党组织派人谈话", 39),
        ("推荐和确定入党积极分子", 34),
        ("上级党委备案（积极分子）", 33),
        ("指定培养联系人", 33),
        ("培养教育考察", 27),
        ("确定发展对象", 20),
        ("上级党委备案（发展对象）", 20),
        ("确定入党介绍人", 19),
        ("进行政治审查", 18),
        ("开展集中培训", 17),
        ("支部委员会审查", 16),
        ("上级党委预审", 15),
        ("填写入党志愿书", 15),
        ("支部大会讨论", 14),
        ("上级党委派人谈话", 13),
        ("上级党委审批", 12),
    ],
];

/// Enters them for the people of the bureau, in the order they were added.
pub(crate) fn reviews(tx: &mut Tx<'_>, people: &[i64], year: u16) -> Result<(), StoreError> {
    let december = i32::from(year) * 12 - 1;
    let chosen = people.iter().step_by(STEP).take(REVIEWED).enumerate();
    for (place, person) in chosen {
        let dossier = tx.dossier_with(*person, &["family"])?;
        review(tx, &dossier, place, december)?;
    }
    let mut ways = WAYS.iter().cycle().take(8);
    for person in people {
        let dossier = tx.dossier_with(*person, &[])?;
        let is_young = dossier
            .person
            .get("birth")
            .and_then(Value::as_date)
            .is_some_and(|birth| i32::from(birth.year()) > december / 12 - 36);
        if !is_young || dossier.person.shown("political_status") == "中共党员" {
            continue;
        }
        let Some(way) = ways.next() else { break };
        for (step, back) in *way {
            let Some(mut row) = row("party_step") else { break };
            fill(&mut row, "step", step);
            fill(&mut row, "organ", "机关第一党支部");
            row.put("date", day(december - back, 10).map(Value::Date));
            tx.insert(Some(*person), &row)?;
        }
    }
    Ok(())
}

fn day(month: i32, day: u8) -> Option<PartialDate> {
    let month = PartialDate::from_month_index(month)?;
    PartialDate::day(month.year(), month.month()?, day)
}

fn review(tx: &mut Tx<'_>, dossier: &Dossier, place: usize, december: i32) -> Result<(), StoreError> {
    let Some(mut review) = row("review") else {
        return Ok(());
    };
    let date = |on: u8| day(december, on).map(Value::Date);
    for (item, text) in [
        ("kind", "任前"),
        ("purpose", "年末集中提任"),
        ("subjects", "本人、直系亲属"),
        ("methods", "谈话、查档、联审"),
        ("organ", "组织人事科"),
    ] {
        fill(&mut review, item, text);
    }
    review.put("started", date(1));
    if place == FAILED {
        for (item, text) in [
            ("political", "合格"),
            ("integrity", "不合格"),
            ("conclusion", "不合格"),
        ] {
            fill(&mut review, item, text);
        }
        review.put("concluded", date(28));
    } else if place % 4 == 1 {
        for item in ["political", "ability", "conduct", "integrity", "conclusion"] {
            fill(&mut review, item, "合格");
        }
        review.put("concluded", date(27));
    }
    let review = tx.insert(Some(dossier.id), &review)?;
    let belongs = Value::Reference(Reference {
        id: Some(review),
        label: String::new(),
    });
    for subject in subjects(dossier, place) {
        let mut subject = subject;
        subject.put("review", belongs.clone());
        tx.insert(Some(dossier.id), &subject)?;
    }
    for (at, agency) in AGENCIES.iter().enumerate() {
        let Some(mut reply) = row("agency_reply") else {
            break;
        };
        reply.put("review", belongs.clone());
        reply.put("agency", Value::Text((*agency).to_owned()));
        reply.put("asked", date(3));
        if place == FAILED && at == 0 {
            reply.put("has_issue", Value::Bool(true));
            reply.put("content", Value::Text("受过诫勉，影响期未满。".to_owned()));
            reply.put("replied", date(18));
        } else if (place + at) % 5 != 4 {
            reply.put("has_issue", Value::Bool(false));
            reply.put("replied", date(12));
        }
        tx.insert(Some(dossier.id), &reply)?;
    }
    Ok(())
}

/// 本人 and spouse, children, parents; some of them looked at.
fn subjects(dossier: &Dossier, place: usize) -> Vec<Row> {
    let own = row("review_subject").map(|mut subject| {
        fill(&mut subject, "scope", "本人");
        fill(&mut subject, "relation", "本人");
        subject.put("name", dossier.person.get("name").cloned());
        fill(&mut subject, "result", "未发现问题");
        fill(&mut subject, "material", "谈话记录");
        subject
    });
    let relatives = dossier.rows("family").iter().filter_map(|relative| {
        let mut subject = row("review_subject")?;
        fill(&mut subject, "scope", "直系亲属");
        for item in ["relation", "name", "work", "political_status"] {
            subject.put(item, relative.row.get(item).cloned());
        }
        if place.is_multiple_of(3) {
            fill(&mut subject, "result", "未发现问题");
            fill(&mut subject, "methods", "函调");
            fill(&mut subject, "material", "所在单位回函");
        }
        Some(subject)
    });
    own.into_iter().chain(relatives).collect()
}
