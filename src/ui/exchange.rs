//! Exchange with other programs: what an import would add, and the formats to write, each before anything happens.

use egui::{ComboBox, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{
    theme::{SMALL_SIZE, STEP, UiTokens},
    widgets::{buttons_ui, over_dialog, title},
};
use crate::{
    app::{Action, DeskAction, ExchangeAction, ImportAction, ImportPlan},
    export::{self, Part},
    text::{Counting, Unit, plural, visible},
};

/// Up to how many things to know are shown whole, each on as many lines as it needs.
const MOST_WRAPPED: usize = 200;

/// What offsets may count, with its name.
const UNITS: [(&str, Unit); 4] = [
    ("code points", Unit::CodePoint),
    ("UTF-16 units", Unit::Utf16),
    ("UTF-8 bytes", Unit::Byte),
    ("characters as seen", Unit::Grapheme),
];

/// What an import would add, with what can be chosen. `coder` is the name that is being typed.
pub(super) fn import_ui(ui: &mut Ui, plan: &ImportPlan, coder: &mut String, is_new: bool, actions: &mut Vec<Action>) {
    let joined = plan.joined();
    title(ui, &format!("Import from {}", plan.formats().join(" and ")));
    if is_new {
        coder.clone_from(&plan.choices().coder.name);
    }
    let mut rows = vec![
        (joined.articles, "new article"),
        (joined.known_articles, "article of this project that gets marks"),
        (joined.spans, "mark"),
        (joined.links, "link"),
        (joined.present, "mark that is here already"),
        (joined.aside, "mark kept aside: its place does not hold its words"),
        (plan.plain_articles(), "article without marks"),
    ];
    rows.retain(|(count, _)| *count > 0);
    for (count, what) in &rows {
        ui.label(many(*count, what));
    }
    let tags = &joined.new_tags;
    if !tags.is_empty() {
        ui.label(format!("{}: {}", plural(tags.len(), "new tag"), tags.join(", ")));
    } else if rows.is_empty() {
        ui.label("Nothing in it can be added.");
    }
    ui.horizontal(|ui| {
        let label = ui.label("Marks without a coder are by").id;
        let field = ui.add(TextEdit::singleline(coder).desired_width(140.0)).labelled_by(label);
        if field.lost_focus() && *coder != plan.choices().coder.name {
            actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::By(coder.clone()))));
        }
    });
    ui.horizontal(|ui| format_ui(ui, plan, actions));
    ui.horizontal(|ui| counting_ui(ui, plan.choices().counting, actions));
    let told: Vec<&String> = joined.notes.iter().chain(plan.problems()).chain(plan.told()).collect();
    if !told.is_empty() {
        ui.add_space(STEP);
        ui.label(RichText::new(many(told.len(), "thing to know")).strong());
        let height = (ui.ctx().content_rect().height() - 420.0).clamp(80.0, 260.0);
        let area = ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true]);
        let label = |note: &String| egui::Label::new(RichText::new(visible(note)).size(SMALL_SIZE));
        if told.len() <= MOST_WRAPPED {
            area.show(ui, |ui| told.iter().for_each(|note| drop(ui.add(label(note).wrap()))));
        } else {
            // Of very many only those in sight are laid out, so they must be of one height.
            area.show_rows(ui, 18.0, told.len(), |ui, places| {
                for note in told.get(places).unwrap_or_default() {
                    ui.add(label(note).truncate());
                }
            });
        }
    }
    if buttons_ui(ui, "Import", actions) {
        actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::Accept)));
    }
}

/// The format that files are read as.
fn format_ui(ui: &mut Ui, plan: &ImportPlan, actions: &mut Vec<Action>) {
    let mut choose = |format| actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::ReadAs(format))));
    let label = ui.label("Read as").id;
    let chosen = plan.chosen_format();
    let shown = chosen.map_or("detected", |format| format.title);
    let list = ComboBox::from_id_salt("format").selected_text(shown).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), "detected").clicked() {
                choose(None);
            }
            for format in plan.possible_formats() {
                if ui.selectable_label(chosen == Some(format), format.title).clicked() {
                    choose(Some(format));
                }
            }
        });
    });
    list.response.labelled_by(label);
}

