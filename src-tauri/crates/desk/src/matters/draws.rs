//! Draws: made, kept with all that decided them, and made again from what is kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use antou_policy::matters::{PACK, drawn_of, share};
use antou_record::{PartialDate, Reference, Row, Set, Value, dictionary};
use antou_store::{Op, OpKind, StoreError, Vault, hex};

use super::drawing::{METHOD, digest, draw, read, value, written};
use super::{Reporter, reporters_of};
use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::gathering::{code_at, each, equal, ledger, text_at};
use crate::messages::*;
use crate::parameters::overrides;
use crate::progress::Progress;

/// Codes of 查核类别.
const RANDOM: &str = "1";
const KEY: &str = "2";

/// Items that are lists of numbers: shown as people, not as texts.
const LISTS: [&str; 3] = ["population", "result", "excluded"];

impl Desk {
    /// How many a draw would be of.
    pub fn matters_pool(&self, request: MattersPoolQuery, _: &dyn Progress) -> Result<MattersPool, Failure> {
        let as_of = self.as_of()?;
        self.with_vault(|vault| {
            let own = overrides(vault, PACK)?;
            let people = obliged(vault, request.unit, as_of)?;
            let share = share(as_of, &own);
            let ids: HashSet<i64> = people.iter().map(|reporter| reporter.person).collect();
            Ok(MattersPool {
                people: people.len() as u64,
                percent: share.map(|(percent, _)| percent).unwrap_or_default(),
                rule: share.map(|(_, rule)| cited(rule)),
                batch: free_name(vault, request.year)?,
                checked: checked(vault, request.year, request.unit)?
                    .into_iter()
                    .filter(|person| ids.contains(person))
                    .map(|person| MattersExcluded {
                        person,
                        reason: format!("{}年已重点查核", request.year),
                    })
                    .collect(),
            })
        })
    }

    /// Draws people whose reports are checked, and keeps the draw.
    pub fn draw_matters(&self, request: DrawMatters, _: &dyn Progress) -> Result<DrawnMatters, Failure> {
        let as_of = self.as_of()?;
        let today = self.environment.today();
        let batch = request.batch.trim().to_owned();
        refuse(&request, &batch)?;
        self.with_vault(|vault| {
            let own = overrides(vault, PACK)?;
            if batches(vault, request.year)?.contains(&batch) {
                return Err(Failure::new(
                    "matters.batch",
                    format!("{}年已经有“{batch}”这个批次", request.year),
                    "请换一个批次名称；抽错的可以在操作记录里撤销",
                ));
            }
            let percent = match request.percent {
                Some(percent) => percent,
                None => share(as_of, &own).map(|(percent, _)| percent).unwrap_or_default(),
            };
            let excluded: HashMap<i64, String> = request
                .excluded
                .iter()
                .map(|excluded| (excluded.person, excluded.reason.trim().to_owned()))
                .collect();
            let mut people: Vec<i64> = obliged(vault, request.unit, as_of)?
                .iter()
                .map(|reporter| reporter.person)
                .filter(|person| !excluded.contains_key(person))
                .collect();
            people.sort_unstable();
            let count = drawn_of(people.len(), percent);
            if count == 0 {
                return Err(Failure::new(
                    "matters.nobody",
                    "没有人可以抽取：报告范围内没有人，或者都不参加抽取",
                    "请核对单位、报告范围和不参加抽取的人员",
                ));
            }
            let (seed, source) = seed(vault, &request)?;
            let drawn: Vec<i64> = draw(&seed, &people, count)
                .into_iter()
                .map(|drawn| drawn.person)
                .collect();
            let kept = Kept {
                request: &request,
                batch: &batch,
                percent,
                seed,
                source,
                people: &people,
                drawn: &drawn,
                excluded: &excluded,
                as_of,
                today: today.unwrap_or(as_of),
            };
            let label = format!("随机抽查 {batch}：{} 人中抽取 {} 人", people.len(), drawn.len());
            let (row, check) = (kept.row()?, kept.check()?);
            let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
                let id = tx.insert(None, &row)?;
                for person in &drawn {
                    tx.insert(Some(*person), &check)?;
                }
                Ok::<_, StoreError>(id)
            })?;
            Ok(DrawnMatters {
                op: output.op,
                draw: view(vault, output.value)?,
            })
        })
    }

    /// Draws kept, the latest first.
    pub fn matters_draws(&self, _: Nothing, _: &dyn Progress) -> Result<Vec<MattersDrawView>, Failure> {
        self.with_vault(|vault| {
            let rows = vault.rows("matters_draw")?;
            Ok(rows
                .into_iter()
                .map(|record| MattersDrawView {
                    id: record.id,
                    cells: cells(&record.row),
                    drawn: Vec::new(),
                    excluded: Vec::new(),
                })
                .collect())
        })
    }

    /// A draw with its people.
    pub fn matters_draw(&self, request: MattersDrawId, _: &dyn Progress) -> Result<MattersDrawView, Failure> {
        self.with_vault(|vault| view(vault, request.id))
    }

    /// Makes a draw again from what is kept, and compares.
    pub fn verify_matters_draw(
        &self,
        request: MattersDrawId,
        _: &dyn Progress,
    ) -> Result<VerifiedDraw, Failure> {
        self.with_vault(|vault| {
            let row = vault.row("matters_draw", request.id)?;
            let batch = row.shown("batch");
            let mut verified = verified(&row);
            let of_batch = people_of_batch(vault, &row, &batch)?;
            let drawn: HashSet<i64> = read(&row.shown("result"))
                .unwrap_or_default()
                .into_iter()
                .collect();
            let without = drawn.difference(&of_batch).count();
            let more = of_batch.difference(&drawn).count();
            if without > 0 {
                verified.differences.push(format!(
                    "抽中的人里有 {without} 人已经没有这一批次的查核登记（可能删除了人员或登记）"
                ));
            }
            if more > 0 {
                verified
                    .differences
                    .push(format!("另有 {more} 人登记在这一批次，但不是抽出来的"));
            }
            Ok(verified)
        })
    }
}

