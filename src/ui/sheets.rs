//! Lists over the window: former saves, the history of changes, what is wrong in the project.

use egui::{Align, ComboBox, Layout, RichText, ScrollArea, Ui};

use super::{
    theme::{SMALL_SIZE, STEP, UiTokens, bold},
    widgets::{link_button, over_dialog, title},
};
use crate::{
    app::{Action, ArticleAction, Change, ChangeFilter, DeskAction, ProjectAction, Repair, VersionRow, View},
    model::{Article, Misfit, Problem, Quarantined, Time},
    text::{ByteOffset, ByteRange, plural, visible},
};

/// The height of a row of the history, in points.
const CHANGE_HEIGHT: f32 = 22.0;
/// How much of the text is shown before and after a place, in bytes.
const AROUND: usize = 36;

/// A day and a time of day, as people read it, in UTC as in the file.
fn when(at: Time) -> String {
    let text = at.to_string();
    text.trim_end_matches('Z').replace('T', "  ")
}

fn list_height(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() - 260.0).clamp(140.0, 560.0)
}

fn soft(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).size(SMALL_SIZE + 0.5).color(ui.tokens().soft_ink)
}

/// The former saves.
pub fn versions_ui(ui: &mut Ui, rows: &[VersionRow], actions: &mut Vec<Action>) {
    title(ui, "Versions");
    ui.label(soft(ui, "The last saves, newest first, beside the project as it is now. Times are UTC."));
    if rows.is_empty() {
        ui.label("None is kept yet. Each save is kept here from now on.");
    }
    ScrollArea::vertical()
        .min_scrolled_height(list_height(ui))
        .max_height(list_height(ui))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for row in rows {
                ui.separator();
                ui.horizontal(|ui| {
                    ui.vertical(|ui| {
                        ui.label(RichText::new(when(row.at)).font(bold(13.0)));
                        let counts = format!("{} · {}", plural(row.articles, "article"), plural(row.spans, "mark"));
                        ui.label(soft(ui, format!("{counts} · {}", compared(row))));
                    });
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        let named = |verb: &str| format!("{verb} the version of {}", row.at);
                        let restore = ui.button("Bring back").on_hover_text(named("Bring back"));
                        if restore.clicked() {
                            actions.push(Action::Project(ProjectAction::RestoreVersion(row.path.clone(), row.at)));
                        }
                        if ui.button("Look at it").on_hover_text(named("Open a window with")).clicked() {
                            actions.push(Action::Project(ProjectAction::PreviewVersion(row.path.clone(), row.at)));
                        }
                    });
                });
            }
        });
    close_ui(ui, actions);
}

fn compared(row: &VersionRow) -> String {
    let parts = [(row.only_here, "new since"), (row.only_there, "gone since"), (row.differing, "changed since")];
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if parts.is_empty() { "the same marks as now".to_owned() } else { parts.join(", ") }
}

/// The history of changes, filtered.
pub fn history_ui(
    ui: &mut Ui,
    changes: &[Change],
    filter: &mut ChangeFilter,
    view: &View<'_>,
    actions: &mut Vec<Action>,
) {
    title(ui, "History of changes");
    filter_ui(ui, changes, filter, view);
    let shown: Vec<&Change> = changes.iter().filter(|change| filter.fits(change)).collect();
    if shown.is_empty() {
        ui.label(if changes.is_empty() { "Nothing was changed yet." } else { "No change fits." });
    }
    let scroll = ScrollArea::vertical()
        .min_scrolled_height(list_height(ui))
        .max_height(list_height(ui))
        .auto_shrink([false, true]);
    ui.spacing_mut().item_spacing.y = 0.0;
    scroll.show_rows(ui, CHANGE_HEIGHT, shown.len(), |ui, places| {
        for change in places.filter_map(|place| shown.get(place)) {
            ui.horizontal(|ui| {
                ui.set_min_height(CHANGE_HEIGHT);
                ui.label(soft(ui, when(change.at)));
                ui.label(RichText::new(view.project().coder_name(change.by)).font(bold(13.0)));
                ui.add(egui::Label::new(visible(&change.what())).truncate());
            });
        }
    });
    ui.add_space(STEP);
    ui.horizontal(|ui| {
        if ui.button("Close").clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
        if !shown.is_empty() && ui.button(format!("Export {}…", plural(shown.len(), "change"))).clicked() {
            actions.push(Action::Project(ProjectAction::ExportHistory(*filter)));
        }
    });
}

fn filter_ui(ui: &mut Ui, changes: &[Change], filter: &mut ChangeFilter, view: &View<'_>) {
    let mut coders: Vec<_> = changes.iter().map(|change| change.by).collect();
    coders.sort_unstable();
    coders.dedup();
    let name = |coder| view.project().coder_name(coder);
    let title = |id| view.project().article(id).map_or("a removed article", |article| article.facts.title.as_str());
    ui.horizontal(|ui| {
        let chosen = filter.coder.map_or_else(|| "Everybody".to_owned(), name);
        ui.label(soft(ui, "By"));
        ComboBox::from_id_salt("coder").selected_text(chosen).width(140.0).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                ui.selectable_value(&mut filter.coder, None, "Everybody");
                for coder in coders {
                    ui.selectable_value(&mut filter.coder, Some(coder), name(coder));
                }
            });
        });
        let chosen = filter.article.map_or("All articles", title);
        ui.add_space(STEP);
        ui.label(soft(ui, "in"));
        ComboBox::from_id_salt("article").selected_text(chosen).width(220.0).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                ui.selectable_value(&mut filter.article, None, "All articles");
                for article in view.project().listed_articles() {
                    ui.selectable_value(&mut filter.article, Some(article.id), &article.facts.title);
                }
            });
        });
    });
}

