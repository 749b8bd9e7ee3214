//! Every heading the declarations know, found by its plain text.

use std::collections::HashMap;
use std::sync::LazyLock;

use antou_record::{Item, Kind, Set, dictionary, plain_heading};

use super::target::Target;

static HEADINGS: LazyLock<Headings> = LazyLock::new(Headings::new);

/// Every heading the declarations know.
pub(crate) struct Headings {
    /// Headings that mean their item wherever they stand.
    pub(crate) anywhere: HashMap<String, Vec<Target>>,
    /// Headings that mean it only below a title of its set.
    pub(crate) short: HashMap<String, Vec<Target>>,
    /// Upper headings and titles of sheets.
    pub(crate) groups: HashMap<String, Vec<Scope>>,
}

/// What an upper heading says of the columns below it.
#[derive(Clone)]
pub(crate) struct Scope {
    pub(crate) set: &'static Set,
    /// Items it settles, as labels.
    pub(crate) with: Vec<(String, String)>,
}

/// The headings of the declarations this program was built with.
pub(crate) fn headings() -> &'static Headings {
    &HEADINGS
}

impl Headings {
    fn new() -> Self {
        let mut all = Self {
            anywhere: HashMap::new(),
            short: HashMap::new(),
            groups: HashMap::new(),
        };
        for set in dictionary().sets() {
            all.add_items(set);
            all.add_settling(set);
            all.add_groups(set);
        }
        // the person's own items are what a roster is made of: their labels need no title above them
        // but a picture never stands in a cell
        let items = dictionary().person().items.iter();
        for item in items.filter(|item| item.kind != Kind::Blob) {
            let label = plain_heading(&item.label);
            all.anywhere
                .entry(label)
                .or_insert_with(|| vec![Target::of(item)]);
        }
        all
    }

    fn add_items(&mut self, set: &'static Set) {
        for item in &set.items {
            for text in &item.headings {
                put(&mut self.anywhere, text, Target::of(item));
            }
            for text in item.short.iter().chain([&item.label]) {
                put(&mut self.short, text, Target::of(item));
            }
        }
    }

    fn add_settling(&mut self, set: &'static Set) {
        for heading in &set.headings {
            let target = match set.item(&heading.item) {
                Some(item) => Target::of(item),
                None => Target::whole(set),
            };
            let mut with = heading.with.iter();
            let target = with.try_fold(target, |target, (code, label)| target.settled(code, label));
            for text in &heading.texts {
                if let Some(target) = &target {
                    put(&mut self.anywhere, text, target.clone());
                }
            }
        }
    }

    fn add_groups(&mut self, set: &'static Set) {
        for group in &set.groups {
            let with: Vec<_> = group
                .with
                .iter()
                .map(|(code, label)| (code.clone(), label.clone()))
                .collect();
            for text in &group.texts {
                let scopes = self.groups.entry(plain_heading(text)).or_default();
                scopes.push(Scope {
                    set,
                    with: with.clone(),
                });
            }
        }
        for text in set.text.iter().flat_map(|whole| &whole.headings) {
            put(&mut self.anywhere, text, Target::whole(set));
        }
        for text in set.titles.iter().chain([&set.label]) {
            let scopes = self.groups.entry(plain_heading(text)).or_default();
            if !scopes.iter().any(|scope| scope.set.code == set.code) {
                scopes.push(Scope {
                    set,
                    with: Vec::new(),
                });
            }
        }
    }

    /// Sets that a title or the name of a sheet announces: those whose own title is the longest part of it.
    pub(crate) fn announced(&self, text: &str) -> Vec<&'static Set> {
        let text = plain_heading(text);
        let longest = self
            .groups
            .keys()
            .filter(|title| title.chars().count() > 1 && text.contains(title.as_str()))
            // 教育培训计划 is a plan: what a title is about stands at its end
            .max_by_key(|title| (title.len(), text.rfind(title.as_str())));
        let scopes = longest.and_then(|title| self.groups.get(title));
        scopes.into_iter().flatten().map(|scope| scope.set).collect()
    }

    /// What a title settles for the rows of a set, as labels, where the group headings in it do not contradict each other.
    pub(crate) fn settled_by(&self, text: &str, set: &Set) -> Vec<(String, String)> {
        let text = plain_heading(text);
        let mut settled: Vec<&Vec<(String, String)>> = Vec::new();
        for (title, scopes) in &self.groups {
            let of_set = scopes
                .iter()
                .filter(|scope| scope.set.code == set.code && !scope.with.is_empty());
            for scope in of_set.filter(|_| text.contains(title.as_str())) {
                if !settled.contains(&&scope.with) {
                    settled.push(&scope.with);
                }
            }
        }
        match settled.as_slice() {
            [only] => (*only).clone(),
            _ => Vec::new(),
        }
    }

    /// Headings most like a text, best first.
    pub(crate) fn similar(&self, text: &str) -> Vec<Target> {
        let mut scored: Vec<(usize, &String, &Target)> = self
            .anywhere
            .iter()
            .flat_map(|(heading, targets)| {
                let likeness = likeness(text, heading);
                targets.iter().map(move |target| (likeness, heading, target))
            })
            .filter(|(likeness, _, _)| *likeness >= 50)
            .collect();
        scored.sort_by(|one, two| two.0.cmp(&one.0).then_with(|| one.1.cmp(two.1)));
        let mut found: Vec<Target> = Vec::new();
        for (_, _, target) in scored {
            if found.len() < 5 && !found.contains(target) {
                found.push(target.clone());
            }
        }
        found
    }
}

fn put(map: &mut HashMap<String, Vec<Target>>, text: &str, target: Target) {
    let targets = map.entry(plain_heading(text)).or_default();
    if !targets.contains(&target) {
        targets.push(target);
    }
}

/// How many of a hundred characters two texts share (Dice).
fn likeness(one: &str, two: &str) -> usize {
    let mut rest: Vec<char> = two.chars().collect();
    let all = one.chars().count() + rest.len();
    let shared = one
        .chars()
        .filter(
            |character| match rest.iter().position(|other| other == character) {
                Some(place) => {
                    rest.swap_remove(place);
                    true
                }
                None => false,
            },
        )
        .count();
    (200 * shared).checked_div(all).unwrap_or_default()
}

/// Items a year in a heading goes to, by set.
pub(crate) fn yearly(set: &'static Set) -> impl Iterator<Item = &'static Item> {
    set.items.iter().filter(|item| item.per.is_some())
}