/// How offsets are counted; of texts with line ends of two characters or a byte order mark that has to be said too.
fn counting_ui(ui: &mut Ui, chosen: Option<Counting>, actions: &mut Vec<Action>) {
    let mut choose = |counting| actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::Count(counting))));
    let label = ui.label("Offsets count").id;
    let name_of = |unit| UNITS.iter().find(|(_, other)| *other == unit).map_or("", |(name, _)| name);
    let shown = chosen.map_or("detected", |counting| name_of(counting.unit));
    let list = ComboBox::from_id_salt("counting").selected_text(shown).show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), "detected").clicked() {
                choose(None);
            }
            for (name, unit) in UNITS {
                if ui.selectable_label(chosen.is_some_and(|counting| counting.unit == unit), name).clicked() {
                    choose(Some(Counting { unit, ..chosen.unwrap_or(Counting::UTF16) }));
                }
            }
        });
    });
    list.response.labelled_by(label);
    let Some(mut counting) = chosen else { return };
    let ends = ui.checkbox(&mut counting.joins_crlf, "line ends as one");
    let ends =
        ends.on_hover_text("In texts of Windows a line ends with two characters; some programs count them as one.");
    let mark = ui.checkbox(&mut counting.counts_bom, "the byte order mark too");
    let mark = mark.on_hover_text("Some texts begin with a mark that is not seen; few programs count it.");
    if ends.changed() || mark.changed() {
        choose(Some(counting));
    }
}

/// "1 new article", "3 new articles": the first noun takes the plural.
fn many(count: usize, what: &str) -> String {
    let cut = what.find(" of ").or_else(|| what.find(" that ")).or_else(|| what.find(" kept "));
    let cut = cut.or_else(|| what.find(" without ")).or_else(|| what.find(" to ")).unwrap_or(what.len());
    let (noun, rest) = what.split_at_checked(cut).unwrap_or((what, ""));
    format!("{}{rest}", plural(count, noun))
}

/// The formats that the project can be written in, with what each would leave out of it.
pub(super) fn export_ui(ui: &mut Ui, counts: &[(Part, usize)], actions: &mut Vec<Action>) {
    title(ui, "Export");
    ui.weak("Choose a format. What it has no place for in this project is told beside it.");
    let height = (ui.ctx().content_rect().height() - 220.0).clamp(160.0, 520.0);
    ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        for format in export::ALL {
            let lost = counts.iter().filter(|(part, count)| *count > 0 && !format.holds.contains(part));
            let lost: Vec<String> = lost.map(|(part, count)| format!("{} ({count})", part.words())).collect();
            let lost = if lost.is_empty() {
                "Holds everything".to_owned()
            } else {
                format!("Leaves out: {}", lost.join(", "))
            };
            ui.horizontal(|ui| {
                let button = ui.add_sized([172.0, 32.0], egui::Button::new(format.title));
                button.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("Export as {}: {}", format.title, format.purpose))
                });
                if button.clicked() {
                    actions.push(Action::Exchange(ExchangeAction::Export(format.name)));
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let endings: Vec<String> = format.extensions.iter().map(|ending| format!(".{ending}")).collect();
                    ui.label(format!("{} ({})", format.purpose, endings.join(", ")));
                    let held = RichText::new(lost).size(SMALL_SIZE).color(ui.tokens().soft_ink);
                    ui.add(egui::Label::new(held).wrap());
                    ui.add_space(STEP);
                });
            });
        }
    });
    if ui.button("Cancel").clicked() {
        actions.push(Action::Desk(DeskAction::ClosePrompt));
    }
}
