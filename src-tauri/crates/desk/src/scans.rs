//! Scans behind rows: a picture or a PDF kept with an item of kind blob of any set, looked at page by page, written out again,
//! removed. What was there before stays in the history.

use std::path::Path;

use antou_exchange::picture::{Wanted, read_page, read_pictures};
use antou_record::{Item, Kind, Owner, Set, Value, dictionary};
use antou_store::{Op, OpKind, Vault};

use crate::desk::Desk;
use crate::dossier::data_url;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;

/// Points along the longer edge of a page that is looked at.
const SHOWN_EDGE: u32 = 1_800;

/// An item that can have a scan.
#[derive(Clone, Copy)]
struct Place {
    set: &'static Set,
    item: &'static Item,
    row: i64,
}

impl Desk {
    /// Keeps a scan with a row, instead of the one that was there.
    pub fn scan_attach(&self, request: ScanAttach, progress: &dyn Progress) -> Result<ScanSaved, Failure> {
        let place = Place::of(&request.set, &request.item, request.row)?;
        let scan = self.read_scan(Path::new(&request.file), progress)?;
        self.with_vault(|vault| {
            let what = if place.digest(vault)?.is_some() {
                "更换"
            } else {
                "附上"
            };
            place.put(vault, Some(&scan), what)
        })
    }

    /// A page of a scan, to be looked at.
    pub fn scan_view(&self, request: ScanView, progress: &dyn Progress) -> Result<ScanPage, Failure> {
        let place = Place::of(&request.set, &request.item, request.row)?;
        let bytes = self.with_vault(|vault| place.bytes(vault))?;
        let worker = &self.environment.worker;
        let page = request.page as usize;
        let leaf = read_page(worker, &bytes, page, SHOWN_EDGE, &mut || progress.is_cancelled());
        let leaf = leaf.map_err(|error| Failure::new(error.code(), error.to_string(), LOOK_ELSEWHERE))?;
        let picture = leaf
            .picture
            .map_err(|error| Failure::new("scan.unreadable", error.to_string(), LOOK_ELSEWHERE))?;
        Ok(ScanPage {
            picture: data_url(&picture),
            pages: u32::try_from(leaf.pages).unwrap_or(u32::MAX),
            extension: extension(&bytes).to_owned(),
            bytes: bytes.len() as u64,
        })
    }

    /// Writes a scan to a file as it came.
    pub fn scan_save(&self, request: ScanSave, _: &dyn Progress) -> Result<Done, Failure> {
        let place = Place::of(&request.set, &request.item, request.row)?;
        let to = Path::new(&request.to);
        self.with_vault(|vault| {
            let bytes = place.bytes(vault)?;
            std::fs::write(to, &bytes).map_err(|error| Failure::file(to, &error))?;
            let label = format!("另存{}", place.label(vault)?);
            vault.transact(Op::new(OpKind::Output, label), |_| Ok::<_, Failure>(()))?;
            Ok(Done {})
        })
    }

    /// Removes the scan of a row.
    pub fn scan_remove(&self, request: ScanAt, _: &dyn Progress) -> Result<ScanSaved, Failure> {
        let place = Place::of(&request.set, &request.item, request.row)?;
        self.with_vault(|vault| place.put(vault, None, "删除"))
    }

    /// The bytes to keep of a foreign picture or PDF.
    fn read_scan(&self, path: &Path, progress: &dyn Progress) -> Result<Vec<u8>, Failure> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let message = format!("{name} 是文件夹");
            return Err(Failure::new("scan.folder", message, "请选一个图片或 PDF 文件"));
        }
        let mut found = None;
        let mut cancelled = false;
        let read = read_pictures(&self.environment.worker, path, Wanted::Scan, &mut |seen| {
            if let Some(seen) = seen {
                found = Some(seen.made);
                return std::ops::ControlFlow::Break(());
            }
            cancelled = progress.is_cancelled();
            match cancelled {
                true => std::ops::ControlFlow::Break(()),
                false => std::ops::ControlFlow::Continue(()),
            }
        });
        match (found, read) {
            (Some(made), _) => {
                made.map_err(|error| Failure::new("scan.unreadable", format!("{name}：{error}"), ""))
            }
            (None, _) if cancelled => Err(Failure::cancelled()),
            (None, Err(error)) => Err(Failure::new(error.code(), format!("{name}：{error}"), "")),
            (None, Ok(())) => Err(Failure::new(
                "scan.none",
                format!("{name} 里没有图片"),
                "请选一个图片或 PDF 文件",
            )),
        }
    }
}

/// What to do with a scan that cannot be drawn here.
const LOOK_ELSEWHERE: &str = "可以“另存为”文件，用别的软件打开";

impl Place {
    fn of(set: &str, item: &str, row: i64) -> Result<Self, Failure> {
        let unknown = || Failure::not_found(format!("“{set}.{item}”不能附扫描件"));
        let set = dictionary().set(set).ok_or_else(unknown)?;
        // the photo of a person is cut to size, by a command of its own
        let item = set
            .item(item)
            .filter(|item| item.kind == Kind::Blob && set.code != "person");
        Ok(Self {
            set,
            item: item.ok_or_else(unknown)?,
            row,
        })
    }

    fn digest(&self, vault: &Vault) -> Result<Option<String>, Failure> {
        let row = vault.row(&self.set.code, self.row)?;
        Ok(row
            .at(self.item.index)
            .and_then(Value::as_text)
            .map(str::to_owned))
    }

    fn bytes(&self, vault: &Vault) -> Result<Vec<u8>, Failure> {
        let missing = || Failure::not_found(format!("这条{}没有{}", self.set.label, self.item.label));
        let digest = self.digest(vault)?.ok_or_else(missing)?;
        vault.blob(&digest)?.ok_or_else(|| {
            Failure::new(
                "scan.lost",
                format!("{}的图像在库里找不到了", self.item.label),
                "请在系统维护里校验档案库，必要时从备份恢复",
            )
        })
    }

    /// Whose scan it is: 张三的政治审查佐证材料.
    fn label(&self, vault: &mut Vault) -> Result<String, Failure> {
        let owner = match self.set.owner {
            Owner::Person => vault.owner(&self.set.code, self.row)?,
            Owner::Unit | Owner::None => None,
        };
        let name = owner.map(|person| vault.row("person", person)).transpose()?;
        let whose = name
            .map(|row| format!("{}的", row.shown("name")))
            .unwrap_or_default();
        Ok(format!("{whose}{}{}", self.set.label, self.item.label))
    }

    fn put(&self, vault: &mut Vault, scan: Option<&[u8]>, what: &str) -> Result<ScanSaved, Failure> {
        let label = format!("{what}{}", self.label(vault)?);
        let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
            let digest = scan.map(|scan| tx.put_blob(scan)).transpose()?;
            let change = (self.item.index, digest.map(Value::Text));
            tx.update(&self.set.code, self.row, &[change])?;
            Ok::<_, Failure>(())
        })?;
        Ok(ScanSaved { op: output.op })
    }
}

fn extension(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [0x89, b'P', b'N', b'G', ..] => "png",
        _ => "jpg",
    }
}
