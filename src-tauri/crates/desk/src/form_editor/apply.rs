//! What is typed into one cell, put into the dossier being typed into. A cell is taken whole or not at all.

use antou_form::proposal_at;
use antou_record::facts::{Education, Fact, Person, Qualification, Relative};
use antou_record::wording::{self, reading};
use antou_record::{
    Dossier, Hints, Item, PartialDate, Problem, Reading, Row, Set, Severity, Value, dictionary,
};

use super::cells::{Behind, Part};
use super::sheet::{add_row, put, row_mut, rows_mut};
use super::{posts, whole};
use crate::entry::severity;
use crate::messages::FormProblem;

/// What helps to read.
pub(super) struct Context {
    pub(super) latest: PartialDate,
}

/// What there is to say about a cell: of one that was taken, or why it was not.
pub(super) type Taken = Result<Vec<FormProblem>, Vec<FormProblem>>;

/// A sentence about a cell.
pub(super) fn said(severity: Severity, message: impl Into<String>) -> FormProblem {
    FormProblem {
        severity: crate::entry::severity(severity).to_owned(),
        message: message.into(),
        line: None,
    }
}

/// A cell that cannot be taken, and why.
pub(super) fn refused<T>(message: impl Into<String>) -> Result<T, Vec<FormProblem>> {
    Err(vec![said(Severity::Error, message)])
}

/// Puts what was typed into the dossier. When it is refused the dossier must be thrown away.
pub(super) fn apply(dossier: &mut Dossier, behind: &Behind, text: &str, context: &Context) -> Taken {
    match behind {
        Behind::Item(code) => item_of_person(dossier, code, text, context),
        Behind::Party => party(dossier, text),
        Behind::Title => title(dossier, text),
        Behind::Schooling(mode, part) => schooling(dossier, mode, *part, text),
        Behind::Posts => posts::apply(dossier, text),
        Behind::Proposal(code) => proposal(dossier, code, text),
        Behind::Whole(set) => whole::apply(dossier, set, text, context),
        Behind::Relative(row, code) => relative(dossier, *row, code, text, context),
        Behind::Locked(why) => refused(*why),
    }
}

/// Reads the text of an item; with an error nothing is taken.
pub(super) fn read(
    item: &Item,
    text: &str,
    hints: &Hints,
) -> Result<(Option<Value>, Vec<FormProblem>), Vec<FormProblem>> {
    let Reading { value, problems } = item.read_typed(text, hints);
    let said: Vec<FormProblem> = problems.iter().map(cell_problem).collect();
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(said);
    }
    Ok((value, said))
}

pub(super) fn cell_problem(problem: &Problem) -> FormProblem {
    FormProblem {
        severity: severity(problem.severity).to_owned(),
        message: problem.message.clone(),
        line: None,
    }
}

/// The bounds within which the dates of somebody lie.
pub(super) fn hints(dossier: &Dossier, context: &Context) -> Hints {
    Hints {
        latest: Some(context.latest),
        not_before: dossier.fact::<Person>().birth,
        ..Hints::default()
    }
}

fn item_of_person(dossier: &mut Dossier, code: &str, text: &str, context: &Context) -> Taken {
    let Some(item) = dictionary().person().item(code) else {
        return Ok(Vec::new());
    };
    let hints = match code {
        "birth" => {
            let number = dossier.fact::<Person>().id_number;
            let exact = antou_record::IdNumber::read(&number)
                .number
                .and_then(|number| number.birth());
            Hints {
                latest: Some(context.latest),
                exact,
                ..Hints::default()
            }
        }
        _ => hints(dossier, context),
    };
    let (value, said) = read(item, text, &hints)?;
    if code == "name" && value.is_none() {
        return refused("姓名不能是空的");
    }
    put(&mut dossier.person, code, value);
    Ok(said)
}

/// 入党时间: a month, a party, or both.
fn party(dossier: &mut Dossier, text: &str) -> Taken {
    let person: Person = dossier.fact();
    let status = person.political_status.code.as_str();
    let label = &person.political_status.label;
    if reading::says_nothing(text) {
        // what prints here for the others is 政治面貌 itself
        if ("04"..="13").contains(&status) {
            return refused(format!(
                "这一格按政治面貌“{label}”打印，要改请到“基本情况”改政治面貌"
            ));
        }
        dossier.person.put("party_joined", None);
        dossier.person.put("other_parties", None);
        return Ok(Vec::new());
    }
    let Some(told) = reading::party(text) else {
        return refused("读不懂，请写成 2001.08、民建 或 2001.08；民建");
    };
    if told.status.is_none() && !matches!(status, "" | "01" | "02") {
        return refused(format!(
            "政治面貌是“{label}”，只写时间不知道入的是哪个党派，请连党派一起写，或先改政治面貌"
        ));
    }
    put(&mut dossier.person, "party_joined", told.joined.map(Value::Date));
    if let Some(status) = told.status {
        dossier.person.put("political_status", Value::Code(status));
    }
    let others = (!told.others.is_empty()).then_some(Value::Codes(told.others));
    dossier.person.put("other_parties", others);
    Ok(Vec::new())
}

