//! The dialog in which the reader says what the columns of a table, or the keys of JSON, stand for.

use super::command::Command;
use super::menu::menu;
use super::modal::{Go, foot_ui, group_ui, modal_ui};
use super::setting::checkbox_ui;
use super::theme::{self, Palette};
use crate::formats::{ColumnChoice, ColumnField, ColumnsPreview};
use crate::text::shortened;
use crate::view::{Lang, one_line};
use egui::{Align, Button, Context, Grid, Label, Layout, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};
use std::path::{Path, PathBuf};

/// The dialog's width, the width of a column of its rows, and the height of the rows, in points.
const WIDTH: f32 = 720.0;
const COLUMN: f32 = 140.0;
const ROWS: f32 = 190.0;

/// The most characters of a column's name on a button.
const LONGEST_NAME: usize = 24;

/// The state of the dialog while it is open.
#[derive(Debug)]
pub struct ColumnsDialog {
    /// The file's path relative to the archive's root.
    path: PathBuf,
    /// Its columns, once read.
    preview: Option<ColumnsPreview>,
    choice: ColumnChoice,
}

impl ColumnsDialog {
    /// The dialog for a file that is still to be read.
    pub fn of(path: PathBuf) -> Self {
        Self { path, preview: None, choice: ColumnChoice::default() }
    }

    /// The file's path relative to the archive's root.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Shows the file's columns.
    pub fn show(&mut self, preview: ColumnsPreview) {
        self.choice = preview.proposed.clone();
        self.preview = Some(preview);
    }
}

/// Paints the dialog. The second value is true if it should close.
pub fn columns_ui(context: &Context, dialog: &mut ColumnsDialog, lang: Lang) -> (Option<Command>, bool) {
    let shown = modal_ui(context, "columns", lang.choose_columns(), WIDTH, |ui, _| {
        let secondary = Palette::of(ui).secondary;
        let file = one_line(&dialog.path.to_string_lossy());
        ui.add(Label::new(RichText::new(lang.columns_hint(&file)).color(secondary)).wrap());
        let Some(preview) = &dialog.preview else {
            ui.label(RichText::new(lang.loading()).color(secondary));
            return (None, foot_ui(ui, lang.dismiss(), None).closed);
        };
        fields_ui(ui, preview, &mut dialog.choice, lang);
        group_ui(ui, lang.first_rows());
        rows_ui(ui, preview, &dialog.choice, lang);
        let go = Go { name: lang.read_columns(), enabled: dialog.choice.makes_articles() };
        let foot = foot_ui(ui, lang.dismiss(), Some(go));
        let command = || Command::SetColumns(dialog.path.clone(), dialog.choice.clone());
        (foot.went.then(command), foot.closed)
    });
    let (command, closed) = shown.inner;
    let done = closed || command.is_some() || shown.backdrop_response.clicked();
    (command, done)
}

/// A choice of a column for each field, two fields beside each other.
fn fields_ui(ui: &mut Ui, preview: &ColumnsPreview, choice: &mut ColumnChoice, lang: Lang) {
    if preview.is_table() {
        let mut has_head = choice.has_head().unwrap_or(true);
        if checkbox_ui(ui, &mut has_head, lang.first_row_is_names()).changed() {
            choice.set_head(has_head);
        }
        ui.add_space(4.0);
    }
    Grid::new("fields").num_columns(4).spacing(vec2(16.0, 6.0)).show(ui, |ui| {
        for (at, field) in ColumnField::ALL.into_iter().enumerate() {
            ui.label(lang.column_field(field));
            column_menu_ui(ui, preview, choice, field, lang);
            if at % 2 == 1 {
                ui.end_row();
            }
        }
    });
}

/// A button that names the field's column and opens a menu of all columns.
fn column_menu_ui(
    ui: &mut Ui,
    preview: &ColumnsPreview,
    choice: &mut ColumnChoice,
    field: ColumnField,
    lang: Lang,
) {
    let columns = 0..preview.width();
    let chosen = choice.column(field).map(str::to_owned);
    let is_chosen = |column: usize| chosen.as_deref() == Some(preview.value_of(column).as_str());
    let name = columns.clone().find(|&at| is_chosen(at)).map(|at| one_line(&preview.name_of(at)));
    let name = name.unwrap_or_else(|| lang.no_column().to_owned());
    let text = RichText::new(format!("{}  ▾", shortened(&name, LONGEST_NAME))).font(theme::small_strong());
    let button = ui.add(Button::new(text).fill(Palette::of(ui).chip).min_size(vec2(220.0, 30.0)));
    let label = format!("{}: {name}", lang.column_field(field));
    button.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &label));
    menu(&button).show(|ui| {
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), lang.no_column()).clicked() {
                choice.set(field, "");
            }
            for column in columns {
                if ui
                    .selectable_label(
                        is_chosen(column),
                        shortened(&one_line(&preview.name_of(column)), LONGEST_NAME),
                    )
                    .clicked()
                {
                    choice.set(field, &preview.value_of(column));
                }
            }
        });
    });
}

/// The first rows, with the fields over their columns.
fn rows_ui(ui: &mut Ui, preview: &ColumnsPreview, choice: &ColumnChoice, lang: Lang) {
    let palette = Palette::of(ui);
    let cell_ui = |ui: &mut Ui, text: RichText| {
        ui.allocate_ui_with_layout(vec2(COLUMN, 18.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(COLUMN);
            ui.add(Label::new(text.font(theme::small())).truncate());
        });
    };
    ScrollArea::both().max_height(ROWS).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("rows").striped(true).spacing(vec2(12.0, 4.0)).show(ui, |ui| {
            for column in 0..preview.width() {
                let value = preview.value_of(column);
                let fields =
                    ColumnField::ALL.into_iter().filter(|field| choice.column(*field) == Some(&value));
                let fields: Vec<&str> = fields.map(|field| lang.column_field(field)).collect();
                let name =
                    if fields.is_empty() { value } else { format!("{value} · {}", fields.join(", ")) };
                cell_ui(ui, RichText::new(one_line(&name)).color(palette.accent));
            }
            ui.end_row();
            for row in &preview.rows {
                for column in 0..preview.width() {
                    let cell = row.get(column).map(|cell| one_line(cell)).unwrap_or_default();
                    cell_ui(ui, RichText::new(cell).color(palette.text));
                }
                ui.end_row();
            }
        });
    });
}
