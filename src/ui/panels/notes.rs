//! All marks with a note: what was noted, on which words, in which article. A click leads there.

use egui::{ScrollArea, Ui};

use super::{docked::Docked, words};
use crate::{
    app::{Action, ArticleAction, Command, SessionId, StateMark, View},
    model::{Article, ArticleId, Layer, Span, SpanId},
    text::visible,
    ui::{
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE},
        widgets::{Hint, Row, as_name, paint_cut},
    },
};

/// The marks with notes, as last looked for.
#[derive(Debug, Default)]
pub struct NotesPanel {
    marks: Vec<(ArticleId, SpanId)>,
    of: Option<(SessionId, StateMark, Layer)>,
}

impl NotesPanel {
    /// Looks for the notes again when the project has changed.
    fn follow(&mut self, view: &View<'_>) {
        let layer = view.selection.layer;
        let now = Some((view.session.id(), view.session.state(), layer));
        if self.of != now {
            self.of = now;
            let is_noted = |span: &Span| !span.note.is_empty() && layer.shows(span);
            let noted = |article: &Article, span: &Span| is_noted(span).then_some((article.id, span.id));
            let articles = view.project().listed_articles();
            let marks = articles.iter().flat_map(|article| {
                article.spans.in_text_order().filter_map(|span| noted(article, span)).collect::<Vec<_>>()
            });
            self.marks = marks.collect();
        }
    }
}

impl Docked for NotesPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        self.follow(view);
        if self.marks.is_empty() {
            ui.weak(words::no_notes(&view.settings.shortcut_label(Command::EditNote)));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW_HEIGHT, self.marks.len(), |ui, places| {
            for (article_id, span_id) in self.marks.get(places).unwrap_or_default() {
                let Some(article) = view.project().article(*article_id) else { continue };
                let Some(span) = article.span(*span_id) else { continue };
                if row_ui(ui, article, span, view.selection.span == Some(*span_id)) {
                    actions.push(Action::Article(ArticleAction::JumpTo(*article_id, *span_id)));
                }
            }
        });
    }
}

/// Returns whether the row was clicked.
fn row_ui(ui: &mut Ui, article: &Article, span: &Span, is_chosen: bool) -> bool {
    let note = visible(&as_name(&span.note)).replace('\n', " ");
    let quoted = format!("“{}”", visible(&as_name(&article.brief(span))).replace('\n', " "));
    let row = Row::new(&format!("{note}: {quoted}")).chosen(is_chosen).show(ui, |ui, rect, tokens| {
        let painter = ui.painter();
        let columns = [(note.as_str(), TEXT_SIZE, tokens.ink), (&quoted, TEXT_SIZE, tokens.soft_ink)];
        let width = rect.width() * 0.4;
        let mut left = rect.left_center();
        for (text, size, ink) in columns {
            paint_cut(painter, left, text, size, ink, width - STEP);
            left.x += width;
        }
        paint_cut(painter, left, &visible(&article.facts.title), SMALL_SIZE, tokens.soft_ink, rect.max.x - left.x);
    });
    row.hint(format!("{note}\n{quoted}")).clicked()
}
