//! egui paint: everything that the reader sees is drawn here, from plain structs.

pub mod fonts;
pub mod icons;
