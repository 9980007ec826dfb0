//! The list of what the chosen claim can be linked to: who said it, who was told, where. Digits take, letters filter,
//! Enter takes the first, Tab goes on to the next kind of link.

use egui::{Align2, Area, Context, Event, FontId, Frame, Id, Key, Margin, Modifiers, Order, Rect, RichText, Ui, pos2};

use super::ArticleView;
use crate::{
    app::{Action, LinkChoice, Linking, View},
    model::Article,
    suggest::{Candidate, Proposal},
    ui::{
        theme::{ROUND_LARGE, SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens},
        widgets::{Row, link_button},
    },
};

/// Distance between the words and the list, in points.
const DISTANCE: f32 = 10.0;
/// Width of the list, in points.
const WIDTH: f32 = 380.0;
/// No more candidates than this are shown before something is typed.
const SHOWN: usize = 9;

/// What was typed into the open list, and where it stands.
#[derive(Debug, Default)]
pub(super) struct LinkMenu {
    of: Option<Linking>,
    filter: String,
    chosen: usize,
    rect: Option<Rect>,
}

/// A row of the list.
struct Choice {
    choice: LinkChoice,
    name: String,
    why: String,
}

impl LinkMenu {
    /// Begins anew when another list was opened.
    fn follow(&mut self, linking: &Linking) {
        if self.of.as_ref() != Some(linking) {
            *self = Self { of: Some(linking.clone()), ..Self::default() };
        }
    }

    /// Reads the keys of this frame: all of them mean something here.
    pub(super) fn read_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let (Some(linking), Some(article)) = (view.linking, view.article()) else { return };
        self.follow(linking);
        let rows = choices(linking, article, &self.filter);
        let mut taken = None;
        ctx.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = (self.chosen + 1).min(rows.len().saturating_sub(1));
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = self.chosen.saturating_sub(1);
            }
            if input.consume_key(Modifiers::NONE, Key::Backspace) {
                self.filter.pop();
                self.chosen = 0;
            }
            if input.consume_key(Modifiers::NONE, Key::Tab) {
                actions.push(Action::NextLinkKind);
            }
            if input.consume_key(Modifiers::NONE, Key::Escape) {
                actions.push(Action::CloseLinking);
            }
            let bare = input.consume_key(Modifiers::SHIFT, Key::Enter);
            if bare || input.consume_key(Modifiers::NONE, Key::Enter) {
                taken = rows.get(self.chosen).map(|row| with_cue(&row.choice, !bare));
            }
            input.events.retain(|event| match event {
                Event::Text(text) => {
                    let place = text.parse::<usize>().ok().filter(|_| self.filter.is_empty());
                    match place.and_then(|place| rows.get(place.checked_sub(1)?)) {
                        Some(row) => taken = Some(row.choice.clone()),
                        None => {
                            self.filter.push_str(text);
                            self.chosen = 0;
                        }
                    }
                    false
                }
                // The letter arrives as text; its key must not start a command.
                Event::Key { modifiers, .. } => modifiers.command || modifiers.alt,
                _other => true,
            });
        });
        actions.extend(taken.map(Action::Link));
    }
}

fn with_cue(choice: &LinkChoice, with: bool) -> LinkChoice {
    match choice {
        LinkChoice::Proposal(place, _) => LinkChoice::Proposal(*place, with),
        other => other.clone(),
    }
}

/// The rows that what was typed leaves.
fn choices(linking: &Linking, article: &Article, typed: &str) -> Vec<Choice> {
    let wanted = typed.trim().to_lowercase();
    let fits = |name: &str| name.to_lowercase().contains(&wanted);
    let mut rows: Vec<Choice> = linking
        .proposals
        .iter()
        .enumerate()
        .map(|(place, proposal)| Choice {
            choice: LinkChoice::Proposal(place, true),
            name: words_of(article, proposal),
            why: why(article, proposal),
        })
        .filter(|row| fits(&row.name))
        .collect();
    if wanted.is_empty() {
        rows.truncate(SHOWN);
    }
    let fixed = [(LinkChoice::Unnamed, "Unnamed source"), (LinkChoice::Nobody, "Nobody: none is named or meant")];
    let fixed = fixed.into_iter().filter(|(_, name)| fits(name));
    rows.extend(fixed.map(|(choice, name)| Choice { choice, name: name.to_owned(), why: String::new() }));
    rows
}

fn words_of(article: &Article, proposal: &Proposal) -> String {
    let words = match &proposal.end {
        Candidate::Span(id) => article.span(*id).map(|span| article.words_of(span)).unwrap_or_default(),
        Candidate::Words(range) => article.words(*range).to_owned(),
    };
    words.replace('\n', " ")
}