/// What is wrong in the project; marks without a place can be put right.
pub fn problems_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    title(ui, "Problems");
    let repairs = &view.tables.problems.table().repairs;
    let once = repairs.iter().filter(|repair| repair.places.len() == 1).count();
    if view.problems.is_empty() {
        ui.label("Everything in this project fits.");
    } else {
        ui.label(soft(ui, "Nothing here was changed or lost: what does not fit is kept as it was until you decide."));
    }
    if once > 1 && ui.button(format!("Put all {once} whose words occur just once in their places")).clicked() {
        actions.push(Action::Project(ProjectAction::PlaceAll));
    }
    ScrollArea::vertical()
        .min_scrolled_height(list_height(ui))
        .max_height(list_height(ui))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for problem in view.problems {
                match problem {
                    Problem::Quarantined { .. } => {}
                    Problem::OtherText { article, article_id } => {
                        ui.separator();
                        ui.label(RichText::new(article).font(bold(13.0)));
                        ui.label(
                            "The text is not the one that was imported: its hash differs from the one in the file. \
                         Somebody may have edited the file by hand. Compare it with the original before you go on.",
                        );
                        if ui.button("Accept the text as it is").clicked() {
                            actions.push(Action::Project(ProjectAction::AcceptText(*article_id)));
                        }
                    }
                    other => {
                        ui.separator();
                        ui.label(other.to_string());
                    }
                }
            }
            for repair in repairs {
                if let Some(article) = view.project().article(repair.article)
                    && let Some(kept) = article.quarantined.get(&repair.span)
                {
                    ui.separator();
                    repair_ui(ui, repair, article, kept, view, actions);
                }
            }
        });
    close_ui(ui, actions);
}

fn repair_ui(
    ui: &mut Ui,
    repair: &Repair,
    article: &Article,
    kept: &Quarantined,
    view: &View<'_>,
    actions: &mut Vec<Action>,
) {
    let tag = view.project().codebook.tag(&kept.span.tag).map_or("a mark", |tag| tag.name.as_str());
    let words = visible(&kept.words.join(" … ")).into_owned();
    ui.horizontal(|ui| {
        ui.add(egui::Label::new(RichText::new(format!("{tag}: “{words}”")).font(bold(13.0))).truncate());
    });
    let place: Vec<String> = kept.at.iter().map(|at| format!("{}–{}", at.start.0, at.end.0)).collect();
    let why = match &kept.misfit {
        Misfit::BadPlace => "which is no place in the text".to_owned(),
        Misfit::OtherWords { found } => format!("where the text reads “{}”", visible(found)),
    };
    let title = &article.facts.title;
    ui.label(soft(ui, format!("{title} · should stand at characters {}, {why}", place.join(", "))));
    if repair.places.is_empty() {
        ui.label(soft(ui, "These words are nowhere in the article."));
    }
    for pieces in &repair.places {
        ui.horizontal(|ui| {
            let here = ui.button("Put here");
            if here.on_hover_text(format!("Mark these words as {tag}")).clicked() {
                actions.push(Action::Project(ProjectAction::Place(repair.article, repair.span, pieces.clone())));
            }
            ui.add(egui::Label::new(context(article, pieces)).truncate());
        });
    }
    ui.horizontal(|ui| {
        if link_button(ui, "Drop this mark").clicked() {
            actions.push(Action::Project(ProjectAction::DropSetAside(repair.article, repair.span)));
        }
        ui.add_space(STEP);
        if link_button(ui, "Show the article").clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
            actions.push(Action::Article(ArticleAction::Show(repair.article)));
            if let Some(piece) = repair.places.first().and_then(|pieces| pieces.first()) {
                actions.push(Action::Article(ArticleAction::Select { anchor: piece.start, head: piece.end }));
            }
        }
    });
}

/// The words of the first piece between those around it.
fn context(article: &Article, pieces: &[ByteRange]) -> String {
    let text = article.text.as_str();
    let Some(piece) = pieces.first() else { return String::new() };
    let from = text.floor_char_boundary(piece.start.index().saturating_sub(AROUND));
    let to = text.ceil_char_boundary((piece.end.index() + AROUND).min(text.len()));
    let words = |start: usize, end: usize| {
        let range = ByteRange { start: ByteOffset::new(start), end: ByteOffset::new(end) };
        visible(article.words(range)).replace('\n', " ")
    };
    let (start, end) = (piece.start.index(), piece.end.index());
    format!("…{}[{}]{}…", words(from, start), words(start, end), words(end, to))
}

fn close_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.add_space(STEP);
    if ui.button("Close").clicked() {
        actions.push(Action::Desk(DeskAction::ClosePrompt));
    }
}
