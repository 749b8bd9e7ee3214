//! 奖惩情况 as one text → one row for each award and each measure.

use super::scan::{date, digits, skip, without_number};
use super::{Known, Told, Unread, lines};
use crate::PartialDate;
use crate::declaration::is_blank;
use crate::dictionary::{Set, dictionary};
use crate::problem::{Problem, ProblemCode};
use crate::value::{Row, Value};

const REWARD: &str = "1";
const DISCIPLINE: &str = "2";
const MEASURE: &str = "3";

const DISCIPLINE_WORDS: [&str; 8] = [
    "处分",
    "警告",
    "记过",
    "记大过",
    "降级",
    "撤职",
    "开除",
    "留党察看",
];
const MEASURE_WORDS: [&str; 13] = [
    "诫勉",
    "提醒谈话",
    "函询",
    "批评教育",
    "责令",
    "停职",
    "组织处理",
    "组织措施",
    "通报批评",
    "调离",
    "免职",
    "降职",
    "书面检查",
];
const REWARD_WORDS: [&str; 12] = [
    "奖",
    "等功",
    "记功",
    "大功",
    "授予",
    "表彰",
    "表扬",
    "先进",
    "优秀",
    "模范",
    "标兵",
    "红旗手",
];

/// Whether a name is one of a reward, of discipline or of another measure, as its words tell it; `None` when they do not.
pub(in crate::wording) fn kind_of(name: &str) -> Option<&'static str> {
    if let Some(code) = listed(name) {
        return match code.code.as_bytes().first() {
            Some(b'1') => Some(REWARD),
            Some(b'2' | b'3') => Some(DISCIPLINE),
            Some(b'4') => Some(MEASURE),
            _ => None,
        };
    }
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match (says(&REWARD_WORDS), says(&DISCIPLINE_WORDS), says(&MEASURE_WORDS)) {
        (true, false, false) => Some(REWARD),
        (false, true, false) => Some(DISCIPLINE),
        (false, false, true) => Some(MEASURE),
        _ => None,
    }
}

/// The row of the table of names that a name stands for.
fn listed(name: &str) -> Option<&'static crate::Code> {
    match dictionary().table("award_name")?.meaning(name) {
        crate::Meaning::Label(code) | crate::Meaning::Spelling(code) => Some(code),
        _ => None,
    }
}

/// One award as far as it has been read.
#[derive(Default)]
struct Entry {
    decided: Option<PartialDate>,
    authority: Option<String>,
    reason: Option<String>,
    name: String,
    lifted: Option<PartialDate>,
}

pub(super) fn read(set: &'static Set, text: &str, known: &Known<'_>) -> Result<Told, Unread> {
    let mut told = Told::default();
    for line in lines(text) {
        for sentence in parts(&line, |c| matches!(c, '；' | ';' | '。')) {
            let sentence = without_number(skip(sentence));
            if !sentence.is_empty() {
                entries(set, sentence, known, &mut told)?;
            }
        }
    }
    Ok(told)
}

