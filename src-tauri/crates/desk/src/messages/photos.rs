//! Photos: many at once from a folder or zip, and one of a dossier.

use super::messages;

messages! {
    /// Reads pictures and finds out whose they are; nothing is written.
    pub struct PhotosOpen {
        /// Folders, zips or pictures.
        pub files: Vec<String>,
    }

    /// Photos that wait for the clerk.
    pub struct PhotosView {
        /// Number of the waiting batch.
        pub photos: u32,
        /// Pictures by what will become of them.
        pub counts: PhotoCounts,
    }

    /// Every picture is in exactly one of these.
    #[derive(Default, Copy, PartialEq, Eq)]
    pub struct PhotoCounts {
        /// People get a first photo.
        pub added: u64,
        /// People get a new photo; the old one stays in the history.
        pub replaced: u64,
        /// The same photo is there already.
        pub unchanged: u64,
        /// The clerk says whose it is: several people, nobody known, or several pictures of one person.
        pub asked: u64,
        /// No readable picture.
        pub unreadable: u64,
        /// The clerk left them out.
        pub left_out: u64,
    }

    /// Which pictures of a waiting batch to show.
    pub struct PhotosRows {
        /// The waiting batch.
        pub photos: u32,
        /// Only this outcome: added, replaced, unchanged, asked, unreadable, left_out.
        #[serde(default)]
        pub outcome: Option<String>,
        /// First picture, from 0.
        pub offset: u32,
        /// Number of pictures.
        pub limit: u32,
    }

    /// Pictures of a waiting batch.
    pub struct PhotosPage {
        /// Number of pictures that fit.
        pub total: u64,
        /// Those of the page.
        pub rows: Vec<PhotoRow>,
    }

    /// A picture and what will become of it.
    pub struct PhotoRow {
        /// Number in the batch, from 0.
        pub index: u64,
        /// Name of its file, with folders inside the folder or zip.
        pub file: String,
        /// added, replaced, unchanged, asked, unreadable or left_out.
        pub outcome: String,
        /// Whose it is.
        pub person: Option<Candidacy>,
        /// Why it is asked or could not be read.
        pub reason: String,
        /// Whose it may be.
        pub candidates: Vec<Candidacy>,
        /// The photo as it will be kept, as a data URL.
        pub picture: Option<String>,
        /// The photo that is there now, as a data URL.
        pub present: Option<String>,
    }

    /// A person as people of one name are told apart.
    pub struct Candidacy {
        /// The person.
        pub person: i64,
        /// Name.
        pub name: String,
        /// 出生年月, dotted; empty when not known.
        pub birth: String,
        /// Identity number; empty when not known.
        pub id_number: String,
    }

    /// Says whose a picture is, or that it is left out.
    pub struct PhotosChoose {
        /// The waiting batch.
        pub photos: u32,
        /// The picture.
        pub index: u64,
        /// The person; left out when absent.
        #[serde(default)]
        pub person: Option<i64>,
    }

    /// Names a waiting batch of photos.
    pub struct PhotosId {
        /// The waiting batch.
        pub photos: u32,
    }

    /// Photos were taken in.
    pub struct PhotosReport {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
        /// Pictures by what became of them.
        pub counts: PhotoCounts,
    }

    /// Opens a picture to choose the part that becomes the photo.
    pub struct PhotoOpen {
        /// The picture.
        pub file: String,
    }

    /// A picture, upright, as large as a screen needs.
    pub struct PhotoOpened {
        /// As a data URL.
        pub picture: String,
    }

    /// Enters, replaces or removes the photo of a person. The old one stays in the history.
    pub struct SetPhoto {
        /// The person.
        pub person: i64,
        /// The picture; the photo is removed when absent.
        #[serde(default)]
        pub file: Option<String>,
        /// The part that becomes the photo; the middle of the upper part when absent.
        #[serde(default)]
        pub cut: Option<PhotoCut>,
    }

    /// A part of a picture, as shares of its width and height; its height is seven fifths of its width.
    pub struct PhotoCut {
        /// Left edge, 0 to 1.
        pub left: f64,
        /// Upper edge, 0 to 1.
        pub top: f64,
        /// Width, 0 to 1.
        pub width: f64,
    }

    /// The photo was entered, replaced or removed.
    pub struct PhotoSet {
        /// The operation, for undo; absent when nothing changed.
        pub op: Option<i64>,
    }
}
