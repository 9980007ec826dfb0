//! The register of names: whom and what the marks mention, which mentions point nowhere yet, which names may be one.

use std::sync::Arc;

use egui::{
    Align2, ComboBox, CursorIcon, FontId, Response, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
    accesskit::Role, pos2,
};

use super::{
    inspector::short,
    tag_editor::{area, line},
};
use crate::{
    app::{Action, ArticleAction, DeskAction, MarkAction, NameAction, StateMark, Table, View, letters},
    model::{ArticleId, Entity, EntityId, EntityKind, SpanId},
    suggest::{Loose, NameCount, NameTable, Pair},
    text::{folded, plural, visible},
    ui::{
        icons,
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, TEXT_SIZE, UiTokens},
        widgets::{Draft, Row, icon_button, link_button, paint_cut, paint_key_cap, row_label, section_title},
    },
};

/// How many characters of a name are shown in a proposal.
const WORDS: usize = 34;
/// More proposals of a sort than this are not shown at once.
const MOST: usize = 40;
/// More names than this are not listed at once.
const MOST_NAMES: usize = 300;

/// What is being dragged onto a name.
#[derive(Clone, Debug)]
struct Dragged(Vec<(ArticleId, SpanId)>);

/// The name whose form is open, what is typed, and what was put aside.
#[derive(Debug, Default)]
pub struct NamesPanel {
    filter: String,
    open: Option<EntityId>,
    drafts: EntityDrafts,
    /// Pairs that somebody said are two; not kept between starts.
    apart: std::collections::BTreeSet<(EntityId, EntityId)>,
    /// The letters of the names, for the state that they were given in.
    letters: (Option<StateMark>, std::collections::BTreeMap<EntityId, String>),
}

/// What is being typed into the form of a name.
#[derive(Debug, Default)]
struct EntityDrafts {
    name: Draft<EntityId>,
    aliases: Draft<EntityId>,
    key: Draft<EntityId>,
    role: Draft<EntityId>,
    side: Draft<EntityId>,
    country: Draft<EntityId>,
    wikidata: Draft<EntityId>,
    note: Draft<EntityId>,
}