fn entries(set: &'static Set, sentence: &str, known: &Known<'_>, told: &mut Told) -> Result<(), Unread> {
    let mut entry: Option<Entry> = None;
    for clause in parts(sentence, |c| matches!(c, '，' | ',')) {
        let clause = clause.trim_matches(is_blank);
        let begins = date(clause).filter(|(_, rest)| !rest.starts_with('度'));
        if let Some((lifted, rest)) = begins
            && is_lifting(rest)
        {
            let open = entry
                .as_mut()
                .filter(|entry| !entry.name.is_empty() && entry.lifted.is_none());
            open.ok_or_else(|| Unread::new(clause, "不知道解除的是哪一项"))?
                .lifted = Some(lifted);
            continue;
        }
        let another = digits(clause).1 >= 4 && entry.as_ref().is_some_and(|entry| !entry.name.is_empty());
        if another && let Some(done) = entry.take() {
            finish(set, done, sentence, known, told)?;
        }
        let entry = entry.get_or_insert_default();
        match begins {
            Some((_, rest))
                if date(skip(rest)).is_some()
                    || skip(rest).starts_with(['、', '和', '及', '-', '—', '至', '/']) =>
            {
                return Err(Unread::new(clause, "写了几个时间"));
            }
            Some(_) if entry.decided.is_some() || !entry.name.is_empty() => {
                return Err(Unread::new(clause, "写了几个时间"));
            }
            Some((decided, rest)) => {
                entry.decided = Some(decided);
                entry.say(rest.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：')));
            }
            None if is_broken_date(clause) => return Err(Unread::new(clause, "的时间读不懂")),
            None => entry.say(clause),
        }
    }
    entry.map_or(Ok(()), |entry| finish(set, entry, sentence, known, told))
}

/// 2016.13 before what was given: a date was meant and makes none.
fn is_broken_date(clause: &str) -> bool {
    let rest = clause.trim_start_matches(|c: char| c.is_ascii_digit());
    clause.len() - rest.len() == 4
        && !rest.starts_with("年度")
        && rest.starts_with(['.', '．', '年', '/', '-'])
}

/// 解除, 解除处分, 处分解除 behind a date.
fn is_lifting(rest: &str) -> bool {
    let plain = crate::squeezed(rest);
    matches!(
        &*plain,
        "解除" | "解除处分" | "处分解除" | "予以解除" | "予以解除处分" | "处分期满解除"
    )
}

impl Entry {
    /// Takes one clause: 经……批准, 因……, or what was given.
    fn say(&mut self, clause: &str) {
        let mut clause = clause.trim_matches(is_blank);
        if let Some((authority, rest)) = clause.strip_prefix('经').and_then(|rest| rest.split_once("批准"))
            && self.authority.is_none()
            && !authority.is_empty()
        {
            self.authority = Some(authority.trim_matches(is_blank).to_owned());
            clause = skip(rest);
        }
        if let Some(rest) = clause.strip_prefix('因')
            && self.reason.is_none()
            && self.name.is_empty()
        {
            let (reason, given) = rest
                .split_once('受')
                .map_or((rest, ""), |(reason, given)| (reason, given));
            if given.is_empty() || kind_of(given).is_some() {
                self.reason =
                    Some(reason.trim_matches(is_blank).to_owned()).filter(|reason| !reason.is_empty());
                clause = given.strip_prefix('到').unwrap_or(given);
                self.name = suffered(clause);
                return;
            }
        }
        if clause.is_empty() {
            return;
        }
        let name = match clause.strip_prefix('受') {
            Some(rest) => rest
                .strip_prefix('到')
                .map_or_else(|| suffered(rest), str::to_owned),
            None => given(clause).to_owned(),
        };
        if !self.name.is_empty() {
            self.name.push('，');
        }
        self.name.push_str(&name);
    }
}

/// 受党内警告处分 → 党内警告.
fn suffered(text: &str) -> String {
    text.strip_suffix("处分")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(text)
        .to_owned()
}

/// Words the writer puts around a name that does not tell its kind are taken off again.
fn given(clause: &str) -> &str {
    let reward = clause
        .strip_prefix("获得")
        .filter(|name| kind_of(name).is_none() && !name.is_empty());
    let measure = clause
        .strip_prefix("给予")
        .and_then(|rest| rest.strip_suffix("组织处理"));
    reward
        .or(measure.filter(|name| !name.is_empty()))
        .unwrap_or(clause)
}

fn finish(
    set: &'static Set,
    entry: Entry,
    sentence: &str,
    known: &Known<'_>,
    told: &mut Told,
) -> Result<(), Unread> {
    if entry.name.is_empty() {
        return Err(Unread::new(sentence, "没有写明是什么奖惩"));
    }
    let settled = known.code("kind");
    let by_words = told_kind(sentence, &entry.name);
    let kind = match (settled, by_words) {
        (Some(settled), Some(words)) if settled != words => {
            return Err(Unread::new(sentence, "与栏目的类别不符"));
        }
        (Some(settled), _) => settled,
        (None, Some(words)) => words,
        (None, None) => return Err(Unread::new(sentence, "看不出是奖励还是惩戒")),
    };
    let name = listed(&entry.name).map_or(entry.name.as_str(), |code| code.label.as_str());
    if entry.decided.is_none() {
        let message = format!("“{name}”没有写明批准（决定）时间");
        told.problems
            .push(Problem::warning(ProblemCode::ItemMissing, name, message));
    }
    let mut row = Row::new(set);
    row.put("kind", Value::Code(kind.to_owned()));
    row.put("name", Value::Text(name.to_owned()));
    row.put("decided", entry.decided.map(Value::Date));
    row.put("authority", entry.authority.map(Value::Text));
    row.put("reason", entry.reason.map(Value::Text));
    row.put("lifted", entry.lifted.map(Value::Date));
    told.rows.push(row);
    Ok(())
}

/// The kind by the name, or by the words that stood around it.
fn told_kind(sentence: &str, name: &str) -> Option<&'static str> {
    kind_of(name).or_else(|| {
        if sentence.contains(&format!("获得{name}")) {
            Some(REWARD)
        } else if sentence.contains(&format!("受{name}处分")) {
            Some(DISCIPLINE)
        } else if sentence.contains(&format!("给予{name}组织处理")) {
            Some(MEASURE)
        } else {
            None
        }
    })
}

/// The parts of a text between marks that stand outside of brackets and quotation marks.
fn parts(text: &str, is_mark: impl Fn(char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut depth) = (0, 0usize);
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' | '“' | '《' | '「' => depth += 1,
            '）' | ')' | '”' | '》' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_mark(character) => {
                parts.extend(text.get(begin..at));
                begin = at + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(text.get(begin..));
    parts
}
