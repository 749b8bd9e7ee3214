//! 入党时间 as the form writes it.

use super::month;
use crate::facts::Person;

/// 入党时间: the month for members of the Party, the party's name for the others, both for those who are in two.
pub fn party_joined(person: &Person) -> String {
    const PARTY: [&str; 2] = ["01", "02"];
    const OTHER_PARTIES: std::ops::RangeInclusive<&str> = "04"..="11";
    let joined = person.party_joined.map(month).unwrap_or_default();
    let code = person.political_status.code.as_str();
    let mut parts: Vec<String> = Vec::new();
    if PARTY.contains(&code) || (code.is_empty() && !joined.is_empty()) {
        parts.push(joined);
    } else if OTHER_PARTIES.contains(&code) {
        parts.push(format!("{}{joined}", short_party(&person.political_status.label)));
    } else if code == "12" {
        parts.push("无党派".to_owned());
    } else if code == "13" {
        parts.push("群众".to_owned());
    }
    for party in &person.other_parties {
        if !parts.iter().any(|part| part.starts_with(&party.label)) {
            parts.push(party.label.clone());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("；")
}

/// 民建会员 → 民建, 农工党党员 → 农工党.
fn short_party(label: &str) -> &str {
    ["党员", "盟员", "会员", "社员"]
        .iter()
        .find_map(|ending| label.strip_suffix(ending))
        .unwrap_or(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::PartialDate;
    use crate::wording::test::{coded, date};

    fn person(code: &str, label: &str, joined: Option<PartialDate>, others: &[&str]) -> Person {
        let mut person = crate::Dossier::new(1).fact::<Person>();
        person.political_status = coded(code, label);
        person.party_joined = joined;
        person.other_parties = others.iter().map(|label| coded("", label)).collect();
        person
    }

    #[test]
    fn the_party_is_told_by_the_grammar_of_the_form() {
        let joined = || date("2001-08-01");
        for (person, expected) in [
            (person("01", "中共党员", joined(), &[]), "2001.08"),
            (person("02", "中共预备党员", joined(), &[]), "2001.08"),
            (
                person("01", "中共党员", joined(), &["民建", "民盟"]),
                "2001.08；民建；民盟",
            ),
            (person("06", "民建会员", None, &[]), "民建"),
            (person("06", "民建会员", joined(), &["民建"]), "民建2001.08"),
            (person("08", "农工党党员", None, &[]), "农工党"),
            (person("12", "无党派人士", None, &[]), "无党派"),
            (person("13", "群众", None, &[]), "群众"),
            (person("", "", None, &[]), ""),
        ] {
            assert_eq!(party_joined(&person), expected, "{person:?}");
        }
    }
}
