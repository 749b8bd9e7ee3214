//! Digests. Each person carries the sum (modulo 2^256) of the SM3 digests of all rows that are theirs, so that one changed
//! row costs one subtraction and one addition; each operation binds the sums it changed into a chain.

use antou_record::Row;
use rusqlite::types::ValueRef;
use sm3::{Digest, Sm3};

use crate::error::StoreError;
use crate::rows::{Cell, Plan};

/// The SM3 digest of parts, one after the other.
pub(crate) fn sm3(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sm3::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// A sum of digests. It does not depend on the order of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sum([u64; 4]);

impl Sum {
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 32] = bytes.try_into().ok()?;
        let mut words = [0; 4];
        for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = u64::from_le_bytes(chunk.try_into().ok()?);
        }
        Some(Self(words))
    }

    pub(crate) fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(self.0) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    pub(crate) fn add(&mut self, digest: &[u8; 32]) {
        let other = Self::from_bytes(digest).unwrap_or_default();
        let mut carry = false;
        for (word, other) in self.0.iter_mut().zip(other.0) {
            let (sum, first) = word.overflowing_add(other);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *word = sum;
            carry = first || second;
        }
    }

    pub(crate) fn subtract(&mut self, digest: &[u8; 32]) {
        let other = Self::from_bytes(digest).unwrap_or_default();
        let mut borrow = false;
        for (word, other) in self.0.iter_mut().zip(other.0) {
            let (rest, first) = word.overflowing_sub(other);
            let (rest, second) = rest.overflowing_sub(u64::from(borrow));
            *word = rest;
            borrow = first || second;
        }
    }
}

/// Writes rows in the one form that is digested: set, id, owner, then each filled item by code. A blank item leaves no
/// trace, so an item added later does not change the digest of older rows.
#[derive(Default)]
pub(crate) struct Canonical {
    buffer: Vec<u8>,
}

impl Canonical {
    fn begin(&mut self, plan: &Plan, id: i64, owner: i64) {
        self.buffer.clear();
        self.buffer.extend_from_slice(plan.set.code.as_bytes());
        self.buffer.push(0);
        self.buffer.extend_from_slice(&id.to_le_bytes());
        self.buffer.extend_from_slice(&owner.to_le_bytes());
    }

    fn cell(&mut self, code: &str, cell: &Cell<'_>) {
        let buffer = &mut self.buffer;
        if matches!(cell, Cell::Null) {
            return;
        }
        buffer.extend_from_slice(code.as_bytes());
        match cell {
            Cell::Null => {}
            Cell::Int(number) => {
                buffer.push(1);
                buffer.extend_from_slice(&number.to_le_bytes());
            }
            Cell::Real(number) => {
                buffer.push(2);
                buffer.extend_from_slice(&number.to_bits().to_le_bytes());
            }
            Cell::Text(text) => {
                buffer.push(3);
                buffer.extend_from_slice(&(text.len() as u64).to_le_bytes());
                buffer.extend_from_slice(text.as_bytes());
            }
        }
    }

    /// The digest of a row in memory.
    pub(crate) fn row(
        &mut self,
        plan: &Plan,
        id: i64,
        owner: i64,
        row: &Row,
    ) -> Result<[u8; 32], StoreError> {
        self.begin(plan, id, owner);
        for index in &plan.canonical {
            if let (Some(item), Some(value)) = (plan.set.items.get(*index), row.at(*index)) {
                self.cell(&item.code, &Cell::trusted(item, value)?);
            }
        }
        Ok(sm3(&[&self.buffer]))
    }

    /// The digest of a row as the database gives it: id, owner, items in the order of the set.
    pub(crate) fn stored(
        &mut self,
        plan: &Plan,
        row: &rusqlite::Row<'_>,
    ) -> Result<(i64, i64, [u8; 32]), StoreError> {
        let id = row.get(0)?;
        let owner = row.get::<_, Option<i64>>(1)?.unwrap_or_default();
        self.begin(plan, id, owner);
        for index in &plan.canonical {
            let cell = match row.get_ref(index + 2)? {
                ValueRef::Integer(number) => Cell::Int(number),
                ValueRef::Real(number) => Cell::Real(number),
                ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text)),
                ValueRef::Null | ValueRef::Blob(_) => Cell::Null,
            };
            if let Some(item) = plan.set.items.get(*index) {
                self.cell(&item.code, &cell);
            }
        }
        Ok((id, owner, sm3(&[&self.buffer])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_take_back_what_they_added() {
        let one = sm3(&[b"one"]);
        let two = sm3(&[b"two"]);
        let mut sum = Sum::default();
        sum.add(&one);
        sum.add(&two);
        sum.subtract(&one);
        let mut only = Sum::default();
        only.add(&two);
        assert_eq!(sum, only);
        sum.subtract(&two);
        assert_eq!(sum, Sum::default());
        assert_eq!(Sum::from_bytes(&only.to_bytes()), Some(only));
    }

    #[test]
    fn sm3_is_the_national_standard() {
        assert_eq!(
            crate::hex::hex(&sm3(&[b"a", b"bc"])),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }
}
