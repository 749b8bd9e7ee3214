//! Nearly equal values of one item: 江东区水利局 and 江东区水力局, 省委党校 and 省委 党校. They are proposed to the clerk as one
//! spelling for this import, and never taken for one unasked.

use std::collections::{BTreeMap, HashMap, HashSet};

use antou_exchange::draft::{Draft, Entry};
use antou_record::{Item, Kind, Value, dictionary, half_width_text, squeezed};
use antou_store::Vault;

use super::plan::watch;
use super::session::Session;
use super::spelling::label;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// More different values than this are no vocabulary that somebody misspells.
const MOST_VALUES: usize = 20_000;
/// Shorter values that differ by a character are different words.
const SHORTEST: usize = 4;
/// Clusters shown.
const MOST_CLUSTERS: usize = 200;
/// How often progress is told, in rows.
const STEP: usize = 1000;

impl Desk {
    /// Clusters of nearly equal values in a waiting import.
    pub fn import_near(
        &self,
        request: ImportId,
        progress: &dyn Progress,
    ) -> Result<Vec<NearValues>, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        self.with_vault(|vault| session.near_values(vault, progress))
    }
}

/// How often each spelling of each item comes.
type Counted = BTreeMap<String, HashMap<String, u64>>;

impl Session {
    fn near_values(&self, vault: &Vault, progress: &dyn Progress) -> Result<Vec<NearValues>, Failure> {
        let units: HashSet<String> = vault.units()?.into_iter().map(|unit| unit.name).collect();
        let mut found = Vec::new();
        for (path, counts) in self.counted(progress)? {
            let Some(item) = dictionary().item(&path) else {
                continue;
            };
            let kept = |text: &str| item.kind == Kind::Unit && units.contains(text);
            let mut spellings: Vec<SpellingCount> = counts
                .into_iter()
                .map(|(text, count)| SpellingCount {
                    in_vault: kept(&text),
                    text,
                    count,
                })
                .collect();
            if item.kind == Kind::Unit {
                let known: HashSet<&String> = spellings.iter().map(|spelling| &spelling.text).collect();
                let others: Vec<SpellingCount> = units
                    .iter()
                    .filter(|unit| !known.contains(unit))
                    .map(|unit| SpellingCount {
                        text: unit.clone(),
                        count: 0,
                        in_vault: true,
                    })
                    .collect();
                spellings.extend(others);
            }
            found.extend(
                clusters(spellings)
                    .into_iter()
                    .map(|spellings| self.near(item, spellings)),
            );
        }
        found.truncate(MOST_CLUSTERS);
        Ok(found)
    }

    /// The texts of every item that is a vocabulary, as the file has them: without what is merged already.
    fn counted(&self, progress: &dyn Progress) -> Result<Counted, Failure> {
        let mut counted = Counted::new();
        let mut done = 0;
        for open in &self.sheets {
            for entry in self.unmerged_drafts(open) {
                if done % STEP == 0 {
                    watch(progress, "比较各栏的写法", done, self.rows.len() as u64)?;
                }
                done += 1;
                if let Entry::Person(draft) = entry {
                    count(&draft, &mut counted);
                }
            }
        }
        counted.retain(|_, counts| counts.len() <= MOST_VALUES);
        Ok(counted)
    }

    fn near(&self, item: &'static Item, spellings: Vec<SpellingCount>) -> NearValues {
        let merges = self.choices.merges.get(&item.full_path());
        let merged = merges.and_then(|texts| {
            let mut spellings = spellings.iter();
            spellings.find_map(|spelling| texts.get(squeezed(&spelling.text).as_ref()))
        });
        let proposed = spellings
            .iter()
            .find(|spelling| spelling.in_vault)
            .or(spellings.first());
        NearValues {
            item: item.full_path(),
            label: label(item),
            proposed: proposed.map(|spelling| spelling.text.clone()).unwrap_or_default(),
            merged: merged.cloned(),
            spellings,
        }
    }
}

/// Counts the values of items that several people share.
fn count(draft: &Draft, counted: &mut Counted) {
    let of_children = draft.children.iter().flat_map(|child| child.row.filled());
    for (item, value) in draft.person.filled().chain(of_children) {
        if !is_vocabulary(item) {
            continue;
        }
        let text = match value {
            Value::Text(text) => text,
            Value::Reference(unit) => &unit.label,
            _ => continue,
        };
        let counts = counted.entry(item.full_path()).or_default();
        if let Some(count) = counts.get_mut(text) {
            *count += 1;
        } else if counts.len() <= MOST_VALUES {
            counts.insert(text.clone(), 1);
        }
    }
}

/// Names of units, schools, titles, places: not names of people, numbers and remarks.
fn is_vocabulary(item: &Item) -> bool {
    let own =
        item.set == "person" && matches!(item.code.as_str(), "name" | "phone" | "former_name" | "remark");
    let of_people = item.code == "name" && item.label == "姓名";
    matches!(item.kind, Kind::Text | Kind::Unit | Kind::Place) && !own && !of_people
}

/// Spellings that are nearly equal, the commonest first; the commonest cluster first.
fn clusters(mut spellings: Vec<SpellingCount>) -> Vec<Vec<SpellingCount>> {
    spellings.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.text.cmp(&two.text)));
    let mut cluster_of: HashMap<String, usize> = HashMap::new();
    let mut keys: Vec<(String, Vec<SpellingCount>)> = Vec::new();
    for spelling in spellings {
        let key = key(&spelling.text);
        match cluster_of.get(&key).and_then(|at| keys.get_mut(*at)) {
            Some((_, same)) => same.push(spelling),
            None => {
                cluster_of.insert(key.clone(), keys.len());
                keys.push((key, vec![spelling]));
            }
        }
    }
    join_misspelled(&mut keys);
    let mut found: Vec<Vec<SpellingCount>> = keys
        .into_iter()
        .map(|(_, spellings)| spellings)
        .filter(|spellings| {
            let in_file = spellings.iter().filter(|spelling| spelling.count > 0).count();
            spellings.len() > 1 && in_file > 0
        })
        .collect();
    found.sort_by_key(|spellings| {
        std::cmp::Reverse(spellings.iter().map(|spelling| spelling.count).sum::<u64>())
    });
    found
}

