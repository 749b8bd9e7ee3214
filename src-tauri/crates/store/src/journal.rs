//! Operations as they stand in the journal, and the hash that chains each to the one before.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sm3::{Digest, Sm3};

use crate::anchor::Head;
use crate::error::StoreError;

/// What kind of operation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpKind {
    /// Entered or changed by hand.
    Edit,
    /// A batch of files taken in.
    Import,
    /// Another operation taken back.
    Undo,
    /// Something printed or exported.
    Output,
    /// Protected items revealed.
    Reveal,
    /// Settings, saved filters, mapping profiles.
    Settings,
    /// An older state put back.
    Restore,
    /// Made or brought up to date by the program itself.
    System,
}

impl OpKind {
    /// The kind as it stands in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Import => "import",
            Self::Undo => "undo",
            Self::Output => "output",
            Self::Reveal => "reveal",
            Self::Settings => "settings",
            Self::Restore => "restore",
            Self::System => "system",
        }
    }

    pub(crate) fn read(text: &str) -> Self {
        [
            Self::Edit,
            Self::Import,
            Self::Undo,
            Self::Output,
            Self::Reveal,
            Self::Settings,
            Self::Restore,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
        .unwrap_or(Self::System)
    }

    /// Whether the operation is recorded even when no row changes.
    pub(crate) fn is_record(self) -> bool {
        !matches!(self, Self::Edit | Self::Import | Self::Undo)
    }
}

/// What is to be done, as the history will show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Op {
    /// Kind.
    pub kind: OpKind,
    /// A few words for the clerk: 导入 花名册.xlsx.
    pub label: String,
    /// More about it: files, counts, the reason of an output.
    pub detail: Option<Json>,
    /// The operation taken back, for an undo.
    pub(crate) undoes: Option<i64>,
}

impl Op {
    /// An operation of a kind with a label.
    pub fn new(kind: OpKind, label: impl Into<String>) -> Self {
        Self {
            kind,
            label: label.into(),
            detail: None,
            undoes: None,
        }
    }

    /// With more about it.
    pub fn with_detail(mut self, detail: Json) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// How many rows an operation changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Rows that are new.
    pub inserted: i64,
    /// Rows that changed.
    pub updated: i64,
    /// Rows taken out.
    pub deleted: i64,
    /// People concerned.
    pub people: i64,
}

impl Counts {
    pub(crate) fn rows(&self) -> i64 {
        self.inserted + self.updated + self.deleted
    }
}

/// An operation as it stands in the journal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OpRecord {
    pub(crate) id: i64,
    pub(crate) at: i64,
    pub(crate) operator: String,
    pub(crate) kind: OpKind,
    pub(crate) label: String,
    pub(crate) detail: Option<String>,
    pub(crate) undoes: Option<i64>,
    pub(crate) counts: Counts,
    pub(crate) first_change: i64,
    pub(crate) last_change: i64,
    pub(crate) hash: [u8; 32],
}

const COLUMNS: &str = "id, at, operator, kind, label, detail, undoes, inserted, updated, deleted, people, \
                       first_change, last_change, hash";

impl OpRecord {
    /// Whether there is anything an undo could take back.
    pub(crate) fn is_undoable(&self) -> bool {
        self.counts.rows() > 0 || !crate::settings::changed_by(self.detail.as_deref()).is_empty()
    }