fn why(article: &Article, proposal: &Proposal) -> String {
    let cue = proposal.cue.map(|cue| format!("“{}”", article.words(cue)));
    match (&proposal.end, cue) {
        (_, Some(cue)) if proposal.why == "beside the cue" => format!("beside {cue}"),
        (Candidate::Words(_), _) => format!("{}, not marked yet", proposal.why),
        (Candidate::Span(_), _) => proposal.why.to_owned(),
    }
}

impl ArticleView {
    /// Shows the list while it is open.
    pub(super) fn link_menu_ui(&mut self, ui: &Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some((linking, claim)) = view.linking.zip(view.span()) else {
            self.links = LinkMenu::default();
            return;
        };
        self.links.follow(linking);
        let rects = claim.pieces.last().map(|piece| self.rects_of(*piece)).unwrap_or_default();
        let last = rects.last().copied().unwrap_or(Rect::from_min_size(self.rect.center(), egui::Vec2::ZERO));
        let first = rects.first().copied().unwrap_or(last);
        let height = self.links.rect.map_or(320.0, |rect| rect.height());
        let below = last.max.y + DISTANCE;
        let fits = below + height < ui.ctx().content_rect().max.y;
        let at = pos2(first.min.x, if fits { below } else { (first.min.y - DISTANCE - height).max(4.0) });
        let area = Area::new(Id::unique("link menu")).order(Order::Foreground).fixed_pos(at).constrain(true);
        let shown = area.show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(ui.tokens().raised)
                .stroke(egui::Stroke::new(1.0, ui.tokens().line))
                .corner_radius(egui::CornerRadius::same(ROUND_LARGE))
                .inner_margin(Margin::same(6))
                .shadow(ui.visuals().popup_shadow);
            let builder = egui::UiBuilder::new().accessibility_label("Link to");
            frame.show(ui, |ui| ui.scope_builder(builder, |ui| self.link_rows_ui(ui, linking, article, view, actions)));
        });
        self.links.rect = Some(shown.response.rect);
        if shown.response.clicked_elsewhere() {
            actions.push(Action::CloseLinking);
        }
    }

    fn link_rows_ui(
        &mut self,
        ui: &mut Ui,
        linking: &Linking,
        article: &Article,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let tokens = ui.tokens();
        ui.set_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        let name = |kind| view.project().codebook.link_kind(kind).map_or("Link to", |kind| kind.name.as_str());
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            let title = linking.kinds.first().map_or("Link to", name);
            let title = if self.links.filter.is_empty() { format!("{title}…") } else { self.links.filter.clone() };
            ui.label(RichText::new(title).color(tokens.soft_ink));
            if let Some(next) = linking.kinds.get(1) {
                ui.add_space(STEP);
                if link_button(ui, &format!("{}  Tab", name(next))).clicked() {
                    actions.push(Action::NextLinkKind);
                }
            }
        });
        let rows = choices(linking, article, &self.links.filter);
        egui::ScrollArea::vertical().max_height(360.0).min_scrolled_height(300.0).show(ui, |ui| {
            for (place, choice) in rows.iter().enumerate() {
                let row = Row::new(&choice.name)
                    .chosen(place == self.links.chosen)
                    .show(ui, |ui, rect, tokens| choice_face(ui, rect, place, choice, tokens));
                if row.clicked() {
                    actions.push(Action::Link(choice.choice.clone()));
                }
            }
        });
        if rows.is_empty() {
            ui.label(RichText::new("Nothing fits. Select words in the text, then open this list again.").weak());
        }
        let cue = linking.proposals.first().and_then(|proposal| proposal.cue);
        let has_cue = linking.kinds.first().is_some_and(|kind| kind.as_str() == "said-by");
        if let Some(cue) = cue.filter(|_| has_cue) {
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                let text = format!("Takes the cue “{}” along; Shift+Enter does not.", article.words(cue));
                ui.label(RichText::new(text).size(SMALL_SIZE).color(tokens.soft_ink));
            });
        }
    }
}

/// A number to press, the words, and why they are offered.
fn choice_face(ui: &Ui, rect: Rect, place: usize, choice: &Choice, tokens: &Tokens) {
    let painter = ui.painter();
    let small = FontId::proportional(SMALL_SIZE);
    if place < 9 {
        painter.text(rect.left_center(), Align2::LEFT_CENTER, place + 1, small.clone(), tokens.soft_ink);
    }
    let why = painter.layout_no_wrap(choice.why.clone(), small, tokens.soft_ink);
    let right = rect.max.x - why.size().x;
    painter.galley(pos2(right, rect.center().y - why.size().y / 2.0), why, tokens.soft_ink);
    let left = rect.min.x + 18.0;
    let font = FontId::proportional(TEXT_SIZE);
    let mut job = egui::text::LayoutJob::simple_singleline(choice.name.clone(), font, tokens.ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left - STEP).max(40.0));
    let galley = painter.layout_job(job);
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, tokens.ink);
}
