//! 现任职务 and 专业技术职务 as the form writes them.

use super::by_date;
use crate::facts::{Post, Qualification, Rank};

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
