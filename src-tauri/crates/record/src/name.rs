//! Names of people: cleaning, pinyin with surname readings, and the order by strokes. Characters are kept exactly.

use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use pinyin::{ToPinyin, ToPinyinMulti};

use crate::declaration::is_blank;
use crate::problem::{Problem, ProblemCode};
use crate::reading::character_problems;
use crate::text::{squeezed, trimmed};

/// Surnames that are read differently as surnames; two-character surnames first.
const SURNAMES: &[(&str, &[&str])] = &[
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("长孙", &["zhang", "sun"]),
    ("单于", &["chan", "yu"]),
    ("澹台", &["tan", "tai"]),
    ("令狐", &["ling", "hu"]),
    ("宿勤", &["su", "qin"]),
    ("贺若", &["he", "ruo"]),
    ("单", &["shan"]),
    ("曾", &["zeng"]),
    ("仇", &["qiu"]),
    ("查", &["zha"]),
    ("解", &["xie"]),
    ("乐", &["yue"]),
    ("区", &["ou"]),
    ("盖", &["ge"]),
    ("朴", &["piao"]),
    ("覃", &["qin"]),
    ("翟", &["zhai"]),
    ("缪", &["miao"]),
    ("员", &["yun"]),
    ("折", &["she"]),
    ("任", &["ren"]),
    ("宁", &["ning"]),
    ("华", &["hua"]),
    ("卜", &["bu"]),
    ("秘", &["bi"]),
    ("冼", &["xian"]),
    ("洗", &["xian"]),
    ("繁", &["po"]),
    ("召", &["shao"]),
    ("黑", &["he"]),
    ("逄", &["pang"]),
    ("逢", &["pang"]),
    ("晁", &["chao"]),
    ("種", &["chong"]),
    ("种", &["chong"]),
    ("那", &["na"]),
    ("都", &["du"]),
    ("尉", &["wei"]),
    ("祭", &["zhai"]),
    ("褚", &["chu"]),
    ("葛", &["ge"]),
    ("郇", &["xun"]),
    ("隗", &["wei"]),
    ("哈", &["ha"]),
    ("长", &["chang"]),
    ("粘", &["nian"]),
    ("车", &["che"]),
    ("谌", &["chen"]),
    ("臧", &["zang"]),
    ("藏", &["zang"]),
    ("莘", &["shen"]),
    ("佴", &["nai"]),
    ("纪", &["ji"]),
    ("呙", &["guo"]),
    ("适", &["kuo"]),
    ("句", &["gou"]),
    ("牟", &["mu"]),
    ("会", &["gui"]),
    ("相", &["xiang"]),
    ("亓", &["qi"]),
    ("禚", &["zhuo"]),
    ("訾", &["zi"]),
    ("郗", &["xi"]),
    ("贲", &["ben"]),
    ("戚", &["qi"]),
    ("阚", &["kan"]),
];

/// A name in Latin letters, by which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// Full pinyin without tones or blanks: zhangsan.
    pub pinyin: String,
    /// First letters: zs.
    pub initials: String,
}

/// Reads a name as clerks write it. Blanks inside a Chinese name, zero-width marks and bracketed notes (（女）) are taken out
/// and said; the characters of the name itself are never changed.
pub fn read(written: &str) -> (Option<String>, Vec<Problem>) {
    let mut problems = Vec::new();
    let whole = trimmed(written);
    let unnoted = whole.split(['(', '（', '[', '【']).next().unwrap_or_default();
    let core = trimmed(match is_broken(unnoted) {
        true => unnoted,
        false => unnoted.split(['\n', '\r']).next().unwrap_or_default(),
    });
    let core = unremarked(&core).trim_matches(|c: char| MARKS.contains(c) || is_blank(c));
    if let Some(several) = several(core, unnoted) {
        let message = format!("“{several}”像是几个人的姓名写在一格里，未保存，请分行填写");
        return (
            None,
            vec![Problem::error(ProblemCode::ValueInvalid, written, message)],
        );
    }
    let name = if core.chars().any(|c| c.is_ascii_alphabetic()) {
        single_blanks(core)
    } else {
        squeezed(core).into_owned()
    };
    if name.is_empty() {
        let missing = (!whole.is_empty())
            .then(|| Problem::error(ProblemCode::NameMissing, written, "姓名中没有可用的文字"));
        return (None, missing.into_iter().collect());
    }
    if name != written {
        let message = format!("姓名中的空格、换行或括号附注已去掉，按“{name}”保存");
        problems.push(Problem::info(ProblemCode::NameCleaned, written, message));
    }
    let is_han = |c: char| c.is_alphabetic() && !c.is_ascii();
    if name.contains(is_strange) && name.contains(is_han) {
        problems.push(Problem::warning(
            ProblemCode::ValueInvalid,
            written,
            format!("姓名“{name}”中有数字或字母，已原样保存，请核对"),
        ));
    }
    if name.chars().count() > 3 && ADDRESSES.iter().any(|address| name.ends_with(address)) {
        problems.push(Problem::warning(
            ProblemCode::ValueInvalid,
            written,
            format!("“{name}”像是带着称呼或职务，已原样保存，请核对"),
        ));
    }
    character_problems(&name, &mut problems);
    if name.contains(['?', '？', '□', '○', '■', '*', '＊', '×']) {
        problems.push(Problem::warning(
            ProblemCode::CharacterLost,
            written,
            "姓名中有“？”“*”或方框，原文件可能丢了生僻字或隐去了几个字，请核对",
        ));
    }
    (Some(name), problems)
}

