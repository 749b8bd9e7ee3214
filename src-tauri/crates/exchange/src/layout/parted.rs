//! What stands in several columns: 出生年月 over 年 and 月 and 日, or 出生年 beside 出生月, and 姓 beside 名.

use antou_record::plain_heading;

use super::matching::is_familiar;

/// Texts above each column, by column.
type Columns = Vec<(u32, Vec<String>)>;

/// What the headings of such columns end with.
const YEAR: char = '年';
const MONTH: char = '月';
const DAY: char = '日';

/// What makes the heading of a date of the words that 年 was taken off.
const ENDINGS: [&str; 4] = ["年月", "时间", "日期", ""];

/// What heads the two halves of a name, and the name they make.
const SURNAMES: [&str; 2] = ["姓", "姓氏"];
const GIVEN: [&str; 2] = ["名", "名字"];
const NAME: &str = "姓名";

/// A date whose month, and perhaps day, stand in columns of their own, or a name in two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parted {
    /// The column of the year or the surname, which stands for the whole.
    pub(crate) first: u32,
    /// The columns of the rest.
    pub(crate) others: Vec<u32>,
}

/// Finds what stands in several columns, and lets the first of them have the heading of the whole.
pub(crate) fn settle(columns: &mut Columns) -> Vec<Parted> {
    let mut found = Vec::new();
    for index in 0..columns.len() {
        let Some((parted, whole)) = name_at(columns, index).or_else(|| date_at(columns, index)) else {
            continue;
        };
        if let Some((_, parts)) = columns.get_mut(index) {
            *parts = whole;
            found.push(parted);
        }
    }
    found
}

fn name_at(columns: &Columns, index: usize) -> Option<(Parted, Vec<String>)> {
    let (first, parts) = columns.get(index)?;
    let (second, others) = columns.get(index + 1)?;
    let (leaf, upper) = parts.split_last()?;
    let (other, other_upper) = others.split_last()?;
    let is_name = SURNAMES.contains(&plain_heading(leaf).as_str())
        && GIVEN.contains(&plain_heading(other).as_str())
        && *second == first + 1
        // without merged cells the heading above stands over the surname alone
        && (other_upper.is_empty() || other_upper == upper);
    let is_above = upper.last().is_some_and(|above| plain_heading(above) == NAME);
    let name = (!is_above).then(|| NAME.to_owned());
    is_name.then(|| {
        let parted = Parted {
            first: *first,
            others: vec![*second],
        };
        (parted, upper.iter().cloned().chain(name).collect())
    })
}

fn date_at(columns: &Columns, index: usize) -> Option<(Parted, Vec<String>)> {
    let parted = at(columns, index)?;
    let (_, parts) = columns.get(index)?;
    Some((parted, whole(parts)?))
}

fn at(columns: &Columns, index: usize) -> Option<Parted> {
    let (year, parts) = columns.get(index)?;
    let stem = stem(parts, YEAR)?;
    let follows = |place: usize, part: char| -> Option<u32> {
        let (column, own) = columns.get(index + place)?;
        let is_beside = *column == year + u32::try_from(place).ok()?;
        // without merged cells the heading above stands over the year alone
        let is_below = own.len() == 1 || own.get(..own.len() - 1) == parts.get(..parts.len() - 1);
        (is_beside && is_below && self::stem(own, part)? == stem).then_some(*column)
    };
    let month = follows(1, MONTH)?;
    Some(Parted {
        first: *year,
        others: std::iter::once(month).chain(follows(2, DAY)).collect(),
    })
}

fn stem(parts: &[String], part: char) -> Option<String> {
    let plain = plain_heading(parts.last()?);
    plain.strip_suffix(part).map(str::to_owned)
}

/// The heading of the whole date; nothing where only 年 stands there.
fn whole(parts: &[String]) -> Option<Vec<String>> {
    let stem = stem(parts, YEAR)?;
    let (_, upper) = parts.split_last()?;
    if stem.is_empty() {
        return (!upper.is_empty()).then(|| upper.to_vec());
    }
    let names = ENDINGS.iter().map(|ending| format!("{stem}{ending}"));
    let name = names.into_iter().find(|name| is_familiar(name))?;
    Some(upper.iter().cloned().chain([name]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headings, and the heading of the whole with the number of columns that belong to the first.
    type Case = (&'static [&'static str], Option<(&'static str, usize)>);

    #[test]
    fn what_stands_in_columns_is_found_by_its_headings() {
        let cases: [Case; 14] = [
            (
                &["出生年月>年", "出生年月>月", "出生年月>日"],
                Some(("出生年月", 2)),
            ),
            (&["出生年月>年", "月", "日"], Some(("出生年月", 2))),
            (&["出生年", "出生月"], Some(("出生年月", 1))),
            (&["参加工作年", "参加工作月"], Some(("参加工作年月", 1))),
            (&["出生年月", "入党年月"], None),
            (&["年", "月"], None),
            (&["出生年", "入党月"], None),
            (&["2021年", "2022年"], None),
            (&["姓", "名"], Some(("姓名", 1))),
            (&["姓 氏", "名"], Some(("姓名", 1))),
            (&["姓名>姓", "姓名>名"], Some(("姓名", 1))),
            (&["姓名>姓", "名"], Some(("姓名", 1))),
            (&["配偶>姓", "配偶>名"], Some(("配偶>姓名", 1))),
            (&["姓", "性别"], None),
        ];
        for (headings, expected) in cases {
            let columns = headings
                .iter()
                .map(|text| text.split('>').map(str::to_owned).collect());
            let mut columns: Columns = (0..).zip(columns).collect();
            let found = settle(&mut columns);
            let heading = columns.first().map(|(_, parts)| parts.join(">"));
            let told = found
                .first()
                .map(|parted| (heading.unwrap_or_default(), parted.others.len()));
            let told = told.as_ref().map(|(heading, others)| (heading.as_str(), *others));
            assert_eq!(told, expected, "{headings:?}");
        }
    }
}
