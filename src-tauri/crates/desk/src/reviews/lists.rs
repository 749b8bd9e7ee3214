//! Lists that the numbers of the screen open.

use antou_record::PartialDate;
use antou_store::Vault;

use super::gather::{Case, State, Terms, cases, label};
use super::{is_of_batch, is_of_part};
use crate::failure::Failure;
use crate::listing::{Column, Listing, NAME, words};
use crate::messages::{ListingQuery, ReviewsQuery};

fn title(part: &str, only: &str) -> String {
    let part = match part {
        "open" => "在办的政治审查",
        "concluded" => "已作结论的政治审查",
        "failed" => "政治审查不合格（一票否决）",
        "asked" => "联审人员",
        _ => "政治审查",
    };
    let only = match only {
        "contradiction" => "：前后矛盾",
        "waiting" => "：等待联审回复",
        "overdue" => "：联审回复逾期",
        "adverse" => "：联审有不良反映",
        "found" => "：对象有问题",
        "unchecked" => "：对象未查完",
        "blank" => "：四关未填",
        _ => "",
    };
    format!("{part}{only}")
}

/// Reviews of a part: `only` is part, further words, batch: `open/overdue/2|2026-03-01|`.
pub(crate) fn list(vault: &Vault, query: &ListingQuery, as_of: PartialDate) -> Result<Listing, Failure> {
    let [part, only, batch] = words(&query.only);
    let request = of_batch(part, batch);
    let terms = Terms::of(vault, as_of)?;
    let all = cases(vault, query.unit)?;
    let shown = all
        .iter()
        .filter(|case| is_of_part(case, &request) && is_of_batch(case, &request))
        .filter(|case| case.is_wanted(only, terms));
    let cells = |case: &Case| {
        let row = case.row(terms);
        let count = |done: u32, all: u32| match all {
            0 => String::new(),
            _ => format!("{done}/{all}"),
        };
        let mut cells = vec![row.name, row.unit, row.title, row.kind, row.started, row.purpose];
        cells.extend(row.gates.iter().map(|gate| label("gate", gate)));
        cells.extend([
            label("review_conclusion", &row.conclusion),
            row.concluded,
            count(row.checked, row.subjects),
            count(row.replied, row.asked),
            row.contradictions.join("；"),
        ]);
        cells
    };
    let own = [
        Column::text("kind", "审查类别", 6),
        Column::date("started", "开始时间"),
        Column::text("purpose", "审查事由", 9),
        Column::text("political", "政治关", 4),
        Column::text("ability", "能力关", 4),
        Column::text("conduct", "作风关", 4),
        Column::text("integrity", "廉洁关", 4),
        Column::text("conclusion", "结论", 4),
        Column::date("concluded", "结论时间"),
        Column::text("subjects", "对象已查", 4),
        Column::text("replies", "联审已复", 4),
        Column::text("contradictions", "需要核对", 16),
    ];
    let mut listing = Listing::of_people(title(part, only), &own);
    shown.for_each(|case| listing.add(case.person, cells(case)));
    if part == "failed" {
        listing
            .notes
            .push("政治上不合格的一票否决：不得进入推荐、考察、任用、发展等后续环节；记录有误的只能更正并写明理由。".to_owned());
    }
    Ok(listing)
}

/// Questions to agencies, the most urgent first; `only` is a state or empty, then a slash, an agency and a slash, a batch.
pub(crate) fn reply_list(
    vault: &Vault,
    query: &ListingQuery,
    as_of: PartialDate,
) -> Result<Listing, Failure> {
    let [state, agency, batch] = words(&query.only);
    let request = of_batch("", batch);
    let terms = Terms::of(vault, as_of)?;
    let all = cases(vault, query.unit)?;
    let mut found = Vec::new();
    for case in all.iter().filter(|case| is_of_batch(case, &request)) {
        for reply in case
            .replies
            .iter()
            .filter(|reply| agency.is_empty() || reply.agency == agency)
        {
            let fits = match (state, reply.state(terms)) {
                ("", _) => true,
                ("waiting", of) => of.is_open(),
                ("replied", of) => !of.is_open(),
                (wanted, of) => of.as_str() == wanted,
            };
            if fits {
                found.push((reply.state(terms), reply.view(case, terms)));
            }
        }
    }
    found.sort_by(|(_, one), (_, two)| (one.due.is_empty(), &one.due).cmp(&(two.due.is_empty(), &two.due)));
    let what = match state {
        "waiting" => "联审未复",
        "overdue" => "联审逾期未复",
        "adverse" => "联审有不良反映",
        "clean" => "联审无不良反映",
        "replied" => "联审已复",
        _ => "联审征求意见",
    };
    let mut listing = Listing {
        title: match agency.is_empty() {
            true => what.to_owned(),
            false => format!("{what}（{agency}）"),
        },
        columns: vec![
            NAME,
            Column::text("agency", "联审单位", 9),
            Column::date("asked", "发函时间"),
            Column::date("due", "应复时间"),
            Column::date("replied", "回复时间"),
            Column::text("state", "情况", 6),
            Column::text("content", "回复内容", 16),
        ],
        notes: vec![format!(
            "回复时限 {} 日，自发函次日起算，可在参数里改。",
            terms.days
        )],
        ..Listing::default()
    };
    for (state, row) in found {
        let state = said(state).to_owned();
        let cells = vec![
            row.name,
            row.agency,
            row.asked,
            row.due,
            row.replied,
            state,
            row.content,
        ];
        listing.add(row.person, cells);
    }
    listing.cite_all(terms.rule);
    Ok(listing)
}

fn of_batch(part: &str, batch: &str) -> ReviewsQuery {
    ReviewsQuery {
        part: part.to_owned(),
        batch: batch.to_owned(),
        ..ReviewsQuery::default()
    }
}

fn said(state: State) -> &'static str {
    match state {
        State::Waiting => "未复",
        State::Overdue => "逾期未复",
        State::Clean => "无不良反映",
        State::Adverse => "有不良反映",
        State::Said => "已复",
    }
}
