//! What a check can find, worded for the clerk.

use std::fmt;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A page whose bytes were changed.
    Page {
        /// What the engine says of it.
        detail: String,
    },
    /// A table or index that contradicts itself.
    Structure {
        /// What the engine says of it.
        detail: String,
    },
    /// A row that refers to one that is not there.
    Reference {
        /// Table of the row.
        table: String,
        /// Its id.
        row: i64,
    },
    /// A person whose rows are not those the last operation left.
    Person {
        /// Id of the person.
        person: i64,
        /// Name as it stands now.
        name: String,
    },
    /// Units, plans and the like are not as the last operation left them.
    Shared,
    /// An operation whose record was changed, or one before it removed.
    Operation {
        /// Its number.
        op: i64,
    },
    /// The index by which people are found does not follow from the dossiers.
    Index,
    /// A photo or scan whose bytes were changed.
    Blob {
        /// Its digest.
        digest: String,
    },
    /// An older copy of the data: operations the anchor knows are missing.
    OlderState {
        /// Last operation of the file.
        op: i64,
        /// Last operation the anchor knows.
        anchored: i64,
    },
    /// No anchor beside the data.
    AnchorMissing,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page { detail } => {
                write!(formatter, "数据文件有一页被改动或损坏（{detail}），请从备份恢复")
            }
            Self::Structure { detail } => write!(formatter, "数据文件的结构有损坏（{detail}），请从备份恢复"),
            Self::Reference { table, row } => write!(formatter, "登记 {table} 第 {row} 行指向不存在的内容"),
            Self::Person { name, person } => {
                write!(
                    formatter,
                    "“{name}”（编号 {person}）的登记与操作记录不符，可能被绕过软件改动"
                )
            }
            Self::Shared => write!(
                formatter,
                "机构、计划等公共登记与操作记录不符，可能被绕过软件改动"
            ),
            Self::Operation { op } => write!(formatter, "第 {op} 号操作的记录被改动，或它之前的记录被删除"),
            Self::Index => write!(formatter, "检索用的名册与登记不符，登记本身不受影响，请重建检索"),
            Self::Blob { digest } => write!(
                formatter,
                "一份照片或扫描件被改动（{}…）",
                &digest[..digest.len().min(8)]
            ),
            Self::OlderState { op, anchored } => write!(
                formatter,
                "这是较早的数据：最后一步是第 {op} 号操作，而这里曾经做到第 {anchored} 号；如非有意恢复备份，请查明原因"
            ),
            Self::AnchorMissing => write!(
                formatter,
                "缺少防回退记录 anchor.json，无法判断数据是否被换成旧的一份"
            ),
        }
    }
}
