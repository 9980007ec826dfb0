//! The search over all articles: one line, and each place found in its context.

use std::sync::Arc;

use egui::{Align2, FontId, Key, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, accesskit::Role, pos2};

use crate::{
    analysis::Found,
    app::{Action, ArticleAction, MOST_FOUND, MarkAction, View},
    text::{in_context, plural, visible},
    ui::{
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, UiTokens, bold},
        widgets::{Row, paint_cut},
    },
};

/// How much of the text is shown before and after the words, in bytes.
const AROUND: usize = 160;
/// What a query can hold, for whoever has not typed one yet.
const HELP: &str = "Enter leads from place to place. A phrase finds it without regard to case and accents; \"…\" exactly as it stands; Kiev | Kyiv either; /…/ a regular expression.\n\
tag:claim  speaker:Putin  name:Erdogan  stance:against  coder:Ada  note:…  flag:yes  outlet:…  title:…  look only there.";

/// What is typed into the field.
#[derive(Debug, Default)]
pub struct SearchPanel {
    line: String,
    /// The line of the application that the field last followed.
    followed: String,
    /// The place that was gone to last.
    at: Option<usize>,
}

impl SearchPanel {
    /// Shows field and places; `take_focus` puts the keyboard into the field.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        let search = view.search;
        if self.followed != search.line {
            // Somebody else asked: the command on selected words, or another project was opened.
            self.line.clone_from(&search.line);
            self.followed.clone_from(&search.line);
        }
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            let field =
                TextEdit::singleline(&mut self.line).hint_text("Words, or tag:claim speaker:…").desired_width(360.0);
            let field = ui.add(field);
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Search all articles"));
            if take_focus {
                field.request_focus();
            }
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                self.step(view, actions);
                field.request_focus();
            }
            field.on_hover_text(HELP);
            let count = search.found.len();
            let told = if count >= MOST_FOUND { format!("the first {count} places") } else { plural(count, "place") };
            if self.line.trim().is_empty() {
                return;
            }
            if search.problem.is_empty() {
                ui.label(RichText::new(told).color(ui.tokens().soft_ink));
            } else {
                ui.label(RichText::new(&search.problem).color(ui.tokens().problem));
            }
            if count > 0 {
                ui.menu_button("Mark all as", |ui| {
                    for (depth, tag) in view.project().codebook.tree() {
                        if ui.button(format!("{}{}", "   ".repeat(depth), tag.name)).clicked() {
                            actions.push(Action::Mark(MarkAction::MarkFound(tag.id.clone())));
                        }
                    }
                });
            }
        });
        if self.line != search.line || !search.is_done(view.session.state()) {
            self.followed.clone_from(&self.line);
            self.at = None;
            actions.push(Action::Article(ArticleAction::Search(self.line.clone())));
        }
        if self.line.trim().is_empty() {
            ui.label(RichText::new(HELP).size(SMALL_SIZE + 0.5).color(ui.tokens().soft_ink));
            return;
        }
        let found = Arc::clone(&search.found);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("found").auto_shrink([false, false]).show_rows(
            ui,
            ROW_HEIGHT,
            found.len(),
            |ui, places| {
                for place in places {
                    let is_here = self.at == Some(place);
                    if found.get(place).is_some_and(|found| found_ui(ui, found, is_here, view, actions)) {
                        self.at = Some(place);
                    }
                }
            },
        );
    }

    /// Goes to the place after the last one, or to the first: Enter leads through what was found.
    fn step(&mut self, view: &View<'_>, actions: &mut Vec<Action>) {
        let found = &view.search.found;
        let next = self.at.map_or(0, |at| (at + 1) % found.len().max(1));
        if let Some(place) = found.get(next) {
            self.at = Some(next);
            actions.push(Action::Article(ArticleAction::JumpToPlace(place.article, place.range, place.span)));
        }
    }
}

/// A place: the words in the middle, what stands before them to the left, what follows to the right.
/// Returns whether it was clicked.
fn found_ui(ui: &mut Ui, found: &Found, is_here: bool, view: &View<'_>, actions: &mut Vec<Action>) -> bool {
    let Some(article) = view.project().article(found.article) else { return false };
    let parts = in_context(&article.text, found.range, AROUND);
    let [before, words, after] = parts.map(|part| visible(article.words(part)).replace('\n', " "));
    let title = visible(&article.facts.title).into_owned();
    let row = Row::new(&format!("{before}{words}{after}")).chosen(is_here).show(ui, |ui, rect, tokens| {
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let plain = FontId::proportional(TEXT_SIZE);
        let side = (rect.width() * 0.16).min(200.0);
        paint_cut(&painter, rect.left_center(), &title, SMALL_SIZE, tokens.soft_ink, side - STEP);
        let lines = rect.with_min_x(rect.min.x + side);
        let painter = painter.with_clip_rect(lines.intersect(ui.clip_rect()));
        let words = painter.layout_no_wrap(words, bold(TEXT_SIZE), tokens.ink);
        let start = lines.min.x + lines.width() * 0.42;
        let y = lines.center().y;
        painter.text(pos2(start, y), Align2::RIGHT_CENTER, before, plain.clone(), tokens.soft_ink);
        painter.galley(pos2(start, y - words.size().y / 2.0), words.clone(), tokens.ink);
        let right = start + words.size().x;
        painter.text(pos2(right, y), Align2::LEFT_CENTER, after, plain, tokens.soft_ink);
    });
    if row.clicked() {
        actions.push(Action::Article(ArticleAction::JumpToPlace(found.article, found.range, found.span)));
    }
    row.clicked()
}
