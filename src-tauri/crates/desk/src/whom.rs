//! Who is meant by what somebody wrote in the name of a file or in a pasted list: a number, a name, or both. A number
//! decides; a name alone decides only when nobody else has it.

use std::collections::HashMap;

use antou_record::{IdNumber, half_width_text};
use antou_store::{Identity, Vault};

use crate::failure::Failure;
use crate::messages::Candidacy;

/// Words beside a name that say what the picture or the list is.
const BESIDES: &[&str] = &[
    "证件照片",
    "证件照",
    "免冠照片",
    "免冠照",
    "标准照",
    "电子照片",
    "电子照",
    "登记照",
    "寸照片",
    "寸照",
    "照片",
    "相片",
    "头像",
    "身份证号码",
    "身份证号",
    "身份证",
    "姓名",
    "二寸",
    "一寸",
    "两寸",
    "小二寸",
    "大一寸",
    "白底",
    "蓝底",
    "红底",
    "彩色",
    "电子版",
    "副本",
    "最新",
    "新",
    "同志",
];

/// Words above a list of people.
const HEADINGS: &[&str] = &[
    "公民身份号码",
    "公民身份证号码",
    "人员",
    "名单",
    "序号",
    "单位",
    "职务",
];

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This person and nobody else.
    One(i64),
    /// One of these, or nobody known: the clerk says.
    Ask {
        /// People it may be.
        people: Vec<i64>,
        /// Why it is asked.
        why: String,
    },
}

/// Everybody in the vault by number and by name.
pub(crate) struct Everybody {
    people: HashMap<i64, Identity>,
    by_number: HashMap<String, i64>,
    by_name: HashMap<String, Vec<i64>>,
}

impl Everybody {
    pub(crate) fn of(vault: &Vault) -> Result<Self, Failure> {
        let mut everybody = Self {
            people: HashMap::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
        };
        for identity in vault.identities()? {
            if let Some(number) = &identity.id_number {
                everybody.by_number.insert(number.clone(), identity.person);
            }
            let same = everybody.by_name.entry(identity.name.clone()).or_default();
            same.push(identity.person);
            everybody.people.insert(identity.person, identity);
        }
        Ok(everybody)
    }

    /// Who is meant by this text.
    pub(crate) fn meant(&self, text: &str) -> Meant {
        let written = Written::read(text);
        let named = self.named(&written);
        match &written.number {
            Some(number) => self.numbered(number, &written, named),
            None => self.by_name_alone(&written, named),
        }
    }

    fn numbered(&self, number: &str, written: &Written, named: Vec<i64>) -> Meant {
        if let Some(person) = self.by_number.get(number) {
            if named.is_empty() && written.names.is_empty() || named.contains(person) {
                return Meant::One(*person);
            }
            let why = format!(
                "身份证号是“{}”的，写的却是“{}”，请核对",
                self.name(*person),
                written.names.join(" ")
            );
            return Meant::Ask {
                people: vec![*person],
                why,
            };
        }
        let why = match named.as_slice() {
            [] => "库里没有这个身份证号".to_owned(),
            _ => "库里没有这个身份证号，有同名的人，请确认".to_owned(),
        };
        Meant::Ask { people: named, why }
    }

    fn by_name_alone(&self, written: &Written, named: Vec<i64>) -> Meant {
        let why = match (named.as_slice(), written.names.as_slice()) {
            ([person], _) => return Meant::One(*person),
            ([], []) => "没有姓名和身份证号".to_owned(),
            ([], names) => format!("库里没有“{}”", names.join(" ")),
            (several, _) => format!("库里有 {} 位可能的人，请选一位", several.len()),
        };
        Meant::Ask { people: named, why }
    }

