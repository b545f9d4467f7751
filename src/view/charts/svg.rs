//! A drawing as SVG text: the few shapes that charts are made of.

use std::fmt::Write as _;

/// A colour: red, green and blue.
pub type Rgb = [u8; 3];

/// A drawing being made.
pub(super) struct Svg {
    width: f32,
    height: f32,
    body: String,
}

/// Where a text stands relative to its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set: its size in pixels, its weight, and its colour.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f32,
    pub(super) weight: u16,
    pub(super) color: Rgb,
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

impl Svg {
    /// An empty drawing on a ground of one colour.
    pub(super) fn new(width: f32, height: f32, ground: Rgb) -> Self {
        let mut svg = Self { width, height, body: String::new() };
        svg.rect((0.0, 0.0), (width, height), ground, 0.0);
        svg
    }

    fn put(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a string can't fail.
        let _ = self.body.write_fmt(shape);
        self.body.push('\n');
    }

    pub(super) fn rect(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), fill: Rgb, radius: f32) {
        self.put(format_args!(
            r#"<rect x="{x:.2}" y="{y:.2}" width="{width:.2}" height="{height:.2}" rx="{radius}" fill="{}"/>"#,
            hex(fill)
        ));
    }

    /// The edge of a rectangle, one pixel wide and inside it.
    pub(super) fn edge(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), color: Rgb) {
        let (x, y, width, height) = (x + 0.5, y + 0.5, width - 1.0, height - 1.0);
        self.put(format_args!(
            r#"<rect x="{x:.2}" y="{y:.2}" width="{width:.2}" height="{height:.2}" rx="2" fill="none" stroke="{}"/>"#,
            hex(color)
        ));
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), color: Rgb, width: f32) {
        self.put(format_args!(
            r#"<line x1="{:.2}" y1="{:.2}" x2="{:.2}" y2="{:.2}" stroke="{}" stroke-width="{width}"/>"#,
            from.0,
            from.1,
            to.0,
            to.1,
            hex(color)
        ));
    }

    /// A line through some points.
    pub(super) fn path(&mut self, points: &[(f32, f32)], color: Rgb, is_dashed: bool) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect();
        let dash = if is_dashed { r#" stroke-dasharray="6 4""# } else { "" };
        self.put(format_args!(
            r#"<polyline points="{}" fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round"{dash}/>"#,
            points.join(" "),
            hex(color)
        ));
    }

    /// A text whose middle line is at a place.
    pub(super) fn text(&mut self, (x, y): (f32, f32), anchor: Anchor, set: Type, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        // Capitals and digits are about 0.7 of the size high.
        let y = y + set.size * 0.35;
        self.put(format_args!(
            r#"<text x="{x:.2}" y="{y:.2}" font-size="{}" font-weight="{}" text-anchor="{anchor}" fill="{}">{}</text>"#,
            set.size,
            set.weight,
            hex(set.color),
            escaped(text)
        ));
    }

    /// One of four markers; a hollow one has the ground's colour inside.
    pub(super) fn marker(&mut self, (x, y): (f32, f32), kind: usize, color: Rgb, fill: Rgb) {
        let points: &[(f32, f32)] = match kind % 4 {
            0 => {
                return self.put(format_args!(
                    r#"<circle cx="{x:.2}" cy="{y:.2}" r="3.5" fill="{}" stroke="{}" stroke-width="1.5"/>"#,
                    hex(fill),
                    hex(color)
                ));
            }
            1 => &[(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)],
            2 => &[(0.0, -4.5), (4.5, 3.5), (-4.5, 3.5)],
            _ => &[(0.0, -4.8), (4.8, 0.0), (0.0, 4.8), (-4.8, 0.0)],
        };
        let points: Vec<String> =
            points.iter().map(|(dx, dy)| format!("{:.2},{:.2}", x + dx, y + dy)).collect();
        self.put(format_args!(
            r#"<polygon points="{}" fill="{}" stroke="{}" stroke-width="1.5"/>"#,
            points.join(" "),
            hex(fill),
            hex(color)
        ));
    }

    /// Lines at 45° over a rectangle, one every `step` pixels.
    pub(super) fn hatch(
        &mut self,
        (left, top): (f32, f32),
        (width, height): (f32, f32),
        step: f32,
        color: Rgb,
    ) {
        let (right, bottom) = (left + width, top + height);
        let mut sum = left + top + step / 2.0;
        while sum < right + bottom {
            let from = ((sum - top).min(right), top.max(sum - right));
            let to = ((sum - bottom).max(left), bottom.min(sum - left));
            self.line(from, to, color, 1.2);
            sum += step;
        }
    }

    /// The whole drawing, with a title for readers that don't see it.
    pub(super) fn finish(self, title: &str) -> String {
        let Self { width, height, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"Pretendard, 'Noto Sans CJK KR', sans-serif\" role=\"img\">\n\
             <title>{}</title>\n{body}</svg>\n",
            escaped(title)
        )
    }
}

/// A text as XML: marks escaped, control characters left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        let mut svg = Svg::new(10.0, 10.0, [255; 3]);
        let set = Type { size: 12.0, weight: 400, color: [0; 3] };
        svg.text((1.0, 2.0), Anchor::Start, set, "<b>\"R&D\"\u{0}</b>");
        let text = svg.finish("a<b");
        assert!(text.contains("&lt;b&gt;&quot;R&amp;D&quot; &lt;/b&gt;</text>"), "{text}");
        assert!(text.contains("<title>a&lt;b</title>") && text.contains("#ffffff"));
    }
}
