//! The links of the selected mark, in the inspector: the chain of voices, who said it, who was told, where it happened.

use egui::{CursorIcon, Label, RichText, Sense, Ui, WidgetInfo, accesskit::Role};

use super::words;
use crate::{
    analysis::{chain, end_name},
    app::{Action, ArticleAction, Command, MarkAction, View},
    model::{Article, Link, LinkEnd, LinkId, LinkKindId, Span},
    suggest::missing_links,
    text::shortened,
    ui::{
        icons,
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{icon_button, label, link_button, weak},
    },
};

/// How many characters of the other end are shown: in a narrow panel the buttons need room too.
const WORDS: usize = 24;

/// How many characters of a voice in the chain are shown.
const VOICE: usize = 60;

/// The commands that link, with the kind of link that each makes.
const OFFERS: [(Command, &str); 3] = [
    (Command::LinkSpeaker, LinkKindId::SAID_BY),
    (Command::LinkAddressee, LinkKindId::TOLD_TO),
    (Command::LinkPlace, LinkKindId::HAPPENED_AT),
];

/// Shows the chain and the links of a mark, and what it may be linked to.
pub(super) fn links_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    chain_ui(ui, article, span, view);
    let mut links: Vec<&Link> = article.links.from(span.id).collect();
    links.sort_by_key(|link| (link.kind.clone(), link.order, link.id));
    let mut shown = None;
    for link in links {
        if shown != Some(&link.kind) {
            let kind = view.project().codebook.link_kind(&link.kind);
            label(ui, kind.map_or(link.kind.as_str(), |kind| kind.name.as_str()));
        }
        shown = Some(&link.kind);
        if is_voice(link) {
            voice_ui(ui, article, link, view, actions);
        } else {
            ui.horizontal(|ui| {
                link_ui(ui, article, link, view, actions);
                remove_ui(ui, link, actions);
            });
        }
    }
    // Broken rules are shown, not enforced.
    for kind in missing_links(view.project(), article, span) {
        ui.label(RichText::new(words::no_link(kind)).size(SMALL_SIZE).color(ui.tokens().problem));
    }
    offers_ui(ui, span, view, actions);
    pointing_here_ui(ui, article, span, view, actions);
}

fn is_voice(link: &Link) -> bool {
    link.kind.as_str() == LinkKindId::SAID_BY
}

/// A voice; dragging it onto another one reorders them.
fn voice_ui(ui: &mut Ui, article: &Article, link: &Link, view: &View<'_>, actions: &mut Vec<Action>) {
    let id = ui.scope_id().with(("voice", link.id.to_string()));
    let row = ui.horizontal(|ui| {
        let grip = ui.add(Label::new(RichText::new(icons::GRIP).color(ui.tokens().soft_ink)).sense(Sense::drag()));
        let name = words::drag(&shortened(&end_name(view.project(), article, link.to), WORDS));
        grip.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let grip = grip.on_hover_cursor(CursorIcon::Grab).on_hover_text(words::DRAG_VOICE);
        grip.dnd_set_drag_payload(link.id);
        link_ui(ui, article, link, view, actions);
        order_ui(ui, link, actions);
        remove_ui(ui, link, actions);
    });
    let row = ui.interact(row.response.rect, id, Sense::hover());
    if let Some(dragged) = row.dnd_release_payload::<LinkId>().filter(|dragged| **dragged != link.id) {
        actions.push(Action::Mark(MarkAction::PlaceVoice(*dragged, link.id)));
    }
    if row.dnd_hover_payload::<LinkId>().is_some_and(|dragged| *dragged != link.id) {
        let ring = egui::Stroke::new(1.5, ui.tokens().accent);
        ui.painter().rect_stroke(row.rect.expand(1.0), 4.0, ring, egui::StrokeKind::Inside);
    }
}

fn chain_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>) {
    let voices = chain(view.project(), article, span);
    if voices.is_empty() {
        return;
    }
    let names = voices.iter().map(|voice| shortened(&words::together(&voice.names), VOICE));
    let steps = words::chain(names);
    label(ui, words::REPORTED_THROUGH);
    ui.label(steps);
}

/// The other end of a link; if it is a mark, a click leads there.
fn link_ui(ui: &mut Ui, article: &Article, link: &Link, view: &View<'_>, actions: &mut Vec<Action>) {
    match link.to {
        LinkEnd::Span(to) => {
            let words = article.span(to).map(|span| article.words_of(span)).unwrap_or_default();
            if link_button(ui, &shortened(&words, WORDS)).on_hover_text(words::SHOW_IN_ARTICLE).clicked() {
                actions.push(Action::Article(ArticleAction::JumpTo(article.id, to)));
            }
        }
        LinkEnd::Entity(id) => {
            let name = view.project().entities.get(&id).map(|entity| entity.name.clone());
            ui.label(name.unwrap_or_else(|| id.to_string()));
        }
        LinkEnd::Unnamed => drop(ui.label(words::UNNAMED_SOURCE)),
        LinkEnd::Nobody => drop(ui.label(words::nobody(is_voice(link)))),
    }
}

/// How far a voice is from the words, and buttons that move it.
fn order_ui(ui: &mut Ui, link: &Link, actions: &mut Vec<Action>) {
    if link.order > 0 {
        weak(ui, &words::relayed(link));
        if icon_button(ui, icons::DOWN, words::CLOSER_TO_WORDS).clicked() {
            actions.push(Action::Mark(MarkAction::MoveVoice(link.id, -1)));
        }
    }
    if icon_button(ui, icons::UP, words::FARTHER_FROM_WORDS).clicked() {
        actions.push(Action::Mark(MarkAction::MoveVoice(link.id, 1)));
    }
}

fn remove_ui(ui: &mut Ui, link: &Link, actions: &mut Vec<Action>) {
    if icon_button(ui, icons::CLOSE, words::REMOVE_LINK).clicked() {
        actions.push(Action::Mark(MarkAction::Unlink(link.id)));
    }
}

/// What can be linked from a mark of this tag, with the keys.
fn offers_ui(ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let offers = OFFERS.into_iter().filter(|(_, kind)| view.project().codebook.may_start(kind, &span.tag));
    let offers: Vec<Command> = offers.map(|(command, _)| command).collect();
    if offers.is_empty() {
        return;
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        for command in offers {
            let name = words::with_keys(command.label(), &view.settings.shortcut_label(command));
            if link_button(ui, &name).on_hover_text(command.help()).clicked() {
                actions.push(Action::Command(command));
            }
            ui.add_space(STEP);
        }
    });
}

/// The claims that lead to this mark.
fn pointing_here_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let here: Vec<&Link> = article.links.to(span.id).collect();
    if here.is_empty() {
        return;
    }
    label(ui, words::LINKED_FROM);
    for link in here.into_iter().take(12) {
        let kind = view.project().codebook.link_kind(&link.kind).map(|kind| kind.name.as_str());
        let words = article.span(link.from).map(|span| article.words_of(span)).unwrap_or_default();
        if link_button(ui, &words::about(words::or_unknown(kind), &shortened(&words, WORDS))).clicked() {
            actions.push(Action::Article(ArticleAction::JumpTo(article.id, link.from)));
        }
    }
}
