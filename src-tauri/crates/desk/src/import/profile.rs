//! Profiles: what was settled for the files of one source unit — columns, cleaning, spellings — so that its next file needs
//! no question. A profile is a setting of the vault; it is written with the import it was answered in, never before.

use std::collections::BTreeSet;

use antou_exchange::draft::Spellings;
use antou_exchange::layout::{self, Meaning, Wishes, inspect};
use antou_record::squeezed;
use antou_store::{Op, OpKind, StoreError, Tx, Vault};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::asking::question;
use super::session::{OpenSheet, Session};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// Settings that are profiles begin like this.
const PREFIX: &str = "profile/";
/// Of a hundred headings, how many two sheets must share to be of one kind.
const ALIKE: usize = 60;
/// Kinds of sheets, units and files a profile remembers; the oldest go first.
const MOST: usize = 50;
/// The longest name of a profile, in characters.
const LONGEST_NAME: usize = 60;
/// Words before the name of the unit that filled a sheet in.
const UNIT_WORDS: [&str; 10] = [
    "填报单位",
    "填表单位",
    "报送单位",
    "上报单位",
    "呈报单位",
    "编制单位",
    "制表单位",
    "填报部门",
    "单位名称",
    "单位",
];

/// What was settled for the files of a source unit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Profile {
    /// Units whose sheets it was used for, as the sheets name them.
    units: Vec<String>,
    /// Files it was used for, without dates and numbers.
    files: Vec<String>,
    /// Kinds of sheets.
    sheets: Vec<KnownSheet>,
    /// What spellings mean.
    spellings: Spellings,
}

/// A kind of sheet, known by its headings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KnownSheet {
    /// The set it is a register of.
    set: Option<String>,
    /// Plain headings from the left.
    headings: Vec<String>,
    /// What its columns mean and how they are cleaned.
    columns: layout::Profile,
}

/// What an import knows of profiles.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// The profile used, and how it was found.
    pub(crate) used: Option<(String, FoundBy)>,
    /// The profile the answers are kept in.
    pub(crate) remember: Option<String>,
}

/// How a profile was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FoundBy {
    Unit,
    File,
    Headings,
    Clerk,
}

impl FoundBy {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::File => "file",
            Self::Headings => "headings",
            Self::Clerk => "chosen",
        }
    }
}

/// Whether a profile is the one of the files that were opened.
type Fits<'a> = &'a dyn Fn(&Profile) -> bool;

impl Desk {
    /// All profiles.
    pub fn profiles(&self, _: Nothing, _: &dyn Progress) -> Result<Vec<ProfileView>, Failure> {
        self.with_vault(|vault| {
            Ok(all(vault)?
                .into_iter()
                .map(|(name, profile)| view(name, &profile))
                .collect())
        })
    }

    /// Gives a profile another name.
    pub fn rename_profile(&self, request: RenameProfile, _: &dyn Progress) -> Result<Done, Failure> {
        let to = named(&request.to)?;
        self.with_vault(|vault| {
            let profile = stored(vault, &request.name)?.ok_or_else(|| unknown(vault, &request.name))?;
            if to != request.name && stored(vault, &to)?.is_some() {
                let message = format!("已有名为“{to}”的导入方案");
                return Err(Failure::new("profile.taken", message, "请另取一个名称"));
            }
            let op = Op::new(
                OpKind::Settings,
                format!("导入方案“{}”改名为“{to}”", request.name),
            );
            vault.transact(op, |tx| {
                tx.set_setting(&key(&request.name), None)?;
                put(tx, &to, &profile)
            })?;
            Ok(Done {})
        })
    }

    /// Removes a profile; an undo brings it back.
    pub fn delete_profile(&self, request: ProfileName, _: &dyn Progress) -> Result<Recorded, Failure> {
        self.with_vault(|vault| {
            stored(vault, &request.name)?.ok_or_else(|| unknown(vault, &request.name))?;
            let op = Op::new(OpKind::Settings, format!("删除导入方案“{}”", request.name));
            let output = vault.transact(op, |tx| tx.set_setting(&key(&request.name), None))?;
            Ok(Recorded { op: output.op })
        })
    }

