//! Numbers of rules that a unit sets otherwise: local rules are stricter or wider than national ones. What the files say
//! stays; a unit's own number is a setting of the vault, written like everything else.

use antou_policy::{Editable, Overrides, Rule, pack};
use antou_record::{Hints, PartialDate, Written, dictionary};
use antou_store::{Op, OpKind, StoreError, Vault};
use serde_json::{Value as Json, json};
use toml::Value as Number;

use crate::cited::cited;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// What a vault has set otherwise in a pack.
pub(crate) fn overrides(vault: &Vault, pack: &str) -> Result<Overrides, Failure> {
    let prefix = prefix(pack);
    let settings = vault.settings(&prefix)?.into_iter();
    Ok(settings
        .filter_map(|(name, json)| {
            let rule = name.strip_prefix(&prefix)?.to_owned();
            Some((rule, toml::Table::try_from(json).ok()?))
        })
        .collect())
}

fn prefix(pack: &str) -> String {
    format!("parameter/{pack}/")
}

impl Desk {
    /// Rules of a pack with the numbers a unit may set otherwise.
    pub fn rule_parameters(
        &self,
        request: RulePack,
        _: &dyn Progress,
    ) -> Result<Vec<RuleParameters>, Failure> {
        let known = pack(&request.pack).ok_or_else(|| Failure::not_found("没有这一类规则"))?;
        let own = self.with_vault(|vault| overrides(vault, &request.pack))?;
        let rules = known.rules.iter().filter(|rule| !rule.editable.is_empty());
        Ok(rules
            .map(|rule| RuleParameters {
                rule: cited(rule),
                parameters: rule
                    .editable
                    .iter()
                    .filter_map(|editable| parameter(rule, editable, &own))
                    .collect(),
            })
            .collect())
    }

    /// Sets a number of a rule, or takes the number of the file again.
    pub fn save_parameter(&self, request: SaveParameter, _: &dyn Progress) -> Result<Done, Failure> {
        let nothing = || Failure::not_found("没有这一项参数");
        let rules = pack(&request.pack).map(|pack| pack.rules.as_slice());
        let mut rules = rules.unwrap_or_default().iter();
        let rule = rules.find(|rule| rule.id == request.rule).ok_or_else(nothing)?;
        let editable = rule
            .editable
            .iter()
            .find(|editable| editable.name == request.name);
        let editable = editable.ok_or_else(nothing)?;
        let usual = rule.parameter(&editable.name).ok_or_else(nothing)?;
        let value = match request.value.trim() {
            "" => None,
            text => Some(read(text, editable, usual)?),
        };
        let setting = format!("{}{}", prefix(&request.pack), rule.id);
        self.with_vault(|vault| {
            let mut own = match vault.setting(&setting)? {
                Some(Json::Object(own)) => own,
                _ => serde_json::Map::new(),
            };
            let label = match &value {
                Some(value) => format!("{}：{}改为 {}", rule.title, editable.label, shown(value)),
                None => format!("{}：{}恢复为 {}", rule.title, editable.label, shown(usual)),
            };
            match value {
                Some(value) => own.insert(editable.name.clone(), json!(value)),
                None => own.remove(&editable.name),
            };
            let own = (!own.is_empty()).then_some(Json::Object(own));
            vault.transact(Op::new(OpKind::System, label), |tx| {
                tx.set_setting(&setting, own.as_ref())?;
                Ok::<_, StoreError>(())
            })?;
            Ok(Done {})
        })
    }
}

fn parameter(rule: &Rule, editable: &Editable, own: &Overrides) -> Option<ParameterView> {
    let usual = rule.parameter(&editable.name)?;
    let value = own.get(&rule.id).and_then(|own| own.get(&editable.name));
    Some(ParameterView {
        name: editable.name.clone(),
        label: editable.label.clone(),
        unit: editable.unit.clone(),
        table: editable.table.clone(),
        value: shown(value.unwrap_or(usual)),
        usual: shown(usual),
    })
}

