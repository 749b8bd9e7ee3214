//! 简历 made anew from what is recorded elsewhere: full-time schooling and the posts held one after the other, with in-service
//! schooling and practice 其间. A proposal for the clerk to look at, never written by itself.

use super::post::held_words;
use super::school;
use crate::date::PartialDate;
use crate::facts::{Education, Post, Practice, Resume};

/// The entries, oldest first, and what could not be placed for want of a time.
pub fn made_resume(
    posts: &[Post],
    education: &[Education],
    practice: &[Practice],
) -> (Vec<Resume>, Vec<String>) {
    let mut rows = Vec::new();
    let mut left = Vec::new();
    for row in education {
        schooling(row, &mut rows, &mut left);
    }
    for row in practice {
        let text = practised(row);
        match row.started {
            Some(_) => rows.push(Resume {
                started: row.started,
                ended: row.ended,
                text,
                within: true,
            }),
            None => left.push(text),
        }
    }
    left.extend(
        posts
            .iter()
            .filter(|post| post.started.is_none())
            .map(|post| held_words(&[post])),
    );
    rows.extend(careers(posts));
    rows.sort_by(|one, other| {
        one.started
            .cmp(&other.started)
            .then(one.within.cmp(&other.within))
    });
    (rows, left)
}

fn schooling(row: &Education, rows: &mut Vec<Resume>, left: &mut Vec<String>) {
    const IN_SERVICE: &str = "2";
    let school = school(row);
    if school.is_empty() {
        return;
    }
    let text = format!("{school}学习");
    match (row.started, row.graduated) {
        (Some(_), _) => {
            let within = row.mode.code == IN_SERVICE;
            rows.push(Resume {
                started: row.started,
                ended: row.graduated,
                text,
                within,
            });
        }
        _ => left.push(text),
    }
}

fn practised(row: &Practice) -> String {
    if row.role.is_empty() {
        format!("在{}参加{}", row.unit, row.kind.label)
    } else {
        format!("{}任{}{}", row.kind.label, row.unit, row.role)
    }
}

/// One entry for each stretch of time in which the same posts were held.
fn careers(posts: &[Post]) -> Vec<Resume> {
    let dated: Vec<&Post> = posts.iter().filter(|post| post.started.is_some()).collect();
    let mut turns: Vec<PartialDate> = dated
        .iter()
        .flat_map(|post| [post.started, post.ended])
        .flatten()
        .collect();
    turns.sort();
    turns.dedup();
    let mut rows: Vec<Resume> = Vec::new();
    for (at, from) in turns.iter().enumerate() {
        let held: Vec<&Post> = dated
            .iter()
            .copied()
            .filter(|post| is_held(post, *from))
            .collect();
        if held.is_empty() {
            continue;
        }
        let text = held_words(&held);
        let until = turns.get(at + 1).copied();
        match rows.last_mut() {
            // a turn that changes no word begins no entry
            Some(last) if last.text == text && last.ended == Some(*from) => last.ended = until,
            _ => rows.push(Resume {
                started: Some(*from),
                ended: until,
                text,
                within: false,
            }),
        }
    }
    rows
}

fn is_held(post: &Post, from: PartialDate) -> bool {
    post.started.is_some_and(|started| started <= from) && post.ended.is_none_or(|ended| ended > from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Coded;
    use crate::wording::resume;
    use crate::wording::test::{coded, date};

    fn post(title: &str, started: &str, ended: Option<&str>, main: bool) -> Post {
        Post {
            unit: "云州市财政局".into(),
            department: String::new(),
            title: title.into(),
            level: Coded::default(),
            started: date(started),
            ended: ended.and_then(date),
            main,
            order: None,
        }
    }

    #[test]
    fn posts_held_together_are_one_entry_and_study_beside_work_is_within() {
        let posts = [
            post("科员", "2004-08", Some("2009-12"), true),
            post("副局长", "2009-12", None, false),
            post("党组成员", "2010-03", None, true),
            Post {
                started: None,
                ..post("顾问", "2000", None, false)
            },
        ];
        let study = |mode: &str, school: &str, started: &str, graduated: &str| Education {
            mode: coded(mode, ""),
            school: school.into(),
            major: "会计学".into(),
            started: date(started),
            graduated: date(graduated),
            ..Education::default()
        };
        let education = [
            study("1", "云州大学", "2000-09", "2004-07"),
            study("2", "江南大学", "2006-03", "2008-12"),
        ];
        let practice = [Practice {
            kind: coded("1", "挂职"),
            unit: "白石镇".into(),
            role: "副镇长".into(),
            started: date("2011-03"),
            ended: date("2012-03"),
        }];
        let (rows, left) = made_resume(&posts, &education, &practice);
        let told: Vec<String> = resume(&rows)
            .into_iter()
            .map(|entry| {
                format!("{} {} {}", entry.period, entry.text, entry.within.join(""))
                    .trim_end()
                    .to_owned()
            })
            .collect();
        assert_eq!(
            told,
            [
                "2000.09--2004.07 云州大学会计学专业学习",
                "2004.08--2009.12 云州市财政局科员 （其间：2006.03--2008.12  江南大学会计学专业学习）",
                "2009.12--2010.03 云州市财政局副局长",
                "2010.03-- 云州市财政局党组成员、副局长 （其间：2011.03--2012.03  挂职任白石镇副镇长）",
            ]
        );
        assert_eq!(
            left,
            ["云州市财政局顾问"],
            "what has no time is named, not left out in silence"
        );
    }
}