/// Signs behind a name that point to a note.
const MARKS: &str = "*＊※#＃★☆△▲◇◆◎●①②③④⑤⑥⑦⑧⑨⑩";

/// The commonest surnames, by which a second name in a cell is told from a note.
const COMMON: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Digits and Latin letters, full-width ones too: in a Chinese name they are slips or tell people of one name apart.
fn is_strange(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// How somebody is addressed, behind a name: 许海先生 and 张海主任 are called so, not named so.
const ADDRESSES: [&str; 12] = [
    "先生", "女士", "小姐", "同志", "主任", "局长", "处长", "科长", "书记", "校长", "院长", "老师",
];

/// A whole name without what is said of the person behind a blank: 男, a nation, 等3人.
fn unremarked(core: &str) -> &str {
    let is_remark = |word: &str| {
        matches!(word, "男" | "女" | "男性" | "女性")
            || word.chars().count() > 1 && word.ends_with('族')
            || word.starts_with('等') && word.ends_with('人')
    };
    let mut begun = 0;
    for word in core.split(is_blank) {
        if is_remark(word) && squeezed(core.get(..begun).unwrap_or_default()).chars().count() > 1 {
            return core.get(..begun).unwrap_or(core);
        }
        begun += word.len();
        begun += core
            .get(begun..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    }
    core
}

/// Several names in one cell, as they stand there: 张三、李四, or 张三 and 李四 in two lines or with a blank between.
fn several(core: &str, unnoted: &str) -> Option<String> {
    let is_han = |part: &str| part.chars().all(|c| c.is_alphabetic() && !c.is_ascii());
    let is_name = |part: &str| (2..=4).contains(&part.chars().count()) && is_han(part);
    let is_common = |part: &str| is_name(part) && part.starts_with(|c| COMMON.contains(c));
    let is_sign = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '\\' | '|');
    if !unnoted.contains(|c| is_sign(c) || is_blank(c) || c == '和') {
        return None;
    }
    let listed: Vec<&str> = core
        .split(is_sign)
        .map(|part| part.trim_matches(is_blank))
        .collect();
    let joined: Vec<&str> = core.split('和').collect();
    let apart: Vec<&str> = unnoted.split(is_blank).filter(|part| !part.is_empty()).collect();
    let all =
        |parts: &[&str], is: &dyn Fn(&str) -> bool| parts.len() > 1 && parts.iter().all(|part| is(part));
    let found = if all(&listed, &is_name) {
        listed
    } else if all(&joined, &is_common) {
        joined
    } else if all(&apart, &is_common) {
        apart
    } else {
        return None;
    };
    Some(found.join("、"))
}

/// Whether a line break only stands where the cell was too narrow, as in 张 above 三: what follows a whole name is a note.
fn is_broken(text: &str) -> bool {
    let first = text.split(['\n', '\r']).next().unwrap_or_default();
    let name = squeezed(text);
    squeezed(first).chars().count() == 1 && name.chars().count() <= 4 && name.chars().all(char::is_alphabetic)
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `word` (small letters) begins the pinyin or the initials of a name.
pub fn is_spelled(name: &str, word: &str) -> bool {
    word.is_ascii()
        && spelled(name)
            .iter()
            .any(|spelled| spelled.initials.starts_with(word) || spelled.pinyin.starts_with(word))
}

/// The spellings a name is found by; the first is the customary one, with surname readings corrected. At most four.
pub fn spelled(name: &str) -> Vec<Spelled> {
    let characters: Vec<char> = name.chars().collect();
    let customary = syllables(name, &characters);
    let mut all = vec![joined(&customary)];
    for reading in alternatives(&characters) {
        let mut syllables = customary.clone();
        if let Some(first) = syllables.first_mut() {
            *first = reading;
        }
        let other = joined(&syllables);
        if !all.contains(&other) && all.len() < 4 {
            all.push(other);
        }
    }
    all
}

fn syllables(name: &str, characters: &[char]) -> Vec<String> {
    let surname = SURNAMES
        .iter()
        .find(|(surname, _)| name.starts_with(surname) && characters.len() > surname.chars().count());
    let fixed = surname.map_or(&[][..], |(_, readings)| readings);
    characters
        .iter()
        .enumerate()
        .map(
            |(index, character)| match (fixed.get(index), character.to_pinyin()) {
                (Some(reading), _) => (*reading).to_owned(),
                (None, Some(pinyin)) => pinyin.plain().replace('ü', "v"),
                (None, None) => character.to_lowercase().filter(|c| c.is_alphanumeric()).collect(),
            },
        )
        .collect()
}

/// Other readings of the first character: 曾 is also ceng.
fn alternatives(characters: &[char]) -> Vec<String> {
    let multi = characters
        .first()
        .and_then(|character| character.to_pinyin_multi());
    multi
        .into_iter()
        .flatten()
        .map(|pinyin| pinyin.plain().replace('ü', "v"))
        .collect()
}

fn joined(syllables: &[String]) -> Spelled {
    Spelled {
        pinyin: syllables.concat(),
        initials: syllables.iter().filter_map(|s| s.chars().next()).collect(),
    }
}

/// First letters of any text, for pickers that filter by pinyin initials: 中共党员 → zgdy.
pub fn initials(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character.to_pinyin() {
            Some(pinyin) => pinyin.plain().chars().next(),
            None => character
                .is_ascii_alphanumeric()
                .then(|| character.to_ascii_lowercase()),
        })
        .collect()
}

static STROKES: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    Collator::try_new(
        icu_locale_core::locale!("zh-u-co-stroke").into(),
        CollatorOptions::default(),
    )
    .ok()
});

