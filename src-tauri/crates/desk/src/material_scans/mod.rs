//! Scans of the catalogue in bulk: a folder, a zip or some files named by person and number (4-1-03) are kept with their
//! materials. Looked at first, written together, undone together; what is there already is never overwritten.

mod naming;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use antou_exchange::ReadError;
use antou_exchange::picture::{Wanted, bind, read_pictures};
use antou_record::{Value, dictionary};
use antou_store::{Op, OpKind, Vault};
use serde_json::json;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use crate::whom::{Everybody, Meant};
use naming::{Named, read};

/// Bytes of scans taken in one go.
const MOST_BYTES: usize = 512 << 20;

/// A file as it was read.
struct File {
    name: String,
    scan: Result<Vec<u8>, String>,
}

/// A material of the catalogue and the files meant for it.
struct Material {
    person: i64,
    row: i64,
    has_scan: bool,
    label: String,
    /// Page and place of the file.
    pages: Vec<(Option<u32>, usize)>,
}

/// What becomes of the files.
#[derive(Default)]
struct Plan {
    rows: Vec<MaterialScanRow>,
    /// Person, row and scan of what is written.
    scans: Vec<(i64, Vec<u8>)>,
}

impl Desk {
    /// Finds the materials that scans are of; keeps them when `write` says so.
    pub fn material_scans(
        &self,
        request: MaterialScans,
        progress: &dyn Progress,
    ) -> Result<MaterialScansView, Failure> {
        let files = self.scan_files(&request.files, progress)?;
        self.with_vault(|vault| {
            let plan = plan(vault, files)?;
            let op = if request.write {
                write(vault, &request.files, &plan, progress)?
            } else {
                None
            };
            let count = |outcome: &str| plan.rows.iter().filter(|row| row.outcome == outcome).count() as u64;
            Ok(MaterialScansView {
                op,
                materials: plan.scans.len() as u64,
                added: count(ADDED),
                there: count(THERE),
                failed: count(FAILED),
                rows: plan.rows,
            })
        })
    }

