//! Computed lists of 个人有关事项: they say that, when and of what kind, never what.

use antou_policy::Rule;
use antou_policy::matters::{PACK, change_due, cited as rule_of, is_late};
use antou_record::{PartialDate, dictionary};
use antou_store::{PeopleQuery, Vault, hex};

use super::checks::Checks;
use super::drawing::{EXPLAINED, read, value};
use super::draws::{excluded_of, people_named};
use super::year::Year;
use super::{date_at, dotted, occasion, reporters_of};
use crate::failure::Failure;
use crate::gathering::{code_at, each, equal, ledger, text_at};
use crate::listing::{Column, Line, Listing};
use crate::messages::ListingQuery;
use crate::parameters::overrides;

/// Rules of the pack in force at a date.
fn rules<'a>(ids: &'a [&str], as_of: PartialDate) -> impl Iterator<Item = &'static Rule> + 'a {
    ids.iter().filter_map(move |id| rule_of(id, as_of))
}

/// The year reported before the year of a date.
fn year_of(asked: &ListingQuery, as_of: PartialDate) -> i32 {
    asked.year.unwrap_or_else(|| i32::from(as_of.year()) - 1)
}

fn state_label(state: &str) -> &'static str {
    match state {
        "handed" => "已交",
        "late" => "逾期交",
        "missing" => "未交",
        "overdue" => "逾期未交",
        _ => "不在范围",
    }
}

/// Who has handed in a year's report and who has not.
pub(crate) fn collection(
    vault: &Vault,
    asked: &ListingQuery,
    as_of: PartialDate,
) -> Result<Listing, Failure> {
    let number = year_of(asked, as_of);
    let year = Year::gather(vault, number, asked.unit, as_of)?;
    let last = year.last_day();
    let what = match asked.only.as_str() {
        "missing" | "overdue" => "催报名单",
        "late" => "逾期交表人员",
        "doubt" => "需核对人员",
        "outside" => "不在范围内交表人员",
        _ => "收取登记",
    };
    let members = year
        .members
        .iter()
        .filter(|member| year.is_wanted(member, &asked.only));
    let rows = members.map(|member| {
        let (reporter, report) = (&member.reporter, member.report.as_ref());
        let duty = reporter.duty.as_ref();
        Line {
            person: Some(reporter.person),
            cells: vec![
                reporter.name.clone(),
                reporter.unit_name.clone(),
                reporter.title.clone(),
                duty.map(|duty| duty.why.clone()).unwrap_or_default(),
                duty.map(|duty| duty.layer_label().to_owned()).unwrap_or_default(),
                dotted(report.and_then(|report| report.submitted)),
                report
                    .map(|report| report.received_by.clone())
                    .unwrap_or_default(),
                state_label(year.state(member)).to_owned(),
                year.doubts(member).join("；"),
            ],
        }
    });
    let own = [
        Column::text("why", "报告依据", 9),
        Column::text("layer", "层级", 5),
        Column::date("submitted", "交表时间"),
        Column::text("received_by", "收表人", 5),
        Column::text("state", "状态", 5),
        Column::text("doubts", "核对", 8),
    ];
    let mut listing = Listing::of_people(format!("{number}年度个人有关事项报告{what}"), &own);
    listing.rows = rows.collect();
    listing.notes = last
        .map(|last| {
            format!(
                "截止日期：{}。只登记交没交、什么时候交，不含报告内容。",
                last.dotted()
            )
        })
        .into_iter()
        .collect();
    listing.cite_all(rules(&["SX-00", "SX-01"], as_of));
    Ok(listing)
}

/// Who has to report, why, and by which layer.
pub(crate) fn reporters(vault: &Vault, asked: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let own = overrides(vault, PACK)?;
    let people = reporters_of(vault, asked.unit, as_of, &own)?;
    let wanted = people.into_iter().filter_map(|reporter| {
        let duty = reporter.duty?;
        let of_layer = asked.only.is_empty() || asked.only == duty.layer();
        let of_scope = asked.row.is_none() || asked.row == duty.scope;
        (of_layer && of_scope).then(|| Line {
            person: Some(reporter.person),
            cells: vec![
                reporter.name,
                reporter.unit_name,
                reporter.title,
                duty.why.clone(),
                duty.layer_label().to_owned(),
                duty.document,
            ],
        })
    });
    let what = match asked.only.as_str() {
        "national" => "（国家规定）",
        "unit" => "（单位规定）",
        _ => "",
    };
    let own = [
        Column::text("why", "报告依据", 10),
        Column::text("layer", "层级", 5),
        Column::text("document", "文件", 16),
    ];
    let mut listing = Listing::of_people(format!("应报告个人有关事项人员{what}"), &own);
    listing.rows = wanted.collect();
    listing.notes =
        vec!["按基准日的职务层次、职级、人员类别计算；国家规定和单位规定都适用的，列国家规定。".to_owned()];
    listing.cite_all(rules(&["SX-00"], as_of));
    Ok(listing)
}