/// A text without blanks, brackets and signs, full-width letters made half-width.
fn key(text: &str) -> String {
    half_width_text(&squeezed(text))
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Joins a rare key to a common one a single character away.
fn join_misspelled(keys: &mut [(String, Vec<SpellingCount>)]) {
    // keys a character shorter, by which two keys one character apart meet without being compared with all others
    let mut shorter: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, (key, _)) in keys.iter().enumerate() {
        for cut in cuts(key) {
            shorter.entry(cut).or_default().push(at);
        }
    }
    for at in (0..keys.len()).rev() {
        let Some((own, spellings)) = keys.get(at) else {
            continue;
        };
        // two names the vault knows are two things
        if spellings.iter().any(|spelling| spelling.in_vault) {
            continue;
        }
        let weight = weight(spellings);
        let meeting = cuts(own).filter_map(|cut| shorter.get(&cut)).flatten();
        let common = meeting
            .copied()
            .filter(|other| *other < at)
            .filter(|other| {
                keys.get(*other)
                    .is_some_and(|(key, spellings)| is_rare_beside(weight, spellings) && is_slip(own, key))
            })
            .min();
        let Some(common) = common else { continue };
        let moved = keys
            .get_mut(at)
            .map(|(_, spellings)| std::mem::take(spellings))
            .unwrap_or_default();
        if let Some((_, spellings)) = keys.get_mut(common) {
            spellings.extend(moved);
        }
    }
}

/// A slip of the pen comes once where the word comes several times, or a time or two beside a name the vault knows.
fn is_rare_beside(own: u64, spellings: &[SpellingCount]) -> bool {
    let known = spellings.iter().any(|spelling| spelling.in_vault);
    weight(spellings) >= 3 * own || (known && own <= 2)
}

fn weight(spellings: &[SpellingCount]) -> u64 {
    spellings.iter().map(|spelling| spelling.count).sum()
}

/// The key itself and every key with one character less.
fn cuts(key: &str) -> impl Iterator<Item = String> + use<> {
    let characters: Vec<char> = key.chars().collect();
    let count = if characters.len() >= SHORTEST {
        characters.len() + 1
    } else {
        0
    };
    (0..count).map(move |left_out| {
        let kept = characters.iter().enumerate().filter(|(at, _)| *at != left_out);
        kept.map(|(_, character)| *character).collect()
    })
}

/// Whether two keys are one character apart, and not by a character that tells things apart: 第一中学 and 第二中学.
fn is_slip(one: &str, two: &str) -> bool {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let head = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let one = one.get(head..).unwrap_or_default();
    let two = two.get(head..).unwrap_or_default();
    let ends = one.iter().rev().zip(two.iter().rev());
    let tail = ends.take_while(|(a, b)| a == b).count();
    let one = one.get(..one.len() - tail).unwrap_or_default();
    let two = two.get(..two.len() - tail).unwrap_or_default();
    one.len() <= 1 && two.len() <= 1 && !one.iter().chain(two).any(|character| tells_apart(*character))
}

/// Characters that make another thing of a name: numbers, directions, rank.
fn tells_apart(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || "一二三四五六七八九十百零〇甲乙丙丁戊东西南北中上下左右前后内外大小老新正副总首男女省市区县镇乡村局处科室部".contains(character)
}

/// How many of a hundred characters two texts share (Dice).
pub(crate) fn likeness(one: &str, two: &str) -> usize {
    let mut rest: Vec<char> = two.chars().collect();
    let all = one.chars().count() + rest.len();
    let mut shared = 0usize;
    for character in one.chars() {
        if let Some(place) = rest.iter().position(|other| *other == character) {
            rest.swap_remove(place);
            shared += 1;
        }
    }
    (200 * shared).checked_div(all).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clustered(values: &[(&str, u64)]) -> Vec<Vec<String>> {
        let spellings = values.iter().map(|(text, count)| SpellingCount {
            text: (*text).to_owned(),
            count: *count,
            in_vault: false,
        });
        let found = clusters(spellings.collect()).into_iter();
        found
            .map(|cluster| cluster.into_iter().map(|spelling| spelling.text).collect())
            .collect()
    }

    #[test]
    fn blanks_brackets_and_slips_of_the_pen_are_proposed() {
        let found = clustered(&[
            ("江东区水利局", 40),
            ("江东区 水利局", 3),
            ("江东区水力局", 2),
            ("江东区（水利局）", 1),
            ("江东区林业局", 30),
        ]);
        assert_eq!(
            found,
            [vec![
                "江东区水利局",
                "江东区 水利局",
                "江东区（水利局）",
                "江东区水力局"
            ]]
        );
    }

    #[test]
    fn what_a_character_tells_apart_is_not() {
        for pair in [
            ["江东第一中学", "江东第二中学"],
            ["江东区财政局", "江西区财政局"],
            ["副局长", "局长"],
            ["江东区教育局副局长", "江东区教育局局长"],
        ] {
            assert!(clustered(&[(pair[0], 40), (pair[1], 2)]).is_empty(), "{pair:?}");
        }
        assert!(
            clustered(&[("江东区水利局", 3), ("江东区水力局", 3)]).is_empty(),
            "which of two equally common ones is the slip nobody can say"
        );
    }
}
