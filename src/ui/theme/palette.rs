//! Every colour of the window and its charts. No other file names a colour.

use crate::library::{HighlightColor, TagColor};
use crate::view::{ChartInk, Rgb};
use egui::{Color32, Ui};

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    pub background: Color32,
    pub side: Color32,
    pub text: Color32,
    pub body: Color32,
    pub secondary: Color32,
    pub faint: Color32,
    pub line: Color32,
    pub accent: Color32,
    pub accent_on_selected: Color32,
    pub accent_fill: Color32,
    pub on_accent: Color32,
    pub selected: Color32,
    pub secondary_on_selected: Color32,
    pub hover: Color32,
    pub chip: Color32,
    pub field: Color32,
    pub field_line: Color32,
    pub control_line: Color32,
    pub warning: Color32,
    pub warning_fill: Color32,
    pub good: Color32,
    pub added: Color32,
    pub added_fill: Color32,
    pub removed: Color32,
    pub removed_fill: Color32,
    pub star: Color32,
    pub star_on_selected: Color32,
    pub search_mark: Color32,
    pub current_mark: Color32,
    pub text_selection: Color32,
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

pub(super) static LIGHT: Palette = Palette {
    background: rgb(0xffffff),
    side: rgb(0xf5f6f8),
    text: rgb(0x16181d),
    body: rgb(0x26292f),
    secondary: rgb(0x5c636f),
    faint: rgb(0x666d79),
    line: rgb(0xe3e5e9),
    accent: rgb(0x2459d6),
    accent_on_selected: rgb(0x2459d6),
    accent_fill: rgb(0x2459d6),
    on_accent: rgb(0xffffff),
    selected: rgb(0xdde7fd),
    secondary_on_selected: rgb(0x4d5562),
    hover: rgb(0xeaecf0),
    chip: rgb(0xf0f1f4),
    field: rgb(0xffffff),
    field_line: rgb(0xd9dce2),
    control_line: rgb(0x7f8692),
    warning: rgb(0x9a4a06),
    warning_fill: rgb(0xfdf0e0),
    good: rgb(0x18703f),
    added: rgb(0x0c5e31),
    added_fill: rgb(0xd9f3e1),
    removed: rgb(0x9c1c22),
    removed_fill: rgb(0xfde2e2),
    star: rgb(0x8a6000),
    star_on_selected: rgb(0x7d5700),
    search_mark: rgb(0xffe58a),
    current_mark: rgb(0xffbf5e),
    text_selection: rgb(0xbcd3ff),
    shadow: Color32::from_black_alpha(36),
};

pub(super) static DARK: Palette = Palette {
    background: rgb(0x1b1c1f),
    side: rgb(0x232428),
    text: rgb(0xf1f2f4),
    body: rgb(0xd9dbe0),
    secondary: rgb(0xa3a7b0),
    faint: rgb(0x979ca6),
    line: rgb(0x33353b),
    accent: rgb(0x7aa7ff),
    accent_on_selected: rgb(0x8fb5ff),
    accent_fill: rgb(0x2f63d8),
    on_accent: rgb(0xffffff),
    selected: rgb(0x2f4570),
    secondary_on_selected: rgb(0xc6cbd6),
    hover: rgb(0x2c2e34),
    chip: rgb(0x2c2e34),
    field: rgb(0x17181b),
    field_line: rgb(0x3a3c43),
    control_line: rgb(0x757983),
    warning: rgb(0xf0b46a),
    warning_fill: rgb(0x3b2f1d),
    good: rgb(0x7fce9b),
    added: rgb(0x93e0ae),
    added_fill: rgb(0x1f3d2a),
    removed: rgb(0xfcbfbc),
    removed_fill: rgb(0x4a2626),
    star: rgb(0xf0c04a),
    star_on_selected: rgb(0xf0c04a),
    search_mark: rgb(0x6b5a17),
    current_mark: rgb(0x8f4a14),
    text_selection: rgb(0x35538f),
    shadow: Color32::from_black_alpha(110),
};

