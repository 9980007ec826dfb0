//! The links of the selected mark, in the inspector: the chain of voices, who said it, who was told, where it happened.

use std::collections::HashMap;

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
        widgets::{Hint, Narrowed, chip, icon_button, label, link_button, on_one_line, weak},
    },
};

/// How many characters of a name or of words are told beside others.
const WORDS: usize = 24;

/// How many characters of a voice in the chain are shown.
const VOICE: usize = 60;

/// Width of a button in a row with what is before it, and of the words that say that a voice relays, in points.
const BUTTON: f32 = 24.0 + BETWEEN;
const RELAYED: f32 = 56.0;

/// Room between the pieces of a row, in points.
const BETWEEN: f32 = 2.0;

/// The commands that link to others than speakers, with the kind of link that each makes.
const OFFERS: [(Command, &str); 3] = [
    (Command::LinkAddressee, LinkKindId::TOLD_TO),
    (Command::LinkPlace, LinkKindId::HAPPENED_AT),
    (Command::LinkTime, LinkKindId::SAID_ON),
];

/// About how high a row of a list is, in points.
const ROW: f32 = 26.0;

/// The links of a mark in the order shown, and through whom it came; found once for a state of the project.
#[derive(Debug, Default)]
pub(super) struct MarkLinks {
    voices: Vec<LinkId>,
    /// The links to all others, by kind.
    others: Vec<(LinkKindId, Vec<LinkId>)>,
    /// Those of other marks that lead here.
    here: Vec<LinkId>,
    /// Through whom it came; empty for nobody.
    chain: String,
    lists: Lists,
}

/// What is typed to narrow the lists of links.
#[derive(Debug, Default)]
struct Lists {
    voices: Narrowed,
    others: Vec<Narrowed>,
    here: Narrowed,
}

impl MarkLinks {
    /// The links of a mark.
    pub(super) fn of(article: &Article, span: &Span, view: &View<'_>) -> Self {
        let ids = |links: &[&Link]| links.iter().map(|link| link.id).collect::<Vec<_>>();
        let mut voices: Vec<&Link> = article.links.of_kind(span.id, LinkKindId::SAID_BY).collect();
        voices.sort_unstable_by_key(|link| (link.order, link.id));
        let mut links: Vec<&Link> = article.links.from(span.id).filter(|link| !is_voice(link)).collect();
        let kinds = view.project().codebook.link_kinds.iter().enumerate();
        let places: HashMap<&LinkKindId, usize> = kinds.map(|(place, kind)| (&kind.id, place)).collect();
        let place = |link: &Link| places.get(&link.kind).copied().unwrap_or(usize::MAX);
        links.sort_unstable_by_key(|link| (place(link), link.kind.clone(), link.order, link.id));
        let of_kinds = links.chunk_by(|one, next| one.kind == next.kind);
        let others: Vec<_> = of_kinds.filter_map(|links| Some((links.first()?.kind.clone(), ids(links)))).collect();
        let chain = chain(view.project(), article, span);
        let names = chain.voices.iter().map(|voice| shortened(&words::together(&voice.names), VOICE));
        let chain = if chain.voices.is_empty() { String::new() } else { words::chain(names, chain.is_cut) };
        let here = article.links.to(span.id).map(|link| link.id).collect();
        let lists = Lists { others: vec![Narrowed::default(); others.len()], ..Lists::default() };
        Self { voices: ids(&voices), others, here, chain, lists }
    }

    /// Shows who said it, through whom it came, and what is missing there.
    pub(super) fn voices_ui(
        &mut self,
        ui: &mut Ui,
        article: &Article,
        span: &Span,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        if !self.voices.is_empty() {
            label(ui, kind_name(view, &LinkKindId::new(LinkKindId::SAID_BY)));
        }
        let link = |place: usize| article.links.get(*self.voices.get(place)?);
        let name =
            |place: usize| link(place).map(|link| end_name(view.project(), article, link.to)).unwrap_or_default();
        let names = ("voices", words::FILTER_LINKS);
        self.lists.voices.show(ui, names, (self.voices.len(), ROW), name, |ui, place| {
            if let Some(link) = link(place) {
                voice_ui(ui, article, link, view, actions);
            }
        });
        if !self.chain.is_empty() {
            label(ui, words::REPORTED_THROUGH);
            ui.label(&self.chain);
        }
        // Broken rules are shown, not enforced.
        for kind in missing_links(view.project(), article, span) {
            ui.label(RichText::new(words::no_link(kind)).size(SMALL_SIZE).color(ui.tokens().problem));
        }
        offers_ui(ui, span, &[(Command::LinkSpeaker, LinkKindId::SAID_BY)], view, actions);
    }

