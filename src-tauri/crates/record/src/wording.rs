//! Facts in the words of the 干部任免审批表. The printed form and the .lrmx file say the same, so both take them from here.

use std::cmp::Ordering;

use crate::date::{PartialDate, Precision};
use crate::facts::{Assessment, Award, Person, Post, Qualification, Rank, Resume};

/// One entry of 简历 with what happened within it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResumeEntry {
    /// `2000.09--2004.08`; `2021.06--` while it lasts.
    pub period: String,
    /// What the person did.
    pub text: String,
    /// 其间 lines, each in its brackets.
    pub within: Vec<String>,
}

/// Half-width columns of the period in 简历 as text: sixteen for two months and two blanks.
const PERIOD_COLUMNS: usize = 18;

/// A month as the form writes it: `2000.09`.
pub fn month(date: PartialDate) -> String {
    date.at(date.precision().min(Precision::Month)).dotted()
}

/// A stretch of time as 简历 writes it.
pub fn period(started: Option<PartialDate>, ended: Option<PartialDate>) -> String {
    match (started, ended) {
        (None, None) => String::new(),
        (started, ended) => format!(
            "{}--{}",
            started.map(month).unwrap_or_default(),
            ended.map(month).unwrap_or_default()
        ),
    }
}

/// 简历, oldest first; a 其间 row belongs to the last entry that began before it.
pub fn resume(rows: &[Resume]) -> Vec<ResumeEntry> {
    let mut sorted: Vec<&Resume> = rows.iter().collect();
    sorted.sort_by(|one, other| by_date(one.started, other.started).then(one.within.cmp(&other.within)));
    let mut entries: Vec<ResumeEntry> = Vec::new();
    for row in sorted {
        let period = period(row.started, row.ended);
        match entries.last_mut() {
            Some(entry) if row.within => entry.within.push(aside(&period, &row.text)),
            _ => entries.push(ResumeEntry {
                period,
                text: row.text.clone(),
                within: Vec::new(),
            }),
        }
    }
    entries
}

/// A 其间 line in its brackets, unless the clerk has already written them.
fn aside(period: &str, text: &str) -> String {
    if text.starts_with(['（', '(']) {
        return text.to_owned();
    }
    let text = text
        .strip_prefix("其间")
        .map_or(text, |rest| rest.trim_start_matches(['：', ':', '，']));
    if period.is_empty() {
        format!("（其间：{text}）")
    } else {
        format!("（其间：{period}  {text}）")
    }
}

/// 简历 as one text, the way .lrmx keeps it: periods in a column of their own, 其间 lines indented under the text.
pub fn resume_text(entries: &[ResumeEntry]) -> String {
    let mut lines = Vec::new();
    for entry in entries {
        lines.push(format!("{:<PERIOD_COLUMNS$}{}", entry.period, entry.text));
        lines.extend(
            entry
                .within
                .iter()
                .map(|aside| format!("{:PERIOD_COLUMNS$}{aside}", "")),
        );
    }
    lines.join("\n")
}

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

/// 年度考核结果, oldest first, at most the latest `years` of them: `2021年、2022年年度考核均为称职，2023年年度考核优秀`.
pub fn assessments(rows: &[Assessment], years: usize) -> String {
    let mut sorted: Vec<(i64, String)> = rows
        .iter()
        .filter_map(|row| Some((row.year?, row.conclusion.label.clone())))
        .collect();
    sorted.retain(|(_, words)| !words.is_empty());
    sorted.sort();
    let first = sorted.len().saturating_sub(years);
    let groups = sorted[first..].chunk_by(|one, other| one.1 == other.1);
    groups.map(assessment_group).collect::<Vec<_>>().join("，")
}

