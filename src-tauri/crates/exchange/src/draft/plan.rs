//! Which column fills what: the layout turned round, so that a row is read without looking anything up.

use std::cell::RefCell;
use std::collections::BTreeSet;

use antou_record::{
    HashMap, Hints, Item, Kind, Owner, PartialDate, Reading, Set, Value, Written, dictionary, squeezed,
};

use super::amend::{Amending, Amendments};
use super::filled;
use crate::cell::Region;
use crate::layout::{Layout, Meaning};
use crate::sheet::Sheet;

/// A column that is read.
pub(crate) struct Source {
    pub(crate) column: u32,
    pub(crate) item: &'static Item,
    pub(crate) zeros_dropped: bool,
    /// Taken only where the column it repeats is blank.
    pub(crate) repeated: bool,
    /// How its texts are amended before they are read.
    pub(crate) amending: Amending,
    memory: RefCell<HashMap<Box<str>, Reading>>,
}

/// Different short texts of a column that are read once only: a column of codes has a dozen, one of names too many.
const REMEMBERED: usize = 1_000;

/// Bytes of a text worth remembering.
const SHORT: usize = 60;

impl Source {
    /// Reads a cell. Texts whose meaning hangs on nothing else in the row are read once for each column.
    pub(crate) fn read(&self, written: Written<'_>, hints: &Hints) -> Reading {
        let text = match written {
            Written::Text(text) if text.len() <= SHORT && self.stands_alone() => text,
            _ => return self.item.read(written, hints),
        };
        let mut memory = self.memory.borrow_mut();
        if let Some(known) = memory.get(text) {
            return known.clone();
        }
        let reading = self.item.read(written, hints);
        if memory.len() < REMEMBERED {
            memory.insert(text.into(), reading.clone());
        }
        reading
    }

    fn stands_alone(&self) -> bool {
        !matches!(self.item.kind, Kind::Date | Kind::Id | Kind::Person | Kind::Long)
    }
}

/// Columns that fill one row of a set.
pub(crate) struct Group {
    pub(crate) set: &'static Set,
    pub(crate) fixed: Vec<(&'static Item, Value)>,
    /// Which of several such rows.
    pub(crate) entry: u32,
    pub(crate) sources: Vec<Source>,
    /// The columns that tell all rows of the set in one text; the first that is filled is read.
    pub(crate) texts: Vec<Telling>,
}

/// A column that tells all rows of a set.
pub(crate) struct Telling {
    pub(crate) column: u32,
    /// How its texts are amended before they are read.
    pub(crate) amending: Amending,
}

/// Everything about a sheet that its rows are read by.
pub(crate) struct Plan {
    /// What a row is about: a person, or in a register of units a unit.
    pub(crate) subject: &'static Set,
    /// Columns of the person.
    pub(crate) person: Vec<Source>,
    /// Columns of each row the person owns.
    pub(crate) groups: Vec<Group>,
    pub(crate) name: Option<u32>,
    pub(crate) id_number: Option<u32>,
    /// When the sheet was filled in, by its titles and by a column.
    pub(crate) filled_on: Option<PartialDate>,
    pub(crate) filled_column: Option<u32>,
    /// Whether no column tells whom the rows are about.
    pub(crate) is_about_nobody: bool,
    pub(crate) last_header: u32,
    /// Plain headings by column.
    pub(crate) headings: HashMap<u32, Vec<String>>,
    /// Texts above the headings.
    pub(crate) titles: Vec<String>,
    /// Cells merged over three columns or more, by row.
    pub(crate) wide: HashMap<u32, Vec<Region>>,
    /// Columns that are read, from the left.
    pub(crate) read: Vec<u32>,
    /// Columns of sets that people own, sorted.
    pub(crate) in_groups: Vec<u32>,
    /// Columns that a row of the register this sheet is must have; none on a roster.
    pub(crate) registers: Vec<u32>,
    /// Columns whose values are counted because nobody reads them.
    pub(crate) unread: Vec<u32>,
    /// Names of units, by which 单位及职务 is split.
    pub(crate) units: BTreeSet<String>,
    /// Whether blank cells are noted.
    pub(crate) notes_blanks: bool,
}

impl Plan {
    pub(crate) fn new(sheet: &Sheet, layout: &Layout) -> Self {
        let units = dictionary().set("unit").filter(|_| layout.is_of_units());
        let mut plan = Self {
            subject: units.unwrap_or_else(|| dictionary().person()),
            person: Vec::new(),
            groups: Vec::new(),
            name: None,
            id_number: None,
            filled_on: filled::of_titles(layout),
            filled_column: filled::column(layout),
            is_about_nobody: layout.is_about_nobody(),
            last_header: layout.header_rows.last().copied().unwrap_or_default(),
            headings: HashMap::default(),
            titles: layout
                .titles
                .iter()
                .map(|(_, text)| squeezed(text).into_owned())
                .collect(),
            wide: HashMap::default(),
            read: Vec::new(),
            in_groups: Vec::new(),
            registers: Vec::new(),
            unread: Vec::new(),
            units: BTreeSet::new(),
            notes_blanks: false,
        };
        for region in sheet.merged.iter().filter(|region| region.width() >= 3) {
            plan.wide.entry(region.first_row).or_default().push(*region);
        }
        for column in &layout.columns {
            let plain = column.parts.iter().map(|part| antou_record::plain_heading(part));
            plan.headings.insert(column.column, plain.collect());
            plan.add(column);
        }
        let headless = sheet
            .columns
            .iter()
            .filter(|column| layout.column(**column).is_none());
        plan.unread.extend(headless);
        plan.find_keys();
        let in_groups = plan.groups.iter().flat_map(|group| &group.sources);
        let sources = plan.person.iter().chain(in_groups).map(|source| source.column);
        let texts = plan.groups.iter().flat_map(|group| &group.texts);
        plan.read = sources.chain(texts.map(|text| text.column)).collect();
        plan.read.sort_unstable();
        plan.find_register(layout);
        plan
    }