    /// People who have one of the names written.
    fn named(&self, written: &Written) -> Vec<i64> {
        let mut people: Vec<i64> = Vec::new();
        for name in &written.names {
            let plain = without_besides(name);
            let found = self.by_name.get(name).or_else(|| self.by_name.get(plain));
            people.extend(found.into_iter().flatten());
        }
        // 张 三: the parts are nobody's names, the whole is
        if people.is_empty() && written.names.len() > 1 {
            people.extend(self.by_name.get(&written.names.concat()).into_iter().flatten());
        }
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Whether a line only says what the lines below it are: 姓名, 身份证号.
    pub(crate) fn is_heading(&self, text: &str) -> bool {
        let written = Written::read(text);
        let says_nothing =
            written.number.is_none() && written.names.iter().all(|name| HEADINGS.contains(&name.as_str()));
        says_nothing && self.named(&written).is_empty()
    }

    pub(crate) fn name(&self, person: i64) -> &str {
        self.people
            .get(&person)
            .map_or("", |identity| identity.name.as_str())
    }

    /// A person as the clerk tells people of one name apart.
    pub(crate) fn candidacy(&self, person: i64) -> Candidacy {
        let identity = self.people.get(&person);
        let birth = identity.and_then(|identity| identity.birth);
        Candidacy {
            person,
            name: self.name(person).to_owned(),
            birth: birth.map(|birth| birth.dotted()).unwrap_or_default(),
            id_number: identity
                .and_then(|identity| identity.id_number.clone())
                .unwrap_or_default(),
        }
    }
}

/// What stands in a text: an identity number, and names.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    number: Option<String>,
    names: Vec<String>,
}

impl Written {
    fn read(text: &str) -> Self {
        let text = half_width_text(text);
        let number = text
            .split(|c: char| !c.is_ascii_digit() && !matches!(c, 'X' | 'x'))
            .filter(|run| matches!(run.len(), 15 | 18))
            .find_map(|run| IdNumber::read(run).number);
        let names = text
            .split(|c: char| !is_of_name(c))
            .map(|run| run.trim_matches(['·', '•', '.']))
            .filter(|run| !run.is_empty() && !BESIDES.contains(run))
            .map(|run| run.replace('•', "·"));
        Self {
            number: number.map(|number| number.as_str().to_owned()),
            names: names.collect(),
        }
    }
}

/// Letters beyond ASCII, and the dot within names.
fn is_of_name(character: char) -> bool {
    matches!(character, '·' | '•') || !character.is_ascii() && character.is_alphabetic()
}

/// A name without the words behind or before it that say what it is of.
fn without_besides(name: &str) -> &str {
    let mut name = name;
    while let Some(shorter) = BESIDES.iter().find_map(|word| {
        let rest = name.strip_suffix(word).or_else(|| name.strip_prefix(word));
        rest.filter(|rest| !rest.is_empty())
    }) {
        name = shorter;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn everybody() -> Everybody {
        let people = [
            (1, "张三", Some("990101198503120010")),
            (2, "李四", None),
            (3, "李四", Some("990101197911230034")),
            (4, "阿依古丽·买买提", None),
            (5, "新照", None),
        ];
        let mut everybody = Everybody {
            people: HashMap::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
        };
        for (person, name, number) in people {
            let identity = Identity {
                person,
                name: name.to_owned(),
                birth: None,
                id_number: number.map(str::to_owned),
            };
            everybody.by_name.entry(name.to_owned()).or_default().push(person);
            if let Some(number) = number {
                everybody.by_number.insert(number.to_owned(), person);
            }
            everybody.people.insert(person, identity);
        }
        everybody
    }

    #[test]
    fn the_number_decides_then_a_name_nobody_else_has() {
        let everybody = everybody();
        for (text, wanted) in [
            ("990101198503120010", Ok(1)),
            ("张三", Ok(1)),
            ("01张三", Ok(1)),
            ("张三990101198503120010", Ok(1)),
            ("张三+990101198503120010", Ok(1)),
            ("张三_９９０１０１１９８５０３１２００１０", Ok(1)),
            ("IMG_张三照片(1)", Ok(1)),
            ("二寸照片 张三", Ok(1)),
            ("张 三", Ok(1)),
            ("李四990101197911230034", Ok(3)),
            ("阿依古丽•买买提", Ok(4)),
            ("新照", Ok(5)),
            ("李四", Err(vec![2, 3])),
            ("王五", Err(vec![])),
            ("李四990101198503120010", Err(vec![1])),
            ("张三990101199001010011", Err(vec![1])),
            ("990101199001010011", Err(vec![])),
            ("IMG_0001", Err(vec![])),
            ("张三、李四", Err(vec![1, 2, 3])),
        ] {
            let meant = match everybody.meant(text) {
                Meant::One(person) => Ok(person),
                Meant::Ask { people, why } => {
                    assert!(!why.is_empty());
                    Err(people)
                }
            };
            assert_eq!(meant, wanted, "{text}");
        }
    }
}