fn assessment_group(group: &[(i64, String)]) -> String {
    let words = group.first().map(|(_, words)| words.as_str()).unwrap_or_default();
    let years: Vec<_> = group.iter().map(|(year, _)| format!("{year}年")).collect();
    let years = years.join("、");
    match (words, group.len()) {
        ("未参加", 1) => format!("{years}未参加年度考核"),
        ("未参加", _) => format!("{years}均未参加年度考核"),
        (_, 1) => format!("{years}年度考核{words}"),
        (_, _) => format!("{years}年度考核均为{words}"),
    }
}

/// 奖惩情况, oldest first; empty when there is no row (whether that means 无 is not for this module to say).
pub fn awards(rows: &[Award]) -> String {
    let mut sorted: Vec<&Award> = rows.iter().collect();
    sorted.sort_by(|one, other| by_date(one.decided, other.decided));
    let sentences: Vec<_> = sorted
        .into_iter()
        .map(award)
        .filter(|sentence| !sentence.is_empty())
        .collect();
    if sentences.is_empty() {
        String::new()
    } else {
        format!("{}。", sentences.join("；"))
    }
}

fn award(row: &Award) -> String {
    const REWARD: &str = "1";
    const DISCIPLINE: &str = "2";
    let mut parts = Vec::new();
    parts.extend(row.decided.map(long_month));
    if !row.authority.is_empty() {
        parts.push(format!("经{}批准", row.authority));
    }
    if row.kind.code != REWARD && !row.reason.is_empty() {
        parts.push(format!("因{}", row.reason));
    }
    parts.push(match row.kind.code.as_str() {
        DISCIPLINE if !row.name.ends_with("处分") => format!("受{}处分", row.name),
        DISCIPLINE => format!("受{}", row.name),
        _ => row.name.clone(),
    });
    parts.extend(row.lifted.map(|date| format!("{}解除", long_month(date))));
    parts.join("，")
}

/// `2004年5月`.
fn long_month(date: PartialDate) -> String {
    match date.month() {
        Some(month) => format!("{}年{month}月", date.year()),
        None => format!("{}年", date.year()),
    }
}

/// 现任职务: the posts held now, the main one first, then the rank; a unit said once is not said again.
pub fn posts_now(posts: &[Post], ranks: &[Rank]) -> String {
    let mut held: Vec<&Post> = posts.iter().filter(|post| post.ended.is_none()).collect();
    held.sort_by_key(|post| (!post.main, post.order.unwrap_or(i64::MAX)));
    let mut words: Vec<String> = Vec::new();
    let mut said = "";
    for post in held {
        words.push(post_words(post, said));
        said = &post.unit;
    }
    let rank = ranks
        .iter()
        .filter(|rank| rank.ended.is_none())
        .max_by(|one, other| by_date(one.started, other.started));
    words.extend(rank.map(|rank| rank.rank.label.clone()));
    let mut once: Vec<String> = Vec::new();
    for word in words {
        if !word.is_empty() && !once.contains(&word) {
            once.push(word);
        }
    }
    once.join("、")
}

fn post_words(post: &Post, said: &str) -> String {
    let unit = if post.unit == said || post.title.starts_with(&post.unit) {
        ""
    } else {
        post.unit.as_str()
    };
    let department = if post.title.contains(&post.department) {
        ""
    } else {
        post.department.as_str()
    };
    format!("{unit}{department}{}", post.title)
}

/// 专业技术职务: the highest of the titles (职业资格 do not count).
pub fn professional_title(rows: &[Qualification]) -> String {
    const TITLE: [&str; 2] = ["1", ""];
    let titles = rows.iter().filter(|row| TITLE.contains(&row.kind.code.as_str()));
    let highest = titles.min_by_key(|row| row.grade.order.unwrap_or(usize::MAX));
    highest.map(|row| row.name.clone()).unwrap_or_default()
}

