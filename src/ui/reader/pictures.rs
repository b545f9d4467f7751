//! The loaded pictures of a page.

use crate::archive::Picture;
use egui::{ColorImage, Context, TextureHandle, TextureOptions, Vec2, vec2};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The greatest height of a picture on a page, in points.
const HIGHEST: f32 = 720.0;

/// The pictures of a page, by their addresses in the article.
#[derive(Default)]
pub struct Pictures {
    shown: FxHashMap<String, TextureHandle>,
    /// Pictures that have arrived since the last frame.
    new: Vec<Arc<Picture>>,
}

impl Pictures {
    pub fn add(&mut self, picture: Arc<Picture>) {
        self.new.push(picture);
    }

    /// Uploads new pictures to the graphics card.
    pub fn upload(&mut self, context: &Context) {
        for picture in std::mem::take(&mut self.new) {
            let image = ColorImage::from_rgba_unmultiplied(picture.size, &picture.pixels);
            let texture = context.load_texture(&picture.address, image, TextureOptions::LINEAR);
            self.shown.insert(picture.address.clone(), texture);
        }
    }

    pub fn texture(&self, address: &str) -> Option<TextureHandle> {
        self.shown.get(address).cloned()
    }

    pub(super) fn len(&self) -> usize {
        self.shown.len()
    }

    /// A picture, and its size on a page of this width, in points.
    pub(super) fn of(&self, address: &str, width: f32) -> Option<(&TextureHandle, Vec2)> {
        let texture = self.shown.get(address)?;
        let size = texture.size_vec2();
        let scale = (width / size.x).min(HIGHEST / size.y).min(1.0);
        Some((texture, vec2((size.x * scale).round(), (size.y * scale).round())))
    }
}
