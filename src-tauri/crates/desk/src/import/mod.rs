//! The way in: inspect → map → preview → commit → log. Nothing is written before the clerk confirms, and then all of it
//! or nothing. Files are read in a process of their own; here only their rows arrive.

mod ahead;
mod asking;
mod choices;
mod commit;
mod compare;
mod decide;
mod doubts;
mod effect;
mod judging;
mod matching;
mod near;
mod outcome;
mod overrule;
mod paste;
mod photos;
mod plan;
mod profile;
mod reading;
mod report;
mod session;
mod side_by_side;
mod spelling;
mod told;
mod units;
mod view;

use std::collections::BTreeMap;
use std::path::Path;

use antou_exchange::layout::{Meaning, Target};
use antou_store::Vault;
use serde_json::Value as Json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
pub(crate) use paste::table;
pub(crate) use session::{OpenSheet, Session};

/// Imports that wait for the clerk, and the last committed ones, whose held rows may still be wanted.
#[derive(Default)]
pub(crate) struct Imports {
    last: u32,
    sessions: BTreeMap<u32, Session>,
}

/// How many imports are kept in memory.
const MOST_KEPT: usize = 3;

impl Imports {
    pub(crate) fn clear(&mut self) {
        self.sessions.clear();
    }

    fn add(&mut self, session: Session) -> u32 {
        self.last += 1;
        self.sessions.insert(self.last, session);
        while self.sessions.len() > MOST_KEPT {
            self.sessions.pop_first();
        }
        self.last
    }

    fn get(&mut self, number: u32) -> Result<&mut Session, Failure> {
        self.sessions
            .get_mut(&number)
            .ok_or_else(|| Failure::not_found("这次导入已经结束或被放弃"))
    }
}

impl Desk {
    /// Reads files and compares them with the vault.
    pub fn import_open(&self, request: ImportOpen, progress: &dyn Progress) -> Result<ImportView, Failure> {
        self.open_import(&request.files, None, progress)
    }

    /// The same, with the set all sheets belong to when the clerk says so. The profile of the unit is looked for.
    pub fn open_import(
        &self,
        files: &[String],
        into: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<ImportView, Failure> {
        self.open_with(files, into, progress, |session, vault| session.recognise(vault))
    }

    /// The same with a profile by name, and with answers about columns: heading and item. Where there is no such profile yet,
    /// the answers make one.
    pub fn open_import_by(
        &self,
        files: &[String],
        into: Option<&str>,
        profile: Option<&str>,
        answers: &[(String, String)],
        progress: &dyn Progress,
    ) -> Result<ImportView, Failure> {
        self.open_with(files, into, progress, |session, vault| {
            session.answered(vault, profile, answers)
        })
    }

    fn open_with(
        &self,
        files: &[String],
        into: Option<&str>,
        progress: &dyn Progress,
        settle: impl FnOnce(&mut Session, &Vault) -> Result<(), Failure>,
    ) -> Result<ImportView, Failure> {
        if let Some(code) = into.filter(|code| antou_record::dictionary().set(code).is_none()) {
            return Err(Failure::new(
                "set.unknown",
                format!("没有“{code}”这个信息集"),
                "信息集写作 assessment、training 等",
            ));
        }
        let mut session = Session::new(self.gather(files, progress)?, into, self.latest()?);
        if !session.has_header() {
            let places = session.sheet_names().join("、");
            return Err(Failure::new(
                "sheet.no_header",
                format!("没有找到表头：{places}"),
                "请确认表中有“姓名”等栏目名称所在的一行",
            ));
        }
        self.with_vault(|vault| {
            session.earlier = crate::batches::earlier(vault, &session)?;
            settle(&mut session, vault)?;
            session.plan(vault, progress)
        })?;
        self.wait_with(session)
    }

    /// Lets an import wait for the clerk.
    fn wait_with(&self, session: Session) -> Result<ImportView, Failure> {
        let mut imports = self.imports();
        let number = imports.add(session);
        let session = imports.get(number)?;
        self.with_vault(|vault| session.view(vault, number))
    }

    /// Settles what a column means and compares again.
    pub fn import_map(&self, request: ImportMap, progress: &dyn Progress) -> Result<ImportView, Failure> {
        let meaning = meaning(request.item.as_deref())?;
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        session.refuse_committed()?;
        session.assign(request.sheet, request.column, meaning)?;
        self.with_vault(|vault| {
            session.plan(vault, progress)?;
            session.view(vault, request.import)
        })
    }

    /// Settles how the texts of a column are cleaned, and compares again.
    pub fn import_clean(&self, request: ImportClean, progress: &dyn Progress) -> Result<ImportView, Failure> {
        let steps: Option<Vec<_>> = request.steps.iter().map(asking::step_of).collect();
        let steps = steps.ok_or_else(|| {
            Failure::new(
                "column.step",
                "整理的步骤没有写完整",
                "请填写要去掉或当作空白的文字",
            )
        })?;
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        session.refuse_committed()?;
        session.clean(request.sheet, request.column, steps)?;
        self.with_vault(|vault| {
            session.plan(vault, progress)?;
            session.view(vault, request.import)
        })
    }

    /// Rows of a waiting import.
    pub fn import_rows(&self, request: ImportRows, _: &dyn Progress) -> Result<ImportPage, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        self.with_vault(|vault| session.page(vault, &request))
    }

    /// Writes a waiting import into the vault. A verified backup is made first.
    pub fn import_commit(&self, request: ImportId, progress: &dyn Progress) -> Result<ImportReport, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        self.with_vault(|vault| session.commit(vault, progress))
    }

    /// Forgets a waiting import.
    pub fn import_discard(&self, request: ImportId, _: &dyn Progress) -> Result<Done, Failure> {
        self.imports().sessions.remove(&request.import);
        Ok(Done {})
    }

    /// Writes held rows to a workbook of the same layout with the reasons. Photos that came with them stay in the vault.
    pub fn import_held(&self, request: ImportHeld, _: &dyn Progress) -> Result<Exported, Failure> {
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        self.with_vault(|vault| Ok(session.keep_held_photos(vault)?))?;
        session.write_held(Path::new(&request.to))
    }

    /// The answer of `antou import --json`.
    pub fn import_json(&self, import: u32, op: Option<i64>) -> Result<Json, Failure> {
        Ok(self.imports().get(import)?.json(op))
    }
}

/// What a column means by the clerk's word; nothing leaves it out.
fn meaning(item: Option<&str>) -> Result<Meaning, Failure> {
    let Some(path) = item.filter(|path| !path.is_empty()) else {
        return Ok(Meaning::Ignored(antou_exchange::layout::Nothing::Wish));
    };
    let target = Target::parse(path);
    let target = target
        .ok_or_else(|| Failure::new("column.unknown", format!("没有“{path}”这一项"), "请从列表中选择"))?;
    Ok(Meaning::Target(target))
}
