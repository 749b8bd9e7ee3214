//! Photos and scans: from the bytes of a foreign picture to the bytes that are kept.
//!
//! [`portrait`] and its neighbours decode, which hostile files may turn against the program: they are called in the worker
//! process only. The desk asks through [`host`].

mod cut;
mod entries;
mod error;
mod host;
mod keep;
mod serve;

pub use cut::Cut;
pub use entries::NO_PICTURES;
pub use error::PictureError;
pub use host::{Seen, read_pictures};
pub use keep::{portrait, scan, upright};
pub use serve::{Request, Wanted};

pub(crate) use keep::sound;
pub(crate) use serve::serve;
