//! Files in UTF-16, which spreadsheets call 'Unicode text': converted to UTF-8 as a whole, since their entries
//! couldn't be found by their bytes otherwise.

use super::table::SAMPLE;
use crate::article::{TextEncoding, codec_of, encoding_of};
use encoding_rs::Encoding;
use std::io::{self, Read, Seek, SeekFrom};

/// The largest file that is converted, in bytes; Korean takes half as much again in UTF-8. Smaller in tests, which
/// would take minutes.
pub(super) const LARGEST_UTF16: u64 = if cfg!(test) { 1 << 20 } else { 192 << 20 };

/// How many bytes are converted at once.
const PIECE: usize = 64 << 10;

/// Converts a file in UTF-16 to UTF-8; `None` for any other encoding. The second value is whether it is whole,
/// or was cut because it is too large.
///
/// # Errors
/// I/O errors.
pub(super) fn from_utf16(input: &mut (impl Read + Seek)) -> io::Result<Option<(Vec<u8>, bool)>> {
    let mut sample = Vec::new();
    input.by_ref().take(SAMPLE).read_to_end(&mut sample)?;
    let encoding = encoding_of(&sample);
    let size = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(0))?;
    if !matches!(encoding, TextEncoding::Utf16Le | TextEncoding::Utf16Be) {
        return Ok(None);
    }
    let encoding = codec_of(encoding);
    // The length is found out first, so that the text needn't be moved as it grows.
    let mut length = 0;
    convert(input.by_ref().take(LARGEST_UTF16), encoding, |piece| length += piece.len())?;
    input.seek(SeekFrom::Start(0))?;
    let mut text = Vec::with_capacity(length);
    convert(input.by_ref().take(LARGEST_UTF16), encoding, |piece| text.extend_from_slice(piece.as_bytes()))?;
    Ok(Some((text, size <= LARGEST_UTF16)))
}

/// Converts text piece by piece.
fn convert(
    mut input: impl Read,
    encoding: &'static Encoding,
    mut on_piece: impl FnMut(&str),
) -> io::Result<()> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut bytes = vec![0; PIECE];
    let mut piece = String::with_capacity(decoder.max_utf8_buffer_length(PIECE).unwrap_or(4 * PIECE));
    loop {
        let read = match input.read(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        piece.clear();
        let _ = decoder.decode_to_string(bytes.get(..read).unwrap_or_default(), &mut piece, read == 0);
        on_piece(&piece);
        if read == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn letters_that_lie_on_the_border_of_two_pieces_stay_whole() {
        for shift in 0..4 {
            let text = format!("제목\t본문\n{}{}", "가".repeat(shift), "𝒜나".repeat(PIECE));
            for (mark, to_bytes) in
                [(&[0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), (&[0xFE, 0xFF], u16::to_be_bytes)]
            {
                let units = text.encode_utf16().flat_map(to_bytes);
                let bytes: Vec<u8> = mark.iter().copied().chain(units).collect();
                let (found, is_whole) = from_utf16(&mut Cursor::new(bytes)).unwrap().unwrap();
                assert!(is_whole && found == text.as_bytes(), "{shift} {mark:?}");
            }
        }
        assert_eq!(from_utf16(&mut Cursor::new("제목\t본문\n")).unwrap(), None);
    }
}