    fn scan_files(&self, paths: &[String], progress: &dyn Progress) -> Result<Vec<File>, Failure> {
        let mut files = Vec::new();
        let mut bytes = 0;
        for path in paths {
            let path = Path::new(path);
            let mut cancelled = false;
            let read = read_pictures(&self.environment.worker, path, Wanted::Scan, &mut |seen| {
                if let Some(seen) = seen {
                    bytes += seen.made.as_ref().map_or(0, Vec::len);
                    files.push(File {
                        name: seen.name,
                        scan: seen.made.map_err(|error| error.to_string()),
                    });
                }
                progress.at("读取扫描件", files.len() as u64, 0);
                cancelled = progress.is_cancelled();
                if cancelled || bytes > MOST_BYTES {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            match read {
                Err(ReadError::Cancelled) if cancelled => return Err(Failure::cancelled()),
                Err(ReadError::Cancelled) | Ok(()) => {}
                Err(error) => {
                    let message = format!("{}：{error}", path.display());
                    return Err(Failure::new(error.code(), message, ""));
                }
            }
        }
        if bytes > MOST_BYTES {
            let message = format!("扫描件太多，读到第 {} 个时已超过一次能处理的量", files.len());
            return Err(Failure::new(
                "scans.too_many",
                message,
                "请分成几个文件夹，分几次挂接",
            ));
        }
        if files.is_empty() {
            let hint = "请选择放扫描件的文件夹、zip 压缩包，或者 JPG、PNG、PDF 文件";
            return Err(Failure::new("scans.none", "里面没有扫描件", hint));
        }
        Ok(files)
    }
}

const ADDED: &str = "added";
const THERE: &str = "there";
const FAILED: &str = "failed";

/// Settles what becomes of each file; every file has exactly one outcome.
fn plan(vault: &Vault, files: Vec<File>) -> Result<Plan, Failure> {
    let everybody = Everybody::of(vault)?;
    let mut plan = Plan::default();
    let mut meant: BTreeMap<i64, Material> = BTreeMap::new();
    for (place, file) in files.iter().enumerate() {
        let mut row = MaterialScanRow {
            file: file.name.clone(),
            person: None,
            name: String::new(),
            material: String::new(),
            outcome: FAILED.to_owned(),
            reason: String::new(),
        };
        match find(vault, &everybody, file)? {
            Ok((named, found)) => {
                row.person = Some(found.person);
                row.name = everybody.name(found.person).to_owned();
                row.material.clone_from(&found.label);
                let own = meant.entry(found.row).or_insert(found);
                own.pages.push((named.page, place));
            }
            Err(reason) => row.reason = reason,
        }
        plan.rows.push(row);
    }
    for own in meant.into_values() {
        let (outcome, reason) = match scan_of(&own, &files) {
            Ok(Some(scan)) => {
                plan.scans.push((own.row, scan));
                (ADDED, String::new())
            }
            Ok(None) => (THERE, "已有扫描件，没有覆盖；要换的请在档案里逐份更换".to_owned()),
            Err(reason) => (FAILED, reason),
        };
        for (_, place) in &own.pages {
            if let Some(row) = plan.rows.get_mut(*place) {
                row.outcome = outcome.to_owned();
                row.reason.clone_from(&reason);
            }
        }
    }
    Ok(plan)
}

/// The material a file is of, or the sentence why there is none.
fn find(
    vault: &Vault,
    everybody: &Everybody,
    file: &File,
) -> Result<Result<(Named, Material), String>, Failure> {
    if let Err(reason) = &file.scan {
        return Ok(Err(reason.clone()));
    }
    let Some(named) = read(&file.name) else {
        return Ok(Err(UNNAMED.to_owned()));
    };
    let person = match person_of(everybody, &named) {
        Ok(person) => person,
        Err(reason) => return Ok(Err(reason)),
    };
    let dossier = vault.dossiers().with_sets(person, &["material"])?;
    let number = format!("{}-{}", named.class, named.seq);
    let found = dossier.rows("material").iter().find(|record| {
        let class = matches!(record.row.get("class"), Some(Value::Code(class)) if *class == named.class);
        class && matches!(record.row.get("seq"), Some(Value::Int(seq)) if *seq == named.seq)
    });
    let Some(record) = found else {
        let name = everybody.name(person);
        return Ok(Err(format!("{name}的档案材料目录里没有 {number}，请先登记目录")));
    };
    let material = Material {
        person,
        row: record.id,
        has_scan: record.row.get("scan").is_some(),
        label: format!("{number} {}", record.row.shown("title")),
        pages: Vec::new(),
    };
    Ok(Ok((named, material)))
}

/// Said of a file whose name has no number of the catalogue.
const UNNAMED: &str = "文件名里没有类号和序号，应写成 姓名或身份证号-类号-序号（-页号），如 张三-4-1-03-01";

/// Whose it is, by the name of the file or of a folder above it.
fn person_of(everybody: &Everybody, named: &Named) -> Result<i64, String> {
    let mut first = None;
    for text in &named.whom {
        match everybody.meant(text) {
            Meant::One(person) => return Ok(person),
            Meant::Ask { why, .. } => {
                first.get_or_insert(why);
            }
        }
    }
    Err(first.unwrap_or_else(|| "文件名和文件夹名里没有姓名和身份证号".to_owned()))
}

/// The scan to keep of the files of a material; `None` when it has one already.
fn scan_of(own: &Material, files: &[File]) -> Result<Option<Vec<u8>>, String> {
    if own.has_scan {
        return Ok(None);
    }
    let mut pages = own.pages.clone();
    pages.sort();
    if let Some(two) = pages
        .windows(2)
        .find(|two| matches!(two, [one, other] if one.0 == other.0))
    {
        let page = two.first().and_then(|(page, _)| *page);
        return Err(match page {
            Some(page) => format!("同一份材料有两个第 {page} 页，请核对后留一个"),
            None => "同一份材料有几个文件，又没有写页号；请写上页号，如 -01、-02".to_owned(),
        });
    }
    let scans: Vec<&[u8]> = pages
        .iter()
        .filter_map(|(_, place)| files.get(*place)?.scan.as_deref().ok())
        .collect();
    match scans.as_slice() {
        [] => Err("没有可以读取的图像".to_owned()),
        [one] => Ok(Some(one.to_vec())),
        several if several.iter().any(|scan| !scan.starts_with(b"\xff\xd8")) => {
            Err("一份材料有几页的，各页应为 JPG；或者先合成一个 PDF".to_owned())
        }
        several => bind(several).map(Some).map_err(|error| error.to_string()),
    }
}

fn write(
    vault: &mut Vault,
    files: &[String],
    plan: &Plan,
    progress: &dyn Progress,
) -> Result<Option<i64>, Failure> {
    let scan = dictionary().set("material").and_then(|set| set.item("scan"));
    let scan = scan.ok_or_else(|| Failure::not_found("档案材料目录没有扫描件这一项"))?;
    let total = plan.scans.len() as u64;
    if total == 0 {
        return Ok(None);
    }
    vault.backup("挂接扫描件前自动备份")?;
    let label = format!("挂接档案扫描件 {total} 份");
    let op = Op::new(OpKind::Edit, label).with_detail(json!({ "from": files }));
    let output = vault.transact(op, |tx| {
        for (done, (row, bytes)) in (1..).zip(&plan.scans) {
            let digest = tx.put_blob(bytes)?;
            tx.update("material", *row, &[(scan.index, Some(Value::Text(digest)))])?;
            progress.at("写入扫描件", done, total);
            if progress.is_cancelled() {
                return Err(Failure::cancelled());
            }
        }
        Ok(())
    })?;
    Ok(output.op)
}
