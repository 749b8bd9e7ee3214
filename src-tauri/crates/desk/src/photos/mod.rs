//! Photos in bulk: a folder, a zip or some pictures named by identity number or name. Looked at first, taken in together,
//! undone together; the photos that were there stay in the history.

mod batch;
mod single;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use antou_exchange::ReadError;
use antou_exchange::picture::{Seen, Wanted, read_pictures};

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use batch::{Batch, MOST_BYTES, Picture};

/// Batches that wait for the clerk.
#[derive(Default)]
pub(crate) struct Photos {
    last: u32,
    batches: BTreeMap<u32, Batch>,
}

impl Photos {
    pub(crate) fn clear(&mut self) {
        self.batches.clear();
    }

    /// Only the latest is kept: photos fill the memory.
    fn add(&mut self, batch: Batch) -> u32 {
        self.batches.clear();
        self.last += 1;
        self.batches.insert(self.last, batch);
        self.last
    }

    fn get(&mut self, number: u32) -> Result<&mut Batch, Failure> {
        self.batches
            .get_mut(&number)
            .ok_or_else(|| Failure::not_found("这批照片已经导入或被放弃"))
    }
}

impl Desk {
    /// Reads pictures and finds out whose photos they are.
    pub fn photos_open(&self, request: PhotosOpen, progress: &dyn Progress) -> Result<PhotosView, Failure> {
        let mut pictures = Vec::new();
        let mut bytes = 0;
        for file in &request.files {
            let path = Path::new(file);
            self.pictures(path, Wanted::Portrait(None), progress, &mut |seen| {
                bytes += seen.made.as_ref().map_or(0, Vec::len);
                pictures.push(Picture::new(seen));
                bytes <= MOST_BYTES
            })?;
        }
        if bytes > MOST_BYTES {
            return Err(Failure::new(
                "photos.too_many",
                format!("照片太多，读到第 {} 张时已超过一次能处理的量", pictures.len()),
                "请分成几个文件夹，分几次导入",
            ));
        }
        if pictures.is_empty() {
            return Err(Failure::new(
                "photos.none",
                format!(
                    "{}{}",
                    names(&request.files),
                    antou_exchange::picture::NO_PICTURES
                ),
                "请选择放照片的文件夹、zip 压缩包或照片文件",
            ));
        }
        let mut batch = Batch::new(names(&request.files), pictures);
        self.with_vault(|vault| batch.settle(vault))?;
        let mut photos = self.photos();
        let number = photos.add(batch);
        Ok(photos.get(number)?.view(number))
    }

    /// Pictures of a waiting batch.
    pub fn photos_rows(&self, request: PhotosRows, _: &dyn Progress) -> Result<PhotosPage, Failure> {
        let mut photos = self.photos();
        let batch = photos.get(request.photos)?;
        self.with_vault(|vault| batch.page(vault, &request))
    }

    /// Says whose a picture is.
    pub fn photos_choose(&self, request: PhotosChoose, _: &dyn Progress) -> Result<PhotosView, Failure> {
        let mut photos = self.photos();
        let batch = photos.get(request.photos)?;
        batch.choose(request.index, request.person)?;
        self.with_vault(|vault| batch.settle(vault))?;
        Ok(batch.view(request.photos))
    }

    /// Takes the photos of a waiting batch into the vault. A verified backup is made first.
    pub fn photos_commit(&self, request: PhotosId, progress: &dyn Progress) -> Result<PhotosReport, Failure> {
        let mut photos = self.photos();
        let batch = photos.get(request.photos)?;
        let report = self.with_vault(|vault| {
            // somebody may have got a photo since the batch was looked at
            batch.settle(vault)?;
            batch.commit(vault, progress)
        })?;
        photos.batches.remove(&request.photos);
        Ok(report)
    }

    /// Forgets a waiting batch of photos.
    pub fn photos_discard(&self, request: PhotosId, _: &dyn Progress) -> Result<Done, Failure> {
        self.photos().batches.remove(&request.photos);
        Ok(Done {})
    }

    /// Reads the pictures behind a path in the worker; `take` says whether to go on.
    fn pictures(
        &self,
        path: &Path,
        wanted: Wanted,
        progress: &dyn Progress,
        take: &mut dyn FnMut(Seen) -> bool,
    ) -> Result<(), Failure> {
        let mut done = 0;
        let mut cancelled = false;
        let mut told = |seen: Option<Seen>| {
            let goes_on = seen.is_none_or(|seen| {
                done += 1;
                take(seen)
            });
            progress.at("读取照片", done, 0);
            cancelled = progress.is_cancelled();
            if cancelled || !goes_on {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        match read_pictures(&self.environment.worker, path, wanted, &mut told) {
            Err(ReadError::Cancelled) if cancelled => Err(Failure::cancelled()),
            // the batch is full, which is told by whom it fills
            Err(ReadError::Cancelled) | Ok(()) => Ok(()),
            Err(error) => Err(Failure::new(error.code(), format!("{}：{error}", name(path)), "")),
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn names(files: &[String]) -> String {
    match files {
        [first, _, ..] => format!("{}等 {} 个文件", name(Path::new(first)), files.len()),
        _ => files.iter().map(|file| name(Path::new(file))).collect(),
    }
}
