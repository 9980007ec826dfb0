//! The register of names: whom and what the marks mention, possible duplicates, and mentions without a name.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use egui::{
    Align, Align2, ComboBox, CursorIcon, FontId, Label, Layout, Popup, PopupCloseBehavior, Rect, Response, RichText,
    ScrollArea, Sense, Ui, pos2,
};

use super::{docked::Docked, words};
use crate::{
    app::{
        Action, ArticleAction, Command, Derivation, DeskAction, DraftPlace, MarkAction, NameAction, SessionId,
        StateMark, View, letters,
    },
    model::{ArticleId, Entity, EntityId, EntityKind, EntityPart, SpanId},
    suggest::{Loose, NameCount, NameTable, Pair},
    text::{grouped, shortened, visible},
    ui::{
        icons,
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, UiTokens},
        widgets::{
            DraftField, Hint, Row, TextField, area, as_name, choices_ui, elided, icon_button, in_sight, line,
            link_button, list_button, more_ui, named_field, named_line, paint_cut, paint_key_cap, section_title, weak,
        },
    },
};

/// How many characters of a name are shown in a suggestion.
const WORDS: usize = 34;
/// At most this many suggestions of a kind are shown.
const MOST: usize = 40;
/// At most this many names are listed.
const MOST_NAMES: usize = 300;
/// About how high a suggestion is, in points.
const PROPOSAL: f32 = 60.0;

/// Width of the buttons of a suggestion, in points.
const BUTTONS: f32 = 152.0;
/// Width of the buttons if nothing is suggested, in points.
const FEW_BUTTONS: f32 = 104.0;

/// What is being dragged onto a name.
#[derive(Clone, Debug)]
struct Dragged(Vec<(ArticleId, SpanId)>);

/// The filter, the name whose form is open, and the pairs to keep separate.
#[derive(Debug, Default)]
pub struct NamesPanel {
    filter: String,
    open: Option<EntityId>,
    /// Pairs not to suggest again; forgotten when the program ends.
    apart: BTreeSet<(EntityId, EntityId)>,
    /// The letters of the names.
    letters: BTreeMap<EntityId, String>,
    listed: Listed,
}

/// The names listed, those mentioned most first, how many there are, and what they were listed for.
#[derive(Debug, Default)]
struct Listed {
    names: Vec<EntityId>,
    count: usize,
    listed_for: Option<(SessionId, StateMark, Option<StateMark>, String)>,
}

impl Docked for NamesPanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _take_focus: bool, actions: &mut Vec<Action>) {
        let made = &view.derived.names;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Derivation::Names)));
        }
        let of_name = |place: &DraftPlace| place.id_of(DraftPlace::NAME)?.parse().ok().map(EntityId);
        if let Some(name) = view.session.drafts().still_recovered().find_map(of_name) {
            // What was being typed is put back into its field.
            self.open = Some(name);
        }
        let table = Arc::clone(made.value());
        self.filter_ui(ui, actions);
        ScrollArea::vertical().id_salt("names").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            self.pairs_ui(ui, &table, view, actions);
            self.rows_ui(ui, &table, view, actions);
            loose_ui(ui, &table, view, actions);
        });
    }
}

