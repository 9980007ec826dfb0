//! The outline of the article: its headings, and the pages of its file. A click leads there.

use egui::{ScrollArea, Ui, vec2};

use super::{docked::Docked, words};
use crate::{
    app::{Action, ArticleAction, View},
    model::{Article, ArticleId, RunKind},
    text::{ByteRange, visible},
    ui::{
        theme::{ROW_HEIGHT, SMALL_SIZE, TEXT_SIZE, Tokens},
        widgets::{Hint, Row, as_name, paint_cut},
    },
};

/// How far the headings of a level stand from those of the level above, in points.
const STEP: f32 = 14.0;
/// Headings are indented so many steps at most.
const MOST_STEPS: u8 = 5;

/// The outline, as last looked for.
#[derive(Debug, Default)]
pub struct OutlinePanel {
    entries: Vec<Entry>,
    of: Option<ArticleId>,
    runs: usize,
}

#[derive(Debug)]
struct Entry {
    at: ByteRange,
    words: String,
    steps: u8,
    is_page: bool,
}

impl OutlinePanel {
    /// Reads the outline again when another article is shown. The structure of an article never changes.
    fn follow(&mut self, article: &Article) {
        let now = (Some(article.id), article.structure.len());
        if (self.of, self.runs) == now {
            return;
        }
        (self.of, self.runs) = now;
        let highest = article.headings().map(|(level, _)| level).min().unwrap_or_default();
        let words = |at| visible(&as_name(article.words(at))).replace('\n', " ");
        let mut level = 0;
        self.entries.clear();
        for run in &article.structure {
            match &run.kind {
                RunKind::Heading(own) => {
                    level = own.saturating_sub(highest);
                    let steps = level.min(MOST_STEPS);
                    self.entries.push(Entry { at: run.at, words: words(run.at), steps, is_page: false });
                }
                RunKind::Page(number) => {
                    let start = ByteRange { start: run.at.start, end: run.at.start };
                    let (words, steps) = (words::page(number), (level + 1).min(MOST_STEPS));
                    self.entries.push(Entry { at: start, words, steps, is_page: true });
                }
                RunKind::Item
                | RunKind::Quote
                | RunKind::Strong
                | RunKind::Emphasis
                | RunKind::Link(_)
                | RunKind::Row
                | RunKind::Cell
                | RunKind::Time(..)
                | RunKind::Turn(_)
                | RunKind::Other(..) => {}
            }
        }
    }
}

impl Docked for OutlinePanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let Some(article) = view.article() else {
            ui.weak(words::NO_OUTLINE);
            return;
        };
        self.follow(article);
        if self.entries.is_empty() {
            ui.weak(words::NO_OUTLINE);
        }
        let head = view.selection.head;
        let here = self.entries.partition_point(|entry| entry.at.start <= head).checked_sub(1);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink([false, true]).show_rows(
            ui,
            ROW_HEIGHT,
            self.entries.len(),
            |ui, places| {
                for place in places {
                    let Some(entry) = self.entries.get(place) else { continue };
                    let row = Row::new(&entry.words).chosen(here == Some(place));
                    let row = row.show(ui, |ui, rect, tokens| paint(ui, entry, rect, tokens));
                    if row.hint(entry.words.as_str()).clicked() {
                        actions.push(Action::Article(ArticleAction::JumpToPlace(article.id, entry.at, None)));
                    }
                }
            },
        );
    }
}

fn paint(ui: &Ui, entry: &Entry, rect: egui::Rect, tokens: &Tokens) {
    let left = rect.left_center() + vec2(STEP * f32::from(entry.steps), 0.0);
    let (size, ink) = if entry.is_page { (SMALL_SIZE, tokens.soft_ink) } else { (TEXT_SIZE, tokens.ink) };
    paint_cut(ui.painter(), left, &entry.words, size, ink, rect.max.x - left.x);
}
