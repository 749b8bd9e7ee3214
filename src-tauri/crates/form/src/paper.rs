//! The world Typst sees: templates, one data file and photos, all in memory.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::fonts::FontStore;

macro_rules! templates {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../../../assets/forms", $path)))),*]
    };
}

/// The template files by the path they import each other with.
const TEMPLATES: &[(&str, &str)] = &templates![
    "/fit.typ",
    "/sheet.typ",
    "/appointment/form.typ",
    "/appointment/geometry.typ",
    "/appointment/cells.typ",
    "/appointment/resume.typ",
    "/appointment/first.typ",
    "/appointment/second.typ",
    "/table/table.typ",
    "/assessment_record/sheet.typ",
    "/competence/sheet.typ",
    "/review_conclusion/sheet.typ",
    "/review_letter/sheet.typ",
    "/matters_receipt/sheet.typ",
    "/archive_catalogue/sheet.typ",
    "/certified/sheet.typ",
    "/cultivation/sheet.typ",
    "/archive_loan/sheet.typ",
    "/archive_transfer/sheet.typ",
];

/// A form, by the path of its main template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Template(&'static str);

impl Template {
    pub(crate) const APPOINTMENT: Self = Self("/appointment/form.typ");
    pub(crate) const TABLE: Self = Self("/table/table.typ");

    /// The template of a sheet, by the name of its folder.
    pub(crate) fn sheet(name: &str) -> Option<Self> {
        let is_it = |path: &str| {
            path.strip_prefix('/')
                .and_then(|path| path.strip_suffix("/sheet.typ"))
                == Some(name)
        };
        TEMPLATES
            .iter()
            .map(|(path, _)| *path)
            .find(|path| is_it(path))
            .map(Self)
    }
}

/// Parsed once in the life of the process.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    TEMPLATES
        .iter()
        .filter_map(|(path, text)| Some(Source::new(file_id(path)?, (*text).to_owned())))
        .collect()
});

/// Typst counts file names in 16 bits for the whole process: the same few names are used for every print.
fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

const DATA_PATH: &str = "/data.json";

/// The name under which the photo stands. Without an extension: Typst then looks at the bytes.
pub(crate) const PHOTO_PATH: &str = "/photo";

/// One print: fonts and library of the press, the template, the data.
pub(crate) struct Paper<'press> {
    pub fonts: &'press FontStore,
    pub library: &'press LazyHash<Library>,
    pub template: Template,
    pub data: Bytes,
    pub photo: Option<Bytes>,
}

impl World for Paper<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        // The path is a constant of this module; the first source stands in for the impossible case.
        file_id(self.template.0).unwrap_or_else(|| SOURCES[0].id())
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = SOURCES.iter().find(|source| source.id() == id);
        found
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath().get_with_slash();
        let found = match path {
            DATA_PATH => Some(self.data.clone()),
            PHOTO_PATH => self.photo.clone(),
            _ => None,
        };
        found.ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// No clock here: dates on a form are given by the caller.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