/// Numbers of the rows of a set beside their facts.
fn facts<T: Fact>(dossier: &Dossier) -> Vec<(i64, T)> {
    dossier
        .rows(T::SET)
        .iter()
        .map(|record| (record.id, T::from_row(&record.row)))
        .collect()
}

fn set(code: &str) -> Result<&'static Set, Vec<FormProblem>> {
    dictionary()
        .set(code)
        .map_or_else(|| refused(format!("没有“{code}”这个信息集")), Ok)
}

/// 专业技术职务: the name of the highest one.
fn title(dossier: &mut Dossier, text: &str) -> Taken {
    let rows = facts::<Qualification>(dossier);
    let plain: Vec<Qualification> = rows.iter().map(|(_, row)| row.clone()).collect();
    let highest = wording::highest_title(&plain)
        .and_then(|at| rows.get(at))
        .map(|(id, _)| *id);
    let item = set("qualification")?.item("name");
    let Some(item) = item else { return Ok(Vec::new()) };
    let (value, said) = read(item, text, &Hints::default())?;
    match (highest, value) {
        (Some(_), None) => refused("要删除专业技术职务，请到“专业技术职务”一栏"),
        (Some(id), Some(value)) => {
            if let Some(row) = row_mut(dossier, "qualification", id) {
                row.put("name", value);
            }
            Ok(said)
        }
        (None, None) => Ok(said),
        (None, Some(value)) => {
            let id = add_row(dossier, set("qualification")?);
            if let Some(row) = row_mut(dossier, "qualification", id) {
                row.put("kind", Value::Code("1".to_owned()));
                row.put("name", value);
            }
            Ok(said)
        }
    }
}

/// The rows whose 学历 and whose 学位 stand on the form.
pub(super) fn schooling_rows(dossier: &Dossier, mode: &str) -> (Option<i64>, Option<i64>) {
    let rows = facts::<Education>(dossier);
    let plain: Vec<Education> = rows.iter().map(|(_, row)| row.clone()).collect();
    let (level, degree) = antou_form::highest_schooling(&plain, mode);
    let id = |at: Option<usize>| at.and_then(|at| rows.get(at)).map(|(id, _)| *id);
    (id(level), id(degree))
}

fn schooling(dossier: &mut Dossier, mode: &str, part: Part, text: &str) -> Taken {
    let education = set("education")?;
    let (level, degree) = schooling_rows(dossier, mode);
    match part {
        Part::Level => coded(dossier, education, mode, "level", level, degree, text),
        Part::Degree => coded(dossier, education, mode, "degree", degree, level, text),
        Part::SchoolOfLevel => match level {
            Some(row) => school(dossier, row, text),
            None if text.trim().is_empty() => Ok(Vec::new()),
            None => refused("请先填学历，再填毕业院校系及专业"),
        },
        Part::SchoolOfDegree if degree.is_some() && degree == level => {
            refused("学位与学历是同一所学校，改上面一格")
        }
        Part::SchoolOfDegree => match degree {
            Some(row) => school(dossier, row, text),
            None if text.trim().is_empty() => Ok(Vec::new()),
            None => refused("请先填学位，再填毕业院校系及专业"),
        },
    }
}

/// 学历 or 学位: in its row, in the row of the other where that has none, else in a new one.
fn coded(
    dossier: &mut Dossier,
    education: &'static Set,
    mode: &str,
    code: &str,
    own: Option<i64>,
    other: Option<i64>,
    text: &str,
) -> Taken {
    let Some(item) = education.item(code) else {
        return Ok(Vec::new());
    };
    let (value, said) = read(item, text, &Hints::default())?;
    let blank_beside = other.filter(|id| {
        dossier
            .rows("education")
            .iter()
            .any(|record| record.id == *id && record.row.get(code).is_none())
    });
    let row = match (own.or(blank_beside), &value) {
        (Some(row), _) => row,
        (None, None) => return Ok(said),
        (None, Some(_)) => {
            let row = add_row(dossier, education);
            if let Some(new) = row_mut(dossier, "education", row) {
                new.put("mode", Value::Code(mode.to_owned()));
            }
            row
        }
    };
    let mut is_bare = false;
    if let Some(found) = row_mut(dossier, "education", row) {
        found.put(code, value);
        is_bare = found.filled().all(|(item, _)| item.code == "mode");
    }
    if is_bare {
        rows_mut(dossier, "education").retain(|record| record.id != row);
    }
    Ok(said)
}

