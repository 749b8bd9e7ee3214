//! A batch of photos that waits: whose each picture is, and what will become of it.

use std::collections::HashMap;

use antou_exchange::picture::Seen;
use antou_record::{Value, dictionary};
use antou_store::{Op, OpKind, StoreError, Vault, blob_digest};
use serde_json::json;

use crate::dossier::data_url;
use crate::failure::Failure;
use crate::messages::*;
use crate::progress::Progress;
use crate::whom::{Everybody, Meant};

/// Bytes of photos held while the clerk looks at them: some seven thousand.
pub(super) const MOST_BYTES: usize = 320 << 20;

/// What becomes of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Added,
    Replaced,
    Unchanged,
    Asked,
    Unreadable,
    LeftOut,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Replaced => "replaced",
            Self::Unchanged => "unchanged",
            Self::Asked => "asked",
            Self::Unreadable => "unreadable",
            Self::LeftOut => "left_out",
        }
    }
}

/// What the clerk said of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Of(i64),
    LeftOut,
}

/// A picture of the batch.
pub(super) struct Picture {
    file: String,
    /// The photo as it will be kept, or why there is none.
    photo: Result<Vec<u8>, String>,
    digest: String,
    said: Said,
    outcome: Outcome,
    person: Option<i64>,
    reason: String,
    candidates: Vec<i64>,
}

impl Picture {
    pub(super) fn new(seen: Seen) -> Self {
        let photo = seen.made.map_err(|error| error.to_string());
        Self {
            file: seen.name,
            digest: photo.as_deref().map(blob_digest).unwrap_or_default(),
            photo,
            said: Said::Nothing,
            outcome: Outcome::Unreadable,
            person: None,
            reason: String::new(),
            candidates: Vec::new(),
        }
    }

    /// What the name of the file says, without folders and ending.
    fn stem(&self) -> &str {
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    fn ask(&mut self, reason: String, candidates: Vec<i64>) {
        self.outcome = Outcome::Asked;
        self.person = None;
        self.reason = reason;
        self.candidates = candidates;
    }

    fn settle(&mut self, everybody: &Everybody, photos: &HashMap<i64, String>) {
        self.reason.clear();
        self.candidates.clear();
        self.person = None;
        if let Err(reason) = &self.photo {
            self.outcome = Outcome::Unreadable;
            self.reason.clone_from(reason);
            return;
        }
        let person = match self.said {
            Said::LeftOut => {
                self.outcome = Outcome::LeftOut;
                return;
            }
            Said::Of(person) => person,
            Said::Nothing => match everybody.meant(self.stem()) {
                Meant::One(person) => person,
                Meant::Ask { people, why } => return self.ask(why, people),
            },
        };
        self.person = Some(person);
        self.outcome = match photos.get(&person) {
            None => Outcome::Added,
            Some(digest) if *digest == self.digest => Outcome::Unchanged,
            Some(_) => Outcome::Replaced,
        };
    }

    fn is_written(&self) -> bool {
        matches!(self.outcome, Outcome::Added | Outcome::Replaced)
    }
}

/// A batch of photos that waits.
pub(super) struct Batch {
    source: String,
    pictures: Vec<Picture>,
}

impl Batch {
    pub(super) fn new(source: String, pictures: Vec<Picture>) -> Self {
        Self { source, pictures }
    }

    /// Decides every picture anew.
    pub(super) fn settle(&mut self, vault: &Vault) -> Result<(), Failure> {
        let everybody = Everybody::of(vault)?;
        let photos = vault.photos()?;
        for picture in &mut self.pictures {
            picture.settle(&everybody, &photos);
        }
        self.ask_of_several(&everybody);
        Ok(())
    }

    /// Different pictures of one person: the clerk says which. One the clerk chose beats those only named alike.
    fn ask_of_several(&mut self, everybody: &Everybody) {
        let mut of_person: HashMap<i64, Vec<usize>> = HashMap::new();
        for (index, picture) in self.pictures.iter().enumerate() {
            if let Some(person) = picture.person {
                of_person.entry(person).or_default().push(index);
            }
        }
        for (person, indexes) in of_person {
            let digests: Vec<(usize, String, bool)> = indexes
                .iter()
                .filter_map(|index| {
                    let picture = self.pictures.get(*index)?;
                    Some((*index, picture.digest.clone(), picture.said == Said::Of(person)))
                })
                .collect();
            let chosen: Vec<usize> = digests.iter().filter(|one| one.2).map(|one| one.0).collect();
            let is_same = digests
                .iter()
                .all(|one| Some(&one.1) == digests.first().map(|one| &one.1));
            let stays = match chosen.as_slice() {
                [one] => Some(*one),
                [] if is_same => digests.first().map(|one| one.0),
                _ => None,
            };
            for (index, ..) in &digests {
                if digests.len() == 1 || Some(*index) == stays {
                    continue;
                }
                let Some(picture) = self.pictures.get_mut(*index) else {
                    continue;
                };
                if stays.is_some() {
                    picture.outcome = if is_same {
                        Outcome::Unchanged
                    } else {
                        Outcome::LeftOut
                    };
                    picture.reason = "这个人用的是另一张".to_owned();
                } else {
                    let name = everybody.name(person);
                    picture.ask(
                        format!("有 {} 张都是“{name}”的，请选一张", digests.len()),
                        vec![person],
                    );
                }
            }
        }
    }