fn shown(value: &Number) -> String {
    match value {
        Number::String(text) => text.clone(),
        Number::Boolean(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Number::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// Reads what was typed as what the file has: a number as a number, codes as codes.
fn read(text: &str, editable: &Editable, usual: &Number) -> Result<Number, Failure> {
    let refused = |what: &str, hint: &str| {
        Failure::new(
            "parameter.invalid",
            format!("“{}”不能填“{text}”：{what}", editable.label),
            hint,
        )
    };
    match usual {
        Number::Integer(_) => {
            let number: u16 = text
                .parse()
                .map_err(|_| refused("应为不小于 0 的整数", "请填数字"))?;
            Ok(Number::Integer(number.into()))
        }
        Number::Boolean(_) => match text {
            "是" | "true" => Ok(Number::Boolean(true)),
            "否" | "false" => Ok(Number::Boolean(false)),
            _ => Err(refused("应为“是”或“否”", "")),
        },
        Number::Array(_) if editable.days => {
            let parts = text.split([',', '，', '、']).map(str::trim);
            let days = parts.filter(|part| !part.is_empty()).map(|part| {
                days(part).ok_or_else(|| {
                    let hint = "写成 2026-10-01，连续几天写 2026-10-01~2026-10-07，之间用逗号隔开";
                    refused(&format!("“{part}”不是日期"), hint)
                })
            });
            let mut days = days.collect::<Result<Vec<_>, _>>()?.concat();
            days.sort_unstable();
            days.dedup();
            Ok(Number::Array(days.into_iter().map(Number::String).collect()))
        }
        Number::Array(_) => {
            let table = dictionary().table(&editable.table);
            let codes = text.split(',').map(str::trim).filter(|code| !code.is_empty());
            let codes = codes.map(|code| match table.and_then(|table| table.by_code(code)) {
                None if table.is_some() => Err(refused(&format!("没有“{code}”这个代码"), "请从列表中选")),
                _ => Ok(Number::String(code.to_owned())),
            });
            Ok(Number::Array(codes.collect::<Result<_, _>>()?))
        }
        Number::String(usual) => {
            let is_day = PartialDate::from_iso(&format!("2024-{usual}")).is_some();
            if is_day && PartialDate::from_iso(&format!("2025-{text}")).is_none() {
                return Err(refused("应写成 月-日", "如 03-31"));
            }
            Ok(Number::String(text.to_owned()))
        }
        _ => Err(refused("这一项不能改", "")),
    }
}

/// The most days that are written from one to another: longer is a slip of the hand.
const MOST_DAYS: i64 = 31;

/// A day, or the days from one to another.
fn days(text: &str) -> Option<Vec<String>> {
    let day = |text: &str| -> Option<PartialDate> {
        let item = dictionary().person().item("birth")?;
        let reading = item.read(Written::Text(text.trim()), &Hints::default());
        let date = reading.value?.as_date()?;
        date.day_of_month().is_some().then_some(date)
    };
    let (first, last) = match text.split_once(['~', '～', '至']) {
        Some((first, last)) => (day(first)?, day(last)?),
        None => (day(text)?, day(text)?),
    };
    let span = first
        .days_until(last)
        .filter(|span| (0..MOST_DAYS).contains(span))?;
    let later = (0..=u16::try_from(span).ok()?).map(|days| first.plus_days(days));
    later.map(|day| Some(day?.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_written_one_by_one_or_from_one_to_another() {
        for (text, wanted) in [
            ("2026-10-01", Some(vec!["2026-10-01"])),
            ("2026.10.1", Some(vec!["2026-10-01"])),
            (
                "20260930~2026.10.02",
                Some(vec!["2026-09-30", "2026-10-01", "2026-10-02"]),
            ),
            ("2026-10-07~2026-10-01", None),
            ("2026-10-01~2027-10-01", None),
            ("2026-10", None),
            ("国庆", None),
        ] {
            let wanted = wanted.map(|days| days.into_iter().map(str::to_owned).collect());
            assert_eq!(days(text), wanted, "{text}");
        }
    }
}
