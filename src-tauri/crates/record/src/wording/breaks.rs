//! Months of 简历 that belong to no entry, or to two of them; 其间 aside.

use crate::date::PartialDate;
use crate::facts::Resume;

/// A break between two entries that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Whether two entries claim the months; else none does.
    pub is_overlap: bool,
    /// Place of the earlier entry among the rows given.
    pub earlier: usize,
    /// Place of the later entry among the rows given.
    pub later: usize,
    /// Where the break begins.
    pub from: PartialDate,
    /// Where it ends; nothing when the earlier entry has no end at all.
    pub until: Option<PartialDate>,
    /// How many months.
    pub months: Option<i32>,
}

impl Break {
    /// A sentence for the clerk.
    pub fn message(&self) -> String {
        let from = self.from.dotted();
        match (self.until, self.is_overlap) {
            (None, _) => format!("简历中 {from} 开始的一段之前，上一段没有截止时间，请核对"),
            (Some(until), true) => format!("简历中 {from} 至 {} 有两段经历重叠，请核对", until.dotted()),
            (Some(until), false) => format!("简历中 {from} 至 {} 之间没有经历，请核对", until.dotted()),
        }
    }
}

/// The breaks, in the order of time. Dates without a month say nothing about months.
pub fn breaks(rows: &[Resume]) -> Vec<Break> {
    let mut told: Vec<(usize, &Resume)> = rows.iter().enumerate().filter(|(_, row)| !row.within).collect();
    told.sort_by_key(|(_, row)| row.started);
    told.windows(2)
        .filter_map(|pair| match pair {
            [earlier, later] => between(*earlier, *later),
            _ => None,
        })
        .collect()
}

fn between((earlier_at, earlier): (usize, &Resume), (later_at, later): (usize, &Resume)) -> Option<Break> {
    let started = later.started?;
    let found = |is_overlap, from, until, months| Break {
        is_overlap,
        earlier: earlier_at,
        later: later_at,
        from,
        until,
        months,
    };
    let Some(ended) = earlier.ended else {
        earlier.started?;
        return Some(found(true, started, None, None));
    };
    let (first, last) = (started.month_index()?, ended.month_index()?);
    if first > last + 1 {
        return Some(found(false, ended, Some(started), Some(first - last - 1)));
    }
    (first < last).then(|| found(true, started, Some(ended), Some(last - first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::test::date;

    fn row(started: &str, ended: Option<&str>, within: bool) -> Resume {
        Resume {
            started: date(started),
            ended: ended.and_then(date),
            text: String::new(),
            within,
        }
    }

    #[test]
    fn months_of_nobody_and_of_two_are_found() {
        let rows = [
            row("2004-08", Some("2009-12"), false),
            row("2000-09", Some("2004-06"), false),
            row("2005-01", Some("2006-01"), true),
            row("2009-10", None, false),
            row("2012-01", None, false),
        ];
        let found: Vec<_> = breaks(&rows)
            .into_iter()
            .map(|one| (one.is_overlap, one.earlier, one.later, one.months))
            .collect();
        assert_eq!(
            found,
            [(false, 1, 0, Some(1)), (true, 0, 3, Some(2)), (true, 3, 4, None)]
        );
    }

    #[test]
    fn what_follows_in_the_same_or_the_next_month_is_no_break() {
        for started in ["2004-06", "2004-07", "2004"] {
            let rows = [row("2000-09", Some("2004-06"), false), row(started, None, false)];
            assert_eq!(breaks(&rows), [], "{started}");
        }
    }
}
