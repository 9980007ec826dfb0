//! What the line over the article says, part by part, each cut to the room there is.

use std::sync::Arc;

use egui::{
    Color32, CursorIcon, FontId, Galley, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role,
    pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::{word_count::Length, words};
use crate::{
    analysis::value_words,
    import::dating_source,
    model::{Article, Dating, Facts, LanguageOrigin, Project},
    text::{day_in_words, language_name, plural, visible},
    ui::{
        theme::{SMALL_SIZE, UiTokens, bold},
        widgets::{Hint, as_name, widest},
    },
};

/// Row and column of a field of the form.
pub(super) type FieldPlace = (usize, usize);

const TITLE: FieldPlace = (0, 0);
/// Gets the keyboard where no other field is asked for, since most articles have a title.
pub(super) const OUTLET: FieldPlace = (1, 0);
const DATE: FieldPlace = (1, 1);
const AUTHOR: FieldPlace = (1, 2);
const LANGUAGE: FieldPlace = (2, 1);

/// Size of the line's text, in points.
const SIZE: f32 = SMALL_SIZE + 0.5;
/// A part of the line is not made narrower than this, in points.
const LEAST: f32 = 84.0;
/// No line has room for more parts than this.
const MOST_PARTS: usize = 32;

/// Something that the line says.
#[derive(Debug)]
pub(super) struct Part {
    text: String,
    /// What it is, for screen readers; with the field of the form that changes it.
    changes: Option<(String, FieldPlace)>,
    /// What more there is to say on hover.
    more: String,
    ink: Ink,
    /// Whether it says that something is not known, in its last words.
    is_missing: bool,
}

/// How a part stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Quiet,
    /// It leads somewhere.
    Accent,
    /// It is doubtful.
    Problem,
}

impl Part {
    /// Laid out in one line, no wider than `width` points; what is missing is bold.
    fn galley(&self, ui: &Ui, ink: Color32, width: f32) -> Arc<Galley> {
        let plain = TextFormat::simple(FontId::proportional(SIZE), ink);
        let (text, missing) = match self.text.strip_suffix(words::NOT_SET).filter(|_| self.is_missing) {
            Some(name) => (name, words::NOT_SET),
            None => (self.text.as_str(), ""),
        };
        let mut job = LayoutJob::single_section(as_name(text).into_owned(), plain);
        job.append(missing, 0.0, TextFormat::simple(bold(SIZE), ink));
        job.wrap = TextWrapping::truncate_at_width(width);
        ui.painter().layout_job(job)
    }
}

/// What is known about an article, part by part.
pub(super) fn parts(project: &Project, article: &Article, is_earlier: bool, length: Option<Length>) -> Vec<Part> {
    let facts = &article.facts;
    let plain = |text: String| Part { text, changes: None, more: String::new(), ink: Ink::Quiet, is_missing: false };
    let fact = |name: &str, text: String, place| {
        let changes = Some((words::about(name, &text), place));
        Part { changes, ..plain(text) }
    };
    let or_not_set = |name: &str, value: &str, place| match value {
        "" => {
            let changes = Some((words::about(name, words::NOT_SET), place));
            Part { changes, is_missing: true, ..plain(words::not_set(name)) }
        }
        value => fact(name, visible(value).into_owned(), place),
    };
    let date = words::date(&day_in_words(&facts.published), facts.dating.is_doubtful);
    let ink = if facts.dating.is_doubtful { Ink::Problem } else { Ink::Quiet };
    let date = if facts.published.is_empty() { "" } else { &date };
    let mut parts = Vec::new();
    parts.extend(is_earlier.then(|| plain(words::IS_EARLIER_VERSION.to_owned())));
    parts.push(or_not_set(words::OUTLET, &facts.outlet, OUTLET));
    parts.push(Part { more: stated(facts), ink, ..or_not_set(words::DATE, date, DATE) });
    parts.extend((!facts.author.is_empty()).then(|| fact(words::AUTHOR, visible(&facts.author).into_owned(), AUTHOR)));
    let language = article.language();
    let is_stated = facts.language_by != LanguageOrigin::Detected && !facts.language.is_empty();
    let more = if is_stated { String::new() } else { words::language_detected(language_name(&language)) };
    parts.extend((!language.is_empty()).then(|| {
        let shown = if is_stated { language_name(&facts.language) } else { language_name(&language) };
        Part { more, ..fact(words::LANGUAGE, visible(shown).into_owned(), LANGUAGE) }
    }));
    for field in &project.codebook.article_fields {
        if parts.len() > MOST_PARTS {
            // No line has room for more.
            return parts;
        }
        let value = facts.fields.get(&field.id).map(|value| value_words(project, value));
        parts.extend(
            value.map(|value| Part { text: words::about(&field.name, &value), ..fact(&field.name, value, OUTLET) }),
        );
    }
    parts.extend(length.map(|length| {
        plain(match length {
            Length::Words(count) => plural(count, "word"),
            Length::Characters(count) => plural(count, "character"),
        })
    }));
    let source = &article.source;
    if !source.name.is_empty() {
        let text = words::imported_from(&visible(&source.name));
        let more = words::origin(&source.name, &source.encoding, &source.steps);
        parts.push(Part { changes: Some((text.clone(), TITLE)), more, ink: Ink::Accent, ..plain(text) });
    }
    parts
}