/// Unknown dates first, others in order.
fn by_date(one: Option<PartialDate>, other: Option<PartialDate>) -> Ordering {
    one.cmp(&other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Coded;

    fn date(text: &str) -> Option<PartialDate> {
        Some(PartialDate::from_iso(text).unwrap_or_else(|| panic!("{text} is a date")))
    }

    fn coded(code: &str, label: &str) -> Coded {
        Coded {
            code: code.into(),
            label: label.into(),
            order: None,
        }
    }

    fn assessment(year: i64, label: &str) -> Assessment {
        Assessment {
            year: Some(year),
            conclusion: coded("", label),
            reason: String::new(),
        }
    }

    #[test]
    fn equal_years_of_assessment_are_told_together() {
        let rows = [
            assessment(2023, "优秀"),
            assessment(2021, "称职"),
            assessment(2022, "称职"),
            assessment(2020, "未参加"),
        ];
        assert_eq!(
            assessments(&rows, 3),
            "2021年、2022年年度考核均为称职，2023年年度考核优秀",
            "the latest three"
        );
        assert!(
            assessments(&rows, 9).starts_with("2020年未参加年度考核，2021年"),
            "a year without a grade is told as such"
        );
        assert_eq!(assessments(&[], 3), "", "nothing is invented");
    }

    #[test]
    fn what_happened_within_stands_under_its_entry() {
        let row = |started, ended, text: &str, within| Resume {
            started,
            ended,
            text: text.into(),
            within,
        };
        let rows = [
            row(date("2011-03"), date("2012-03"), "挂职任白石镇副镇长", true),
            row(
                date("2004-08"),
                date("2009-12-31"),
                "青川区人民政府办公室科员",
                false,
            ),
            row(date("2009-12"), None, "青川区人民政府办公室信息科副科长", false),
        ];
        let entries = resume(&rows);
        assert_eq!(entries.len(), 2, "其间 is no entry of its own");
        assert_eq!(
            (entries[0].period.as_str(), entries[1].period.as_str()),
            ("2004.08--2009.12", "2009.12--"),
            "months only"
        );
        assert_eq!(
            entries[1].within,
            ["（其间：2011.03--2012.03  挂职任白石镇副镇长）"],
            "in brackets"
        );
        let text = resume_text(&entries);
        assert!(
            text.contains("\n2009.12--         青川区"),
            "the text begins in column 18: {text}"
        );
        assert!(
            text.ends_with("\n                  （其间：2011.03--2012.03  挂职任白石镇副镇长）"),
            "indented: {text}"
        );
    }

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

    #[test]
    fn awards_and_discipline_are_told_in_sentences() {
        let award = |kind: &str, name: &str, decided, authority: &str, reason: &str| Award {
            kind: coded(kind, ""),
            name: name.into(),
            decided,
            authority: authority.into(),
            reason: reason.into(),
            lifted: None,
        };
        let rows = [
            award("2", "党内警告", date("2019-03"), "", "公务接待超标准"),
            award("1", "记三等功", date("2004-05-10"), "云州市人民政府", "防汛"),
        ];
        let expected =
            "2004年5月，经云州市人民政府批准，记三等功；2019年3月，因公务接待超标准，受党内警告处分。";
        assert_eq!(awards(&rows), expected, "oldest first");
        assert_eq!(awards(&[]), "", "whether there was nothing is not known here");
    }

    #[test]
    fn posts_held_now_are_told_the_main_one_first() {
        let post = |unit: &str, title: &str, main, ended| Post {
            unit: unit.into(),
            department: String::new(),
            title: title.into(),
            level: Coded::default(),
            started: None,
            ended,
            main,
            order: None,
        };
        let posts = [
            post("云州市财政局", "副局长", false, None),
            post("云州市财政局", "党组成员", true, None),
            post("云州市审计局", "科长", false, date("2019-01")),
        ];
        let ranks = [Rank {
            rank: coded("A06", "四级调研员"),
            started: None,
            ended: None,
        }];
        assert_eq!(
            posts_now(&posts, &ranks),
            "云州市财政局党组成员、副局长、四级调研员",
            "a unit is said once"
        );
    }
}