impl NamesPanel {
    /// The field that narrows the names, or adds one.
    fn filter_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            let width = (ui.available_width() - 70.0).max(60.0);
            let field = TextField::singleline(&mut self.filter).hint_text(words::FILTER_OR_NEW_NAME);
            named_field(ui, words::FILTER_NAMES, field.desired_width(width));
            let is_new = !self.filter.trim().is_empty();
            if ui.add_enabled(is_new, egui::Button::new(words::ADD)).clicked() {
                actions.push(of_names(NameAction::Add(std::mem::take(&mut self.filter))));
            }
        });
    }

    /// Possible duplicates, each with the reason; nothing is merged without a click.
    fn pairs_ui(&mut self, ui: &mut Ui, table: &NameTable, view: &View<'_>, actions: &mut Vec<Action>) {
        let pairs: Vec<&Pair> =
            table.pairs.iter().filter(|pair| !self.apart.contains(&(pair.one, pair.other))).take(MOST).collect();
        if pairs.is_empty() {
            return;
        }
        head_ui(ui, words::POSSIBLE_DUPLICATES);
        in_sight(ui, "pairs", pairs.len(), PROPOSAL, |ui, place| {
            let Some(pair) = pairs.get(place) else { return };
            let name = |id: EntityId| view.project().entities.get(&id).map(|entity| shortened(&entity.name, WORDS));
            let (Some(one), Some(other)) = (name(pair.one), name(pair.other)) else { return };
            proposal_ui(ui, &words::may_be(&other, &one), &pair.why.to_string(), |ui| {
                if link_button(ui, words::MERGE).clicked() {
                    actions.push(of_names(NameAction::Merge { from: pair.other, into: pair.one }));
                }
                let keep = link_button(ui, words::KEEP_SEPARATE).hint(words::KEEP_SEPARATE_HINT);
                if keep.clicked() {
                    self.apart.insert((pair.one, pair.other));
                }
            });
        });
    }

    /// Lists the names again when the project, the table or the filter is another one.
    fn list(&mut self, table: &NameTable, view: &View<'_>) {
        let session = view.session;
        let listed_for = (session.id(), session.state(), view.derived.names.state(), self.filter.clone());
        if self.listed.listed_for.as_ref() == Some(&listed_for) {
            return;
        }
        self.letters = letters(view.project());
        let weight = |entity: &Entity| table.counts.get(&entity.id).map_or(0, |count| count.by_name + count.otherwise);
        let mut listed = view.project().names_that_match(&self.filter);
        listed.sort_by_cached_key(|entity| (std::cmp::Reverse(weight(entity)), entity.name.clone()));
        let names = listed.iter().take(MOST_NAMES).map(|entity| entity.id).collect();
        self.listed = Listed { names, count: listed.len(), listed_for: Some(listed_for) };
    }

    fn rows_ui(&mut self, ui: &mut Ui, table: &NameTable, view: &View<'_>, actions: &mut Vec<Action>) {
        self.list(table, view);
        head_ui(ui, &words::names(self.listed.count));
        let names = std::mem::take(&mut self.listed.names);
        in_sight(ui, "names", names.len(), ROW_HEIGHT, |ui, place| {
            let Some(entity) = names.get(place).and_then(|id| view.project().entities.get(id)) else { return };
            let count = table.counts.get(&entity.id).copied().unwrap_or_default();
            self.row_ui(ui, entity, count, view, actions);
            if self.open == Some(entity.id) {
                Self::form_ui(ui, entity, count, view, actions);
            }
        });
        self.listed.names = names;
        more_ui(ui, self.listed.count.saturating_sub(MOST_NAMES));
    }

    fn row_ui(&mut self, ui: &mut Ui, entity: &Entity, count: NameCount, view: &View<'_>, actions: &mut Vec<Action>) {
        let letter = self.letters.get(&entity.id).map(String::as_str);
        let is_chosen = view.span().is_some_and(|span| span.entity == Some(entity.id));
        let row = Row::new(&entity.name).chosen(is_chosen);
        let shown = row.show(ui, |ui, rect, tokens| name_face(ui, rect, entity, (count, letter), tokens));
        if let Some(dragged) = shown.dnd_release_payload::<Dragged>() {
            actions.push(of_names(NameAction::Assign(dragged.0.clone(), entity.id)));
        }
        if shown.dnd_hover_payload::<Dragged>().is_some() {
            let ring = egui::Stroke::new(1.5, ui.tokens().accent);
            ui.painter().rect_stroke(shown.rect, 4.0, ring, egui::StrokeKind::Inside);
        }
        let shown = shown.hint(format!("{}\n{}", visible(&as_name(&entity.name)), facts_of(entity, count)));
        if shown.clicked() {
            self.open = (self.open != Some(entity.id)).then_some(entity.id);
        }
        // A click into the line that filters a list does not close the menu.
        let menu = Popup::context_menu(&shown).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        menu.show(|ui| menu_ui(ui, entity, view, actions));
    }

    fn form_ui(ui: &mut Ui, entity: &Entity, count: NameCount, view: &View<'_>, actions: &mut Vec<Action>) {
        use EntityPart::{Aliases, Country, Letter, Name, Note, Role, Side, Wikidata};
        let mut typed = Vec::new();
        let mut part = |ui: &mut Ui, part: EntityPart| {
            let place = DraftPlace::new(DraftPlace::NAME, entity.id, &format!("{part:?}").to_lowercase());
            let show = |ui: &mut Ui, text: &mut String| part_ui(ui, part, text);
            DraftField::new(place, &part.of(entity))
                .show(ui, view, &mut typed, show, |text| of_names(NameAction::Type(entity.id, part, text)));
        };
        let frame = egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 8, top: 2, bottom: 8 });
        frame.show(ui, |ui| {
            weak(ui, &facts_of(entity, count));
            part(ui, Name);
            let kind = ui.horizontal(|ui| {
                let kind = kind_ui(ui, entity);
                part(ui, Letter);
                kind
            });
            [Aliases, Role, Side, Country, Wikidata, Note].into_iter().for_each(|next| part(ui, next));
            if let Some(kind) = kind.inner {
                actions.push(of_names(NameAction::SetKind(entity.id, kind)));
            }
            ui.horizontal_wrapped(|ui| {
                if link_button(ui, words::SHOW_MENTIONS).clicked() {
                    actions.push(Action::Command(Command::SearchAll));
                    actions.push(Action::Article(ArticleAction::Search(mentions_query(entity))));
                }
                ui.add_space(STEP);
                list_button(ui, words::MORE, |ui| menu_ui(ui, entity, view, actions));
            });
        });
        actions.extend(typed);
    }
}

