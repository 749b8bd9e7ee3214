//! How people are drawn: of a list of numbers and a seed anybody gets the same people, on any computer, with any program that
//! knows SM3. For each person SM3 of “seed/number” is computed; those with the smallest values are drawn.

use antou_store::hex;
use sm3::{Digest, Sm3};

/// Name of the method as it is kept with a draw.
pub(super) const METHOD: &str = "SM3-1";

/// The method in words, for screen and paper.
pub(super) const EXPLAINED: &str = "抽取方法 SM3-1：对每个人的“种子/编号”（UTF-8 文本）计算 SM3 校验值，按校验值从小到大排列，取前若干名；名单校验值是编号自小到大、每行一个的 SM3。任何会算 SM3 的软件都能重算核对。";

/// Somebody drawn, with the value that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) person: i64,
    pub(super) value: [u8; 32],
}

/// Draws so many of these people. Their order does not matter.
pub(super) fn draw(seed: &str, people: &[i64], count: usize) -> Vec<Drawn> {
    let mut all: Vec<Drawn> = people
        .iter()
        .map(|person| Drawn {
            person: *person,
            value: value(seed, *person),
        })
        .collect();
    // equal values are as unlikely as a broken SM3; the number would decide
    all.sort_unstable_by_key(|one| (one.value, one.person));
    all.truncate(count);
    all
}

/// What decides about a person.
pub(super) fn value(seed: &str, person: i64) -> [u8; 32] {
    let mut digest = Sm3::new();
    digest.update(seed.as_bytes());
    digest.update(b"/");
    digest.update(person.to_string().as_bytes());
    digest.finalize().into()
}

/// The digest of a list: numbers from the smallest on, one a line.
pub(super) fn digest(people: &[i64]) -> String {
    let mut digest = Sm3::new();
    for (place, person) in people.iter().enumerate() {
        if place > 0 {
            digest.update(b"\n");
        }
        digest.update(person.to_string().as_bytes());
    }
    hex(&digest.finalize())
}

/// Numbers as they are kept: 1-400,403.
pub(super) fn written(people: &[i64]) -> String {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for person in people {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *person => *last = *person,
            _ => runs.push((*person, *person)),
        }
    }
    let texts: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}-{last}")
            }
        })
        .collect();
    texts.join(",")
}

/// Reads numbers as they are kept; `None` when the text is not of that form.
pub(super) fn read(text: &str) -> Option<Vec<i64>> {
    let mut people = Vec::new();
    for part in text.split(',').filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (i64, i64) = (first.parse().ok()?, last.parse().ok()?);
        if first > last || last - first > MOST {
            return None;
        }
        people.extend(first..=last);
    }
    Some(people)
}

/// The longest run that is believed: a file that was tampered with must not fill the memory.
const MOST: i64 = 10_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn people(drawn: &[Drawn]) -> Vec<i64> {
        drawn.iter().map(|drawn| drawn.person).collect()
    }

    #[test]
    fn the_value_is_the_sm3_anybody_computes() {
        // printf '20260120/7' | openssl dgst -sm3
        assert_eq!(
            hex(&value("20260120", 7)),
            "9abf0ed1e6f2c055ae5e02b656986576d64823870bbf785cbd6474db3b9c5eb4"
        );
        // printf '1\n2\n3' | openssl dgst -sm3
        assert_eq!(
            digest(&[1, 2, 3]),
            "6632b357b68fc7e70fa2d7964dbfa8af7f396f756d5941ea595f5c4729915e7e"
        );
    }

    #[test]
    fn the_same_seed_and_people_give_the_same_draw_whatever_their_order() {
        let all: Vec<i64> = (1..=500).collect();
        let turned: Vec<i64> = all.iter().rev().copied().collect();
        let first = draw("3 17 22 28 31 06", &all, 50);
        assert_eq!(first, draw("3 17 22 28 31 06", &turned, 50));
        assert_ne!(people(&first), people(&draw("3 17 22 28 31 07", &all, 50)));
        let fewer = draw("3 17 22 28 31 06", &all, 20);
        assert_eq!(
            people(&first)[..20],
            people(&fewer)[..],
            "more are drawn by going on"
        );
    }

    #[test]
    fn over_many_seeds_everybody_has_the_same_chance() {
        let all: Vec<i64> = (1..=100).collect();
        let mut times = [0_u32; 101];
        for seed in 0..2000 {
            for person in people(&draw(&seed.to_string(), &all, 10)) {
                times[usize::try_from(person).expect("small")] += 1;
            }
        }
        // 200 expected for each; six standard deviations
        assert!(
            times[1..].iter().all(|times| (120..=280).contains(times)),
            "{times:?}"
        );
    }

    #[test]
    fn numbers_are_kept_short_and_read_back() {
        for (people, text) in [
            (vec![], ""),
            (vec![5], "5"),
            (vec![1, 2, 3, 7, 9, 10], "1-3,7,9-10"),
            (vec![9, 1, 2], "9,1-2"),
        ] {
            assert_eq!(written(&people), text);
            assert_eq!(read(text), Some(people));
        }
        for text in ["a", "3-1", "1-99999999999", "1-", "1,x"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
