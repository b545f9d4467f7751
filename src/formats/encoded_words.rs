//! Words in the heads of mails that aren't ASCII: `=?UTF-8?B?6rCA?=` (RFC 2047).

use crate::text::base64;
use crate::text::hex_escapes::unescaped_bytes;
use encoding_rs::Encoding;

/// A value of a mail's head with its encoded words decoded; any that can't be decoded stay as they are.
pub(super) fn decoded_words(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let (mut rest, mut is_behind_word) = (value, false);
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        let Some((word, behind)) = word(from) else {
            decoded.push_str(rest.get(..start + 2).unwrap_or_default());
            (rest, is_behind_word) = (rest.get(start + 2..).unwrap_or_default(), false);
            continue;
        };
        // White space between two encoded words isn't part of the text.
        if !(is_behind_word && before.trim().is_empty()) {
            decoded.push_str(before);
        }
        decoded.push_str(&word);
        (rest, is_behind_word) = (behind, true);
    }
    decoded.push_str(rest);
    decoded
}

/// The encoded word that a text begins with, and the text after it.
fn word(text: &str) -> Option<(String, &str)> {
    let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
    let (kind, rest) = rest.split_once('?')?;
    let (payload, rest) = rest.split_once("?=")?;
    let bytes = match kind {
        "B" | "b" => base64(payload)?,
        "Q" | "q" => unescaped_bytes(&payload.replace('_', " "), b'='),
        _ => return None,
    };
    let charset = charset.split('*').next()?;
    let (text, _) = Encoding::for_label(charset.as_bytes())?.decode_without_bom_handling(&bytes);
    Some((text.into_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words_are_decoded_and_others_left() {
        for (value, expected) in [
            ("=?UTF-8?B?64qQ66awIOuLrO2MveydtA==?=", "느린 달팽이"),
            ("=?utf-8?B?64qQ66aw?=\t =?utf-8?B?IOuLrO2MveydtA==?= !", "느린 달팽이 !"),
            ("=?EUC-KR?Q?=B4=C0=B8=B0_a?= <a@example.com>", "느린 a <a@example.com>"),
            ("plain =? text ?= 가", "plain =? text ?= 가"),
            ("=?no-such?B?AAAA?=", "=?no-such?B?AAAA?="),
            ("=?UTF-8?B?*?=", "=?UTF-8?B?*?="),
        ] {
            assert_eq!(decoded_words(value), expected, "{value}");
        }
    }
}