impl NamesPanel {
    /// Shows the register; asks for it where it is not of the present state.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let made = &view.tables.names;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Table::Names)));
        }
        let table = Arc::clone(made.table());
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            let width = (ui.available_width() - 70.0).max(60.0);
            let field =
                ui.add(TextEdit::singleline(&mut self.filter).hint_text("Filter, or a new name").desired_width(width));
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter the names"));
            let is_new = !self.filter.trim().is_empty();
            if ui.add_enabled(is_new, egui::Button::new("Add")).clicked() {
                actions.push(Action::Mark(MarkAction::Name(NameAction::Add(std::mem::take(&mut self.filter)))));
            }
        });
        ScrollArea::vertical().id_salt("names").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            self.pairs_ui(ui, &table, view, actions);
            self.rows_ui(ui, &table, view, actions);
            loose_ui(ui, &table, view, actions);
        });
    }

    /// Names that may be one, each with why; nothing is joined without a click.
    fn pairs_ui(&mut self, ui: &mut Ui, table: &NameTable, view: &View<'_>, actions: &mut Vec<Action>) {
        let pairs: Vec<&Pair> =
            table.pairs.iter().filter(|pair| !self.apart.contains(&(pair.one, pair.other))).take(MOST).collect();
        if pairs.is_empty() {
            return;
        }
        head_ui(ui, "May be one");
        for pair in pairs {
            let name = |id: EntityId| view.project().entities.get(&id).map(|entity| short(&entity.name, WORDS));
            let (Some(one), Some(other)) = (name(pair.one), name(pair.other)) else { continue };
            proposal_ui(ui, &format!("{other} = {one}"), pair.why.words(), |ui| {
                if link_button(ui, "Join").clicked() {
                    actions
                        .push(Action::Mark(MarkAction::Name(NameAction::Merge { from: pair.other, into: pair.one })));
                }
                if link_button(ui, "Two").on_hover_text("These are two; do not offer this again").clicked() {
                    self.apart.insert((pair.one, pair.other));
                }
            });
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui, table: &NameTable, view: &View<'_>, actions: &mut Vec<Action>) {
        if self.letters.0 != Some(view.session.state()) {
            self.letters = (Some(view.session.state()), letters(view.project()));
        }
        let letters = std::mem::take(&mut self.letters.1);
        let wanted = folded(self.filter.trim());
        let fits = |entity: &Entity| {
            let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
            wanted.is_empty() || names.any(|name| folded(name).contains(&wanted))
        };
        let count = |id: &EntityId| table.counts.get(id).copied().unwrap_or_default();
        let mut listed: Vec<&Entity> = view
            .project()
            .entities
            .values()
            .map(|entity| &**entity)
            .filter(|entity| is_name(entity) && fits(entity))
            .collect();
        let weight = |entity: &Entity| count(&entity.id).by_name + count(&entity.id).otherwise;
        listed.sort_by(|one, other| (weight(other), &one.name).cmp(&(weight(one), &other.name)));
        head_ui(ui, &format!("Names · {}", listed.len()));
        let unlisted = listed.len().saturating_sub(MOST_NAMES);
        for entity in listed.into_iter().take(MOST_NAMES) {
            self.row_ui(ui, entity, count(&entity.id), letters.get(&entity.id), view, actions);
            if self.open == Some(entity.id) {
                self.form_ui(ui, entity, count(&entity.id), view, actions);
            }
        }
        self.letters.1 = letters;
        if unlisted > 0 {
            ui.label(RichText::new(format!("and {unlisted} more; the filter finds them")).color(ui.tokens().soft_ink));
        }
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        entity: &Entity,
        count: NameCount,
        letter: Option<&String>,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let is_chosen = view.span().is_some_and(|span| span.entity == Some(entity.id));
        let shown = Row::new(&entity.name).chosen(is_chosen).show(ui, |ui, rect, tokens| {
            let painter = ui.painter();
            let total = (count.by_name + count.otherwise).to_string();
            let font = FontId::proportional(TEXT_SIZE);
            let number = painter.text(rect.right_center(), Align2::RIGHT_CENTER, total, font, tokens.soft_ink);
            let mut right = rect.right_center();
            right.x -= (number.width() + 10.0).max(30.0);
            if let Some(letter) = letter {
                right.x = paint_key_cap(painter, right, &letter.to_uppercase(), tokens).min.x - 6.0;
            }
            let room = (right.x - rect.min.x).max(10.0);
            let name = visible(&entity.name);
            let width = paint_cut(painter, rect.left_center(), &name, TEXT_SIZE, tokens.ink, room).width();
            let kind = painter.layout_no_wrap(
                entity.kind.as_str().to_owned(),
                FontId::proportional(SMALL_SIZE),
                tokens.soft_ink,
            );
            let left = rect.min.x + width + STEP;
            if left + kind.size().x < right.x {
                painter.galley(pos2(left, rect.center().y - kind.size().y / 2.0), kind, tokens.soft_ink);
            }
        });
        if let Some(dragged) = shown.dnd_release_payload::<Dragged>() {
            actions.push(Action::Mark(MarkAction::Name(NameAction::Assign(dragged.0.clone(), entity.id))));
        }
        if shown.dnd_hover_payload::<Dragged>().is_some() {
            let ring = egui::Stroke::new(1.5, ui.tokens().accent);
            ui.painter().rect_stroke(shown.rect, 4.0, ring, egui::StrokeKind::Inside);
        }
        let shown = shown.on_hover_text(about(entity, count));
        if shown.clicked() {
            self.open = (self.open != Some(entity.id)).then_some(entity.id);
        }
        shown.context_menu(|ui| menu_ui(ui, entity, view, actions));
    }

    fn form_ui(&mut self, ui: &mut Ui, entity: &Entity, count: NameCount, view: &View<'_>, actions: &mut Vec<Action>) {
        // What was typed belongs to the name that it was typed for, also when the form shows another by now.
        let of = |id: EntityId, change: &dyn Fn(&mut Entity)| {
            let mut changed = Entity::clone(view.project().entities.get(&id)?);
            change(&mut changed);
            Some(Action::Mark(MarkAction::Name(NameAction::Change(Box::new(changed)))))
        };
        let drafts = &mut self.drafts;
        let frame = egui::Frame::new().inner_margin(egui::Margin { left: 16, right: 8, top: 2, bottom: 8 });
        frame.show(ui, |ui| {
            ui.label(RichText::new(about(entity, count)).size(SMALL_SIZE).color(ui.tokens().soft_ink));
            if let Some((id, text)) = drafts.name.edit(&entity.id, &entity.name, |text| named_line(ui, "Name", text)) {
                actions.extend(of(id, &|entity| text.trim().clone_into(&mut entity.name)));
            }
            ui.horizontal(|ui| {
                ui.label(RichText::new("Kind").color(ui.tokens().soft_ink));
                let mut kind = entity.kind.clone();
                ComboBox::from_id_salt("kind").selected_text(kind.as_str()).show_ui(ui, |ui| {
                    for known in [EntityKind::Person, EntityKind::Organisation, EntityKind::Place] {
                        let name = known.as_str().to_owned();
                        ui.selectable_value(&mut kind, known, name);
                    }
                    let other = EntityKind::Other("other".to_owned());
                    ui.selectable_value(&mut kind, other, "other");
                });
                if kind != entity.kind {
                    actions.extend(of(entity.id, &|entity| entity.kind = kind.clone()));
                }
                if let Some((id, text)) =
                    drafts.key.edit(&entity.id, &entity.key, |text| line(ui, "Letter", text, 28.0))
                {
                    let letter: String = text.trim().chars().take(1).filter(|c| c.is_alphabetic()).collect();
                    actions.extend(of(id, &|entity| entity.key = letter.to_lowercase()));
                }
            });
            let aliases = entity.aliases.join("\n");
            let typed = drafts.aliases.edit(&entity.id, &aliases, |text| area(ui, "Also called, one a line", text));
            if let Some((id, text)) = typed {
                let aliases: Vec<String> =
                    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
                actions.extend(of(id, &|entity| entity.aliases.clone_from(&aliases)));
            }
            if let Some((id, text)) = drafts.role.edit(&entity.id, &entity.role, |text| named_line(ui, "Role", text)) {
                actions.extend(of(id, &|entity| text.trim().clone_into(&mut entity.role)));
            }
            if let Some((id, text)) = drafts.side.edit(&entity.id, &entity.side, |text| named_line(ui, "Side", text)) {
                actions.extend(of(id, &|entity| text.trim().clone_into(&mut entity.side)));
            }
            if let Some((id, text)) =
                drafts.country.edit(&entity.id, &entity.country, |text| named_line(ui, "Country", text))
            {
                actions.extend(of(id, &|entity| text.trim().clone_into(&mut entity.country)));
            }
            let wikidata = drafts.wikidata.edit(&entity.id, &entity.wikidata, |text| named_line(ui, "Wikidata", text));
            if let Some((typed_for, text)) = wikidata {
                let id = text.trim().to_uppercase();
                if id.is_empty()
                    || id
                        .strip_prefix('Q')
                        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
                {
                    actions.extend(of(typed_for, &|entity| entity.wikidata.clone_from(&id)));
                } else {
                    actions.push(Action::Desk(DeskAction::Say(crate::app::Notice::problem(
                        "A Wikidata id is a Q and digits, like Q7747.",
                    ))));
                }
            }
            if let Some((id, text)) = drafts.note.edit(&entity.id, &entity.note, |text| area(ui, "Note", text)) {
                actions.extend(of(id, &|entity| entity.note.clone_from(&text)));
            }
            ui.horizontal_wrapped(|ui| {
                if link_button(ui, "Show mentions").clicked() {
                    actions.push(Action::Command(crate::app::Command::SearchAll));
                    actions.push(Action::Article(ArticleAction::Search(format!("name:\"{}\"", entity.name))));
                }
                ui.add_space(STEP);
                ui.menu_button("More…", |ui| menu_ui(ui, entity, view, actions));
            });
        });
    }
}

