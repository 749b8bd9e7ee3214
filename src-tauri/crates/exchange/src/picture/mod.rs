//! Photos and scans: from the bytes of a foreign picture to the bytes that are kept.
//!
//! [`portrait`] and its neighbours decode, which hostile files may turn against the program: they are called in the worker
//! process only. The desk asks through [`host`].

mod bind;
mod bmp;
mod cut;
mod entries;
mod error;
mod host;
mod keep;
mod pages;
mod serve;

pub use bind::bind;
pub use cut::Cut;
pub use entries::NO_PICTURES;
pub use error::PictureError;
pub use host::{Leaf, Seen, read_page, read_pictures};
pub use keep::{portrait, scan, upright};
pub use serve::{Request, Source, Wanted};

pub(crate) use keep::{of_bmp, sound};
pub(crate) use serve::serve;