/// Shows the parts in `room` points, the longest cut first, and the last left out where even that is not enough; returns
/// the field that is to be changed.
pub(super) fn parts_ui(ui: &mut Ui, parts: &[Part], room: f32) -> Option<FieldPlace> {
    let soft = ui.tokens().soft_ink;
    let font = FontId::proportional(SIZE);
    let dot = ui.painter().layout_no_wrap(words::DOT.to_owned(), font.clone(), soft).size().x;
    let mut widths: Vec<f32> = parts.iter().map(|part| part.galley(ui, soft, f32::INFINITY).size().x).collect();
    let mut most = f32::INFINITY;
    while let Some(between) = widths.len().checked_sub(1) {
        most = widest(&widths, room - dot * between as f32);
        if most >= LEAST || widths.len() == 1 {
            break;
        }
        widths.pop();
    }
    let mut opened = None;
    for (place, (part, width)) in parts.iter().zip(&widths).enumerate() {
        if place > 0 {
            ui.label(RichText::new(words::DOT).font(font.clone()).color(soft));
        }
        if part_ui(ui, part, width.min(most.max(LEAST))) {
            opened = part.changes.as_ref().map(|(_, field)| *field);
        }
    }
    opened
}

/// Shows a part; returns whether it was clicked.
fn part_ui(ui: &mut Ui, part: &Part, width: f32) -> bool {
    let tokens = ui.tokens();
    let sense = if part.changes.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), 22.0), sense);
    let name = part.changes.as_ref().map_or(part.text.as_str(), |(name, _)| name);
    let role = if part.changes.is_some() { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
    let is_lit = part.changes.is_some() && (response.hovered() || response.has_focus());
    let ink = match part.ink {
        Ink::Quiet if is_lit => tokens.ink,
        Ink::Quiet => tokens.soft_ink,
        Ink::Accent => tokens.accent,
        Ink::Problem => tokens.problem,
    };
    let galley = part.galley(ui, ink, rect.width() + 0.5);
    ui.painter().galley(pos2(rect.min.x, rect.center().y - galley.size().y / 2.0), galley, ink);
    if is_lit {
        ui.painter().hline(rect.x_range(), rect.center().y + 8.0, Stroke::new(1.0, ink));
    }
    if response.has_focus() {
        let ring = Stroke::new(1.5, tokens.accent);
        ui.painter().rect_stroke(rect.expand2(vec2(3.0, 0.0)), 4.0, ring, StrokeKind::Inside);
    }
    if part.changes.is_none() {
        return false;
    }
    let more = if part.more.is_empty() { &part.text } else { &part.more };
    response.on_hover_cursor(CursorIcon::PointingHand).hint(more).clicked()
}

/// How the file states the date; empty where a person typed it.
pub(super) fn stated(facts: &Facts) -> String {
    let Dating { stated, source, is_doubtful } = &facts.dating;
    if stated.is_empty() {
        return String::new();
    }
    words::date_stated(&facts.published, &visible(stated), dating_source(source), *is_doubtful)
}
