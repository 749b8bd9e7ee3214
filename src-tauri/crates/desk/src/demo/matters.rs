//! Reports of 个人有关事项 and their checks for the demonstration: most have handed in, some late, some not yet; a few were
//! checked before a promotion, with every kind of result.

use antou_record::{PartialDate, Reference, Row, Value};

use super::{date, fill, row};

/// Levels that report: by the national rule, and by the bureau's own document.
const LEVELS: [&str; 6] = ["1A21", "1A22", "1A31", "1A32", "1A41", "1A42"];

/// The bureau's own document that widens who reports, to be kept with its unit.
pub(crate) fn scope(bureau: i64, year: u16) -> Option<Row> {
    let mut scope = row("matters_scope")?;
    scope.put(
        "unit",
        Value::Reference(Reference {
            id: Some(bureau),
            label: String::new(),
        }),
    );
    fill(&mut scope, "levels", "乡科级正职、乡科级副职");
    fill(&mut scope, "document", "科级领导干部报告个人有关事项规定（演示）");
    date(&mut scope, "started", PartialDate::day(year - 2, 1, 1));
    Some(scope)
}

/// What the person at a place of the list has reported by a year, and how it was checked.
pub(super) fn rows(place: usize, rows: &[Row], year: u16) -> Vec<Row> {
    let level = rows
        .iter()
        .filter(|row| row.set().code == "post" && row.get("ended").is_none())
        .find_map(|row| match row.get("level") {
            Some(Value::Code(code)) => Some(code.as_str()),
            _ => None,
        });
    if !level.is_some_and(|level| LEVELS.contains(&level)) {
        return Vec::new();
    }
    let day = u8::try_from(3 + place % 25).unwrap_or(3);
    let mut found = vec![report(year - 2, PartialDate::day(year - 1, 1, day))];
    match place % 9 {
        4 => {}
        7 => found.push(report(year - 1, PartialDate::day(year, 2, day))),
        _ => found.push(report(year - 1, PartialDate::day(year, 1, day))),
    }
    if place % 12 == 5 {
        found.push(change(
            year,
            PartialDate::day(year, 3, day),
            PartialDate::day(year, 3, 28),
        ));
    }
    if place % 40 == 21 {
        found.push(change(
            year,
            PartialDate::day(year, 2, day),
            PartialDate::day(year, 5, 6),
        ));
    }
    if place % 7 == 3 {
        found.push(check(place, year));
    }
    found.into_iter().flatten().collect()
}

fn report(year: u16, submitted: Option<PartialDate>) -> Option<Row> {
    let mut report = row("matters")?;
    fill(&mut report, "occasion", "年度集中报告");
    report.put("year", Value::Int(i64::from(year)));
    date(&mut report, "submitted", submitted);
    fill(&mut report, "received_by", "演示员");
    Some(report)
}

fn change(year: u16, happened: Option<PartialDate>, submitted: Option<PartialDate>) -> Option<Row> {
    let mut report = row("matters")?;
    fill(&mut report, "occasion", "变动事项报告");
    report.put("year", Value::Int(i64::from(year)));
    date(&mut report, "happened", happened);
    date(&mut report, "submitted", submitted);
    fill(&mut report, "received_by", "演示员");
    fill(&mut report, "filled", "护照和因私出国");
    fill(&mut report, "content", "示例：因私出国一次（虚构）");
    Some(report)
}

fn check(place: usize, year: u16) -> Option<Row> {
    let (result, handling, handled) = match place % 5 {
        0 => ("漏报", "批评教育", PartialDate::day(year, 5, 20)),
        1 => ("隐瞒不报", "诫勉", PartialDate::day(year, 6, 8)),
        2 => ("待认定", "", None),
        _ => ("一致", "", None),
    };
    let mut check = row("matters_check")?;
    fill(&mut check, "kind", "重点查核");
    fill(&mut check, "cause", "拟提拔");
    fill(&mut check, "batch", &format!("{year}年4月考察"));
    check.put("year", Value::Int(i64::from(year)));
    date(&mut check, "checked", PartialDate::day(year, 4, 16));
    fill(&mut check, "result", result);
    fill(&mut check, "handling", handling);
    date(&mut check, "handled", handled);
    Some(check)
}
