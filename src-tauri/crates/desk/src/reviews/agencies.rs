//! 联审: agencies are asked about people with one workbook each; who has not replied, who is late, who said what.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use antou_exchange::roster::{self, RosterColumn};
use antou_record::{Hints, PartialDate, Row, Value, Written, dictionary};
use antou_store::{Op, OpKind, SheetIds, Tx, Vault};
use serde_json::json;

use super::gather::{Case, Terms, cases};
use super::open::reference;
use super::parts::belongs;
use crate::desk::Desk;
use crate::export::written;
use crate::failure::Failure;
use crate::messages::*;
use crate::paging::page;
use crate::progress::Progress;

/// The line above the headings of a workbook.
const INSTRUCTIONS: &str = "请在白色格子里填写：“有不良反映”填有或无，有的写明回复内容，并填回复时间；灰色格子和表头请勿改动，填好后把本文件原样发回。";

/// Set of the replies.
const SET: &str = "agency_reply";

/// A question in a workbook.
struct Question {
    row: i64,
    person: i64,
}

impl Desk {
    /// Asks agencies about people: questions are entered and one workbook for each agency is written.
    pub fn ask_agencies(
        &self,
        request: AskAgencies,
        progress: &dyn Progress,
    ) -> Result<AskedAgencies, Failure> {
        let agencies = named(&request.agencies)?;
        if request.reviews.is_empty() {
            return Err(Failure::new(
                "review.nobody",
                "没有选中要联审的人员",
                "请先选择审查",
            ));
        }
        let folder = Path::new(&request.folder);
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        let as_of = self.as_of()?;
        let asked = read_date(&request.asked, as_of)?;
        self.with_vault(|vault| {
            let mut people = Vec::new();
            for review in &request.reviews {
                let person = super::owner(vault, *review)?;
                let started = vault
                    .row("review", *review)?
                    .get("started")
                    .and_then(Value::as_date);
                if let Some(started) = started.filter(|started| asked.compare(*started).is_lt()) {
                    let name = vault.row("person", person)?.shown("name");
                    return Err(Failure::new(
                        "review.asked_early",
                        format!(
                            "发函时间 {} 早于 {name} 的审查开始时间 {}",
                            asked.dotted(),
                            started.dotted()
                        ),
                        "请改发函时间，或先更正审查的开始时间",
                    ));
                }
                people.push((*review, person));
            }
            let label = format!("联审：向 {} 个单位征求 {} 人的意见", agencies.len(), people.len());
            let detail = json!({ "agencies": agencies, "people": people.len() });
            let secret = vault.new_secret()?;
            let op = Op::new(OpKind::Edit, label).with_detail(detail);
            let mut answer = AskedAgencies {
                op: None,
                asked: 0,
                again: 0,
                answered: 0,
                files: Vec::new(),
            };
            let output = vault.transact(op, |tx| {
                let ids = tx.sheet_ids(&secret)?;
                let mut questions: BTreeMap<&str, Vec<Question>> = BTreeMap::new();
                for (review, person) in &people {
                    for agency in &agencies {
                        let asked = ask(tx, *review, *person, agency, asked, &mut answer)?;
                        questions.entry(agency).or_default().extend(asked);
                    }
                }
                // written before the operation ends: when a file cannot be written nothing was asked
                for (done, (agency, questions)) in (1..).zip(&questions) {
                    if !questions.is_empty() {
                        let file = write(tx, &ids, folder, agency, questions, asked, request.with_ids)?;
                        answer.files.push(file);
                    }
                    progress.at("生成联审表", done, agencies.len() as u64);
                    if progress.is_cancelled() {
                        return Err(Failure::cancelled());
                    }
                }
                Ok::<_, Failure>(())
            })?;
            answer.op = output.op;
            Ok(answer)
        })
    }

    /// Agencies against the people of reviews.
    pub fn reply_matrix(&self, request: ReviewsQuery, _: &dyn Progress) -> Result<ReplyMatrix, Failure> {
        let terms = self.terms()?;
        let all = self.cases(request.unit)?;
        let of_part = |case: &&Case| super::is_of_part(case, &request) && super::is_of_batch(case, &request);
        let counted: Vec<&Case> = all
            .iter()
            .filter(of_part)
            .filter(|case| !case.replies.is_empty())
            .collect();
        let agencies = standings(&counted, terms);
        let shown: Vec<&Case> = counted
            .into_iter()
            .filter(|case| super::is_shown(case, &request, terms))
            .collect();
        let rows = page(&shown, request.offset, request.limit).map(|case| ReplyMatrixRow {
            review: case.review.row,
            person: case.person,
            name: case.name.clone(),
            unit: case.unit.clone(),
            states: agencies
                .iter()
                .map(|standing| state_of(case, &standing.agency, terms))
                .collect(),
        });
        Ok(ReplyMatrix {
            total: shown.len() as u64,
            rows: rows.collect(),
            agencies,
        })
    }
}

fn named(agencies: &[String]) -> Result<Vec<String>, Failure> {
    let mut named: Vec<String> = Vec::new();
    for agency in agencies.iter().map(|agency| agency.trim()) {
        if !agency.is_empty() && !named.iter().any(|known| known == agency) {
            named.push(agency.to_owned());
        }
    }
    if named.is_empty() {
        return Err(Failure::new(
            "review.no_agency",
            "没有选联审单位",
            "请至少选一个单位",
        ));
    }
    Ok(named)
}

fn read_date(text: &str, usual: PartialDate) -> Result<PartialDate, Failure> {
    if text.trim().is_empty() {
        return Ok(usual);
    }
    let item = dictionary().item("agency_reply.asked");
    let read = item.and_then(|item| item.read(Written::Text(text), &Hints::default()).value);
    read.as_ref().and_then(Value::as_date).ok_or_else(|| {
        Failure::new(
            "review.asked",
            format!("发函时间“{text}”不是日期"),
            "可以写成 20260306",
        )
    })
}

