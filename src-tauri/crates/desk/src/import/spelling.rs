//! Spellings no code table knows, grouped: each is answered once for all rows.

use std::collections::BTreeMap;

use antou_record::{Item, ProblemCode, Table, dictionary, squeezed};

use super::near::likeness;
use super::session::Session;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// How many similar codes are offered.
const MOST_SIMILAR: usize = 5;

impl Desk {
    /// Spellings of a waiting import that no code table knows, with what was chosen for them.
    pub fn import_spellings(
        &self,
        request: ImportId,
        _: &dyn Progress,
    ) -> Result<Vec<UnknownSpelling>, Failure> {
        Ok(self.imports().get(request.import)?.unknown_spellings())
    }
}

impl Session {
    fn unknown_spellings(&self) -> Vec<UnknownSpelling> {
        let mut counts: BTreeMap<(String, String), (String, u64)> = BTreeMap::new();
        for problem in &self.problems {
            let placed = &problem.placed;
            if placed.problem.code != ProblemCode::CodeUnknown {
                continue;
            }
            let open = self.sheets.get(problem.sheet);
            let column = open.and_then(|open| open.layout.column(placed.column?));
            let Some(item) = column.and_then(|column| column.target()?.item()) else {
                continue;
            };
            let key = (item.full_path(), squeezed(&placed.problem.read).into_owned());
            let read = || (placed.problem.read.clone(), 0);
            counts.entry(key).or_insert_with(read).1 += 1;
        }
        let chosen = self.choices.spellings.iter().flat_map(|(item, texts)| {
            texts
                .keys()
                .map(move |written| ((item.clone(), written.clone()), (written.clone(), 0)))
        });
        for (key, read) in chosen {
            counts.entry(key).or_insert(read);
        }
        let mut groups: Vec<UnknownSpelling> = counts
            .into_iter()
            .filter_map(|((path, plain), (written, count))| {
                self.unknown_spelling(&path, &plain, written, count)
            })
            .collect();
        groups.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.item.cmp(&two.item)));
        groups
    }

    fn unknown_spelling(
        &self,
        path: &str,
        plain: &str,
        written: String,
        count: u64,
    ) -> Option<UnknownSpelling> {
        let item = dictionary().item(path)?;
        let table = item.table()?;
        let chosen = self
            .choices
            .spellings
            .get(path)
            .and_then(|texts| texts.get(plain));
        let code = chosen.map(|label| code_of(table, label));
        Some(UnknownSpelling {
            item: item.full_path(),
            label: label(item),
            written,
            count,
            code,
            chosen: chosen.cloned().unwrap_or_default(),
            similar: similar(table, plain),
        })
    }
}

fn code_of(table: &Table, label: &str) -> String {
    let mut codes = table.rows.iter();
    codes
        .find(|code| code.label == label)
        .map(|code| code.code.clone())
        .unwrap_or_default()
}

/// Codes whose label or another accepted spelling is most like the text.
fn similar(table: &Table, plain: &str) -> Vec<Candidate> {
    let mut scored: Vec<(usize, &str, &str)> = table
        .spellings()
        .map(|(code, label, others)| {
            let others = others.iter().map(|spelling| likeness(plain, spelling));
            let best = others.fold(likeness(plain, label), usize::max);
            (best, code, label)
        })
        .filter(|(likeness, _, _)| *likeness >= 30)
        .collect();
    scored.sort_by(|one, two| two.0.cmp(&one.0).then_with(|| one.1.cmp(two.1)));
    let best = scored.into_iter().take(MOST_SIMILAR);
    best.map(|(_, code, label)| Candidate {
        item: code.to_owned(),
        label: label.to_owned(),
    })
    .collect()
}

/// An item with its set: 学历学位·学历; the person's items alone.
pub(crate) fn label(item: &Item) -> String {
    match item.set.as_str() {
        "person" => item.label.clone(),
        set => format!("{}·{}", crate::set_label(set).unwrap_or_default(), item.label),
    }
}
