//! 回执: that a report was handed in, when and to whom. What it says is not looked at.

use antou_form::Sheet;
use antou_record::facts::{Person, Post};
use antou_record::{PartialDate, Value};
use serde_json::json;

use super::occasion;
use crate::failure::Failure;
use crate::forms::Asked;

/// What stands on a receipt.
pub(crate) fn receipt(asked: &Asked<'_>) -> Result<Sheet, Failure> {
    let row = asked.row("matters")?;
    let person: Person = asked.dossier.fact();
    let posts: Vec<Post> = asked.dossier.facts();
    let current = posts.iter().find(|post| post.ended.is_none());
    let is_yearly = row.get("occasion") == Some(&Value::Code(occasion::YEARLY.to_owned()));
    let what = if is_yearly {
        format!("{}年度集中报告", row.shown("year"))
    } else {
        row.shown("occasion")
    };
    let submitted = row.get("submitted").and_then(Value::as_date);
    let content = json!({
        "name": person.name,
        "unit": current.map(|post| post.unit.clone()).unwrap_or_default(),
        "post": current.map(|post| post.title.clone()).unwrap_or_default(),
        "what": what,
        "submitted": submitted.map(in_words).unwrap_or_default(),
        "received_by": row.shown("received_by"),
        "office": asked.vault.unit(),
    });
    Ok(Sheet::new(person.name, &content)?)
}

/// 2026年1月15日, as far as the date is known.
fn in_words(date: PartialDate) -> String {
    let month = date.month().map(|month| format!("{month}月")).unwrap_or_default();
    let day = date
        .day_of_month()
        .map(|day| format!("{day}日"))
        .unwrap_or_default();
    format!("{}年{month}{day}", date.year())
}
