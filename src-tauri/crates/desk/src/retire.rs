//! 退休时间 from a category and a month of birth, for the command line.

use antou_policy::retirement::{retirement, usual_category};
use antou_record::{PartialDate, Written, date};
use serde_json::{Value as Json, json};

use crate::failure::Failure;

/// When somebody retires, for programs and for people.
#[derive(Debug)]
pub struct RetirementAnswer {
    /// `{"category":"M60","birth":"1976-09","statutory":"2039-09","age":"63岁","earliest":"2036-09","latest":null}`.
    pub json: Json,
    /// The same in a sentence with the document cited.
    pub sentence: String,
}

/// The retirement of somebody born in a month. Without a category the usual one of the sex is taken.
pub fn retirement_of(
    sex: Option<&str>,
    category: Option<&str>,
    birth: &str,
) -> Result<RetirementAnswer, Failure> {
    let category = chosen(sex, category)?;
    let reading = date::read(Written::Text(birth), &date::DateHints::default())
        .date
        .filter(|birth| birth.month().is_some());
    let birth: PartialDate = reading.ok_or_else(|| {
        Failure::new(
            "birth.invalid",
            format!("“{birth}”不是年月"),
            "出生年月写作 1976-09 或 1976.09",
        )
    })?;
    let found = retirement(&category, birth, false).ok_or_else(|| {
        Failure::new(
            "category.not_computed",
            format!("类别 {category} 不能只凭出生年月计算"),
            "可以计算的类别是 M60、F55、F50、F60",
        )
    })?;
    let month = |date: Option<PartialDate>| date.map(|date| date.to_string());
    let verify = found
        .rule
        .verify
        .as_ref()
        .map(|verify| format!("（需核实：{verify}）"))
        .unwrap_or_default();
    let early = found
        .earliest
        .map(|date| format!("，弹性提前最早 {}", date.dotted()))
        .unwrap_or_default();
    Ok(RetirementAnswer {
        sentence: format!(
            "{category}，{} 出生：法定退休年龄 {}，{} 退休{early}。依据 {}{verify}",
            birth.dotted(),
            found.age(),
            found.statutory.dotted(),
            found.rule.citation()
        ),
        json: json!({
            "category": category,
            "birth": birth.at(date::Precision::Month).to_string(),
            "statutory": found.statutory.to_string(),
            "age": found.age(),
            "earliest": month(found.earliest),
            "latest": month(found.latest),
        }),
    })
}

fn chosen(sex: Option<&str>, category: Option<&str>) -> Result<String, Failure> {
    let sex_is_male = match sex.map(str::trim) {
        None | Some("") => None,
        Some("男" | "M" | "m" | "1") => Some(true),
        Some("女" | "F" | "f" | "2") => Some(false),
        Some(other) => {
            return Err(Failure::new(
                "sex.invalid",
                format!("“{other}”不是性别"),
                "性别写作 男 或 女",
            ));
        }
    };
    let wanted = category.map(|category| category.trim().to_ascii_uppercase());
    let chosen = match (wanted.as_deref(), sex_is_male) {
        (Some("干部" | "CADRE") | None | Some(""), Some(male)) => usual_category(male, false).to_owned(),
        (Some("工人" | "工勤" | "WORKER"), Some(male)) => usual_category(male, true).to_owned(),
        (Some(category), _) if !category.is_empty() => category.to_owned(),
        _ => {
            return Err(Failure::new(
                "category.missing",
                "没有写明性别或退休类别",
                "例如 --sex 女 --category F55",
            ));
        }
    };
    match (chosen.chars().next(), sex_is_male) {
        (Some('M'), Some(false)) | (Some('F'), Some(true)) => Err(Failure::new(
            "category.conflict",
            format!("类别 {chosen} 与性别不符"),
            "请核对性别和退休类别",
        )),
        _ => Ok(chosen),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_the_contract() {
        let answer = retirement_of(Some("男"), Some("M60"), "1976-09").expect("computed");
        let wanted = json!({"category":"M60","birth":"1976-09","statutory":"2039-09","age":"63岁","earliest":"2036-09","latest":null});
        assert_eq!(answer.json, wanted);
        assert!(
            answer
                .sentence
                .contains("《国务院关于渐进式延迟法定退休年龄的办法》"),
            "{}",
            answer.sentence
        );
    }

    #[test]
    fn what_cannot_be_answered_is_said() {
        for (sex, category, birth, code) in [
            (None, None, "1976-09", "category.missing"),
            (Some("男"), None, "1976", "birth.invalid"),
            (Some("男"), Some("F55"), "1976-09", "category.conflict"),
            (None, Some("EXPERT"), "1976-09", "category.not_computed"),
        ] {
            assert_eq!(retirement_of(sex, category, birth).expect_err(code).code, code);
        }
    }
}