/// A key whose byte order is the order by strokes (姓氏笔画): fewer strokes of the surname first, then the next character;
/// a single given name before a double one, as if a blank stood in the middle. From the stroke collation of CLDR.
pub fn stroke_key(name: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let mut characters = name.chars();
    let spaced = match (characters.next(), characters.next(), characters.next()) {
        (Some(surname), Some(given), None) => format!("{surname} {given}"),
        _ => name.to_owned(),
    };
    let name = spaced.as_str();
    match STROKES.as_ref() {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(name, &mut key);
        }
        None => key.extend_from_slice(name.as_bytes()),
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn careless_names_are_cleaned_and_said() {
        for (written, name) in [
            ("张  三", "张三"),
            ("张\u{3000}三", "张三"),
            ("李四\u{a0}", "李四"),
            ("王五\u{200b}", "王五"),
            ("赵六\n（女）", "赵六"),
            ("（女）", ""),
        ] {
            let (read, problems) = read(written);
            assert_eq!(read.unwrap_or_default(), name, "{written:?}");
            assert_eq!(problems.len(), 1, "{written:?}: {problems:?}");
        }
        assert_eq!(read("张三"), (Some("张三".into()), vec![]));
        assert_eq!(read("买买提·艾力").0.as_deref(), Some("买买提·艾力"));
        assert_eq!(read("John  Smith").0.as_deref(), Some("John Smith"));
    }

    #[test]
    fn rare_characters_stay_exactly_as_they_are() {
        for name in ["䶮㛃", "𬸣𠅤", "喆堃", "犇𣲗", "𬭚"] {
            assert_eq!(read(name), (Some(name.to_owned()), vec![]));
        }
        assert_eq!(read("张\u{e000}").1[0].code, ProblemCode::CharacterPrivate);
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, pinyin, initials) in [
            ("单雄信", "shanxiongxin", "sxx"),
            ("曾国藩", "zengguofan", "zgf"),
            ("仇英", "qiuying", "qy"),
            ("尉迟恭", "yuchigong", "ycg"),
            ("欧阳修", "ouyangxiu", "oyx"),
            ("查良镛", "zhaliangyong", "zly"),
            ("吕布", "lvbu", "lb"),
            ("张三", "zhangsan", "zs"),
        ] {
            assert_eq!(
                spelled(name)[0],
                Spelled {
                    pinyin: pinyin.into(),
                    initials: initials.into()
                },
                "{name}"
            );
        }
        assert!(
            spelled("曾国藩").iter().any(|s| s.initials == "cgf"),
            "the other reading finds too"
        );
    }

    #[test]
    fn names_stand_in_the_order_of_strokes() {
        let mut names = vec!["魏征", "丁一", "王五", "张三", "丁", "王二五", "卜算"];
        names.sort_by_key(|name| stroke_key(name));
        assert_eq!(names, ["丁", "丁一", "卜算", "王五", "王二五", "张三", "魏征"]);
    }
}