    pub(super) fn choose(&mut self, index: u64, person: Option<i64>) -> Result<(), Failure> {
        let picture = usize::try_from(index)
            .ok()
            .and_then(|index| self.pictures.get_mut(index));
        let picture = picture.ok_or_else(|| Failure::not_found("没有这张照片"))?;
        picture.said = person.map_or(Said::LeftOut, Said::Of);
        Ok(())
    }

    fn counts(&self) -> PhotoCounts {
        let mut counts = PhotoCounts::default();
        for picture in &self.pictures {
            *match picture.outcome {
                Outcome::Added => &mut counts.added,
                Outcome::Replaced => &mut counts.replaced,
                Outcome::Unchanged => &mut counts.unchanged,
                Outcome::Asked => &mut counts.asked,
                Outcome::Unreadable => &mut counts.unreadable,
                Outcome::LeftOut => &mut counts.left_out,
            } += 1;
        }
        counts
    }

    pub(super) fn view(&self, number: u32) -> PhotosView {
        PhotosView {
            photos: number,
            counts: self.counts(),
        }
    }

    pub(super) fn page(&self, vault: &Vault, request: &PhotosRows) -> Result<PhotosPage, Failure> {
        let everybody = Everybody::of(vault)?;
        let photos = vault.photos()?;
        let wanted = request.outcome.as_deref().unwrap_or_default();
        let found: Vec<(usize, &Picture)> = self
            .pictures
            .iter()
            .enumerate()
            .filter(|(_, picture)| wanted.is_empty() || picture.outcome.as_str() == wanted)
            .collect();
        let shown = found
            .iter()
            .skip(request.offset as usize)
            .take(request.limit as usize);
        let rows = shown.map(|(index, picture)| {
            let present = match picture.person.and_then(|person| photos.get(&person)) {
                Some(digest) => vault.blob(digest)?,
                None => None,
            };
            Ok(PhotoRow {
                index: *index as u64,
                file: picture.file.clone(),
                outcome: picture.outcome.as_str().to_owned(),
                person: picture.person.map(|person| everybody.candidacy(person)),
                reason: picture.reason.clone(),
                candidates: picture
                    .candidates
                    .iter()
                    .map(|person| everybody.candidacy(*person))
                    .collect(),
                picture: picture.photo.as_deref().ok().map(data_url),
                present: present.as_deref().map(data_url),
            })
        });
        Ok(PhotosPage {
            total: found.len() as u64,
            rows: rows.collect::<Result<_, Failure>>()?,
        })
    }

    /// Writes the photos of everybody who gets one.
    pub(super) fn commit(&self, vault: &mut Vault, progress: &dyn Progress) -> Result<PhotosReport, Failure> {
        let counts = self.counts();
        let written = counts.added + counts.replaced;
        if written == 0 {
            return Ok(PhotosReport { op: None, counts });
        }
        vault.backup("导入照片前自动备份")?;
        let op = Op::new(
            OpKind::Import,
            format!("导入照片 {}（{written} 张）", self.source),
        )
        .with_detail(json!({ "files": [{ "file": self.source, "sm3": "" }], "photos": counts }));
        let output = vault.transact(op, |tx| {
            let pictures = self.pictures.iter().filter(|picture| picture.is_written());
            for (done, picture) in (1..).zip(pictures) {
                let (Some(person), Ok(photo)) = (picture.person, &picture.photo) else {
                    continue;
                };
                let digest = tx.put_blob(photo)?;
                tx.update("person", person, &photo_change(Some(digest)))?;
                progress.at("写入照片", done, written);
                if progress.is_cancelled() {
                    return Err(Failure::cancelled());
                }
            }
            Ok(())
        })?;
        Ok(PhotosReport {
            op: output.op,
            counts,
        })
    }
}

/// The change that gives somebody this photo, or none.
pub(super) fn photo_change(digest: Option<String>) -> Vec<(usize, Option<Value>)> {
    let item = dictionary().person().item("photo");
    item.map(|item| (item.index, digest.map(Value::Text)))
        .into_iter()
        .collect()
}

/// Keeps one photo, or removes it.
pub(super) fn set(
    vault: &mut Vault,
    person: i64,
    photo: Option<&[u8]>,
    label: String,
) -> Result<Option<i64>, Failure> {
    let output = vault.transact(Op::new(OpKind::Edit, label), |tx| {
        let digest = photo.map(|photo| tx.put_blob(photo)).transpose()?;
        tx.update("person", person, &photo_change(digest))?;
        Ok::<_, StoreError>(())
    })?;
    Ok(output.op)
}