/// Groups of claims are entities too, but no names.
fn is_name(entity: &Entity) -> bool {
    entity.kind != EntityKind::Claim
}

/// What can be done with a name.
fn menu_ui(ui: &mut Ui, entity: &Entity, view: &View<'_>, actions: &mut Vec<Action>) {
    if let Some((article, span)) = view.article().zip(view.span())
        && ui.button("The chosen mark mentions it").clicked()
    {
        actions.push(Action::Mark(MarkAction::Name(NameAction::Assign(vec![(article.id, span.id)], entity.id))));
    }
    ui.menu_button("Join into", |ui| {
        ScrollArea::vertical().min_scrolled_height(360.0).max_height(360.0).show(ui, |ui| {
            let others = view.project().entities.values().filter(|other| other.id != entity.id);
            let mut others: Vec<&Entity> =
                others.map(|other| &**other).filter(|other| other.kind != EntityKind::Claim).collect();
            others.sort_by(|one, other| one.name.cmp(&other.name));
            for other in others {
                if ui.button(&other.name).clicked() {
                    actions.push(Action::Mark(MarkAction::Name(NameAction::Merge { from: entity.id, into: other.id })));
                }
            }
        });
    });
    if !entity.aliases.is_empty() {
        ui.menu_button("Part from it", |ui| {
            for alias in &entity.aliases {
                if ui.button(alias).clicked() {
                    actions.push(Action::Mark(MarkAction::Name(NameAction::Split(entity.id, alias.clone()))));
                }
            }
        });
    }
    ui.separator();
    if ui
        .button("Delete the name")
        .on_hover_text("Its mentions stay and point nowhere; links to the name itself go")
        .clicked()
    {
        actions.push(Action::Mark(MarkAction::Name(NameAction::Delete(entity.id))));
    }
}

