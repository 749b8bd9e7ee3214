//! 一票否决: who has failed a political review is not proposed for anything. One judgement for every place where somebody can
//! be proposed: typed, pasted, imported, registered for many, printed. There is no way past it but to correct the record.

use antou_policy::Rule;
use antou_policy::review::{self, Review, conclusion};
use antou_record::{Dossier, PartialDate, ProblemCode, Row, Set, Value};

use antou_store::Vault;

use crate::failure::Failure;
use crate::messages::ProblemView;

/// Code of refusals.
pub(crate) const CODE: &str = ProblemCode::PoliticalVeto.as_str();

/// Items of a review that only a correction with a reason changes once it was failed.
const LOCKED: &[&str] = &[
    "kind",
    "started",
    "political",
    "ability",
    "conduct",
    "integrity",
    "conclusion",
    "concluded",
];

/// A negative conclusion in force.
#[derive(Debug, Clone)]
pub(crate) struct Veto {
    /// The review.
    pub(crate) row: i64,
    /// 任前政治审查（2026.03.20）.
    pub(crate) what: String,
    /// Since when.
    pub(crate) since: Option<PartialDate>,
    /// The rule.
    pub(crate) rule: &'static Rule,
}

impl Veto {
    /// What it forbids, in a sentence with the way out.
    pub(crate) fn sentence(&self, name: &str, forbidden: &str) -> String {
        format!(
            "{name}的{}结论为不合格，一票否决，不得{forbidden}（{} {}）。记录有误的，请到“政治审查”里更正并写明理由",
            self.what,
            self.rule.id,
            self.rule.citation()
        )
    }
}

/// The reviews of a dossier as rules look at them.
pub(crate) fn reviews(dossier: &Dossier) -> Vec<Review> {
    let rows = dossier.rows("review").iter();
    rows.map(|record| review_of(record.id, &record.row)).collect()
}

/// A review as rules look at it.
pub(crate) fn review_of(row: i64, kept: &Row) -> Review {
    let code = |item: &str| match kept.get(item) {
        Some(Value::Code(code)) => code.clone(),
        _ => String::new(),
    };
    let date = |item: &str| kept.get(item).and_then(Value::as_date);
    Review {
        row,
        kind: code("kind"),
        started: date("started"),
        gates: ["political", "ability", "conduct", "integrity"].map(code),
        conclusion: code("conclusion"),
        concluded: date("concluded"),
    }
}

/// The negative conclusion in force about somebody.
pub(crate) fn of(dossier: &Dossier) -> Option<Veto> {
    of_reviews(&reviews(dossier))
}

/// The same from the reviews alone.
pub(crate) fn of_reviews(reviews: &[Review]) -> Option<Veto> {
    let (failed, rule) = review::veto(reviews)?;
    let date = failed.date();
    let when = date
        .map(|date| format!("（{}）", date.dotted()))
        .unwrap_or_default();
    Some(Veto {
        row: failed.row,
        what: format!("{}政治审查{when}", kind_label(&failed.kind)),
        since: date,
        rule,
    })
}

fn kind_label(code: &str) -> String {
    let table = antou_record::dictionary().table("review_kind");
    let found = table.and_then(|table| table.by_code(code));
    found.map_or_else(String::new, |row| row.label.clone())
}

/// What a row of a register proposes somebody for, and when; nothing when it proposes nothing.
fn proposes(row: &Row) -> Option<(&'static str, Option<PartialDate>)> {
    let date = |item: &str| row.get(item).and_then(Value::as_date);
    let is_filled = |item: &str| row.get(item).is_some();
    let code = |item: &str| match row.get(item) {
        Some(Value::Code(code)) => code.as_str(),
        _ => "",
    };
    match row.set().code.as_str() {
        "proposal" if is_filled("proposed") => Some(("拟任职务", date("filled_on"))),
        "reserve" if !is_filled("left") => Some(("列入后备库", date("entered"))),
        "party_step" if !matches!(code("step"), "" | antou_policy::admission::ENDED) => {
            Some(("办理发展党员的后续步骤", date("date")))
        }
        "award" if code("kind") == "1" => Some(("推荐奖励", date("decided"))),
        _ => None,
    }
}

/// Whether the rows of a set can propose somebody.
pub(crate) fn concerns(set: &str) -> bool {
    matches!(set, "proposal" | "reserve" | "party_step" | "award")
}

