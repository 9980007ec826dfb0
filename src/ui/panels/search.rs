//! The search over all articles: one field, and each result in its context.

use std::sync::Arc;

use egui::{
    FontId, Key, Label, RichText, ScrollArea, Ui, pos2,
    text::{LayoutJob, TextFormat},
};

use super::{docked::Docked, words};
use crate::{
    analysis::Found,
    app::{Action, ArticleAction, MOST_FOUND, MarkAction, View},
    model::{BETWEEN_PIECES, Tag},
    text::{in_context, visible},
    ui::{
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, UiTokens, bold},
        units::is_rtl,
        widgets::{
            Hint, Row, TextField, as_name, choices_ui, cut_job, list_button, named_field, on_one_line, paint_cut,
        },
    },
};

/// How deep in the tree tags are moved in.
const MOST_INDENTS: usize = 8;
/// How many pieces of a mark are shown.
const MOST_PIECES: usize = 20;
/// Where the words that are found begin, as a share of the line.
const WORDS_AT: f32 = 0.42;
/// How much of the text is shown before and after the words, in bytes.
const AROUND: usize = 160;

/// What is typed into the field.
#[derive(Debug, Default)]
pub struct SearchPanel {
    line: String,
    /// The application's query when the field was last synchronised.
    followed: String,
    /// The result visited last.
    at: Option<usize>,
}

impl Docked for SearchPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        let search = view.search;
        if self.followed != search.line {
            // The query changed elsewhere: a command searched for the selected words, or another project was opened.
            self.line.clone_from(&search.line);
            self.followed.clone_from(&search.line);
        }
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            self.field_ui(ui, view, take_focus, actions);
            if !self.line.trim().is_empty() {
                told_ui(ui, view, actions);
            }
        });
        let told = if search.problem.is_empty() { &search.hint } else { &search.problem };
        if !told.is_empty() && !self.line.trim().is_empty() {
            let ink = if search.problem.is_empty() { ui.tokens().ink } else { ui.tokens().problem };
            ui.add(Label::new(RichText::new(told).color(ink)).wrap());
        }
        if self.line != search.line || !search.is_done(view.session.state()) {
            self.followed.clone_from(&self.line);
            self.at = None;
            actions.push(Action::Article(ArticleAction::Search(self.line.clone())));
        }
        if self.line.trim().is_empty() {
            let help = RichText::new(words::SEARCH_HELP).size(SMALL_SIZE + 0.5);
            ui.label(help.color(ui.tokens().soft_ink));
        } else {
            self.results_ui(ui, view, actions);
        }
    }
}

impl SearchPanel {
    fn field_ui(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        let field = TextField::singleline(&mut self.line).hint_text(words::SEARCH_HINT).desired_width(360.0);
        let field = named_field(ui, words::SEARCH_ALL, field);
        if take_focus {
            field.request_focus();
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            self.step(view, actions);
            field.request_focus();
        }
        field.hint(words::SEARCH_HELP);
    }

    fn results_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let found = Arc::clone(&view.search.found);
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("found").auto_shrink([false, false]);
        area.show_rows(ui, ROW_HEIGHT, found.len(), |ui, places| {
            for place in places {
                let is_here = self.at == Some(place);
                if found.get(place).is_some_and(|found| found_ui(ui, found, is_here, view, actions)) {
                    self.at = Some(place);
                }
            }
        });
    }

    /// Goes to the next result, or from the last to the first.
    fn step(&mut self, view: &View<'_>, actions: &mut Vec<Action>) {
        let found = &view.search.found;
        let next = self.at.map_or(0, |at| (at + 1) % found.len().max(1));
        if let Some(place) = found.get(next) {
            self.at = Some(next);
            actions.push(Action::Article(ArticleAction::JumpToPlace(place.article, place.range, place.span)));
        }
    }
}

/// The number of results, and a menu that marks them all.
fn told_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let search = view.search;
    let count = search.found.len();
    if search.problem.is_empty() {
        ui.label(RichText::new(words::results(count, MOST_FOUND)).color(ui.tokens().soft_ink));
    }
    if count > 0 {
        list_button(ui, words::MARK_ALL_AS, |ui| {
            let name = |depth: usize, tag: &Tag| format!("{}{}", "   ".repeat(depth.min(MOST_INDENTS)), tag.name);
            let tree = || view.project().codebook.tree().into_iter();
            let tags = || tree().map(|(depth, tag)| (name(depth, tag), tag.id.clone())).collect();
            let taken = choices_ui(ui, tags, None);
            actions.extend(taken.map(|tag| Action::Mark(MarkAction::MarkFound(tag))));
        });
    }
}

/// A result: the words in the middle, with the text before and after them at both sides. Returns whether it was clicked.
fn found_ui(ui: &mut Ui, found: &Found, is_here: bool, view: &View<'_>, actions: &mut Vec<Action>) -> bool {
    let Some(article) = view.project().article(found.article) else { return false };
    let parts = in_context(&article.text, found.range, AROUND);
    let [before, _, after] = parts.map(|part| on_one_line(article.words(part)));
    let pieces = article.pieces_at(found.range, found.span);
    let pieces = pieces.into_iter().take(MOST_PIECES).map(|piece| on_one_line(&as_name(article.words(piece))));
    let pieces: Vec<String> = pieces.collect();
    let title = visible(&article.facts.title).into_owned();
    let line = format!("{before}{}{after}", pieces.join(BETWEEN_PIECES));
    let row = Row::new(&line).chosen(is_here).show(ui, |ui, rect, tokens| {
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let plain = FontId::proportional(TEXT_SIZE);
        let side = (rect.width() * 0.16).min(200.0);
        paint_cut(&painter, rect.left_center(), &title, SMALL_SIZE, tokens.soft_ink, side - STEP);
        let lines = rect.with_min_x(rect.min.x + side);
        let painter = painter.with_clip_rect(lines.intersect(ui.clip_rect()));
        // Only the pieces of a mark are bold; what stands between them is not its own.
        let mut words = LayoutJob::default();
        words.wrap.max_width = f32::INFINITY;
        for (number, piece) in pieces.iter().enumerate() {
            if number > 0 {
                words.append(BETWEEN_PIECES, 0.0, TextFormat::simple(plain.clone(), tokens.soft_ink));
            }
            words.append(piece, 0.0, TextFormat::simple(bold(TEXT_SIZE), tokens.ink));
        }
        let (galley, _) = cut_job(&painter, words, f32::INFINITY);
        let around = |words: &str| {
            let job = LayoutJob::simple_singleline(words.to_owned(), plain.clone(), tokens.soft_ink);
            cut_job(&painter, job, f32::INFINITY).0
        };
        // What comes before stands where reading begins.
        let runs_left = is_rtl(&line);
        let [on_the_left, on_the_right] =
            if runs_left { [around(&after), around(&before)] } else { [around(&before), around(&after)] };
        let share = lines.width() * WORDS_AT;
        let start = if runs_left { lines.max.x - share - galley.size().x } else { lines.min.x + share };
        let y = lines.center().y - galley.size().y / 2.0;
        painter.galley(pos2(start - on_the_left.size().x, y), on_the_left, tokens.soft_ink);
        painter.galley(pos2(start + galley.size().x, y), on_the_right, tokens.soft_ink);
        painter.galley(pos2(start, y), galley, tokens.ink);
    });
    if row.clicked() {
        actions.push(Action::Article(ArticleAction::JumpToPlace(found.article, found.range, found.span)));
    }
    row.clicked()
}
