//! How a previewed file is read: its encoding, what becomes of tracked changes, which posts are one article, and the
//! pattern that splits it.

use egui::{ComboBox, PopupCloseBehavior, Ui};

use super::{super::words, shared::read};
use crate::{
    app::{Action, Previewed, ReadFailure},
    import::{self, Changes, ENCODINGS, ImportError, Imported, Reading, Threads},
    text::visible,
    ui::widgets::{Hint, TextField, choices_ui, named_field, over_dialog},
};

/// How wide the pattern may be typed, in points.
const PATTERN: f32 = 260.0;
/// So many patterns of the project are offered.
const MOST_PATTERNS: usize = 3;

/// The formats of posts, which may be articles together or apart.
const POSTS: [&str; 4] = ["telegram", "mastodon", "bluesky", "x"];

/// The encoding of a file that has one, or may have one.
pub(super) fn encoding_ui(ui: &mut Ui, plan: &Previewed, first: Option<&Imported>, actions: &mut Vec<Action>) {
    let read_in = first.map(|article| article.source.encoding.as_str()).unwrap_or_default();
    let chosen = plan.reading.encoding;
    // What was taken for no text may be one in an encoding that nothing shows.
    let is_binary = matches!(plan.found, Err(ReadFailure::Import(ImportError::Binary(_))));
    if read_in.is_empty() && chosen.is_none() && !is_binary {
        return;
    }
    ui.horizontal(|ui| {
        let label = ui.label(words::ENCODING).id;
        let title = import::encoding(read_in).map_or(read_in, |read| read.title());
        let is_detected = chosen.is_none();
        let detected =
            if is_detected && !title.is_empty() { words::encoding_detected(title) } else { words::DETECTED.to_owned() };
        let shown = chosen.map_or(detected.as_str(), |chosen| chosen.title());
        let list = ComboBox::from_id_salt("encoding").selected_text(shown).width(260.0);
        let list = list.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                let encodings = || ENCODINGS.iter().map(|(encoding, title)| ((*title).to_owned(), Some(*encoding)));
                let all = || [(detected.clone(), None)].into_iter().chain(encodings()).collect();
                if let Some(encoding) = choices_ui(ui, all, Some(&chosen)) {
                    read(actions, Reading { encoding, ..plan.reading.clone() });
                }
            });
        });
        list.response.labelled_by(label);
    });
}

/// What becomes of tracked changes, where there are any.
pub(super) fn changes_ui(ui: &mut Ui, plan: &Previewed, articles: &[Imported], actions: &mut Vec<Action>) {
    const CHOICES: [(&str, Changes); 2] =
        [(words::CHANGES_ACCEPTED, Changes::Accepted), (words::CHANGES_ORIGINAL, Changes::Original)];
    let chosen = plan.reading.changes;
    if chosen == Changes::default() && articles.iter().all(|article| !article.has_changes) {
        return;
    }
    if let Some(changes) = choice_ui(ui, words::TRACKED_CHANGES, &CHOICES, chosen) {
        read(actions, Reading { changes, ..plan.reading.clone() });
    }
}

/// Which posts are one article, where there are posts.
pub(super) fn threads_ui(ui: &mut Ui, plan: &Previewed, first: Option<&Imported>, actions: &mut Vec<Action>) {
    const CHOICES: [(&str, Threads); 3] =
        [(words::BY_THREAD, Threads::Together), (words::BY_POST, Threads::Apart), (words::BY_DAY, Threads::Daily)];
    if first.is_none_or(|article| !POSTS.contains(&article.source.format.as_str())) {
        return;
    }
    if let Some(threads) = choice_ui(ui, words::ONE_ARTICLE_PER, &CHOICES, plan.reading.threads) {
        read(actions, Reading { threads, ..plan.reading.clone() });
    }
}

/// A choice of few; returns another that was made.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, name: &str, choices: &[(&str, T)], chosen: T) -> Option<T> {
    let mut other = None;
    ui.horizontal(|ui| {
        let label = ui.label(name).id;
        let shown = choices.iter().find(|(_, choice)| *choice == chosen).map_or("", |(title, _)| *title);
        let list = ComboBox::from_id_salt(name).selected_text(shown).width(160.0);
        let list = list.show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                for (title, choice) in choices {
                    if ui.selectable_label(*choice == chosen, *title).clicked() {
                        other = Some(*choice);
                    }
                }
            });
        });
        list.response.labelled_by(label);
    });
    other.filter(|other| *other != chosen)
}

/// The pattern that is being typed.
pub(super) struct Split {
    pattern: String,
}

impl Split {
    /// The pattern by which a file was split.
    pub(super) fn new(plan: &Previewed) -> Self {
        Self { pattern: plan.reading.split.clone() }
    }

    /// Shows the pattern, where the file may be split by one; those of other files of the project are offered.
    pub(super) fn show(&mut self, ui: &mut Ui, plan: &Previewed, actions: &mut Vec<Action>) {
        if !plan.may_be_split {
            return;
        }
        ui.horizontal(|ui| {
            ui.label(words::SPLIT_AT);
            let field = TextField::singleline(&mut self.pattern).hint_text(words::SPLIT_EXAMPLE).desired_width(PATTERN);
            let field = named_field(ui, words::SPLIT_AT, field).hint(words::SPLIT_LINES_EXPLAINED);
            let mut is_done = field.lost_focus();
            for pattern in plan.patterns.iter().filter(|other| **other != self.pattern).take(MOST_PATTERNS) {
                if ui.small_button(visible(pattern)).hint(words::SPLIT_AS_BEFORE).clicked() {
                    self.pattern.clone_from(pattern);
                    is_done = true;
                    break;
                }
            }
            if let Some(reading) = self.unread(plan).filter(|_reading| is_done) {
                read(actions, reading);
            }
        });
    }

    /// How the file is to be read once the pattern is used; `None` while it is the one the file was read by.
    pub(super) fn unread(&self, plan: &Previewed) -> Option<Reading> {
        let split = self.pattern.trim();
        (split != plan.reading.split).then(|| Reading { split: split.to_owned(), ..plan.reading.clone() })
    }
}