/// What a kept draw says against what it computes to.
fn verified(row: &Row) -> VerifiedDraw {
    let mut differences = Vec::new();
    let (population, result) = (read(&row.shown("population")), read(&row.shown("result")));
    if population.is_none() || result.is_none() {
        differences.push("名单或结果的编号读不懂，登记可能被改过".to_owned());
    }
    if row.shown("method") != METHOD {
        differences.push(format!(
            "抽取方法“{}”不是本软件的方法，无法重算",
            row.shown("method")
        ));
    }
    let (mut population, result) = (population.unwrap_or_default(), result.unwrap_or_default());
    population.sort_unstable();
    let digest = digest(&population);
    if digest != row.shown("digest") {
        differences.push("名单校验值不符：名单被改过".to_owned());
    }
    let percent = match row.get("percent") {
        Some(Value::Int(percent)) => u32::try_from(*percent).unwrap_or_default(),
        _ => 0,
    };
    let count = drawn_of(population.len(), percent);
    let again: Vec<i64> = draw(&row.shown("seed"), &population, count)
        .into_iter()
        .map(|drawn| drawn.person)
        .collect();
    if again != result {
        differences.push(format!(
            "重算抽出的 {} 人与登记的 {} 人不同：种子、名单、比例或结果被改过",
            again.len(),
            result.len()
        ));
    }
    VerifiedDraw {
        same: differences.is_empty(),
        differences,
        digest,
        population: population.len() as u64,
        drawn: result.len() as u64,
    }
}

/// People who have to report.
fn obliged(vault: &Vault, unit: Option<i64>, as_of: PartialDate) -> Result<Vec<Reporter>, Failure> {
    let own = overrides(vault, PACK)?;
    let mut people = reporters_of(vault, unit, as_of, &own)?;
    people.retain(|reporter| reporter.duty.is_some());
    Ok(people)
}