/// 毕业院校系及专业: the part that was changed, the school before the 专业 or the 专业 behind the school.
fn school(dossier: &mut Dossier, row: i64, text: &str) -> Taken {
    let Some(row) = row_mut(dossier, "education", row) else {
        return Ok(Vec::new());
    };
    let typed = text.trim();
    let known = Education::from_row(row);
    if typed == wording::school(&known) {
        return Ok(Vec::new());
    }
    let value = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
    let without_word = typed.strip_suffix("专业").unwrap_or(typed);
    if typed.is_empty() {
        row.put("school", None);
        row.put("major", None);
        return Ok(Vec::new());
    }
    if !known.major.is_empty() {
        let bare = known.major.strip_suffix("专业").unwrap_or(&known.major);
        if let Some(school) = without_word
            .strip_suffix(bare)
            .filter(|school| !school.is_empty())
        {
            row.put("school", value(school));
            return Ok(Vec::new());
        }
    }
    if !known.school.is_empty()
        && let Some(major) = typed.strip_prefix(known.school.as_str())
        // a 学院 or a 系 between the two belongs to the school
        && !major.contains("学院")
        && !major.contains('系')
    {
        // 专业 is part of some names (…管理专业), and written behind the others
        let major = if known.major.ends_with("专业") {
            major
        } else {
            major.strip_suffix("专业").unwrap_or(major)
        };
        row.put("major", value(major));
        return Ok(Vec::new());
    }
    row.put("school", value(typed));
    if known.major.is_empty() {
        return Ok(Vec::new());
    }
    row.put("major", None);
    Ok(vec![said(
        Severity::Info,
        format!(
            "整句存为毕业院校，原来的专业“{}”清空；要分开存，请到“学历学位”一栏",
            known.major
        ),
    )])
}

/// An item of the latest 任免拟办, or of the first one.
fn proposal(dossier: &mut Dossier, code: &str, text: &str) -> Taken {
    let proposal = set("proposal")?;
    let Some(item) = proposal.item(code) else {
        return Ok(Vec::new());
    };
    let (value, said) = read(item, text, &Hints::default())?;
    let latest = proposal_at(dossier)
        .and_then(|at| dossier.rows("proposal").get(at))
        .map(|record| record.id);
    let row = match (latest, &value) {
        (Some(row), _) => row,
        (None, None) => return Ok(said),
        (None, Some(_)) => add_row(dossier, proposal),
    };
    if let Some(row) = row_mut(dossier, "proposal", row) {
        row.put(code, value);
    }
    Ok(said)
}

/// An item of a relative; a row with nothing left in it goes.
fn relative(dossier: &mut Dossier, id: i64, code: &str, text: &str, context: &Context) -> Taken {
    let family = set("family")?;
    let Some(item) = family.item(code) else {
        return Ok(Vec::new());
    };
    let hints = Hints {
        latest: Some(context.latest),
        ..Hints::default()
    };
    let (mut value, said) = read(item, text, &hints)?;
    if row_mut(dossier, "family", id).is_none() {
        match (&value, id < 0) {
            (None, true) => return Ok(said),
            (Some(_), true) => rows_mut(dossier, "family").push(antou_record::Record {
                id,
                row: Row::new(family),
            }),
            (_, false) => return refused("这一行家庭成员已经删除"),
        }
    }
    let Some(row) = row_mut(dossier, "family", id) else {
        return Ok(said);
    };
    if code == "work" {
        value = work(row, value);
    }
    put(row, code, value);
    let is_bare = row
        .filled()
        .all(|(item, _)| matches!(item.code.as_str(), "order" | "deceased"));
    if is_bare {
        rows_mut(dossier, "family").retain(|record| record.id != id);
    }
    Ok(said)
}

/// That somebody is no longer alive stands behind the work on paper and in an item of its own in the dossier: the words go
/// where they came from.
fn work(row: &mut Row, value: Option<Value>) -> Option<Value> {
    const MARK: &str = "（已去世）";
    let known = Relative::from_row(row);
    if !known.deceased {
        return value;
    }
    let text = value.as_ref().and_then(Value::as_text).unwrap_or_default();
    match text.strip_suffix(MARK).or_else(|| text.strip_suffix("(已去世)")) {
        Some(rest) if wording::kin_work(&known).ends_with(MARK) => {
            (!rest.is_empty()).then(|| Value::Text(rest.to_owned()))
        }
        Some(_) => value,
        None => {
            if !known.work.contains("去世") {
                row.put("deceased", None);
            }
            value
        }
    }
}
