//! The icons of the toolbar and menus, drawn as strokes so that they are sharp at every scale and take any
//! colour.
//!
//! Each icon is a short list of marks on a grid of 20 × 20 points, x to the right and y down.

use egui::{Color32, CornerRadius, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, vec2};

/// The side of the grid that icons are drawn on.
const GRID: f32 = 20.0;
/// The width of every stroke, on the grid.
const STROKE: f32 = 1.6;
/// The corner radius of every rectangle, on the grid.
const CORNER: f32 = 1.6;

/// A drawing element on the grid.
enum IconPart {
    /// A line through the points, open at its ends.
    Line(&'static [(f32, f32)]),
    /// A line through the points and back to the first.
    Outline(&'static [(f32, f32)]),
    /// A rectangle with round corners, from its upper left to its lower right corner.
    Rectangle((f32, f32), (f32, f32)),
    /// A circle: centre and radius.
    Circle((f32, f32), f32),
    /// Part of a circle: centre, radius, first and last angle in degrees, clockwise from the right.
    Arc((f32, f32), f32, (f32, f32)),
    /// A filled circle: centre and radius.
    Dot((f32, f32), f32),
    /// A filled outline whose points are all visible from the centre of the grid.
    Filled(&'static [(f32, f32)]),
}

use IconPart::{Arc, Circle, Dot, Filled, Line, Outline, Rectangle};

/// The table of icons: what each means, and how it is drawn.
macro_rules! icons {
    ($($name:ident: [$($mark:expr),* $(,)?];)*) => {
        /// The available icons, named for what they mean, not for what they look like.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($name,)*
        }

        impl Icon {
            fn marks(self) -> &'static [IconPart] {
                match self {
                    $(Self::$name => &[$($mark),*],)*
                }
            }
        }
    };
}

#[rustfmt::skip]
icons! {
    Search: [Circle((8.4, 8.4), 4.9), Line(&[(11.9, 11.9), (17.2, 17.2)])];
    Up: [Line(&[(5.0, 12.6), (10.0, 7.6), (15.0, 12.6)])];
    Down: [Line(&[(5.0, 7.4), (10.0, 12.4), (15.0, 7.4)])];
    Back: [Line(&[(16.4, 10.0), (3.6, 10.0)]), Line(&[(8.6, 5.0), (3.6, 10.0), (8.6, 15.0)])];
    Forward: [Line(&[(3.6, 10.0), (16.4, 10.0)]), Line(&[(11.4, 5.0), (16.4, 10.0), (11.4, 15.0)])];
    TextSize: [
        Line(&[(8.6, 4.6), (17.4, 4.6)]), Line(&[(13.0, 4.6), (13.0, 15.8)]),
        Line(&[(2.4, 9.2), (8.4, 9.2)]), Line(&[(5.4, 9.2), (5.4, 15.8)]),
    ];
    OpenOriginal: [
        Line(&[(9.0, 3.6), (3.6, 3.6), (3.6, 16.4), (16.4, 16.4), (16.4, 11.0)]),
        Line(&[(11.6, 3.6), (16.4, 3.6), (16.4, 8.4)]), Line(&[(16.4, 3.6), (8.0, 12.0)]),
    ];
    Undo: [
        Line(&[(7.4, 4.0), (4.2, 7.2), (7.4, 10.4)]), Line(&[(4.2, 7.2), (12.0, 7.2)]),
        Arc((12.0, 11.2), 4.0, (270.0, 450.0)), Line(&[(12.0, 15.2), (6.4, 15.2)]),
    ];
    WholeWord: [
        Line(&[(2.6, 12.6), (2.6, 16.4), (17.4, 16.4), (17.4, 12.6)]),
        Circle((6.2, 9.0), 2.6), Line(&[(8.8, 6.2), (8.8, 11.8)]),
        Circle((14.0, 9.0), 2.6), Line(&[(11.4, 3.4), (11.4, 11.8)]),
    ];
    Copy: [
        Rectangle((7.0, 6.4), (16.2, 17.2)), Line(&[(3.8, 13.6), (3.8, 3.0), (12.6, 3.0)]),
    ];
    Folder: [
        Line(&[(2.6, 15.8), (2.6, 4.6), (7.8, 4.6), (9.6, 6.6), (15.8, 6.6), (15.8, 9.2)]),
        Outline(&[(2.6, 15.8), (4.9, 9.2), (18.2, 9.2), (15.8, 15.8)]),
    ];
    Sun: [
        Circle((10.0, 10.0), 3.3),
        Line(&[(10.0, 1.8), (10.0, 4.2)]), Line(&[(10.0, 15.8), (10.0, 18.2)]),
        Line(&[(1.8, 10.0), (4.2, 10.0)]), Line(&[(15.8, 10.0), (18.2, 10.0)]),
        Line(&[(4.2, 4.2), (5.9, 5.9)]), Line(&[(14.1, 14.1), (15.8, 15.8)]),
        Line(&[(4.2, 15.8), (5.9, 14.1)]), Line(&[(14.1, 5.9), (15.8, 4.2)]),
    ];
    Moon: [Arc((9.7, 10.3), 6.6, (2.7, 267.3)), Arc((13.6, 6.4), 5.0, (57.4, 212.6))];
    System: [
        Rectangle((2.6, 3.8), (17.4, 13.4)), Line(&[(10.0, 13.4), (10.0, 16.6)]),
        Line(&[(6.8, 16.6), (13.2, 16.6)]),
    ];
    Info: [
        Circle((10.0, 10.0), 7.0), Dot((10.0, 6.8), 1.0), Line(&[(10.0, 9.6), (10.0, 13.4)]),
    ];
    Export: [
        Line(&[(10.0, 12.6), (10.0, 3.0)]), Line(&[(6.4, 6.4), (10.0, 2.8), (13.6, 6.4)]),
        Line(&[(3.6, 11.0), (3.6, 16.8), (16.4, 16.8), (16.4, 11.0)]),
    ];
    Close: [Line(&[(4.8, 4.8), (15.2, 15.2)]), Line(&[(15.2, 4.8), (4.8, 15.2)])];
    Menu: [
        Line(&[(3.2, 5.4), (16.8, 5.4)]), Line(&[(3.2, 10.0), (16.8, 10.0)]),
        Line(&[(3.2, 14.6), (16.8, 14.6)]),
    ];
    Filter: [
        Line(&[(3.2, 5.6), (16.8, 5.6)]), Line(&[(5.8, 10.0), (14.2, 10.0)]),
        Line(&[(8.4, 14.4), (11.6, 14.4)]),
    ];
    Sort: [
        Line(&[(6.4, 15.8), (6.4, 4.2)]), Line(&[(3.4, 7.2), (6.4, 4.2), (9.4, 7.2)]),
        Line(&[(13.6, 4.2), (13.6, 15.8)]), Line(&[(10.6, 12.8), (13.6, 15.8), (16.6, 12.8)]),
    ];
    Calendar: [
        Rectangle((3.4, 4.4), (16.6, 16.8)), Line(&[(3.4, 8.4), (16.6, 8.4)]),
        Line(&[(6.8, 2.6), (6.8, 5.2)]), Line(&[(13.2, 2.6), (13.2, 5.2)]),
    ];
    Check: [Line(&[(4.2, 10.6), (8.2, 14.6), (15.8, 5.8)])];
    Warning: [
        Outline(&[(10.0, 3.6), (17.4, 16.2), (2.6, 16.2)]),
        Line(&[(10.0, 7.8), (10.0, 11.4)]), Dot((10.0, 13.6), 1.0),
    ];
    ChevronDown: [Line(&[(6.0, 8.0), (10.0, 12.0), (14.0, 8.0)])];
    ChevronRight: [Line(&[(8.0, 6.0), (12.0, 10.0), (8.0, 14.0)])];
    Help: [
        Circle((10.0, 10.0), 7.0), Arc((10.0, 8.0), 2.3, (180.0, 400.0)),
        Line(&[(11.9, 9.3), (10.0, 11.1), (10.0, 12.0)]), Dot((10.0, 13.8), 1.0),
    ];
    Settings: [
        Circle((12.6, 6.2), 2.2), Line(&[(3.0, 6.2), (10.4, 6.2)]), Line(&[(14.8, 6.2), (17.0, 6.2)]),
        Circle((7.4, 13.8), 2.2), Line(&[(3.0, 13.8), (5.2, 13.8)]), Line(&[(9.6, 13.8), (17.0, 13.8)]),
    ];
    Sidebar: [Rectangle((2.6, 3.8), (17.4, 16.2)), Line(&[(7.8, 3.8), (7.8, 16.2)])];
    Problems: [
        Outline(&[
            (7.1, 3.0), (12.9, 3.0), (17.0, 7.1), (17.0, 12.9),
            (12.9, 17.0), (7.1, 17.0), (3.0, 12.9), (3.0, 7.1),
        ]),
        Line(&[(10.0, 6.6), (10.0, 10.4)]), Dot((10.0, 13.2), 1.0),
    ];
    Raw: [
        Line(&[(6.8, 5.6), (2.4, 10.0), (6.8, 14.4)]), Line(&[(13.2, 5.6), (17.6, 10.0), (13.2, 14.4)]),
    ];
    Beside: [Rectangle((2.5, 3.5), (17.5, 16.5)), Line(&[(10.0, 3.5), (10.0, 16.5)])];
    Star: [Outline(&[
        (10.0, 3.6), (11.8, 8.1), (16.6, 8.4), (12.9, 11.4), (14.1, 16.1),
        (10.0, 13.5), (5.9, 16.1), (7.1, 11.4), (3.4, 8.4), (8.2, 8.1),
    ])];
    Starred: [Filled(&[
        (10.0, 3.0), (12.1, 7.8), (17.3, 8.2), (13.3, 11.6), (14.6, 16.8),
        (10.0, 14.0), (5.4, 16.8), (6.7, 11.6), (2.7, 8.2), (7.9, 7.8),
    ])];
    Unread: [Circle((10.0, 10.0), 5.6), Dot((10.0, 10.0), 2.6)];
    Highlight: [
        Outline(&[(5.2, 11.2), (13.0, 3.4), (16.6, 7.0), (8.8, 14.8), (5.2, 14.8)]),
        Line(&[(3.0, 17.4), (17.0, 17.4)]),
    ];
    Save: [Outline(&[(5.6, 3.2), (14.4, 3.2), (14.4, 16.8), (10.0, 13.2), (5.6, 16.8)])];
    Saved: [
        Outline(&[(5.6, 3.2), (14.4, 3.2), (14.4, 16.8), (10.0, 13.2), (5.6, 16.8)]),
        Line(&[(7.6, 8.0), (9.4, 9.8), (12.4, 6.2)]),
    ];
    Tag: [
        Outline(&[(3.2, 3.2), (9.8, 3.2), (17.2, 10.6), (10.6, 17.2), (3.2, 9.8)]), Dot((6.7, 6.7), 1.1),
    ];
    Note: [
        Outline(&[(3.6, 3.6), (16.4, 3.6), (16.4, 11.8), (11.8, 16.4), (3.6, 16.4)]),
        Line(&[(16.4, 11.8), (11.8, 11.8), (11.8, 16.4)]), Line(&[(6.8, 7.6), (13.2, 7.6)]),
    ];
    Clock: [Circle((10.0, 10.0), 7.0), Line(&[(10.0, 5.8), (10.0, 10.2), (12.8, 11.9)])];
    Plus: [Line(&[(10.0, 4.0), (10.0, 16.0)]), Line(&[(4.0, 10.0), (16.0, 10.0)])];
    Minus: [Line(&[(4.0, 10.0), (16.0, 10.0)])];
}

impl Icon {
    /// Draws the icon in the largest centred square of `rect`; its natural side is 20 points.
    pub fn paint(self, painter: &Painter, rect: Rect, color: Color32) {
        let scale = rect.width().min(rect.height()) / GRID;
        let origin = rect.center() - vec2(GRID, GRID) * (scale / 2.0);
        let pen = Pen { painter, origin, scale, color };
        for mark in self.marks() {
            pen.draw(mark);
        }
    }
}

/// Draws marks at a given place, size and colour.
struct Pen<'a> {
    painter: &'a Painter,
    origin: Pos2,
    scale: f32,
    color: Color32,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    fn stroke(&self) -> Stroke {
        Stroke::new(STROKE * self.scale, self.color)
    }

