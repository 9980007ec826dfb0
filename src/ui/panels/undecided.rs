//! What merges left undecided: a line for each, with both versions. Keys or buttons decide; the article shows the mark.

use std::sync::Arc;

use egui::{
    EventFilter, Id, Key, Modifiers, Response, RichText, ScrollArea, Ui, UiBuilder, WidgetInfo, accesskit::Role,
};

use super::{docked::Docked, undecided_rows, words};
use crate::{
    app::{Action, ArticleAction, ProjectAction, SessionId, StateMark, Undecided, View, undecided},
    merge::{Side, can_be_both},
    model::ArticleId,
    ui::{
        theme::{ROW_HEIGHT, STEP, UiTokens},
        widgets::{Hint, TextField},
    },
};

/// Which conflicts are listed, which one is chosen, and why the next decision is made.
#[derive(Debug, Default)]
pub struct UndecidedPanel {
    all: Arc<Vec<Undecided>>,
    of: Option<(SessionId, StateMark)>,
    /// Only those of the article that is shown.
    here: bool,
    /// Only conflicts like this one.
    like: Option<Box<Undecided>>,
    /// The line of the chosen one.
    at: usize,
    /// Whether the keyboard is to come to the chosen line.
    is_stepped: bool,
    /// Whether a line had the keyboard when the lines were shown last.
    has_keyboard: bool,
    /// Whether the reason gets it.
    to_reason: bool,
    /// Why the next decision is made.
    reason: String,
}

impl Docked for UndecidedPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        // What has come or gone moves the lines: the keyboard stays with the chosen one.
        self.is_stepped |= self.follow(view) && self.has_keyboard;
        let all = Arc::clone(&self.all);
        let listed = self.listed(&all, view);
        self.is_stepped |= take_focus && !listed.is_empty();
        self.at = self.at.min(listed.len().saturating_sub(1));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            ui.add_space(STEP);
            ui.selectable_value(&mut self.here, false, words::ALL_ARTICLES);
            ui.selectable_value(&mut self.here, true, words::THIS_ARTICLE);
            if let Some(chosen) = listed.get(self.at) {
                self.decide_ui(ui, &listed, chosen, actions);
            }
        });
        if let Some(chosen) = listed.get(self.at) {
            undecided_rows::versions_ui(ui, chosen, view);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        undecided_rows::heads_ui(ui);
        if listed.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                let none = if all.is_empty() { words::NOTHING_UNDECIDED } else { words::NOTHING_UNDECIDED_HERE };
                ui.label(RichText::new(none).color(ui.tokens().soft_ink));
            });
        }
        self.lines_ui(ui, &listed, view, actions);
    }

    fn count(&self, view: &View<'_>) -> usize {
        view.project().conflicts.len()
    }
}

impl UndecidedPanel {
    /// Lists the conflicts again when the project has changed; says whether others are listed.
    fn follow(&mut self, view: &View<'_>) -> bool {
        let now = Some((view.session.id(), view.session.state()));
        if self.of == now {
            return false;
        }
        self.of = now;
        let before = std::mem::replace(&mut self.all, Arc::new(undecided(view.project())));
        before.iter().map(|one| &one.conflict).ne(self.all.iter().map(|one| &one.conflict))
    }

    /// Those that are wanted; all, once none is left of what was narrowed down to.
    fn listed<'u>(&mut self, all: &'u [Undecided], view: &View<'_>) -> Vec<&'u Undecided> {
        let here: Option<ArticleId> = view.selection.article.filter(|_| self.here);
        let in_reach = |one: &&Undecided| here.is_none_or(|article| one.article == Some(article));
        let is_alike = |one: &&Undecided| self.like.as_ref().is_none_or(|like| like.is_like(one));
        let listed: Vec<&Undecided> = all.iter().filter(in_reach).filter(is_alike).collect();
        if listed.is_empty() && self.like.take().is_some() {
            return self.listed(all, view);
        }
        listed
    }