/// Changes and occasions of a year: with the last day of a change, and those that were late.
pub(crate) fn special(vault: &Vault, asked: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let own = overrides(vault, PACK)?;
    let number = asked.year.unwrap_or_else(|| i32::from(as_of.year()));
    let items = ["occasion", "happened", "due", "submitted", "received_by"];
    let mut query = ledger("matters", asked.unit, &items);
    query.people = PeopleQuery {
        columns: ["name", "post.unit", "post.title"]
            .into_iter()
            .map(str::to_owned)
            .chain(query.people.columns)
            .collect(),
        conditions: vec![equal("matters.year", i64::from(number))],
        ..query.people
    };
    let occasions = dictionary().table("matters_occasion");
    let mut rows = Vec::new();
    each(vault, &query, |row| {
        let code = code_at(&row.cells, 3);
        if code == occasion::YEARLY {
            return;
        }
        let (happened, submitted) = (date_at(&row.cells, 4), date_at(&row.cells, 6));
        let of_rule = happened
            .filter(|_| code == occasion::CHANGE)
            .and_then(|happened| change_due(happened, &own));
        let due = date_at(&row.cells, 5).or(of_rule.map(|(due, _)| due));
        let state = special_state(&code, happened, due, submitted, as_of);
        if !is_special_wanted(&asked.only, &code, state) {
            return;
        }
        let label = occasions.and_then(|table| table.by_code(&code));
        rows.push(Line {
            person: row.owner,
            cells: vec![
                text_at(&row.cells, 0),
                text_at(&row.cells, 1),
                text_at(&row.cells, 2),
                label.map(|row| row.label.clone()).unwrap_or_default(),
                dotted(happened),
                dotted(due),
                dotted(submitted),
                text_at(&row.cells, 7),
                state.to_owned(),
            ],
        });
    })?;
    let what = match asked.only.as_str() {
        "late" => "（逾期）",
        "open" => "（未报告）",
        _ => "",
    };
    let own = [
        Column::text("occasion", "报告类型", 7),
        Column::date("happened", "变动时间"),
        Column::date("due", "应报时间"),
        Column::date("submitted", "报告时间"),
        Column::text("received_by", "收表人", 5),
        Column::text("state", "状态", 9),
    ];
    let mut listing = Listing::of_people(format!("{number}年个人有关事项变动和专项报告{what}"), &own);
    listing.rows = rows;
    listing.notes =
        vec!["只登记哪一类、什么时候报告，不含报告内容。变动只知道年月的，从当月最后一天起算。".to_owned()];
    listing.cite_all(rules(&["SX-02", "SX-03"], as_of));
    Ok(listing)
}

fn special_state(
    code: &str,
    happened: Option<PartialDate>,
    due: Option<PartialDate>,
    submitted: Option<PartialDate>,
    as_of: PartialDate,
) -> &'static str {
    let before = happened
        .zip(submitted)
        .is_some_and(|(happened, submitted)| submitted.compare(happened).is_lt());
    match (due, submitted) {
        _ if before => "报告时间早于变动时间，请核对",
        _ if code == occasion::CHANGE && happened.is_none() => "没有变动时间，请补填",
        (Some(due), Some(_)) if is_late(due, submitted, as_of) => "逾期报告",
        (Some(due), None) if is_late(due, None, as_of) => "逾期未报告",
        (_, Some(_)) => "已报告",
        (_, None) => "未报告",
    }
}

fn is_special_wanted(only: &str, code: &str, state: &str) -> bool {
    match only {
        "" => true,
        "late" => state.starts_with("逾期"),
        "open" => state.ends_with("未报告"),
        "doubt" => state.contains("请"),
        "change" => code == occasion::CHANGE,
        "occasion" => code != occasion::CHANGE,
        other => code == other,
    }
}

