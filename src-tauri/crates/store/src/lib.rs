//! How dossiers are kept: the encrypted vault, its one write door with journal and undo, search, backup and verification.
//! The only crate that names the database.

mod anchor;
mod attempts;
mod backup;
mod batches;
mod blobs;
mod column;
mod condition;
mod connection;
mod digest;
mod dossier;
mod drafts;
mod environment;
mod error;
mod files;
mod finding;
mod free_text;
mod fulltext;
mod hex;
mod history;
mod index;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says where")]
mod inside;
mod journal;
mod keys;
mod labels;
mod ledger;
mod lock;
mod migrate;
mod order;
mod people;
mod protection;
mod recovery;
mod roster;
mod rows;
mod said;
mod scan;
mod schema;
mod settings;
mod sheet_ids;
mod sorting;
mod sql;
mod touched;
mod transact;
mod undo;
mod units;
mod vault;
mod verify;
mod walk;
mod writes;

// tests inside the crate share the helpers of those outside
#[cfg(test)]
extern crate self as antou_store;

pub use backup::BackupInfo;
pub use batches::{BatchPerson, Batches};
pub use blobs::blob_digest;
pub use dossier::{Dossiers, Identity, Summary};
pub use drafts::Draft;
pub use environment::{Clock, Environment, Randomness, SystemRandomness};
pub use error::StoreError;
pub use finding::Finding;
pub use hex::hex;
pub use history::{FieldChange, HistoryQuery, Operation};
pub use journal::{Counts, Op, OpKind};
pub use keys::KeyCost;
pub use ledger::{LedgerGroup, LedgerPage, LedgerQuery, LedgerRow};
pub use lock::Holder;
pub use people::{Comparison, Condition, Page, PeopleQuery, PersonLine, Sort};
pub use recovery::RecoveryCode;
pub use sheet_ids::SheetIds;
pub use transact::{Output, Tx};
pub use undo::{Kept, Undone};
pub use units::UnitNode;
pub use vault::{NewVault, Vault, VaultInfo};
pub use verify::Step;
