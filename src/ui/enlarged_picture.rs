//! A picture of an article, as large as the window allows.

use super::modal::name_dialog;
use crate::view::Lang;
use egui::{Context, CursorIcon, Frame, Id, Image, Modal, Sense, TextureHandle, Vec2};

/// The space around the picture, and how much it is enlarged at most, so that small pictures stay sharp.
const AROUND: f32 = 24.0;
const LARGEST_SCALE: f32 = 2.0;

/// Paints the picture over the window; true if it should close.
pub fn enlarged_picture_ui(context: &Context, texture: &TextureHandle, lang: Lang) -> bool {
    let room = context.content_rect().size() - Vec2::splat(2.0 * AROUND);
    let size = texture.size_vec2();
    let scale = (room / size).min_elem().min(LARGEST_SCALE);
    let shown = Modal::new(Id::unique("enlarged picture")).frame(Frame::NONE).show(context, |ui| {
        name_dialog(ui, lang.enlarged_picture());
        let picture = Image::from_texture(texture).fit_to_exact_size(size * scale).sense(Sense::CLICK);
        ui.add(picture).on_hover_cursor(CursorIcon::ZoomOut).clicked()
    });
    shown.inner || shown.backdrop_response.clicked()
}
