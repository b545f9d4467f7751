//! Bytes written in hexadecimal behind a sign: `%3A` in addresses and file names, `=EA` in mail.

/// The bytes of a text with its escapes replaced. A sign without two hexadecimal digits behind it stands for
/// itself.
pub fn unescaped_bytes(text: &str, sign: u8) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let escaped = match behind {
            [high, low, ..] if byte == sign => digit(high).zip(digit(low)),
            _ => None,
        };
        bytes.push(escaped.map_or(byte, |(high, low)| high << 4 | low));
        rest = if escaped.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    bytes
}

/// Decodes `%3A` to `:` and so on, if the result is valid text without control characters.
pub fn percent_decoded(text: &str) -> String {
    let decoded = String::from_utf8(unescaped_bytes(text, b'%')).ok();
    let decoded = decoded.filter(|decoded| !decoded.contains(char::is_control));
    decoded.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_if_the_result_is_text() {
        for (text, decoded) in [
            ("R&D%20%ED%8C%80.png", "R&D 팀.png"),
            ("a%3Ab+c=d", "a:b+c=d"),
            ("100%", "100%"),
            ("%+5%g0", "%+5%g0"),
            ("%ED%8C", "%ED%8C"),
            ("a%0Ab", "a%0Ab"),
        ] {
            assert_eq!(percent_decoded(text), decoded, "{text}");
        }
        assert_eq!(unescaped_bytes("=B4=c0a", b'='), [0xB4, 0xC0, b'a']);
    }
}
