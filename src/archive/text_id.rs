//! What identifies the text of a row.

use super::Row;

/// Identifies the text of a row: by the hash of its body and, since they may change how it is rendered, its file's
/// name and its headline. `None` if it wasn't read completely.
pub(super) fn text_of(row: &Row<'_>) -> Option<u64> {
    let (body, _) = row.body_hash()?.split_first_chunk()?;
    let rendered = crc32fast::hash(&[row.path_bytes(), row.title().as_bytes()].concat());
    Some(u64::from_le_bytes(*body) ^ u64::from(rendered) << 32)
}