    fn draw(&self, mark: &IconPart) {
        match *mark {
            Line(points) => {
                let points = points.iter().map(|&point| self.at(point)).collect();
                self.painter.add(Shape::line(points, self.stroke()));
            }
            Outline(points) => {
                let points = points.iter().map(|&point| self.at(point)).collect();
                self.painter.add(Shape::closed_line(points, self.stroke()));
            }
            Rectangle(upper_left, lower_right) => {
                let rect = Rect::from_min_max(self.at(upper_left), self.at(lower_right));
                let corner = CornerRadius::same((CORNER * self.scale).round() as u8);
                self.painter.rect_stroke(rect, corner, self.stroke(), StrokeKind::Middle);
            }
            Circle(center, radius) => {
                self.painter.circle_stroke(self.at(center), radius * self.scale, self.stroke());
            }
            Arc((x, y), radius, (first, last)) => {
                let steps = ((last - first) / 9.0).ceil();
                let angle = |step: u8| (first + (last - first) * f32::from(step) / steps).to_radians();
                let on_circle = |angle: f32| self.at((x + radius * angle.cos(), y + radius * angle.sin()));
                let points = (0..=steps as u8).map(|step| on_circle(angle(step))).collect();
                self.painter.add(Shape::line(points, self.stroke()));
            }
            Dot(center, radius) => {
                self.painter.circle_filled(self.at(center), radius * self.scale, self.color);
            }
            Filled(points) => {
                let points: Vec<_> = points.iter().map(|&point| self.at(point)).collect();
                let mut mesh = Mesh::default();
                mesh.colored_vertex(self.at((GRID / 2.0, GRID / 2.0)), self.color);
                points.iter().for_each(|&point| mesh.colored_vertex(point, self.color));
                let all = points.len() as u32;
                (0..all).for_each(|at| mesh.add_triangle(0, 1 + at, 1 + (at + 1) % all));
                self.painter.add(Shape::mesh(mesh));
                // The mesh is not anti-aliased; a thin stroke smooths its edge.
                self.painter.add(Shape::closed_line(points, Stroke::new(self.scale, self.color)));
            }
        }
    }
}
