//! The rows of the comparison: how the marks differ, their words, what each coder has, and what was decided.

use egui::{Align2, Rect, Response, Ui, Vec2, pos2, vec2};

use super::words;
use crate::{
    analysis::{
        differences::{Compared, Difference, Side, Standing},
        end_name, value_words,
    },
    app::{Action, ArticleAction, View},
    model::{Article, ArticleId, CoderId, Decision, Layer, Project, Span, SpanId, Verdict},
    text::visible,
    ui::{
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, UiTokens, bold},
        widgets::{Hint, Row, as_name, on_one_line, paint_cut, paint_key_cap},
    },
};

/// The width of the column that says how marks differ, and of the one that says what was decided, in points.
const ENDS: f32 = 96.0;
/// The side of the square in the colour of a tag, in points.
const SQUARE: f32 = 9.0;
/// How many characters of a cell are shown.
const MOST: usize = 200;
/// The least width of a coder's column, in points.
const LEAST: f32 = 84.0;

/// What was decided about a difference, also before its marks were changed.
pub(super) fn decision_of<'v>(compared: &Compared, view: &View<'v>) -> Option<&'v Decision> {
    view.project().decisions.get(&compared.standing.decision()?)
}

/// Shows a mark of the consensus, to be changed there.
pub(super) fn show_agreed(article: ArticleId, agreed: SpanId, actions: &mut Vec<Action>) {
    actions.push(Action::Article(ArticleAction::ShowMarksOf(Layer::CONSENSUS)));
    actions.push(Action::Article(ArticleAction::JumpTo(article, agreed)));
}

/// Where the columns stand in a row: how marks differ, their words, each coder, what was decided.
fn columns(rect: Rect, coders: usize) -> (Rect, Rect, Vec<Rect>, Rect) {
    let middle = (rect.width() - 2.0 * ENDS).max(0.0);
    let each = (middle * 0.6 / coders.max(1) as f32).max(LEAST.min(middle / (coders + 1) as f32));
    let words = (middle - each * coders as f32).max(0.0);
    let cell = |left: f32, width: f32| {
        Rect::from_min_size(pos2(rect.min.x + left, rect.min.y), vec2((width - STEP).max(0.0), rect.height()))
    };
    let own = (0..coders).map(|place| cell(ENDS + words + each * place as f32, each)).collect();
    (cell(0.0, ENDS), cell(ENDS, words), own, cell(ENDS + middle, ENDS))
}

/// The heads of the columns, each coder with the key that takes their mark.
pub(super) fn heads_ui(ui: &mut Ui, project: &Project, coders: &[CoderId]) {
    let tokens = ui.tokens();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), egui::Sense::hover());
    let (how, what, own, decided) = columns(rect.shrink2(vec2(STEP, 0.0)), coders.len());
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.max.y - 0.5, egui::Stroke::new(1.0, tokens.line));
    for (cell, head) in [(how, words::DIFFERENCE), (what, words::WORDS_COLUMN), (decided, words::DECISION)] {
        painter.text(cell.left_center(), Align2::LEFT_CENTER, head, bold(SMALL_SIZE), tokens.soft_ink);
    }
    for (place, (cell, coder)) in own.into_iter().zip(coders).enumerate() {
        let cap = paint_key_cap(painter, pos2(cell.min.x + 20.0, cell.center().y), &words::number(place), &tokens);
        let at = pos2(cap.max.x + 5.0, cell.center().y);
        paint_cut(painter, at, &visible(&project.coder_name(*coder)), SMALL_SIZE, tokens.soft_ink, cell.max.x - at.x);
    }
}

