//! The links of the chosen mark, in the inspector: through whom a claim came, who said it, who was told, where.

use egui::{CursorIcon, Label, RichText, Sense, Ui, WidgetInfo, accesskit::Role};

use super::inspector::{label, short};
use crate::{
    analysis::{chain, end_name},
    app::{Action, ArticleAction, Command, MarkAction, View},
    model::{Article, Link, LinkEnd, LinkId, LinkKindId, Rule, Span},
    ui::{
        icons,
        theme::{STEP, UiTokens},
        widgets::{icon_button, link_button},
    },
};

/// How many characters of the other end are shown: they leave room for the buttons of the row in a narrow panel.
const WORDS: usize = 24;

/// How many characters of a voice of the chain are shown; the chain takes several lines where it must.
const VOICE: usize = 60;

/// Shows the chain and the links of a mark, and what it may be linked to.
pub fn links_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
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
        if link.kind.as_str() != LinkKindId::SAID_BY {
            link_ui(ui, article, link, view, actions);
            continue;
        }
        // Voices are put in order by dragging one onto another.
        let id = ui.scope_id().with(("voice", link.id.to_string()));
        let row = ui.horizontal(|ui| {
            let grip = ui.add(Label::new(RichText::new(icons::GRIP).color(ui.tokens().soft_ink)).sense(Sense::drag()));
            let name = format!("Drag {}", short(&end_name(view.project(), article, link.to), WORDS));
            grip.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            grip.on_hover_cursor(CursorIcon::Grab)
                .on_hover_text("Drag it onto another voice")
                .dnd_set_drag_payload(link.id);
            link_ui(ui, article, link, view, actions);
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
    missing_ui(ui, article, span, view);
    offers_ui(ui, span, view, actions);
    pointing_here_ui(ui, article, span, view, actions);
}

/// What the rules of the codebook expect of the mark and it does not have: told, not demanded.
fn missing_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>) {
    for rule in &view.project().codebook.rules {
        let Rule::Needs { tag, link } = rule else { continue };
        if *tag == span.tag && article.links.of_kind(span.id, link.as_str()).next().is_none() {
            let kind = view.project().codebook.link_kind(link).map_or(link.as_str(), |kind| &kind.name);
            let text = format!("No “{}” yet", kind.to_lowercase());
            ui.label(RichText::new(text).size(11.5).color(ui.tokens().problem));
        }
    }
}

fn chain_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>) {
    let voices = chain(view.project(), article, span);
    if voices.is_empty() {
        return;
    }
    let names = voices.iter().map(|voice| short(&voice.names.join(" and "), VOICE));
    let steps: Vec<String> = std::iter::once("Article".to_owned()).chain(names).collect();
    label(ui, "Reported through");
    ui.label(steps.join(" › "));
}

fn link_ui(ui: &mut Ui, article: &Article, link: &Link, view: &View<'_>, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        match link.to {
            LinkEnd::Span(to) => {
                let words = article.span(to).map(|span| article.words_of(span)).unwrap_or_default();
                if link_button(ui, &short(&words, WORDS)).on_hover_text("Go there").clicked() {
                    actions.push(Action::Article(ArticleAction::JumpTo(article.id, to)));
                }
            }
            LinkEnd::Entity(id) => {
                let name = view.project().entities.get(&id).map(|entity| entity.name.clone());
                ui.label(name.unwrap_or_else(|| id.to_string()));
            }
            LinkEnd::Unnamed => drop(ui.label("unnamed source")),
            LinkEnd::Nobody => drop(ui.label("nobody")),
        }
        if link.kind.as_str() == LinkKindId::SAID_BY {
            let tokens = ui.tokens();
            if link.order > 0 {
                let text =
                    if link.order == 1 { "passed it on".to_owned() } else { format!("passed it on, {}", link.order) };
                ui.label(RichText::new(text).size(11.5).color(tokens.soft_ink));
                if icon_button(ui, icons::DOWN, "Nearer to the words").clicked() {
                    actions.push(Action::Mark(MarkAction::MoveVoice(link.id, -1)));
                }
            }
            if icon_button(ui, icons::UP, "Farther from the words: passed it on").clicked() {
                actions.push(Action::Mark(MarkAction::MoveVoice(link.id, 1)));
            }
        }
        if icon_button(ui, icons::CLOSE, "Remove this link").clicked() {
            actions.push(Action::Mark(MarkAction::Unlink(link.id)));
        }
    });
}

/// What can be linked from a mark of this tag, with the keys.
fn offers_ui(ui: &mut Ui, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let may = |kind: &str| {
        let kinds = &view.project().codebook.link_kinds;
        kinds.iter().any(|known| known.id.as_str() == kind && (known.from.is_empty() || known.from.contains(&span.tag)))
    };
    let offers =
        [(Command::LinkSpeaker, "said-by"), (Command::LinkAddressee, "told-to"), (Command::LinkPlace, "happened-at")];
    let offers: Vec<Command> = offers.into_iter().filter(|(_, kind)| may(kind)).map(|(command, _)| command).collect();
    if offers.is_empty() {
        return;
    }
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        for command in offers {
            let name = format!("{}  {}", command.label(), view.settings.shortcut_label(command));
            if link_button(ui, name.trim()).on_hover_text(command.help()).clicked() {
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
    label(ui, "Linked from");
    for link in here.into_iter().take(12) {
        let kind = view.project().codebook.link_kind(&link.kind).map_or("?", |kind| kind.name.as_str());
        let words = article.span(link.from).map(|span| article.words_of(span)).unwrap_or_default();
        if link_button(ui, &format!("{kind}: {}", short(&words, WORDS))).clicked() {
            actions.push(Action::Article(ArticleAction::JumpTo(article.id, link.from)));
        }
    }
}