fn of_names(action: NameAction) -> Action {
    Action::Mark(MarkAction::Name(action))
}

/// The search that lists all mentions of a name.
fn mentions_query(entity: &Entity) -> String {
    format!("name:\"{}\"", entity.name)
}

/// The field of a part of a name.
fn part_ui(ui: &mut Ui, part: EntityPart, text: &mut String) -> Response {
    match part {
        EntityPart::Name => named_line(ui, words::NAME, text),
        EntityPart::Letter => line(ui, words::LETTER, text, 28.0),
        EntityPart::Aliases => area(ui, words::ALIASES, text),
        EntityPart::Role => named_line(ui, words::ROLE, text),
        EntityPart::Side => named_line(ui, words::SIDE, text),
        EntityPart::Country => named_line(ui, words::COUNTRY, text),
        EntityPart::Wikidata => named_line(ui, words::WIKIDATA, text),
        EntityPart::Note => area(ui, words::NOTE, text),
    }
}

/// What a name is; returns another kind when it was chosen.
fn kind_ui(ui: &mut Ui, entity: &Entity) -> Option<EntityKind> {
    ui.label(RichText::new(words::KIND).color(ui.tokens().soft_ink));
    let mut kind = entity.kind.clone();
    ComboBox::from_id_salt("kind").selected_text(words::entity_kind(&entity.kind)).show_ui(ui, |ui| {
        for known in EntityKind::of_names() {
            let name = words::entity_kind(&known).to_owned();
            ui.selectable_value(&mut kind, known, name);
        }
    });
    (kind != entity.kind).then_some(kind)
}

/// Paints what stands in the row of a name: the name, what it is, its letter, its mentions.
fn name_face(
    ui: &Ui,
    rect: Rect,
    entity: &Entity,
    (count, letter): (NameCount, Option<&str>),
    tokens: &crate::ui::theme::Tokens,
) {
    let painter = ui.painter();
    let total = grouped(count.by_name + count.otherwise);
    let font = FontId::proportional(TEXT_SIZE);
    let number = painter.text(rect.right_center(), Align2::RIGHT_CENTER, total, font, tokens.soft_ink);
    let mut right = rect.right_center();
    right.x -= (number.width() + 10.0).max(30.0);
    if let Some(letter) = letter {
        right.x = paint_key_cap(painter, right, &letter.to_uppercase(), tokens).min.x - 6.0;
    }
    let room = (right.x - rect.min.x).max(10.0);
    let short = as_name(&entity.name);
    let name = visible(&short);
    let width = paint_cut(painter, rect.left_center(), &name, TEXT_SIZE, tokens.ink, room).width();
    let kind = words::entity_kind(&entity.kind).to_owned();
    let kind = painter.layout_no_wrap(kind, FontId::proportional(SMALL_SIZE), tokens.soft_ink);
    let left = rect.min.x + width + STEP;
    if left + kind.size().x < right.x {
        painter.galley(pos2(left, rect.center().y - kind.size().y / 2.0), kind, tokens.soft_ink);
    }
}

/// What can be done with a name.
fn menu_ui(ui: &mut Ui, entity: &Entity, view: &View<'_>, actions: &mut Vec<Action>) {
    if let Some((article, span)) = view.article().zip(view.span())
        && ui.button(words::ASSIGN_CHOSEN).clicked()
    {
        actions.push(of_names(NameAction::Assign(vec![(article.id, span.id)], entity.id)));
        ui.close();
    }
    let merged = ui.menu_button(words::MERGE_INTO, |ui| {
        let others = || {
            let mut others: Vec<&Entity> = view.project().names().filter(|other| other.id != entity.id).collect();
            others.sort_by(|one, other| one.name.cmp(&other.name));
            others.into_iter().map(|other| (other.name.clone(), other.id)).collect()
        };
        choices_ui(ui, others, None)
    });
    let merge = |into| of_names(NameAction::Merge { from: entity.id, into });
    actions.extend(merged.inner.flatten().map(merge));
    if !entity.aliases.is_empty() {
        let split = ui.menu_button(words::SPLIT_OFF, |ui| {
            choices_ui(ui, || entity.aliases.iter().map(|alias| (alias.clone(), alias.clone())).collect(), None)
        });
        actions.extend(split.inner.flatten().map(|alias| of_names(NameAction::Split(entity.id, alias))));
    }
    ui.separator();
    let delete = ui.button(words::DELETE_NAME).hint(words::DELETE_NAME_HINT);
    if delete.clicked() {
        actions.push(of_names(NameAction::Delete(entity.id)));
        ui.close();
    }
}