/// Mentions that point nowhere: taken into the proposed name, made a name, or dragged onto one.
fn loose_ui(ui: &mut Ui, table: &NameTable, view: &View<'_>, actions: &mut Vec<Action>) {
    if table.loose.is_empty() {
        return;
    }
    head_ui(ui, &format!("Mentions without a name · {}", table.loose.len()));
    for group in table.loose.iter().take(MOST) {
        loose_row_ui(ui, group, view, actions);
    }
    if let Some(more) = table.loose.len().checked_sub(MOST).filter(|more| *more > 0) {
        ui.label(RichText::new(format!("and {more} more")).color(ui.tokens().soft_ink));
    }
}

fn loose_row_ui(ui: &mut Ui, group: &Loose, view: &View<'_>, actions: &mut Vec<Action>) {
    let proposed = group.proposal.and_then(|(id, why)| Some((view.project().entities.get(&id)?, why)));
    let words = short(&visible(&group.words).replace('\n', " "), WORDS);
    let title = if group.places.len() > 1 { format!("{words} × {}", group.places.len()) } else { words };
    let (title, why) = match &proposed {
        Some((entity, why)) => (format!("{title} = {}", short(&entity.name, WORDS)), why.words()),
        None => (title, ""),
    };
    let shown = proposal_ui(ui, &title, why, |ui| {
        if let Some((entity, _)) = proposed
            && link_button(ui, "Join").clicked()
        {
            actions.push(Action::Mark(MarkAction::Name(NameAction::Assign(group.places.clone(), entity.id))));
        }
        if link_button(ui, "New").on_hover_text("Make it a name of its own").clicked() {
            actions
                .push(Action::Mark(MarkAction::Name(NameAction::AssignNew(group.places.clone(), group.kind.clone()))));
        }
        if icon_button(ui, icons::DOWN, "Show it").clicked()
            && let Some((article, span)) = group.places.first()
        {
            actions.push(Action::Article(ArticleAction::JumpTo(*article, *span)));
        }
    });
    let shown = shown.interact(Sense::drag()).on_hover_cursor(CursorIcon::Grab).on_hover_text("Drag it onto a name");
    shown.dnd_set_drag_payload(Dragged(group.places.clone()));
}

/// A title with a reason under it, and buttons to the right; returns the title.
fn proposal_ui(ui: &mut Ui, title: &str, why: &str, buttons: impl FnOnce(&mut Ui)) -> Response {
    let tokens = ui.tokens();
    ui.horizontal(|ui| {
        ui.set_min_height(ROW_HEIGHT);
        ui.add_space(STEP);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            // Laid out from the right, so that the names give way and not the buttons.
            ui.allocate_ui_with_layout(
                egui::vec2(110.0, ROW_HEIGHT),
                egui::Layout::left_to_right(egui::Align::Center),
                buttons,
            );
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let shown = ui.add(egui::Label::new(title).truncate()).on_hover_text(title);
                if !why.is_empty() {
                    ui.add(egui::Label::new(RichText::new(why).size(SMALL_SIZE).color(tokens.soft_ink)).truncate());
                }
                shown
            })
            .inner
        })
        .inner
    })
    .inner
}

fn about(entity: &Entity, count: NameCount) -> String {
    let mut parts = vec![plural(count.by_name, "mention") + " by name"];
    if count.otherwise > 0 {
        parts.push(format!("{} otherwise", count.otherwise));
    }
    if count.claims > 0 {
        parts.push(format!("speaks in {}", plural(count.claims, "claim")));
    }
    for known in [&entity.role, &entity.side, &entity.country] {
        if !known.is_empty() {
            parts.push(known.clone());
        }
    }
    parts.join(" · ")
}

fn head_ui(ui: &mut Ui, text: &str) {
    ui.add_space(STEP);
    ui.horizontal(|ui| {
        ui.add_space(STEP);
        section_title(ui, text);
    });
}

/// A field with its name before it, in a column of names.
fn named_line(ui: &mut Ui, name: &str, text: &mut String) -> Response {
    ui.horizontal(|ui| {
        row_label(ui, name, 64.0);
        let field = ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        field
    })
    .inner
}