    /// What can be done with the chosen conflict.
    fn decide_ui(&mut self, ui: &mut Ui, listed: &[&Undecided], chosen: &Undecided, actions: &mut Vec<Action>) {
        for (side, label, help) in [
            (Side::Ours, words::KEEP_OURS, words::KEEP_OURS_HELP),
            (Side::Theirs, words::TAKE_THEIRS, words::TAKE_THEIRS_HELP),
            (Side::Both, words::KEEP_BOTH, words::KEEP_BOTH_HELP),
        ] {
            let can_be = side != Side::Both || can_be_both(&chosen.conflict);
            if can_be && ui.button(label).hint(help).clicked() {
                self.decide(listed, chosen, side, actions);
            }
        }
        let alike = self.all.iter().filter(|other| other.is_like(chosen)).count();
        let mut is_narrowed = self.like.is_some();
        if (alike > 1 || is_narrowed)
            && ui.checkbox(&mut is_narrowed, words::similar(alike)).hint(words::SIMILAR_CONFLICTS_HELP).changed()
        {
            self.narrow(chosen, is_narrowed);
        }
        let field = TextField::singleline(&mut self.reason).hint_text(words::WHY).desired_width(220.0);
        let field = ui.add(field).hint(words::REASON_HELP);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words::WHY));
        if std::mem::take(&mut self.to_reason) {
            field.request_focus();
        }
        self.is_stepped |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    }

    fn narrow(&mut self, chosen: &Undecided, on: bool) {
        self.like = on.then(|| Box::new(chosen.clone()));
        (self.at, self.is_stepped) = (0, true);
    }

    fn lines_ui(&mut self, ui: &mut Ui, listed: &[&Undecided], view: &View<'_>, actions: &mut Vec<Action>) {
        let mut area = ScrollArea::vertical().id_salt("undecided").auto_shrink([false, false]).min_scrolled_height(0.0);
        if self.is_stepped {
            let middle = self.at as f32 * ROW_HEIGHT - (ui.available_height() - ROW_HEIGHT) / 2.0;
            area = area.vertical_scroll_offset(middle.max(0.0));
        }
        let will_step = self.is_stepped;
        self.has_keyboard = false;
        area.show_rows(ui, ROW_HEIGHT, listed.len(), |ui, lines| {
            for (line, one) in listed.iter().enumerate().skip(lines.start).take(lines.len()) {
                // The keyboard stays with a conflict wherever it is listed.
                let own = UiBuilder::new().scope_id(Id::unique(("undecided", &one.conflict)));
                let row = ui.scope_builder(own, |ui| undecided_rows::row_ui(ui, one, view, line == self.at)).inner;
                let is_stepped = line == self.at && std::mem::take(&mut self.is_stepped);
                if row.clicked() || is_stepped || row.gained_focus() && !will_step {
                    self.at = line;
                    row.request_focus();
                    show(one, view, actions);
                }
                if row.has_focus() {
                    self.has_keyboard = true;
                    self.keys(ui, &row, listed, one, actions);
                }
            }
        });
    }

    fn keys(&mut self, ui: &Ui, row: &Response, listed: &[&Undecided], chosen: &Undecided, actions: &mut Vec<Action>) {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, arrows));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) || pressed(Key::N) {
            (self.at, self.is_stepped) = ((self.at + 1).min(listed.len().saturating_sub(1)), true);
        } else if pressed(Key::ArrowUp) {
            (self.at, self.is_stepped) = (self.at.saturating_sub(1), true);
        } else if pressed(Key::S) {
            self.narrow(chosen, self.like.is_none());
        } else if pressed(Key::R) {
            self.to_reason = true;
        }
        let sides = [(Key::Num1, Side::Ours), (Key::Num2, Side::Theirs), (Key::Num3, Side::Both)];
        let side = sides.into_iter().find(|(key, _)| pressed(*key)).map(|(_, side)| side);
        if let Some(side) = side.filter(|side| *side != Side::Both || can_be_both(&chosen.conflict)) {
            self.decide(listed, chosen, side, actions);
        }
    }

    /// Decides about a conflict, or about all that are listed if only similar ones are. The next one takes its line.
    fn decide(&mut self, listed: &[&Undecided], chosen: &Undecided, side: Side, actions: &mut Vec<Action>) {
        let meant = if self.like.is_some() { listed.to_vec() } else { vec![chosen] };
        let conflicts = meant.into_iter().map(|one| one.conflict.clone()).collect();
        let reason = std::mem::take(&mut self.reason);
        actions.push(Action::Project(ProjectAction::Decide { conflicts, side, reason }));
        self.is_stepped = true;
    }
}

/// Shows what a conflict is about in the article.
fn show(one: &Undecided, view: &View<'_>, actions: &mut Vec<Action>) {
    let Some(article) = one.article else { return };
    actions.push(Action::Article(match one.span {
        Some(span) => ArticleAction::JumpTo(article, span),
        None if view.selection.article == Some(article) => return,
        None => ArticleAction::Show(article),
    }));
}