/// Enters a question, or finds the one that is open. Nothing is asked again that has a reply.
fn ask(
    tx: &mut Tx<'_>,
    review: i64,
    person: i64,
    agency: &str,
    asked: PartialDate,
    answer: &mut AskedAgencies,
) -> Result<Option<Question>, Failure> {
    let dossier = tx.dossier_with(person, &[SET])?;
    let known = dossier
        .rows(SET)
        .iter()
        .find(|record| belongs(&record.row, review) && record.row.shown("agency") == agency);
    let row = match known {
        Some(record) if is_answered(&record.row) => {
            answer.answered += 1;
            return Ok(None);
        }
        Some(record) => {
            answer.again += 1;
            record.id
        }
        None => {
            let set = dictionary()
                .set(SET)
                .ok_or_else(|| Failure::not_found("没有联审回复这个信息集"))?;
            let mut row = Row::new(set);
            row.put("review", Some(reference(review)));
            row.put("agency", Some(Value::Text(agency.to_owned())));
            row.put("asked", Some(Value::Date(asked)));
            answer.asked += 1;
            tx.insert(Some(person), &row)?
        }
    };
    Ok(Some(Question { row, person }))
}

fn is_answered(row: &Row) -> bool {
    ["replied", "has_issue", "content"]
        .iter()
        .any(|code| row.get(code).is_some())
}

/// Writes the workbook of an agency and answers its file.
fn write(
    tx: &mut Tx<'_>,
    ids: &SheetIds,
    folder: &Path,
    agency: &str,
    questions: &[Question],
    asked: PartialDate,
    with_ids: bool,
) -> Result<String, Failure> {
    let item = |path: &str| {
        let found = dictionary().item(path);
        found.ok_or_else(|| Failure::not_found(format!("没有“{path}”这一项")))
    };
    let mut columns = vec![RosterColumn::item(item("person.name")?, None)];
    if with_ids {
        columns.push(RosterColumn::item(item("person.id_number")?, None));
    }
    columns.push(RosterColumn::computed("现任单位及职务", 14));
    for code in ["agency", "has_issue", "content", "replied"] {
        columns.push(RosterColumn::item(item(&format!("{SET}.{code}"))?, None));
    }
    let title = format!("联审回复（{agency}）");
    let sheet = roster::Sheet {
        title: &title,
        as_of: asked,
        columns: &columns,
    };
    let to = crate::form_files::free_name(folder, &format!("联审 {agency} {}", asked.dotted()), "xlsx");
    let mut writer = roster::Writer::create_reply(&to, &sheet, INSTRUCTIONS).map_err(written)?;
    for question in questions {
        let dossier = tx.dossier_with(question.person, &["post"])?;
        let mut values = vec![dossier.person.get("name").cloned()];
        if with_ids {
            values.push(dossier.person.get("id_number").cloned());
        }
        values.push(Some(Value::Text(office(&dossier))));
        values.extend([Some(Value::Text(agency.to_owned())), None, None, None]);
        writer
            .row_of(&ids.of_row(SET, question.row), &values)
            .map_err(written)?;
    }
    writer.finish().map_err(written)?;
    Ok(to.display().to_string())
}

fn office(dossier: &antou_record::Dossier) -> String {
    let rows = dossier.rows("post").iter().map(|record| &record.row);
    let mut open = rows.filter(|row| row.get("ended").is_none());
    open.next()
        .map(|row| format!("{}{}", row.shown("unit"), row.shown("title")))
        .unwrap_or_default()
}

fn state_of(case: &Case, agency: &str, terms: Terms) -> String {
    let mut replies = case.replies.iter();
    let found = replies.find(|reply| reply.agency == agency);
    found.map_or_else(String::new, |reply| reply.state(terms).as_str().to_owned())
}

/// How agencies stand, in the order of their table and then as they come.
fn standings(cases: &[&Case], terms: Terms) -> Vec<AgencyStanding> {
    let mut found: HashMap<&str, AgencyStanding> = HashMap::new();
    let mut order: Vec<&str> = Vec::new();
    for reply in cases.iter().flat_map(|case| &case.replies) {
        let standing = found.entry(&reply.agency).or_insert_with(|| {
            order.push(&reply.agency);
            AgencyStanding {
                agency: reply.agency.clone(),
                asked: 0,
                replied: 0,
                overdue: 0,
                adverse: 0,
            }
        });
        let state = reply.state(terms);
        standing.asked += 1;
        standing.replied += u64::from(!state.is_open());
        standing.overdue += u64::from(state == super::gather::State::Overdue);
        standing.adverse += u64::from(state == super::gather::State::Adverse);
    }
    let table = dictionary().table("agency");
    let place = |agency: &str| {
        let rows = table.map(|table| table.rows.as_slice()).unwrap_or_default();
        rows.iter()
            .position(|row| row.label == agency)
            .unwrap_or(rows.len())
    };
    order.sort_by_key(|agency| place(agency));
    order
        .into_iter()
        .filter_map(|agency| found.remove(agency))
        .collect()
}

/// For the rows that came back: the person and the review each hidden number stands for.
pub(crate) fn questions(vault: &Vault, ids: &SheetIds) -> Result<HashMap<String, (i64, i64)>, Failure> {
    let all = cases(vault, None)?;
    let questions = all.iter().flat_map(|case| {
        let whose = (case.person, case.review.row);
        case.replies
            .iter()
            .map(move |reply| (ids.of_row(SET, reply.row), whose))
    });
    Ok(questions.collect())
}