/// A row.
pub(super) fn row_ui(
    ui: &mut Ui,
    compared: &Compared,
    coders: &[CoderId],
    view: &View<'_>,
    chosen: bool,
) -> Option<Response> {
    let project = view.project();
    let article = project.article(compared.article)?;
    let how = words::difference(compared.difference);
    let said = words_of(article, compared);
    let decided = standing(project, compared);
    let cells: Vec<(Option<&Side>, String)> = coders
        .iter()
        .map(|coder| {
            let side = compared.sides.iter().find(|side| side.coder == *coder);
            (side, side.map_or_else(String::new, |side| cell(project, article, compared, side)))
        })
        .collect();
    let told: Vec<String> =
        coders.iter().zip(&cells).map(|(coder, (_, text))| words::about(&project.coder_name(*coder), text)).collect();
    let name = words::compared(how, &said, &told, &decided);
    let row = Row::new(&name).chosen(chosen).show(ui, |ui, rect, tokens| {
        let (first, second, own, last) = columns(rect, coders.len());
        let painter = ui.painter();
        let problem =
            if compared.standing.is_open() && compared.difference.is_some() { tokens.problem } else { tokens.soft_ink };
        paint_cut(painter, first.left_center(), how, TEXT_SIZE, problem, first.width());
        paint_cut(painter, second.left_center(), &said, TEXT_SIZE, tokens.ink, second.width());
        for (cell, (side, text)) in own.into_iter().zip(&cells) {
            let tag = side.and_then(|side| project.codebook.tag(&side.mark.as_ref()?.1));
            let mut at = cell.left_center();
            if let Some(tag) = tag {
                let square = Rect::from_center_size(pos2(at.x + SQUARE / 2.0, at.y), Vec2::splat(SQUARE));
                painter.rect_filled(square, 2.0, tokens.tag(tag.colour));
                at.x += SQUARE + 5.0;
            }
            let ink = if tag.is_some() { tokens.ink } else { tokens.soft_ink };
            paint_cut(painter, at, text, TEXT_SIZE, ink, cell.max.x - at.x);
        }
        paint_cut(painter, last.left_center(), &decided, SMALL_SIZE, tokens.soft_ink, last.width());
    });
    Some(row.hint(words::compared_hint(&visible(&article.facts.title), &said, &told)))
}

/// The words that are marked, from the first to the last.
fn words_of(article: &Article, compared: &Compared) -> String {
    let start: String = article.words(compared.at).chars().take(MOST).collect();
    on_one_line(&visible(&as_name(&start)))
}

/// What a coder has, told by what differs.
fn cell(project: &Project, article: &Article, compared: &Compared, side: &Side) -> String {
    let Some((span, tag)) = side.mark.as_ref().and_then(|(id, tag)| Some((article.span(*id)?, tag))) else {
        return words::NO_MARK.to_owned();
    };
    let told = match compared.difference {
        Some(Difference::Missing | Difference::Tag) | None => {
            project.codebook.tag(tag).map_or_else(|| tag.to_string(), |tag| tag.name.clone())
        }
        Some(Difference::Extent) => article.words_of(span),
        Some(Difference::Links) => links(project, article, span),
        Some(Difference::Answers) => answers(project, span),
    };
    let start: String = told.chars().take(MOST).collect();
    on_one_line(&visible(&as_name(&start)))
}

fn links(project: &Project, article: &Article, span: &Span) -> String {
    let kind = |id| project.codebook.link_kind(id).map_or_else(|| format!("{id}"), |kind| kind.name.clone());
    let mut links: Vec<_> = article.links.from(span.id).collect();
    links.sort_by_key(|link| (&link.kind, link.order));
    let told: Vec<String> =
        links.iter().map(|link| words::about(&kind(&link.kind), &end_name(project, article, link.to))).collect();
    if told.is_empty() { words::NO_LINKS.to_owned() } else { told.join(words::DOT) }
}

fn answers(project: &Project, span: &Span) -> String {
    let entity = span.entity.and_then(|id| project.entities.get(&id)).map(|entity| entity.name.clone());
    let values = span.fields.values().map(|value| value_words(project, value));
    let told: Vec<String> = entity.into_iter().chain(values).collect();
    if told.is_empty() { words::NO_ANSWERS.to_owned() } else { told.join(words::DOT) }
}

/// What was decided.
fn standing(project: &Project, compared: &Compared) -> String {
    let verdict = |verdict: Verdict| match verdict {
        Verdict::Take(span) => {
            let side = compared.sides.iter().find(|side| side.mark.as_ref().is_some_and(|(id, _)| *id == span));
            side.map_or_else(|| words::TAKEN.to_owned(), |side| project.coder_name(side.coder))
        }
        Verdict::Both => words::ALL_HOLD.to_owned(),
        Verdict::Neither => words::NONE_HOLDS.to_owned(),
        Verdict::Edited(_) => words::EDITED.to_owned(),
    };
    match compared.standing {
        Standing::Open if compared.difference.is_none() => String::new(),
        Standing::Open => words::OPEN.to_owned(),
        Standing::Decided(_, of) => visible(&verdict(of)).into_owned(),
        Standing::Changed(..) => words::CHANGED_SINCE.to_owned(),
    }
}