    pub(crate) fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            operator: row.get(2)?,
            kind: OpKind::read(&row.get::<_, String>(3)?),
            label: row.get(4)?,
            detail: row.get(5)?,
            undoes: row.get(6)?,
            counts: Counts {
                inserted: row.get(7)?,
                updated: row.get(8)?,
                deleted: row.get(9)?,
                people: row.get(10)?,
            },
            first_change: row.get(11)?,
            last_change: row.get(12)?,
            // a hash of another length cannot be right and will not fit the chain
            hash: row.get::<_, Vec<u8>>(13)?.try_into().unwrap_or_default(),
        })
    }

    /// `SELECT` of all columns with what follows.
    pub(crate) fn select(rest: &str) -> String {
        format!("SELECT {COLUMNS} FROM op {rest}")
    }

    pub(crate) fn find(connection: &Connection, op: i64) -> Result<Self, StoreError> {
        connection
            .query_row(&Self::select("WHERE id = ?1"), [op], Self::from_row)
            .optional()?
            .ok_or(StoreError::UnknownOperation(op))
    }

    pub(crate) fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        connection.execute(
            &format!("INSERT INTO op({COLUMNS}) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)"),
            params![
                self.id,
                self.at,
                self.operator,
                self.kind.as_str(),
                self.label,
                self.detail,
                self.undoes,
                self.counts.inserted,
                self.counts.updated,
                self.counts.deleted,
                self.counts.people,
                self.first_change,
                self.last_change,
                self.hash,
            ],
        )?;
        Ok(())
    }

    /// The hash over the operation before, the fields, the digests of people and the changes.
    pub(crate) fn chained(&self, previous: &[u8; 32], people: &[u8; 32], changes: &ChangeHash) -> [u8; 32] {
        let mut hasher = Sm3::new();
        hasher.update(previous);
        for number in [
            self.id,
            self.at,
            self.undoes.unwrap_or_default(),
            self.counts.inserted,
            self.counts.updated,
            self.counts.deleted,
            self.counts.people,
            self.first_change,
            self.last_change,
        ] {
            hasher.update(number.to_le_bytes());
        }
        let detail = self.detail.as_deref().unwrap_or_default();
        for text in [&self.operator, self.kind.as_str(), &self.label, detail] {
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text);
        }
        hasher.update(people);
        hasher.update(changes.clone().finish());
        hasher.finalize().into()
    }
}

/// The hash over the change rows of an operation, fed in their order. The rows and the images of what stood before are
/// hashed apart, so that the many inserts of an import need not be read back.
#[derive(Clone)]
pub(crate) struct ChangeHash {
    rows: Sm3,
    before: Sm3,
}

impl ChangeHash {
    pub(crate) fn new() -> Self {
        Self {
            rows: Sm3::new(),
            before: Sm3::new(),
        }
    }

    pub(crate) fn row(&mut self, kind: u8, set_no: i64, row: i64, person: i64) {
        let mut bytes = [0; 25];
        for (chunk, number) in bytes.chunks_mut(8).zip([set_no, row, person]) {
            chunk.copy_from_slice(&number.to_le_bytes());
        }
        bytes[24] = kind;
        self.rows.update(bytes);
    }

    pub(crate) fn before(&mut self, image: &str) {
        self.before.update((image.len() as u64).to_le_bytes());
        self.before.update(image);
    }

    fn finish(self) -> [u8; 32] {
        let rows: [u8; 32] = self.rows.finalize().into();
        let before: [u8; 32] = self.before.finalize().into();
        crate::digest::sm3(&[&rows, &before])
    }
}

/// The last operation of the file.
pub(crate) fn head(connection: &Connection) -> Result<Head, StoreError> {
    let last = connection
        .query_row(
            &OpRecord::select("ORDER BY id DESC LIMIT 1"),
            [],
            OpRecord::from_row,
        )
        .optional()?;
    Ok(last.map_or_else(Head::default, |op| Head {
        op: op.id,
        hash: op.hash,
    }))
}

/// The number of the last change.
pub(crate) fn last_change(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("SELECT coalesce(max(id), 0) FROM change", [], |row| row.get(0))?)
}

/// Feeds the images of what stood before the changes `first..=last` into the hash.
pub(crate) fn hash_before(
    connection: &Connection,
    first: i64,
    last: i64,
    hash: &mut ChangeHash,
) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT before FROM change WHERE id BETWEEN ?1 AND ?2 AND kind <> 'I' ORDER BY id")?;
    let mut rows = statement.query([first, last])?;
    while let Some(row) = rows.next()? {
        hash.before(row.get_ref(0)?.as_str().unwrap_or_default());
    }
    Ok(())
}