/// Tag colours in the order of [`TagColor::ALL`], for the light and the dark theme.
static TAGS: [[Color32; 8]; 2] = [
    [
        rgb(0x7b828e),
        rgb(0xd13b3b),
        rgb(0xd9730d),
        rgb(0xb08a00),
        rgb(0x2f8a4f),
        rgb(0x2f6fde),
        rgb(0x8a4fd3),
        rgb(0xcf4a92),
    ],
    [
        rgb(0x9aa0ab),
        rgb(0xf07a7a),
        rgb(0xf0a05a),
        rgb(0xe3c24e),
        rgb(0x6fc48c),
        rgb(0x7aa7ff),
        rgb(0xb993f0),
        rgb(0xee8fc0),
    ],
];

/// The ground and the line of highlights, in the order of [`HighlightColor::ALL`], for the light and the dark theme.
static HIGHLIGHTS: [[(Color32, Color32); 4]; 2] = [
    [
        (rgb(0xcdeed6), rgb(0x3f9d5f)),
        (rgb(0xffdcb8), rgb(0xc2620a)),
        (rgb(0xcfe6fb), rgb(0x1d6fb8)),
        (rgb(0xe9d5fb), rgb(0x7a3fc4)),
    ],
    [
        (rgb(0x27503a), rgb(0x6fc48c)),
        (rgb(0x66401a), rgb(0xf0a05a)),
        (rgb(0x1f4a6e), rgb(0x6db8f2)),
        (rgb(0x4d3370), rgb(0xb993f0)),
    ],
];

/// The colours of charts.
#[derive(Clone, Copy, Debug)]
pub struct ChartColors {
    /// From few to many.
    pub heat: [Color32; 5],
    /// The same for partly covered days.
    pub pale: [Color32; 5],
    /// The hatching of days that weren't covered.
    pub hatch: Color32,
    /// The colours of four lines, distinguishable by colour-blind readers.
    pub lines: [Color32; 4],
    /// The bars of all articles, to which shares refer.
    pub denominator: Color32,
    /// How much text an article shares with its story's first: nearly all, some, none.
    pub relations: [Color32; 3],
    /// Passages that two texts share.
    pub shared: Color32,
    /// Sundays on an axis.
    pub sunday: Color32,
}

/// The colours of charts that are saved: those of a light window.
pub fn chart_ink() -> ChartInk {
    let [charts, _] = &CHARTS;
    let rgb = |color: Color32| -> Rgb { [color.r(), color.g(), color.b()] };
    ChartInk {
        background: rgb(LIGHT.background),
        text: rgb(LIGHT.text),
        secondary: rgb(LIGHT.secondary),
        line: rgb(LIGHT.line),
        heat: charts.heat.map(rgb),
        pale: charts.pale.map(rgb),
        hatch: rgb(charts.hatch),
        lines: charts.lines.map(rgb),
        denominator: rgb(charts.denominator),
        sunday: rgb(charts.sunday),
    }
}

/// The colours of charts in a light and a dark window.
static CHARTS: [ChartColors; 2] = [
    ChartColors {
        heat: [rgb(0xdae7fe), rgb(0xa4c5ff), rgb(0x6d9df5), rgb(0x306ce2), rgb(0x0a41ad)],
        pale: [rgb(0xf4f8ff), rgb(0xe4eeff), rgb(0xd3e2fc), rgb(0xc1d3f6), rgb(0xb6c6e6)],
        hatch: rgb(0x8c939f),
        lines: [rgb(0x2459d6), rgb(0xa85c21), rgb(0x045539), rgb(0x9e0683)],
        denominator: rgb(0xa9b4c6),
        relations: [rgb(0x0a41ad), rgb(0x4a82ee), rgb(0x747b87)],
        shared: rgb(0xedf3fe),
        sunday: rgb(0xb3261e),
    },
    ChartColors {
        heat: [rgb(0x283854), rgb(0x36548c), rgb(0x4a75c6), rgb(0x739dec), rgb(0xaecbff)],
        pale: [rgb(0x1f242f), rgb(0x232d40), rgb(0x293751), rgb(0x35435c), rgb(0x475062)],
        hatch: rgb(0x6b6f78),
        lines: [rgb(0x7aa7ff), rgb(0xfdba49), rgb(0x86f0dc), rgb(0xe16081)],
        denominator: rgb(0x59616f),
        relations: [rgb(0xaecbff), rgb(0x6a96ea), rgb(0x8d929c)],
        shared: rgb(0x222c40),
        sunday: rgb(0xf29a97),
    },
];

