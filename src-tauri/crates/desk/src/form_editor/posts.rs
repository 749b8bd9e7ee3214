//! 现任职务 as typed: one post or the rank is changed at a time; posts are added and ended in their own section, where the
//! times and documents of 任免 are asked for.

use antou_record::facts::{Fact, Post, Rank};
use antou_record::{Dossier, Hints, Value, dictionary, wording};

use super::apply::{Taken, read, refused};
use super::sheet::row_mut;

/// A word of the cell, and the row it comes from.
struct Word {
    text: String,
    row: i64,
    is_rank: bool,
}

pub(super) fn apply(dossier: &mut Dossier, text: &str) -> Taken {
    let typed = text.trim();
    let posts = dossier.facts::<Post>();
    let ranks = dossier.facts::<Rank>();
    let now = wording::posts_now(&posts, &ranks);
    if typed == now {
        return Ok(Vec::new());
    }
    let words = words(dossier, &posts, &ranks);
    if words.is_empty() {
        return refused("还没有现任职务，请到“职务”一栏增加（要填任职单位和任职时间）");
    }
    let Some((at, part)) = one_changed(&words, typed) else {
        return refused("一次改一个职务的写法；增加、免去职务请到“职务”一栏办理，要填时间和文号");
    };
    let Some(word) = words.get(at) else {
        return Ok(Vec::new());
    };
    let said = if word.is_rank {
        rank(dossier, word.row, part)?
    } else {
        post(dossier, word, part)?
    };
    let prints = wording::posts_now(&dossier.facts::<Post>(), &dossier.facts::<Rank>());
    if prints != typed {
        return refused(format!(
            "这样写会打印成“{prints}”；换单位、增减职务请到“职务”一栏办理"
        ));
    }
    Ok(said)
}

fn words(dossier: &Dossier, posts: &[Post], ranks: &[Rank]) -> Vec<Word> {
    let told = wording::posts_told(posts, ranks);
    let row = |set: &str, at: usize| dossier.rows(set).get(at).map(|record| record.id);
    let words = told.into_iter().filter_map(|word| {
        let set = if word.is_rank { Rank::SET } else { Post::SET };
        Some(Word {
            text: word.text,
            row: row(set, word.at)?,
            is_rank: word.is_rank,
        })
    });
    words.collect()
}

/// The one word that is written otherwise, and how.
fn one_changed<'t>(words: &[Word], typed: &'t str) -> Option<(usize, &'t str)> {
    let whole: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    (0..whole.len()).find_map(|at| {
        let before: String = whole.get(..at)?.iter().map(|word| format!("{word}、")).collect();
        let behind: String = whole
            .get(at + 1..)?
            .iter()
            .map(|word| format!("、{word}"))
            .collect();
        let part = typed
            .strip_prefix(before.as_str())?
            .strip_suffix(behind.as_str())?;
        (!part.is_empty()).then_some((at, part))
    })
}

fn rank(dossier: &mut Dossier, row: i64, part: &str) -> Taken {
    let Some(item) = dictionary().item("rank.rank") else {
        return Ok(Vec::new());
    };
    let (value, said) = read(item, part, &Hints::default())?;
    if let Some(row) = row_mut(dossier, Rank::SET, row) {
        row.put("rank", value);
    }
    Ok(said)
}

fn post(dossier: &mut Dossier, word: &Word, part: &str) -> Taken {
    let Some(row) = row_mut(dossier, Post::SET, word.row) else {
        return Ok(Vec::new());
    };
    let known = Post::from_row(row);
    // what is written before the title stays; a title that says its unit itself is one whole sentence
    let lead = word.text.strip_suffix(known.title.as_str()).unwrap_or_default();
    let Some(title) = part
        .strip_prefix(lead)
        .map(str::trim)
        .filter(|title| !title.is_empty())
    else {
        return refused(format!("“{lead}”不能在这里改，换单位请到“职务”一栏办理任免"));
    };
    row.put("title", Value::Text(title.to_owned()));
    Ok(Vec::new())
}
