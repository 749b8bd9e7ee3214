//! A date in several columns: 出生年月 over 年 and 月 and 日, or 出生年 beside 出生月.

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

/// A date whose month, and perhaps day, stand in columns of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parted {
    /// The column of the year, which stands for the date.
    pub(crate) year: u32,
    /// The columns of the month and of the day.
    pub(crate) others: Vec<u32>,
}

/// Finds dates in several columns, and lets the column of the year have the heading of the date.
pub(crate) fn settle(columns: &mut Columns) -> Vec<Parted> {
    let mut found = Vec::new();
    for index in 0..columns.len() {
        let Some(parted) = at(columns, index) else {
            continue;
        };
        if let Some((_, parts)) = columns.get_mut(index)
            && let Some(whole) = whole(parts)
        {
            *parts = whole;
            found.push(parted);
        }
    }
    found
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
        year: *year,
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

    /// Headings, and the heading of the date with the number of columns that belong to its year.
    type Case = (&'static [&'static str], Option<(&'static str, usize)>);

    #[test]
    fn a_date_in_columns_is_found_by_its_headings() {
        let cases: [Case; 8] = [
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