    /// Uses a profile for a waiting import, or sets the present one aside, and compares again.
    pub fn import_profile(
        &self,
        request: ImportUseProfile,
        progress: &dyn Progress,
    ) -> Result<ImportView, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        session.refuse_committed()?;
        self.with_vault(|vault| {
            session.use_profile(vault, request.name.as_deref())?;
            session.plan(vault, progress)?;
            session.view(vault, request.import)
        })
    }

    /// Says in which profile the answers are kept when the import is written.
    pub fn import_remember(&self, request: ImportRemember, _: &dyn Progress) -> Result<ImportView, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        session.memory.remember = request.name.as_deref().map(named).transpose()?;
        self.with_vault(|vault| session.view(vault, request.import))
    }
}

impl Session {
    /// Looks for the profile these files were settled by before, and uses it.
    pub(crate) fn recognise(&mut self, vault: &Vault) -> Result<(), Failure> {
        let profiles = all(vault)?;
        if let Some((name, profile, by)) = self.recognised(&profiles) {
            self.apply(&profile);
            self.memory = Memory {
                used: Some((name.clone(), by)),
                remember: Some(name),
            };
        }
        Ok(())
    }

    /// The one profile of the unit the sheets name, of the file, or of the headings. Two that fit as well are none.
    fn recognised(&self, profiles: &[(String, Profile)]) -> Option<(String, Profile, FoundBy)> {
        let units: Vec<String> = self.units();
        let files: Vec<String> = self.sheets.iter().map(|open| file_key(&open.file)).collect();
        let by_unit = |profile: &Profile| profile.units.iter().any(|unit| units.contains(unit));
        // what one unit answered is not taken for another's because their sheets look alike
        let foreign = |profile: &Profile| !units.is_empty() && !profile.units.is_empty() && !by_unit(profile);
        let by_file = |profile: &Profile| {
            !foreign(profile)
                && profile
                    .files
                    .iter()
                    .any(|file| !file.is_empty() && files.contains(file))
        };
        let by_headings = |profile: &Profile| {
            let mut sheets = self.sheets.iter().filter(|open| open.layout.has_header());
            !foreign(profile)
                && sheets.any(|open| {
                    let headings = open.layout.headings();
                    profile.sheets.iter().any(|known| known.headings == headings)
                })
        };
        let tests: [(Fits<'_>, FoundBy); 3] = [
            (&by_unit, FoundBy::Unit),
            (&by_file, FoundBy::File),
            (&by_headings, FoundBy::Headings),
        ];
        tests.into_iter().find_map(|(fits, by)| {
            let mut fitting = profiles.iter().filter(|(_, profile)| fits(profile));
            match (fitting.next(), fitting.next()) {
                (Some((name, profile)), None) => Some((name.clone(), profile.clone(), by)),
                _ => None,
            }
        })
    }

    /// Uses a profile by name, or none. What the clerk settled in this import stays.
    pub(crate) fn use_profile(&mut self, vault: &Vault, name: Option<&str>) -> Result<(), Failure> {
        let profile = match name {
            Some(name) => stored(vault, name)?.ok_or_else(|| unknown(vault, name))?,
            None => Profile::default(),
        };
        self.choices.spellings.clear();
        self.apply(&profile);
        self.memory = Memory {
            used: name.map(|name| (name.to_owned(), FoundBy::Clerk)),
            remember: name.map(str::to_owned),
        };
        Ok(())
    }

    /// Lets every sheet be understood as the profile says.
    fn apply(&mut self, profile: &Profile) {
        let into = self.into.clone();
        for open in self.sheets.iter_mut().filter(|open| open.layout.has_header()) {
            let wishes = Wishes {
                set: into.as_deref(),
                profile: None,
            };
            let fresh = inspect(&open.sheet, &wishes);
            let headings = fresh.headings();
            let known = profile
                .sheets
                .iter()
                .filter(|known| known.set == fresh.set)
                .map(|known| (shared(&known.headings, &headings), known))
                .filter(|(shared, _)| *shared >= ALIKE)
                .max_by_key(|(shared, _)| *shared);
            open.settled.clear();
            open.layout = fresh;
            if let Some((_, known)) = known {
                let wishes = Wishes {
                    set: into.as_deref(),
                    profile: Some(&known.columns),
                };
                open.layout = inspect(&open.sheet, &wishes);
                open.settled = known.columns.settles(&open.layout);
            }
        }
        self.choices.spellings.extend(profile.spellings.clone());
    }

    /// What was settled, put into the profile the clerk wants it kept in.
    pub(crate) fn remember(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let Some(name) = &self.memory.remember else {
            return Ok(());
        };
        let before: Option<Profile> = tx.setting(&key(name))?.map(read);
        let mut profile = before.clone().unwrap_or_default();
        for unit in self.units() {
            keep(&mut profile.units, unit);
        }
        for open in &self.sheets {
            keep(&mut profile.files, file_key(&open.file));
            if open.layout.has_header() {
                let known = known_sheet(open);
                profile
                    .sheets
                    .retain(|other| other.set != known.set || other.headings != known.headings);
                keep(&mut profile.sheets, known);
            }
        }
        profile.spellings.clone_from(&self.choices.spellings);
        if before.as_ref() == Some(&profile) {
            return Ok(());
        }
        put(tx, name, &profile)
    }

    /// The profile in the view of an import.
    pub(crate) fn profile_view(&self, vault: &Vault) -> Result<ImportProfileView, Failure> {
        let names = all(vault)?.into_iter().map(|(name, _)| name).collect();
        let first_file = self.sheets.first().map(|open| file_key(&open.file));
        let used = self.memory.used.as_ref();
        Ok(ImportProfileView {
            used: used.map(|(name, _)| name.clone()),
            found_by: used.map(|(_, by)| by.as_str().to_owned()),
            remember: self.memory.remember.clone(),
            suggested: self.units().into_iter().next().or(first_file).unwrap_or_default(),
            names,
        })
    }

    /// Units the sheets say they were filled in by.
    fn units(&self) -> Vec<String> {
        let sheets = self.sheets.iter();
        let named: BTreeSet<String> = sheets
            .filter_map(|open| unit_named(&open.layout.titles))
            .collect();
        named.into_iter().collect()
    }
}

/// The columns of a sheet as they are settled; what was asked and not answered is asked again next time.
fn known_sheet(open: &OpenSheet) -> KnownSheet {
    let mut layout = open.layout.clone();
    for column in &mut layout.columns {
        if question(open, column).is_some() {
            column.meaning = Meaning::Unknown(Vec::new());
        }
    }
    KnownSheet {
        set: open.layout.set.clone(),
        headings: open.layout.headings(),
        columns: layout::Profile::of(&layout),
    }
}

/// Keeps something at the end of a list, once.
fn keep<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if list.contains(&value) {
        return;
    }
    list.push(value);
    if list.len() > MOST {
        list.remove(0);
    }
}