/// Mentions without a name: given the proposed name, made a new one, or dragged onto one.
fn loose_ui(ui: &mut Ui, table: &NameTable, view: &View<'_>, actions: &mut Vec<Action>) {
    if table.loose.is_empty() {
        return;
    }
    head_ui(ui, &words::loose_mentions(table.loose.len()));
    in_sight(ui, "loose", table.loose.len().min(MOST), ROW_HEIGHT, |ui, place| {
        if let Some(group) = table.loose.get(place) {
            loose_row_ui(ui, group, view, actions);
        }
    });
    if let Some(more) = table.loose.len().checked_sub(MOST).filter(|more| *more > 0) {
        ui.label(RichText::new(words::more_mentions(more)).color(ui.tokens().soft_ink));
    }
}

fn loose_row_ui(ui: &mut Ui, group: &Loose, view: &View<'_>, actions: &mut Vec<Action>) {
    let proposed = group.suggestion.as_ref();
    let proposed = proposed.and_then(|(id, why)| Some((view.project().entities.get(id)?, why.to_string())));
    let said = words::mention_words(&shortened(&visible(&group.words), WORDS), group.places.len());
    let (title, why) = match &proposed {
        Some((entity, why)) => (words::may_be(&said, &shortened(&entity.name, WORDS)), why.as_str()),
        None => (said, ""),
    };
    let shown = proposal_ui(ui, &title, why, |ui| {
        if let Some((entity, _)) = proposed
            && link_button(ui, words::ASSIGN).clicked()
        {
            actions.push(of_names(NameAction::Assign(group.places.clone(), entity.id)));
        }
        if link_button(ui, words::NEW_NAME).hint(words::NEW_NAME_HINT).clicked() {
            actions.push(of_names(NameAction::AssignNew(group.places.clone(), group.kind.clone())));
        }
        if icon_button(ui, icons::DOWN, words::SHOW_IN_ARTICLE).clicked()
            && let Some((article, span)) = group.places.first()
        {
            actions.push(Action::Article(ArticleAction::JumpTo(*article, *span)));
        }
    });
    let shown = shown.interact(Sense::drag()).on_hover_cursor(CursorIcon::Grab).hint(words::DRAG_MENTION);
    shown.dnd_set_drag_payload(Dragged(group.places.clone()));
}

/// A suggestion with its buttons. If there is a reason for it, the buttons are beside that, on a second line. Returns the
/// title.
fn proposal_ui(ui: &mut Ui, title: &str, why: &str, buttons: impl FnOnce(&mut Ui)) -> Response {
    let title_ui = |ui: &mut Ui| elided(ui, title).hint(title);
    ui.horizontal(|ui| {
        ui.add_space(STEP);
        if why.is_empty() {
            ui.set_min_height(ROW_HEIGHT);
            return beside_buttons(ui, FEW_BUTTONS, buttons, title_ui);
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let title = title_ui(ui);
            // The reason names both: it goes on in the next line rather than be cut.
            ui.add(Label::new(RichText::new(why).size(SMALL_SIZE).color(ui.tokens().soft_ink)).wrap());
            ui.horizontal(|ui| beside_buttons(ui, BUTTONS, buttons, |ui| ui.label("")));
            title
        })
        .inner
    })
    .inner
}

/// Words with buttons at the right, which have this width in points. Laid out from the right, so that the words are
/// truncated and not the buttons.
fn beside_buttons(
    ui: &mut Ui,
    width: f32,
    buttons: impl FnOnce(&mut Ui),
    words: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let to_right = Layout::left_to_right(Align::Center);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.allocate_ui_with_layout(egui::vec2(width, 22.0), to_right, buttons);
        ui.with_layout(to_right, words).inner
    })
    .inner
}

fn facts_of(entity: &Entity, count: NameCount) -> String {
    words::name_facts(count, &[&entity.role, &entity.side, &entity.country])
}

fn head_ui(ui: &mut Ui, text: &str) {
    ui.add_space(STEP);
    ui.horizontal(|ui| {
        ui.add_space(STEP);
        section_title(ui, text);
    });
}
