//! 现任职务 and 专业技术职务 as the form writes them.

use super::by_date;
use crate::facts::{Post, Qualification, Rank};

/// A word of 现任职务 and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostWord {
    /// The word.
    pub text: String,
    /// Place of its row among the posts, or among the ranks.
    pub at: usize,
    /// Whether it is the rank.
    pub is_rank: bool,
}

/// 现任职务: the posts held now, the main one first, then the rank; a unit said once is not said again.
pub fn posts_now(posts: &[Post], ranks: &[Rank]) -> String {
    let words: Vec<String> = posts_told(posts, ranks)
        .into_iter()
        .map(|word| word.text)
        .collect();
    words.join("、")
}

/// The words of [`posts_now`].
pub fn posts_told(posts: &[Post], ranks: &[Rank]) -> Vec<PostWord> {
    let mut held: Vec<(usize, &Post)> = posts
        .iter()
        .enumerate()
        .filter(|(_, post)| post.ended.is_none())
        .collect();
    held.sort_by_key(|(_, post)| (!post.main, post.order.unwrap_or(i64::MAX)));
    let mut words: Vec<PostWord> = Vec::new();
    let mut said = "";
    for (at, post) in held {
        words.push(PostWord {
            text: post_words(post, said),
            at,
            is_rank: false,
        });
        said = &post.unit;
    }
    let rank = ranks
        .iter()
        .enumerate()
        .filter(|(_, rank)| rank.ended.is_none())
        .max_by(|(_, one), (_, other)| by_date(one.started, other.started));
    words.extend(rank.map(|(at, rank)| PostWord {
        text: rank.rank.label.clone(),
        at,
        is_rank: true,
    }));
    let mut once: Vec<PostWord> = Vec::new();
    for word in words {
        if !word.text.is_empty() && !once.iter().any(|known| known.text == word.text) {
            once.push(word);
        }
    }
    once
}

/// The words of posts held at one time.
fn held_told(mut held: Vec<(usize, &Post)>) -> Vec<PostWord> {
    held.sort_by_key(|(_, post)| (!post.main, post.order.unwrap_or(i64::MAX)));
    let mut words: Vec<PostWord> = Vec::new();
    let mut said = "";
    for (at, post) in held {
        words.push(PostWord {
            text: post_words(post, said),
            at,
            is_rank: false,
        });
        said = &post.unit;
    }
    words
}

/// Posts held at one time as 简历 tells them.
pub(super) fn held_words(held: &[&Post]) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in held_told(held.iter().copied().enumerate().collect()) {
        if !word.text.is_empty() && !words.contains(&word.text) {
            words.push(word.text);
        }
    }
    words.join("、")
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
    let highest = highest_title(rows).and_then(|at| rows.get(at));
    highest.map(|row| row.name.clone()).unwrap_or_default()
}

/// Place of the highest of the titles.
pub fn highest_title(rows: &[Qualification]) -> Option<usize> {
    const TITLE: [&str; 2] = ["1", ""];
    let titles = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| TITLE.contains(&row.kind.code.as_str()));
    titles
        .min_by_key(|(_, row)| row.grade.order.unwrap_or(usize::MAX))
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Coded;
    use crate::wording::test::{coded, date};

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