/// How many of a hundred headings two sheets share.
fn shared(one: &[String], two: &[String]) -> usize {
    let (one, two): (BTreeSet<&String>, BTreeSet<&String>) = (one.iter().collect(), two.iter().collect());
    let both = one.intersection(&two).count();
    (100 * both)
        .checked_div(one.union(&two).count())
        .unwrap_or_default()
}

/// The unit a line above the headings names: 填报单位（盖章）：江东区水利局    填报日期：2026年1月.
fn unit_named(titles: &[(u32, String)]) -> Option<String> {
    let texts: Vec<&str> = titles.iter().map(|(_, text)| text.as_str()).collect();
    texts.iter().enumerate().find_map(|(at, text)| {
        let word = UNIT_WORDS
            .iter()
            .find_map(|word| text.trim_start().strip_prefix(word))?;
        let (between, after) = word.split_once(['：', ':'])?;
        let is_label = between.is_empty() || squeezed(between).contains('章');
        let own = after.split_whitespace().next().map(unit_text);
        // 填报单位： in one cell and the name in the next
        let next = || texts.get(at + 1).map(|text| unit_text(text));
        let name = own.filter(|name| !name.is_empty()).or_else(next)?;
        (is_label && !name.is_empty() && !name.contains(['：', ':'])).then_some(name)
    })
}

