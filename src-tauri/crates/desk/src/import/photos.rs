//! Photos that came with the files: they wait in memory under their digest, and are kept when their row is written.

use antou_exchange::Sheet;
use antou_exchange::draft::Draft;
use antou_record::Value;
use antou_store::{StoreError, Tx};

/// Keeps the photo of a row. An operation that is taken back leaves at most a photo nobody refers to.
pub(super) fn keep(tx: &mut Tx<'_>, sheet: &Sheet, draft: &Draft) -> Result<(), StoreError> {
    let digest = draft.person.get("photo").and_then(Value::as_text);
    match digest.and_then(|digest| sheet.photo(digest)) {
        Some(photo) => tx.put_blob(&photo.bytes).map(|_| ()),
        None => Ok(()),
    }
}
