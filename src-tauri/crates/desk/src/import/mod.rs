//! The way in: inspect → map → preview → commit → log. Nothing is written before the clerk confirms, and then all of it
//! or nothing. Files are read in a process of their own; here only their rows arrive.

mod commit;
mod compare;
mod matching;
mod outcome;
mod photos;
mod plan;
mod reading;
mod report;
mod session;
mod told;
mod view;

use std::collections::BTreeMap;
use std::path::Path;

use antou_exchange::layout::{Meaning, Target};
use serde_json::Value as Json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
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

    /// The same, with the set all sheets belong to when the clerk says so.
    pub fn open_import(
        &self,
        files: &[String],
        into: Option<&str>,
        progress: &dyn Progress,
    ) -> Result<ImportView, Failure> {
        if let Some(code) = into.filter(|code| antou_record::dictionary().set(code).is_none()) {
            return Err(Failure::new(
                "set.unknown",
                format!("没有“{code}”这个信息集"),
                "信息集写作 assessment、training 等",
            ));
        }
        let mut session = Session::new(self.gather(files, progress)?, into, self.as_of()?);
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
            session.plan(vault, progress)
        })?;
        let mut imports = self.imports();
        let number = imports.add(session);
        Ok(imports.get(number)?.view(number))
    }

    /// Settles what a column means and compares again.
    pub fn import_map(&self, request: ImportMap, progress: &dyn Progress) -> Result<ImportView, Failure> {
        let meaning = match request.item.as_deref().filter(|path| !path.is_empty()) {
            None => Meaning::Ignored(antou_exchange::layout::Nothing::Wish),
            Some(path) => {
                let target = Target::parse(path);
                Meaning::Target(target.ok_or_else(|| {
                    Failure::new("column.unknown", format!("没有“{path}”这一项"), "请从列表中选择")
                })?)
            }
        };
        let mut imports = self.imports();
        let session = imports.get(request.import)?;
        session.assign(request.sheet, request.column, meaning)?;
        self.with_vault(|vault| session.plan(vault, progress))?;
        Ok(session.view(request.import))
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

    /// Writes held rows to a workbook of the same layout with the reasons.
    pub fn import_held(&self, request: ImportHeld, _: &dyn Progress) -> Result<Exported, Failure> {
        let mut imports = self.imports();
        imports.get(request.import)?.write_held(Path::new(&request.to))
    }

    /// The answer of `antou import --json`.
    pub fn import_json(&self, import: u32, op: Option<i64>) -> Result<Json, Failure> {
        Ok(self.imports().get(import)?.json(op))
    }
}
