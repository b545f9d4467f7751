//! The tour: a card beside each part of the window that it explains, one at a time. It leaves the window usable.

use super::command::{Action, Command, KeyPress};
use super::keymap::Keymap;
use super::modal::edged_button;
use super::theme::{self, Palette, RADIUS};
use crate::view::{Lang, TourStep};
use egui::{
    Align, Area, Button, Context, Frame, Id, Label, LayerId, Layout, Order, Pos2, Rect, RichText, Role,
    Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

/// The card's width, its usual height, and its distance from what it explains, in points.
const CARD: Vec2 = vec2(320.0, 190.0);
const APART: f32 = 12.0;

/// Notes where a part of the window is in this frame.
pub fn note_part(context: &Context, step: TourStep, rect: Rect) {
    context.data_mut(|data| data.insert_temp(Id::unique("tour").with(step), Some(rect)));
}

/// Paints a step of the tour: a frame around the part, if it was painted in this frame, and the card beside it.
pub fn tour_ui(context: &Context, step: TourStep, lang: Lang) -> Option<Command> {
    let id = Id::unique("tour").with(step);
    let part = context.data_mut(|data| data.remove_temp::<Option<Rect>>(id)).flatten();
    let window = context.content_rect();
    let frame = Frame::popup(&context.global_style()).inner_margin(16).corner_radius(12);
    let area = Area::new(Id::unique("tour").with("card").with(step)).order(Order::Middle).fade_in(false);
    let area = area.fixed_pos(card_corner(part, window)).constrain_to(window.shrink(APART));
    let shown = area.show(context, |ui| {
        if let Some(part) = part {
            let painter = context.layer_painter(LayerId::new(Order::Middle, Id::unique("tour frame")));
            let line = Stroke::new(2.0, Palette::of(ui).accent);
            painter.rect_stroke(part, RADIUS, line, StrokeKind::Inside);
        }
        frame.show(ui, |ui| card_ui(ui, step, lang)).inner
    });
    shown.inner
}

fn card_ui(ui: &mut Ui, step: TourStep, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    ui.set_width(CARD.x - 32.0);
    let (at, title) = (lang.tour_step(step as usize + 1, TourStep::ALL.len()), step.title(lang));
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(theme::strong()));
        ui.label(RichText::new(&at).font(theme::small()).color(palette.secondary));
    });
    let text = text(&Keymap::of(ui.ctx()), step, lang);
    let label = ui.add(Label::new(&text).wrap());
    ui.ctx().accesskit_node_builder(label.id, |node| {
        node.set_role(Role::Alert);
        node.set_label(format!("{title} ({at}): {text}"));
    });
    ui.add_space(6.0);
    let mut command = None;
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 36.0),
        Layout::right_to_left(Align::Center),
        |ui| {
            let go = if step.next().is_some() { lang.tour_next() } else { lang.tour_end() };
            let button = Button::new(RichText::new(go).color(palette.on_accent)).fill(palette.accent_fill);
            if ui.add(button.min_size(vec2(88.0, 36.0))).clicked() {
                command = Some(Command::ShowTour(step.next()));
            }
            if step.next().is_some() && ui.add(edged_button(lang.tour_skip(), palette)).clicked() {
                command = Some(Command::ShowTour(None));
            }
        },
    );
    command
}

/// What a step says, with the reader's own keys.
fn text(keymap: &Keymap, step: TourStep, lang: Lang) -> String {
    let key = |action| keymap.keys(action).first().map(KeyPress::name).unwrap_or_else(|| "—".to_owned());
    match step {
        TourStep::Search => lang.tour_search(&key(Action::FocusSearch)),
        TourStep::Page => lang.tour_page(&key(Action::Next), &key(Action::PageOn)),
        TourStep::Details => lang.tour_details(&key(Action::ToggleDetails)),
        TourStep::Marks => {
            let keys = [Action::Star, Action::Tag, Action::Note, Action::Highlight].map(key);
            lang.tour_marks(&keys[0], &keys[1], &keys[2], &keys[3])
        }
        TourStep::Whole => {
            lang.tour_whole(&key(Action::ShowStories), &key(Action::ShowWhole), &key(Action::ShowGuide))
        }
    }
}

/// The corner of a card beside a part: where there is room for it, or else in the part's lower corner; at the foot of
/// the window if the part isn't there.
fn card_corner(part: Option<Rect>, window: Rect) -> Pos2 {
    let Some(part) = part else {
        return pos2(window.center().x - CARD.x / 2.0, window.bottom() - CARD.y - 2.0 * APART);
    };
    if part.right() + APART + CARD.x <= window.right() && part.width() < window.width() / 2.0 {
        pos2(part.right() + APART, part.top())
    } else if part.bottom() + APART + CARD.y <= window.bottom() {
        pos2(part.right() - CARD.x, part.bottom() + APART)
    } else if part.left() - APART - CARD.x >= window.left() {
        pos2(part.left() - APART - CARD.x, part.top() + APART)
    } else {
        pos2(part.right() - CARD.x - APART, part.bottom() - CARD.y - APART)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_stands_beside_what_it_explains_and_in_the_window() {
        let window = Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0));
        let list = Rect::from_min_size(pos2(14.0, 10.0), vec2(270.0, 36.0));
        let buttons = Rect::from_min_size(pos2(800.0, 9.0), vec2(120.0, 36.0));
        let details = Rect::from_min_size(pos2(1004.0, 0.0), vec2(276.0, 800.0));
        let page = Rect::from_min_size(pos2(344.0, 54.0), vec2(660.0, 746.0));
        for part in [list, buttons, details] {
            let card = Rect::from_min_size(card_corner(Some(part), window), CARD);
            assert!(window.contains_rect(card) && !card.intersects(part), "{part}: {card}");
        }
        for part in [Some(page), None] {
            assert!(window.contains_rect(Rect::from_min_size(card_corner(part, window), CARD)), "{part:?}");
        }
    }
}
