//! What the name of a scan says: whose it is, which material of the catalogue, which page.

use antou_record::dictionary;

/// Folders above a file that are asked whose it is.
const ABOVE: usize = 3;
/// Digits of an identity number without its check digit, and more than any page has.
const LEAST_NUMBER: usize = 15;

/// What a name says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Texts that may say whose it is, the nearest first.
    pub whom: Vec<String>,
    /// 类号.
    pub class: String,
    /// 序号.
    pub seq: i64,
    /// The page; `None` when there is one only.
    pub page: Option<u32>,
}

/// Reads `张三/4-1-03.jpg`, `990101198503120010_9-2-1-02.jpg`, `张三 3-2.pdf`; `None` when no material is named. Where a class
/// has subclasses the second number is the subclass.
pub(super) fn read(path: &str) -> Option<Named> {
    let mut parts = path.rsplit('/');
    let file = parts.next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (own, numbers) = numbered(stem);
    let (class, rest) = class_of(&numbers)?;
    let (seq, page) = match rest {
        [seq] => (seq, None),
        [seq, page] => (seq, Some(page.parse().ok()?)),
        _ => return None,
    };
    let own = own.trim_matches(|character: char| is_between(character) || character.is_whitespace());
    let above = parts.take(ABOVE).map(str::to_owned);
    let whom = std::iter::once(own.to_owned()).chain(above);
    Some(Named {
        whom: whom.filter(|text| !text.trim().is_empty()).collect(),
        class,
        seq: seq.parse().ok()?,
        page,
    })
}

fn is_between(character: char) -> bool {
    "-_—－.、＿+ 　（）()".contains(character)
}

/// The text before the numbers at the end of a name, and the numbers.
fn numbered(stem: &str) -> (&str, Vec<&str>) {
    let start = stem
        .char_indices()
        .rev()
        .take_while(|(_, character)| character.is_ascii_digit() || is_between(*character))
        .last()
        .map_or(stem.len(), |(at, _)| at);
    let (before, tail) = stem.split_at(start);
    let mut numbers: Vec<&str> = tail.split(is_between).filter(|part| !part.is_empty()).collect();
    // an identity number before the numbers is whose it is
    if let Some(at) = numbers.iter().rposition(|number| number.len() >= LEAST_NUMBER)
        && let Some(number) = numbers.get(at).copied()
    {
        let end = tail.find(number).map_or(tail.len(), |from| from + number.len());
        numbers.drain(..=at);
        return (stem.get(..start + end).unwrap_or(before), numbers);
    }
    (before, numbers)
}

/// The class the numbers begin with, and what is left of them.
fn class_of<'a, 'b>(numbers: &'b [&'a str]) -> Option<(String, &'b [&'a str])> {
    let table = dictionary().table("archive_class")?;
    let plain = |number: &str| number.trim_start_matches('0').to_owned();
    let first = plain(numbers.first()?);
    if numbers.len() > 2 {
        let sub = format!("{first}-{}", plain(numbers.get(1)?));
        if table.by_code(&sub).is_some() {
            return Some((sub, numbers.get(2..)?));
        }
    }
    table.by_code(&first)?;
    Some((first, numbers.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str) -> Option<(String, String, i64, Option<u32>)> {
        read(path).map(|named| (named.whom.join("|"), named.class, named.seq, named.page))
    }

    #[test]
    fn names_say_whose_which_and_which_page() {
        let found = |whom: &str, class: &str, seq, page| Some((whom.to_owned(), class.to_owned(), seq, page));
        for (path, wanted) in [
            ("张三/4-1-03.jpg", found("张三", "4-1", 3, None)),
            ("张三/4-1-03-02.jpg", found("张三", "4-1", 3, Some(2))),
            ("张三_9-2-1.pdf", found("张三", "9-2", 1, None)),
            (
                "990101198503120010-3-02-001.jpg",
                found("990101198503120010", "3", 2, Some(1)),
            ),
            (
                "99010119850312001X/1-1.jpg",
                found("99010119850312001X", "1", 1, None),
            ),
            (
                "99010119850312001X_10-05.jpg",
                found("99010119850312001X", "10", 5, None),
            ),
            (
                "干部档案/张三/四类/4-1-3.jpg",
                found("四类|张三|干部档案", "4-1", 3, None),
            ),
            ("张三3-2.png", found("张三", "3", 2, None)),
            ("张三/4-2.jpg", found("张三", "4", 2, None)),
            ("张三/履历表.jpg", None),
            ("张三/12-1.jpg", None),
            ("张三/4-1-3-2-1.jpg", None),
        ] {
            assert_eq!(named(path), wanted, "{path}");
        }
    }
}