impl ChartColors {
    /// The colours of charts in a window.
    pub fn of(ui: &Ui) -> &'static Self {
        &CHARTS[usize::from(ui.visuals().dark_mode)]
    }
}

impl Palette {
    /// The colour of a tag.
    pub fn tag(&self, color: TagColor) -> Color32 {
        let of_theme = &TAGS[usize::from(*self == DARK)];
        let at = TagColor::ALL.iter().position(|&known| known == color).unwrap_or_default();
        of_theme[at]
    }

    /// The ground and the line of a highlight.
    pub fn highlight(&self, color: HighlightColor) -> (Color32, Color32) {
        let of_theme = &HIGHLIGHTS[usize::from(*self == DARK)];
        let at = HighlightColor::ALL.iter().position(|&known| known == color).unwrap_or_default();
        of_theme[at]
    }

    /// The palette of the current theme.
    pub fn of(ui: &Ui) -> &'static Self {
        if ui.visuals().dark_mode { &DARK } else { &LIGHT }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.
    fn luminance(color: Color32) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_is_readable_on_what_it_stands_on() {
        for palette in [&LIGHT, &DARK] {
            let p = palette;
            let pairs = [
                (
                    "text",
                    p.text,
                    vec![
                        p.background,
                        p.side,
                        p.hover,
                        p.selected,
                        p.chip,
                        p.field,
                        p.search_mark,
                        p.current_mark,
                        p.text_selection,
                        p.warning_fill,
                    ],
                ),
                (
                    "body",
                    p.body,
                    vec![
                        p.background,
                        p.side,
                        p.hover,
                        p.selected,
                        p.search_mark,
                        p.current_mark,
                        p.text_selection,
                    ],
                ),
                ("secondary", p.secondary, vec![p.background, p.side, p.hover, p.chip, p.field]),
                ("secondary_on_selected", p.secondary_on_selected, vec![p.selected]),
                ("faint", p.faint, vec![p.background, p.side, p.field]),
                ("accent", p.accent, vec![p.background, p.side, p.field, p.hover]),
                ("accent_on_selected", p.accent_on_selected, vec![p.selected]),
                ("on_accent", p.on_accent, vec![p.accent_fill]),
                ("warning", p.warning, vec![p.background, p.side, p.hover, p.warning_fill]),
                ("added", p.added, vec![p.background, p.added_fill, p.text_selection]),
                ("removed", p.removed, vec![p.background, p.removed_fill, p.text_selection]),
                ("good", p.good, vec![p.background, p.side]),
                ("star", p.star, vec![p.side, p.hover]),
                ("star_on_selected", p.star_on_selected, vec![p.selected]),
            ];
            let grounds = HighlightColor::ALL.map(|color| p.highlight(color).0);
            let on_highlights = [("text", p.text, grounds.to_vec()), ("body", p.body, grounds.to_vec())];
            for (name, text, backgrounds) in pairs.into_iter().chain(on_highlights) {
                for background in backgrounds {
                    let ratio = contrast(text, background);
                    assert!(ratio >= 4.5, "{name} on {background:?}: {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn the_edges_of_boxes_are_seen_on_what_they_stand_on() {
        for p in [&LIGHT, &DARK] {
            for ground in [p.background, p.side, p.hover, p.field] {
                let ratio = contrast(p.control_line, ground);
                assert!(ratio >= 3.0, "{ground:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn what_has_the_keyboard_is_seen_on_every_ground() {
        for p in [&LIGHT, &DARK] {
            for ground in [p.background, p.side, p.selected, p.hover, p.field, p.chip] {
                let ratio = contrast(p.accent_on_selected, ground);
                assert!(ratio >= 3.0, "{ground:?}: {ratio:.2}");
            }
        }
    }
}
