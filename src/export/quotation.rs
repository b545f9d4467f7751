//! Puts a passage in quotation marks, converting the quotation marks within it.

/// The passage in quotation marks.
pub(super) fn quoted(passage: &str) -> String {
    let mut quoted = String::with_capacity(passage.len() + 8);
    quoted.push('“');
    for line in passage.split_inclusive('\n') {
        push_with_inner_marks(line, &mut quoted);
    }
    quoted.push('”');
    quoted
}

/// Adds a line with its double quotation marks made single, and single ones nested in them made double.
/// Straight marks don't show their direction, so they are paired within the line, and left unchanged if they
/// can't be.
fn push_with_inner_marks(line: &str, quoted: &mut String) {
    let are_paired = line.matches('"').count().is_multiple_of(2);
    let (mut is_open, mut opened) = (false, 0_usize);
    for c in line.chars() {
        let c = match c {
            '“' => {
                opened += 1;
                '‘'
            }
            '”' => {
                opened = opened.saturating_sub(1);
                '’'
            }
            '"' if are_paired => {
                is_open = !is_open;
                if is_open { '‘' } else { '’' }
            }
            '‘' if opened > 0 || is_open => '“',
            '’' if opened > 0 || is_open => '”',
            c => c,
        };
        quoted.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_inside_a_quotation_take_inner_marks() {
        for (passage, expected) in [
            ("달팽이가 이겼다.", "“달팽이가 이겼다.”"),
            ("그는 “느리다”고 했다.", "“그는 ‘느리다’고 했다.”"),
            ("그는 \"느리다\"고, 또 \"이겼다\"고 했다.", "“그는 ‘느리다’고, 또 ‘이겼다’고 했다.”"),
            ("“그가 ‘간다’고 했다”고 한다. ‘강조’", "“‘그가 “간다”고 했다’고 한다. ‘강조’”"),
            ("“첫 문단이\n\n“이어진다”", "“‘첫 문단이\n\n‘이어진다’”"),
            ("27\" 화면", "“27\" 화면”"),
            ("'홑따옴표'", "“'홑따옴표'”"),
        ] {
            assert_eq!(quoted(passage), expected);
        }
    }
}
