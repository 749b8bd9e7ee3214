//! The press: fonts and library, made ready once, and one typesetting at a time.

use std::fmt;
use std::sync::OnceLock;

use serde_json::Value;
use typst::foundations::Bytes;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

use crate::FormError;
use crate::fonts::{Faces, FontSources, Wanted};
use crate::paper::{Paper, Template};

/// Age at which a remembered layout is forgotten, in prints since it was last of use. At one the evaluated templates stay
/// (zero doubles the work); more only holds the pages of people already printed.
pub(crate) const MEMORY: usize = 1;

/// Sets forms. Cheap to make: fonts are loaded at the first print. Share one among threads.
pub struct Press {
    sources: FontSources,
    fonts: OnceLock<FontStore>,
    library: LazyHash<Library>,
}

impl fmt::Debug for Press {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Press")
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}

impl Press {
    /// A press that prints with the fonts of these sources.
    #[must_use]
    pub fn new(sources: FontSources) -> Self {
        Self {
            sources,
            fonts: OnceLock::new(),
            library: LazyHash::new(Library::default()),
        }
    }

    fn fonts(&self) -> &FontStore {
        self.fonts.get_or_init(|| self.sources.load())
    }

    /// The families a form in this face is set in, best first: for the print register.
    #[must_use]
    pub fn faces(&self, face: crate::Face) -> Faces {
        self.wanted(face.wanted())
    }

    pub(crate) fn wanted(&self, wanted: Wanted) -> Faces {
        Faces::choose(self.fonts().book(), wanted)
    }

    /// Sets one template with its data. Forgets afterwards what the next print cannot use.
    pub(crate) fn set(
        &self,
        template: Template,
        data: &Value,
        photo: Option<Bytes>,
    ) -> Result<PagedDocument, FormError> {
        let data = serde_json::to_vec(data).map_err(|error| FormError::Typeset(error.to_string()))?;
        let paper = Paper {
            fonts: self.fonts(),
            library: &self.library,
            template,
            data: Bytes::new(data),
            photo,
        };
        let result = typst::compile::<PagedDocument>(&paper).output;
        comemo::evict(MEMORY);
        result.map_err(|errors| {
            let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
            FormError::Typeset(messages.join("；"))
        })
    }
}