/// Why a row must not be entered for somebody, or nothing. What is dated before the conclusion stays as it was.
pub(crate) fn forbids(dossier: &Dossier, row: &Row) -> Option<String> {
    let (what, date) = proposes(row)?;
    let veto = of(dossier)?;
    let is_before = date
        .zip(veto.since)
        .is_some_and(|(date, since)| date.compare(since).is_lt());
    (!is_before).then(|| veto.sentence(&dossier.person.shown("name"), what))
}

/// Refuses to print somebody as proposed for a post.
pub(crate) fn refuse_proposal(dossier: &Dossier, proposed: &str) -> Result<(), Failure> {
    let own = || dossier.fact::<antou_record::facts::Proposal>().proposed;
    if proposed.trim().is_empty() && own().trim().is_empty() {
        return Ok(());
    }
    match of(dossier) {
        Some(veto) => Err(Failure::new(
            CODE,
            veto.sentence(&dossier.person.shown("name"), "拟任职务"),
            "不填拟任职务的表可以打印；几个人一起打印的，请先把此人从名单中去掉",
        )),
        None => Ok(()),
    }
}

/// Whether a row is a review with a negative conclusion.
pub(crate) fn is_failed(row: &Row) -> bool {
    row.set().code == "review"
        && matches!(row.get("conclusion"), Some(Value::Code(code)) if code == conclusion::FAILED)
}

/// Whether a change of a review touches a negative conclusion: that takes a correction with a reason.
pub(crate) fn is_locked(old: &Row, changes: &[(usize, Option<Value>)]) -> bool {
    is_failed(old)
        && changes.iter().any(|(index, value)| {
            let item = old.set().items.get(*index);
            item.is_some_and(|item| LOCKED.contains(&item.code.as_str())) && old.at(*index) != value.as_ref()
        })
}

/// What is said when somebody tries.
pub(crate) const LOCKED_SENTENCE: &str =
    "这次审查的结论是不合格，不能直接改、清空或删除；记录有误的，请到“政治审查”里点“更正”并写明理由";

/// The problem an entry is refused with.
pub(crate) fn problem(item: &str, message: String) -> ProblemView {
    ProblemView {
        code: CODE.to_owned(),
        severity: "error".to_owned(),
        item: item.to_owned(),
        message,
    }
}

/// Why what is typed into a row of somebody must not be kept: it proposes who has failed a review, or touches a negative
/// conclusion.
pub(crate) fn refusal(
    vault: &Vault,
    set: &'static Set,
    person: i64,
    row: Option<i64>,
    changes: &[(usize, Option<Value>)],
) -> Result<Option<ProblemView>, Failure> {
    if set.code != "review" && !concerns(&set.code) {
        return Ok(None);
    }
    let old = row.map(|row| vault.row(&set.code, row)).transpose()?;
    if old.as_ref().is_some_and(|old| is_locked(old, changes)) {
        return Ok(Some(ProblemView {
            code: ProblemCode::ReviewLocked.as_str().to_owned(),
            ..problem("review.conclusion", LOCKED_SENTENCE.to_owned())
        }));
    }
    let mut new = old.unwrap_or_else(|| Row::new(set));
    for (index, value) in changes {
        new.put_at(*index, value.clone());
    }
    let dossier = vault.dossiers().with_sets(person, &["review"])?;
    Ok(forbids(&dossier, &new).map(|message| problem(&set.code, message)))
}

/// Refuses to delete a review that was failed.
pub(crate) fn refuse_deletion(vault: &Vault, set: &Set, row: i64) -> Result<(), Failure> {
    if set.code != "review" {
        return Ok(());
    }
    let old = vault.row(&set.code, row)?;
    let conclusion = set.item("conclusion").map(|item| (item.index, None));
    match conclusion.is_some_and(|change| is_locked(&old, &[change])) {
        true => Err(Failure::new(
            ProblemCode::ReviewLocked.as_str(),
            LOCKED_SENTENCE,
            "",
        )),
        false => Ok(()),
    }
}

/// The conclusions of a dossier as the list of findings tells them.
pub(crate) fn finding(dossier: &Dossier) -> Option<crate::messages::Finding> {
    let veto = of(dossier)?;
    Some(crate::messages::Finding {
        item: "review.conclusion".to_owned(),
        severity: "error".to_owned(),
        message: veto.sentence(
            &dossier.person.shown("name"),
            "进入推荐、考察、任用、发展等后续环节",
        ),
    })
}