fn refuse(request: &DrawMatters, batch: &str) -> Result<(), Failure> {
    if batch.is_empty() {
        return Err(Failure::new(
            "matters.batch",
            "没有填批次名称",
            "例如“2026年随机抽查”",
        ));
    }
    if request
        .percent
        .is_some_and(|percent| percent == 0 || percent > 100)
    {
        return Err(Failure::new(
            "matters.percent",
            "抽取比例应在 1% 到 100% 之间",
            "请填写 1—100 的整数",
        ));
    }
    if request
        .excluded
        .iter()
        .any(|excluded| excluded.reason.trim().is_empty())
    {
        return Err(Failure::new(
            "matters.excluded",
            "不参加抽取的人没有写明原因",
            "请逐人填写原因，或者让其参加抽取",
        ));
    }
    Ok(())
}

/// The seed and where it comes from.
fn seed(vault: &Vault, request: &DrawMatters) -> Result<(String, String), Failure> {
    let given = request.seed.trim();
    let source = request.seed_source.trim();
    if given.is_empty() {
        let mut made = vault.new_secret()?;
        made.truncate(32);
        return Ok((made, "计算机随机数".to_owned()));
    }
    let source = if source.is_empty() {
        "经办人填写"
    } else {
        source
    };
    Ok((given.to_owned(), source.to_owned()))
}

/// All that a draw is kept with.
struct Kept<'a> {
    request: &'a DrawMatters,
    batch: &'a str,
    percent: u32,
    seed: String,
    source: String,
    people: &'a [i64],
    drawn: &'a [i64],
    excluded: &'a HashMap<i64, String>,
    as_of: PartialDate,
    today: PartialDate,
}

fn set(code: &str) -> Result<&'static Set, Failure> {
    dictionary()
        .set(code)
        .ok_or_else(|| Failure::not_found(format!("没有“{code}”这个信息集")))
}

impl Kept<'_> {
    fn row(&self) -> Result<Row, Failure> {
        let mut row = Row::new(set("matters_draw")?);
        let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.to_owned()));
        let count = |count: usize| Value::Int(i64::try_from(count).unwrap_or(i64::MAX));
        let unit = self.request.unit.map(|id| {
            Value::Reference(Reference {
                id: Some(id),
                label: String::new(),
            })
        });
        let mut excluded: Vec<(&i64, &String)> = self.excluded.iter().collect();
        excluded.sort();
        let excluded: Vec<String> = excluded
            .into_iter()
            .map(|(person, reason)| format!("{person} {}", reason.replace('\n', " ")))
            .collect();
        row.put("year", Some(Value::Int(i64::from(self.request.year))));
        row.put("batch", text(self.batch));
        row.put("unit", unit);
        row.put("drawn", Some(Value::Date(self.today)));
        row.put("as_of", Some(Value::Date(self.as_of)));
        row.put("percent", Some(Value::Int(i64::from(self.percent))));
        row.put("method", text(METHOD));
        row.put("seed", text(&self.seed));
        row.put("seed_source", text(&self.source));
        row.put("population", text(&written(self.people)));
        row.put("population_count", Some(count(self.people.len())));
        row.put("digest", text(&digest(self.people)));
        row.put("result", text(&written_in_order(self.drawn)));
        row.put("result_count", Some(count(self.drawn.len())));
        row.put("excluded", text(&excluded.join("\n")));
        row.put("witnesses", text(self.request.witnesses.trim()));
        Ok(row)
    }

    /// The check that is now due of everybody drawn.
    fn check(&self) -> Result<Row, Failure> {
        let mut row = Row::new(set("matters_check")?);
        row.put("kind", Some(Value::Code(RANDOM.to_owned())));
        row.put("batch", Some(Value::Text(self.batch.to_owned())));
        row.put("year", Some(Value::Int(i64::from(self.request.year))));
        Ok(row)
    }
}

/// In the order drawn, which a run of following numbers would not keep apart from a sorted list; it reads back the same.
fn written_in_order(drawn: &[i64]) -> String {
    let texts: Vec<String> = drawn.iter().map(i64::to_string).collect();
    texts.join(",")
}