/// Checks with their results and how long these have influence: conclusions alone.
pub(crate) fn checks(vault: &Vault, asked: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let found = Checks::gather(vault, asked.year, asked.unit, as_of)?;
    let (batch, only) = asked
        .only
        .split_once('/')
        .map_or(("", asked.only.as_str()), |(only, batch)| (batch, only));
    let rows = found
        .rows
        .iter()
        .filter(|row| row.is_wanted(only) && (batch.is_empty() || row.batch == batch));
    let year = asked.year.map(|year| format!("{year}年")).unwrap_or_default();
    let of_batch = if batch.is_empty() {
        String::new()
    } else {
        format!("（{batch}）")
    };
    let own = [
        Column::text("kind", "查核类别", 5),
        Column::text("cause", "情形", 6),
        Column::text("batch", "批次", 9),
        Column::date("checked", "查核时间"),
        Column::text("result", "查核结论", 5),
        Column::text("handling", "处理方式", 8),
        Column::date("handled", "处理时间"),
        Column::date("until", "影响期至"),
        Column::text("doubts", "核对", 8),
    ];
    let mut listing = Listing::of_people(format!("{year}个人有关事项查核结果{of_batch}"), &own);
    listing.notes =
        vec!["只列查核结论和处理，不含报告内容和查核说明。影响期按处理方式和处理时间计算。".to_owned()];
    listing.cite_all(found.rules.iter().copied());
    for row in rows {
        listing.cite_all(row.influence.as_ref().map(|influence| influence.rule));
        let cells = vec![
            row.name.clone(),
            row.unit.clone(),
            row.title.clone(),
            row.kind_label.clone(),
            row.cause.clone(),
            row.batch.clone(),
            dotted(row.checked),
            row.result_label.clone(),
            row.handling.clone(),
            dotted(row.handled),
            row.until(),
            row.doubts.join("；"),
        ];
        listing.add(row.person, cells);
    }
    Ok(listing)
}

/// The people of a draw with all that is needed to draw them again.
pub(crate) fn draw(vault: &Vault, asked: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let id = asked
        .row
        .ok_or_else(|| Failure::not_found("没有说是哪一次抽取"))?;
    let row = vault.row("matters_draw", id)?;
    let seed = row.shown("seed");
    let of_population = asked.only == "population";
    let numbers = row.shown(if of_population { "population" } else { "result" });
    let people: Vec<(i64, String)> = match asked.only.as_str() {
        "excluded" => excluded_of(&row),
        _ => read(&numbers)
            .unwrap_or_default()
            .into_iter()
            .map(|person| (person, hex(&value(&seed, person))))
            .collect(),
    };
    let named = people_named(vault, people)?;
    let rows = named.into_iter().map(|person| Line {
        person: (!person.name.is_empty()).then_some(person.person),
        cells: vec![
            person.name,
            person.unit,
            person.title,
            person.person.to_string(),
            person.note,
        ],
    });
    let shown = |code: &str| row.shown(code);
    let (what, last) = match asked.only.as_str() {
        "population" => ("参加抽取人员", "校验值"),
        "excluded" => ("不参加抽取人员", "原因"),
        _ => ("抽取记录", "校验值"),
    };
    let notes = vec![
        format!(
            "抽取日期 {}，名单基准日 {}，{} 人参加抽取，比例 {}%，抽中 {} 人。",
            shown("drawn"),
            shown("as_of"),
            shown("population_count"),
            shown("percent"),
            shown("result_count")
        ),
        format!(
            "随机种子：{}（{}）。名单校验值：{}。",
            shown("seed"),
            shown("seed_source"),
            shown("digest")
        ),
        EXPLAINED.to_owned(),
        format!(
            "抽取人：　　　　　　监督人：{}　　　　　　　　年　　月　　日",
            shown("witnesses")
        ),
    ];
    let own = [
        Column::number("number", "编号", 4),
        Column::text("value", last, if asked.only == "excluded" { 12 } else { 32 }),
    ];
    let mut listing = Listing::of_people(format!("个人有关事项{}{what}", shown("batch")), &own);
    listing.rows = rows.collect();
    listing.notes = notes;
    listing.cite_all(rules(&["SX-05"], as_of));
    Ok(listing)
}