fn unit_text(text: &str) -> String {
    let plain = squeezed(text);
    let end = plain.find(['（', '(']).unwrap_or(plain.len());
    plain.get(..end).unwrap_or_default().to_owned()
}

/// A file name without ending, dates, numbers and marks of copies: what stays the same next year.
fn file_key(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let kept: String = stem
        .chars()
        .filter(|character| character.is_alphabetic() && !character.is_ascii())
        .collect();
    [
        "年度",
        "年",
        "月",
        "日",
        "季度",
        "副本",
        "最新版",
        "最新",
        "更新",
        "定稿",
        "终稿",
        "修改",
    ]
    .iter()
    .fold(kept, |name, word| name.replace(word, ""))
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

fn read(json: Json) -> Profile {
    serde_json::from_value(json).unwrap_or_default()
}

fn put(tx: &mut Tx<'_>, name: &str, profile: &Profile) -> Result<(), StoreError> {
    tx.set_setting(&key(name), Some(&json!(profile)))
}

fn stored(vault: &Vault, name: &str) -> Result<Option<Profile>, Failure> {
    Ok(vault.setting(&key(name))?.map(read))
}

fn all(vault: &Vault) -> Result<Vec<(String, Profile)>, Failure> {
    let settings = vault.settings(PREFIX)?.into_iter();
    Ok(settings
        .filter_map(|(name, json)| Some((name.strip_prefix(PREFIX)?.to_owned(), read(json))))
        .collect())
}

fn named(name: &str) -> Result<String, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Failure::new(
            "profile.name",
            "导入方案的名称不能为空，也不能超过 60 字",
            "通常用填报单位的名称",
        ));
    }
    Ok(name.to_owned())
}

/// There is no profile of this name; the sentence says which there are.
fn unknown(vault: &Vault, name: &str) -> Failure {
    let known: Vec<String> = all(vault)
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let hint = if known.is_empty() {
        "还没有任何导入方案".to_owned()
    } else {
        format!("现有：{}", known.join("、"))
    };
    Failure::new("profile.unknown", format!("没有名为“{name}”的导入方案"), hint)
}

fn view(name: String, profile: &Profile) -> ProfileView {
    let columns: usize = profile
        .sheets
        .iter()
        .map(|sheet| sheet.columns.columns.len())
        .sum();
    let spellings: usize = profile.spellings.values().map(|texts| texts.len()).sum();
    ProfileView {
        name,
        units: profile.units.clone(),
        files: profile.files.clone(),
        columns: u32::try_from(columns).unwrap_or(u32::MAX),
        spellings: u32::try_from(spellings).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_stands_in_a_line_above_the_headings() {
        let cases = [
            (vec!["花名册", "填报单位：江东区水利局"], Some("江东区水利局")),
            (
                vec!["填报单位（盖章）：江东区水利局    填报日期：2026年1月"],
                Some("江东区水利局"),
            ),
            (vec!["填表单位：", "江东区水利局（公章）"], Some("江东区水利局")),
            (vec!["单位:江东区水利局"], Some("江东区水利局")),
            (vec!["填报单位：", "填表人：张三"], None),
            (vec!["江东区水利局干部花名册"], None),
            (vec![], None),
        ];
        for (titles, unit) in cases {
            let placed: Vec<(u32, String)> = titles.iter().map(|text| (1, (*text).to_owned())).collect();
            assert_eq!(unit_named(&placed).as_deref(), unit, "{titles:?}");
        }
    }

    #[test]
    fn a_file_is_known_again_next_year() {
        assert_eq!(
            file_key("水利局花名册（2025年12月）副本 (2).xlsx"),
            file_key("水利局花名册2026.xls")
        );
        assert_ne!(file_key("水利局花名册.xlsx"), file_key("林业局花名册.xlsx"));
    }

    #[test]
    fn sheets_of_a_kind_share_most_headings() {
        let headings = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let known = headings("姓名 性别 出生年月 学历 单位及职务");
        assert!(shared(&known, &headings("姓名 性别 出生年月 学历 单位及职务 备注")) >= ALIKE);
        assert!(shared(&known, &headings("姓名 培训班 时间 学时")) < ALIKE);
    }
}