fn cells(row: &Row) -> BTreeMap<String, String> {
    row.filled()
        .filter(|(item, _)| !LISTS.contains(&item.code.as_str()))
        .map(|(item, value)| (item.code.clone(), item.shown(value)))
        .collect()
}

fn view(vault: &Vault, id: i64) -> Result<MattersDrawView, Failure> {
    let row = vault.row("matters_draw", id)?;
    let seed = row.shown("seed");
    let drawn: Vec<(i64, String)> = read(&row.shown("result"))
        .unwrap_or_default()
        .into_iter()
        .map(|person| (person, hex(&value(&seed, person))))
        .collect();
    Ok(MattersDrawView {
        id,
        cells: cells(&row),
        drawn: people_named(vault, drawn)?,
        excluded: people_named(vault, excluded_of(&row))?,
    })
}

/// Who did not take part, and why.
pub(super) fn excluded_of(row: &Row) -> Vec<(i64, String)> {
    let text = row.shown("excluded");
    let lines = text.lines().filter_map(|line| {
        let (person, reason) = line.split_once(' ')?;
        Some((person.parse().ok()?, reason.to_owned()))
    });
    lines.collect()
}

/// Numbers with names; somebody taken out since has none.
pub(super) fn people_named(vault: &Vault, people: Vec<(i64, String)>) -> Result<Vec<MattersDrawn>, Failure> {
    let columns = ["name", "post.unit", "post.title"].map(str::to_owned);
    let ids: Vec<i64> = people.iter().map(|(person, _)| *person).collect();
    let lines = vault.people_lines(&columns, &ids)?.lines;
    let known: HashMap<i64, [String; 3]> = lines
        .into_iter()
        .map(|line| {
            let texts = [0, 1, 2].map(|place| text_at(&line.cells, place));
            (line.person, texts)
        })
        .collect();
    let named = people.into_iter().map(|(person, note)| {
        let [name, unit, title] = known.get(&person).cloned().unwrap_or_default();
        MattersDrawn {
            person,
            name,
            unit,
            title,
            note,
        }
    });
    Ok(named.collect())
}

fn batches(vault: &Vault, year: i32) -> Result<Vec<String>, Failure> {
    let rows = vault.rows("matters_draw")?;
    let of_year = |row: &Row| row.get("year") == Some(&Value::Int(i64::from(year)));
    Ok(rows
        .into_iter()
        .filter(|record| of_year(&record.row))
        .map(|record| record.row.shown("batch"))
        .collect())
}

/// A name no batch of the year has.
fn free_name(vault: &Vault, year: i32) -> Result<String, Failure> {
    let taken = batches(vault, year)?;
    let first = format!("{year}年随机抽查");
    let more = (2..).map(|number| format!("{first}（第{number}批）"));
    let mut names = std::iter::once(first.clone()).chain(more);
    Ok(names.find(|name| !taken.contains(name)).unwrap_or(first))
}

/// People under a 重点查核 of a year.
fn checked(vault: &Vault, year: i32, unit: Option<i64>) -> Result<Vec<i64>, Failure> {
    let mut query = ledger("matters_check", unit, &["kind"]);
    query.people.conditions = vec![equal("matters_check.year", i64::from(year))];
    let mut found = Vec::new();
    each(vault, &query, |row| {
        if code_at(&row.cells, 0) == KEY {
            found.extend(row.owner);
        }
    })?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn people_of_batch(vault: &Vault, row: &Row, batch: &str) -> Result<HashSet<i64>, Failure> {
    let year = match row.get("year") {
        Some(Value::Int(year)) => *year,
        _ => 0,
    };
    let mut query = ledger("matters_check", None, &["batch", "kind"]);
    query.people.conditions = vec![equal("matters_check.year", year)];
    let mut found = HashSet::new();
    each(vault, &query, |row| {
        if text_at(&row.cells, 0) == batch && code_at(&row.cells, 1) == RANDOM {
            found.extend(row.owner);
        }
    })?;
    Ok(found)
}
