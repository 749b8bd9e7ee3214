//! The photo of one dossier: chosen, cut, entered, replaced, removed.

use std::path::Path;

use antou_exchange::picture::{Cut, Wanted};

use super::batch;
use crate::desk::Desk;
use crate::dossier::data_url;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// Points along the longer edge of a picture that is shown to be cut.
const SHOWN_EDGE: u32 = 1_000;

impl Desk {
    /// Opens a picture to choose the part that becomes the photo.
    pub fn photo_open(&self, request: PhotoOpen, progress: &dyn Progress) -> Result<PhotoOpened, Failure> {
        let picture = self.one_picture(Path::new(&request.file), Wanted::Upright(SHOWN_EDGE), progress)?;
        Ok(PhotoOpened {
            picture: data_url(&picture),
        })
    }

    /// Enters, replaces or removes the photo of a person.
    pub fn set_photo(&self, request: SetPhoto, progress: &dyn Progress) -> Result<PhotoSet, Failure> {
        let cut = request.cut.map(|cut| Cut {
            left: cut.left,
            top: cut.top,
            width: cut.width,
        });
        let photo = match &request.file {
            Some(file) => Some(self.one_picture(Path::new(file), Wanted::Portrait(cut), progress)?),
            None => None,
        };
        self.with_vault(|vault| {
            let name = vault.row("person", request.person)?.shown("name");
            let label = match (&photo, vault.photos()?.contains_key(&request.person)) {
                (None, _) => format!("删除 {name} 的照片"),
                (Some(_), true) => format!("更换 {name} 的照片"),
                (Some(_), false) => format!("录入 {name} 的照片"),
            };
            let op = batch::set(vault, request.person, photo.as_deref(), label)?;
            Ok(PhotoSet { op })
        })
    }

    fn one_picture(&self, path: &Path, wanted: Wanted, progress: &dyn Progress) -> Result<Vec<u8>, Failure> {
        let name = super::name(path);
        if path.is_dir() {
            return Err(Failure::new(
                "photo.folder",
                format!("{name} 是文件夹"),
                "请选一张照片",
            ));
        }
        let mut found = None;
        self.pictures(path, wanted, progress, &mut |seen| {
            found = Some(seen.made);
            false
        })?;
        let made =
            found.ok_or_else(|| Failure::new("photo.none", format!("{name} 里没有照片"), "请选一张照片"))?;
        made.map_err(|error| Failure::new("photo.unreadable", format!("{name}：{error}"), ""))
    }
}
