//! Foreign files on their way in and lists on their way out, through the real reading process.

mod drafts;
mod files;
mod hostile;
mod layout;
mod reading;
mod writing;