    /// Shows all other links of a mark, in the order of the codebook, and what else it may be linked to.
    pub(super) fn links_ui(
        &mut self,
        ui: &mut Ui,
        article: &Article,
        span: &Span,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        for ((kind, links), list) in self.others.iter().zip(&mut self.lists.others) {
            label(ui, kind_name(view, kind));
            let link = |place: usize| article.links.get(*links.get(place)?);
            let name =
                |place: usize| link(place).map(|link| end_name(view.project(), article, link.to)).unwrap_or_default();
            list.show(ui, (kind.as_str(), words::FILTER_LINKS), (links.len(), ROW), name, |ui, place| {
                let Some(link) = link(place) else { return };
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = BETWEEN;
                    link_ui(ui, article, link, BUTTON, view, actions);
                    remove_ui(ui, link, actions);
                });
            });
        }
        offers_ui(ui, span, &OFFERS, view, actions);
        self.here_ui(ui, article, view, actions);
    }

    /// The marks that lead to this one.
    fn here_ui(&mut self, ui: &mut Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
        if self.here.is_empty() {
            return;
        }
        label(ui, words::LINKED_FROM);
        let link = |place: usize| article.links.get(*self.here.get(place)?);
        let name = |place: usize| {
            let kind = link(place).and_then(|link| view.project().codebook.link_kind(&link.kind));
            let from = link(place).and_then(|link| article.span(link.from));
            let words = from.map(|span| article.brief(span)).unwrap_or_default();
            words::about(words::or_unknown(kind.map(|kind| kind.name.as_str())), &shortened(&words, WORDS))
        };
        let names = ("here", words::FILTER_LINKS);
        self.lists.here.show(ui, names, (self.here.len(), ROW), name, |ui, place| {
            if link_button(ui, &name(place)).clicked()
                && let Some(link) = link(place)
            {
                actions.push(Action::Article(ArticleAction::JumpTo(article.id, link.from)));
            }
        });
    }
}

/// The name of a kind of link.
fn kind_name<'n>(view: &View<'n>, kind: &'n LinkKindId) -> &'n str {
    view.project().codebook.link_kind(kind).map_or(kind.as_str(), |kind| kind.name.as_str())
}

fn is_voice(link: &Link) -> bool {
    link.kind.as_str() == LinkKindId::SAID_BY
}

/// A voice; dragging it onto another one reorders them.
fn voice_ui(ui: &mut Ui, article: &Article, link: &Link, view: &View<'_>, actions: &mut Vec<Action>) {
    let id = ui.scope_id().with(("voice", link.id.to_string()));
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = BETWEEN;
        let grip = ui.add(Label::new(RichText::new(icons::GRIP).color(ui.tokens().soft_ink)).sense(Sense::drag()));
        let name = words::drag(&shortened(&end_name(view.project(), article, link.to), WORDS));
        grip.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        let grip = grip.on_hover_cursor(CursorIcon::Grab).hint(words::DRAG_VOICE);
        grip.dnd_set_drag_payload(link.id);
        let buttons = if link.order > 0 { 3.0 * BUTTON + RELAYED } else { 2.0 * BUTTON };
        link_ui(ui, article, link, buttons, view, actions);
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

/// The other end of a link, beside which `rest` points are left free; if it is a mark, a click leads there.
fn link_ui(ui: &mut Ui, article: &Article, link: &Link, rest: f32, view: &View<'_>, actions: &mut Vec<Action>) {
    let width = ui.available_width() - rest;
    let name = |id| view.project().entities.get(&id).map(|entity| entity.name.as_str());
    match link.to {
        LinkEnd::Span(to) => {
            let span = article.span(to);
            let said = on_one_line(&span.map(|span| article.brief(span)).unwrap_or_default());
            let name = span.and_then(|span| span.entity).and_then(name).filter(|name| *name != said);
            let text = name.map_or_else(|| said.clone(), |name| words::mention_of(&said, name));
            if chip(ui, &text, width, Sense::click()).hint(words::SHOW_IN_ARTICLE).clicked() {
                actions.push(Action::Article(ArticleAction::JumpTo(article.id, to)));
            }
        }
        LinkEnd::Entity(id) => {
            drop(chip(ui, &name(id).map_or_else(|| id.to_string(), str::to_owned), width, Sense::hover()));
        }
        LinkEnd::Unnamed => drop(chip(ui, words::UNNAMED_SOURCE, width, Sense::hover())),
        LinkEnd::Nobody => drop(chip(ui, words::nobody(is_voice(link)), width, Sense::hover())),
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
fn offers_ui(ui: &mut Ui, span: &Span, offers: &[(Command, &str)], view: &View<'_>, actions: &mut Vec<Action>) {
    let offers = offers.iter().filter(|(_, kind)| view.project().codebook.may_start(kind, &span.tag));
    let offers: Vec<Command> = offers.map(|(command, _)| *command).collect();
    if offers.is_empty() {
        return;
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        for command in offers {
            let name = words::with_keys(command.label(), &view.settings.shortcut_label(command));
            if link_button(ui, &name).hint(command.help()).clicked() {
                actions.push(Action::Command(command));
            }
            ui.add_space(STEP);
        }
    });
}
