//! Relatives.

use crate::facts::Relative;

/// Words in 工作单位及职务 that say a relative is no longer alive.
const DECEASED: [&str; 5] = ["去世", "已逝", "逝世", "病故", "已故"];

/// Whether a relative is no longer alive, said one way or the other.
pub fn is_deceased(row: &Relative) -> bool {
    row.deceased || is_told(row)
}

/// 工作单位及职务 of a relative: that somebody is no longer alive stands behind it.
pub fn kin_work(row: &Relative) -> String {
    if row.deceased && !is_told(row) {
        format!("{}（已去世）", row.work)
    } else {
        row.work.clone()
    }
}

fn is_told(row: &Relative) -> bool {
    DECEASED.iter().any(|word| row.work.contains(word))
}

/// The customary order of relatives: what the clerk has numbered first, then spouse, children (the older first), father,
/// mother, step-parents, the children's spouses, the spouse's parents, brothers and sisters, and the others by their code.
pub fn kin_order(row: &Relative) -> impl Ord + use<> {
    let code = row.relation.code.as_str();
    let group = match code {
        "" => 12, // not said yet
        "10" | "11" | "12" => 0,
        "28" | "38" => 6,
        _ if code.starts_with(['2', '3']) => 1,
        "51" => 2,
        "52" => 3,
        "57" | "57A" | "57B" => 4,
        "58" | "58A" | "58B" => 5,
        "53" | "54" | "55" | "56" => 7,
        _ if code.starts_with('7') => 8,
        _ if code.starts_with('4') => 9,
        _ if code.starts_with(['5', '6']) => 10,
        _ => 11,
    };
    let by_code = if group < 6 { String::new() } else { code.to_owned() };
    (
        row.order.unwrap_or(i64::MAX),
        group,
        by_code,
        row.birth.is_none(),
        row.birth,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::test::{coded, date};

    #[test]
    fn relatives_stand_in_the_customary_order() {
        let kin = |code: &str, birth: Option<&str>, order| Relative {
            relation: coded(code, code),
            birth: birth.and_then(date),
            order,
            ..Relative::default()
        };
        let mut rows = vec![
            kin("77", None, None),
            kin("", None, None),
            kin("56", None, None),
            kin("38", None, None),
            kin("52", None, None),
            kin("51", None, None),
            kin("31", Some("2012-01"), None),
            kin("21", Some("2008-01"), None),
            kin("12", None, None),
            kin("61", None, Some(1)),
        ];
        rows.sort_by_key(kin_order);
        let codes: Vec<&str> = rows.iter().map(|row| row.relation.code.as_str()).collect();
        assert_eq!(codes, ["61", "12", "21", "31", "51", "52", "38", "56", "77", ""]);
    }
}