    fn add(&mut self, column: &crate::layout::Column) {
        let target = match &column.meaning {
            Meaning::Target(target) => target,
            Meaning::Ignored(_) | Meaning::Ambiguous(_) => return,
            Meaning::Unknown(_) => return self.unread.push(column.column),
        };
        let Some(set) = target
            .set()
            .filter(|_| target.is_whole() || target.item().is_some())
        else {
            return self.unread.push(column.column);
        };
        let source = target.item().map(|item| Source {
            column: column.column,
            item,
            zeros_dropped: column.zeros_dropped,
            repeated: column.repeated,
            amending: Amending {
                steps: column.steps.clone(),
                ..Amending::default()
            },
            memory: RefCell::default(),
        });
        if set.code == self.subject.code {
            return self.person.extend(source);
        }
        if self.is_of_units() {
            match named(set, target.item()) {
                Some(name) => {
                    return self
                        .person
                        .extend(source.map(|source| Source { item: name, ..source }));
                }
                None if set.owner != Owner::Unit => return self.unread.push(column.column),
                None => {}
            }
        } else if !set.is_owned_by_person() {
            // what belongs to units tells nothing of a person
            return self.unread.push(column.column);
        }
        let fixed: Vec<(&'static Item, Value)> = target
            .fixed
            .iter()
            .filter_map(|(code, value)| Some((set.item(code)?, value.clone())))
            .collect();
        let place = self.groups.iter().position(|group| {
            group.set.code == set.code && group.entry == target.entry && is_same(&group.fixed, &fixed)
        });
        let place = place.unwrap_or_else(|| {
            self.groups.push(Group {
                set,
                fixed,
                entry: target.entry,
                sources: Vec::new(),
                texts: Vec::new(),
            });
            self.groups.len() - 1
        });
        let Some(group) = self.groups.get_mut(place) else {
            return;
        };
        match source {
            Some(source) => group.sources.push(source),
            None => group.texts.push(Telling {
                column: column.column,
                amending: Amending {
                    steps: column.steps.clone(),
                    ..Amending::default()
                },
            }),
        }
    }

    /// Takes what the clerk decided about texts.
    pub(crate) fn amend(&mut self, amendments: &Amendments) {
        self.units.clone_from(&amendments.units);
        self.notes_blanks = amendments.notes_blanks;
        let of_groups = self.groups.iter_mut().flat_map(|group| &mut group.sources);
        for source in self.person.iter_mut().chain(of_groups) {
            if let Some(spellings) = amendments.spellings.get(&source.item.full_path()) {
                source.amending.spellings.clone_from(spellings);
            }
        }
    }

    /// Whether the rows are about units.
    pub(crate) fn is_of_units(&self) -> bool {
        self.subject.code == "unit"
    }

    /// The columns by which a row without a name is told to be one more row of the person above. Relatives are told so on a
    /// roster too.
    fn find_register(&mut self, layout: &Layout) {
        let is_register = |group: &&Group| {
            group.set.code == "family" || layout.set.as_deref().is_some_and(|set| set == group.set.code)
        };
        for group in &self.groups {
            let texts = group.texts.iter().map(|text| text.column);
            let sources = group.sources.iter().map(|source| source.column);
            self.in_groups.extend(sources.chain(texts));
        }
        self.in_groups.sort_unstable();
        let required = self
            .groups
            .iter()
            .filter(is_register)
            .flat_map(|group| &group.sources);
        let required = required.filter(|source| source.item.required);
        self.registers = required.map(|source| source.column).collect();
    }

    /// The columns a person is known by.
    fn find_keys(&mut self) {
        let column = |code: &str| {
            let mut sources = self.person.iter().filter(|source| !source.repeated);
            sources
                .find(|source| source.item.code == code)
                .map(|source| source.column)
        };
        let (name, id_number) = (column("name"), column("id_number"));
        self.name = name;
        self.id_number = id_number;
    }

    /// Whether people can be told apart at all.
    pub(crate) fn has_keys(&self) -> bool {
        self.name.is_some() || self.id_number.is_some()
    }

    /// Whether a column is read.
    pub(crate) fn reads(&self, column: u32) -> bool {
        self.read.binary_search(&column).is_ok()
    }

    /// Whether a text stands above the headings.
    pub(crate) fn is_title(&self, text: &str) -> bool {
        !self.titles.is_empty() && {
            let plain = squeezed(text);
            self.titles.iter().any(|title| *title == plain)
        }
    }
}

/// The name of the unit, where an item of a row that belongs to a unit says whose it is.
fn named(set: &'static Set, item: Option<&'static Item>) -> Option<&'static Item> {
    let item = item.filter(|item| item.kind == Kind::Unit && set.owner == Owner::Unit)?;
    set.key
        .contains(&item.code)
        .then(|| dictionary().item("unit.name"))?
}

fn is_same(one: &[(&'static Item, Value)], other: &[(&'static Item, Value)]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(one, other)| one.0.index == other.0.index && one.1 == other.1)
}
