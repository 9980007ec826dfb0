//! Where coders differ: one line for each difference, with what each coder has. Keys or buttons decide what holds; what holds
//! becomes the consensus, and the coders' marks stay as they are.

use std::{collections::BTreeMap, sync::Arc};

use egui::{EventFilter, Id, Key, Modifiers, Response, RichText, ScrollArea, Ui, UiBuilder};

use super::{
    compare_menus::{alone_ui, classes_ui, coders_ui, lenience_ui, make_room, tag_ui},
    compare_rows,
    docked::Docked,
    words,
};
use crate::{
    analysis::differences::{Compared, Difference, Standing, Tally, tally},
    app::{Action, ArticleAction, CompareAction, Derivation, DeskAction, DraftPlace, SessionId, StateMark, View},
    edit::{Holds, Ruling},
    model::{ArticleId, CoderId, SpanId, TagId, Verdict},
    text::shortened,
    ui::{
        theme::{ROW_HEIGHT, SMALL_SIZE, STEP, UiTokens},
        widgets::{DraftField, Hint, TextField, elided, link_button, named_field},
    },
};

/// The keys that take the mark of a coder, by their place.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// How wide the field for a reason is at least and at most, in points.
const REASON: [f32; 2] = [190.0, 420.0];
/// What the edges of that field take of its room, in points.
const INSETS: f32 = 24.0;
/// The least room for what is told in the rest of a line, in points.
const REST: f32 = 150.0;
/// How many characters of a coder's name a button has.
const NAME: usize = 24;

/// Which differences are listed, and which one is chosen.
#[derive(Debug, Default)]
pub struct ComparePanel {
    wanted: Wanted,
    listed: Listed,
    /// The chosen difference: its article and marks.
    chosen: Option<Chosen>,
    /// The difference that gets the keyboard next.
    stepped: Option<Chosen>,
    /// Whether the keyboard is to come into the list, once there is one.
    is_entered: bool,
    /// Whether the lines have moved since the chosen one was brought into sight.
    is_moved: bool,
    /// Whether the reason gets it.
    to_reason: bool,
    /// Why the next decision is made.
    reason: String,
    offset: f32,
}

type Chosen = (ArticleId, Vec<SpanId>);

/// What is to be listed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wanted {
    here: bool,
    decided: bool,
    class: Option<Difference>,
    tag: Option<TagId>,
    /// Only what differs like this.
    like: Option<Box<Compared>>,
}

/// The places of the differences that are listed, and what they were listed for.
#[derive(Debug, Default)]
struct Listed {
    counts: BTreeMap<Difference, usize>,
    places: Vec<usize>,
    tally: Tally,
    /// Where all coders have the same, and it is not in the consensus.
    same: Vec<usize>,
    /// How many are open and like the chosen one.
    alike: Option<(Chosen, usize)>,
    of: Option<(SessionId, Option<StateMark>, Option<ArticleId>, Wanted)>,
}

impl Docked for ComparePanel {
    fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        let coders = view.selection.comparing.coders(view.project());
        if coders.len() < 2 {
            return alone_ui(ui, view);
        }
        let made = &view.derived.differences;
        if made.state() != Some(view.session.state()) {
            actions.push(Action::Desk(DeskAction::Derive(Derivation::Differences)));
        }
        let all = Arc::clone(made.value());
        self.list(&all, view);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            self.filters_ui(ui, &coders, view, actions);
            self.tally_ui(ui, &all, actions);
        });
        self.list(&all, view);
        self.is_entered |= take_focus;
        if self.is_entered && !self.listed.places.is_empty() {
            self.is_entered = false;
            self.stepped = self.chosen(&all).or_else(|| self.line(&all, 0)).map(key);
        }
        self.decide_ui(ui, &all, &coders, view, actions);
        ui.spacing_mut().item_spacing.y = 0.0;
        compare_rows::heads_ui(ui, view.project(), &coders);
        if self.listed.places.is_empty() && made.state().is_some() {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                ui.label(RichText::new(words::NO_DIFFERENCES).color(ui.tokens().soft_ink));
            });
        }
        self.lines_ui(ui, &all, &coders, view, actions);
    }

    fn count(&self, view: &View<'_>) -> usize {
        let open = |compared: &&Compared| compared.difference.is_some() && compared.standing.is_open();
        if self.listed.of.as_ref().is_some_and(|of| of.1 == view.derived.differences.state() && of.2.is_none()) {
            return self.listed.tally.open;
        }
        view.derived.differences.value().iter().filter(open).count()
    }
}

impl ComparePanel {
    /// Lists the differences again when they, or what is wanted, are others than before.
    fn list(&mut self, all: &[Compared], view: &View<'_>) {
        let here = view.selection.article.filter(|_| self.wanted.here);
        let of = Some((view.session.id(), view.derived.differences.state(), here, self.wanted.clone()));
        if self.listed.of == of {
            return;
        }
        let in_reach = |compared: &&Compared| here.is_none_or(|article| article == compared.article);
        if self.listed.of.as_ref().is_some_and(|of| of.0 != view.session.id()) {
            self.reason.clear();
        }
        let mut listed = Listed { tally: tally(all.iter().filter(in_reach)), of, ..Listed::default() };
        for (place, compared) in all.iter().enumerate().filter(|(_, compared)| in_reach(compared)) {
            let is_open = compared.standing.is_open();
            let Some(class) = compared.difference else {
                listed.same.extend(is_open.then_some(place));
                continue;
            };
            let is_wanted = (is_open || self.wanted.decided)
                && self.wanted.tag.as_ref().is_none_or(|tag| compared.has_tag(tag))
                && self.wanted.like.as_ref().is_none_or(|like| like.is_like(compared));
            if is_wanted {
                *listed.counts.entry(class).or_default() += 1;
                if self.wanted.class.is_none_or(|wanted| wanted == class) {
                    listed.places.push(place);
                }
            }
        }
        self.listed = listed;
        self.is_moved = true;
        if self.listed.places.is_empty() && (self.wanted.like.is_some() || self.wanted.class.is_some()) {
            // What was narrowed down to is decided: the others are next.
            (self.wanted.like, self.wanted.class) = (None, None);
            self.list(all, view);
        }
    }

    /// The place of the chosen difference in the list.
    fn place(&self, all: &[Compared]) -> Option<usize> {
        let chosen = self.chosen.as_ref()?;
        self.listed.places.iter().position(|place| all.get(*place).is_some_and(|compared| compared.is_about(chosen)))
    }

    /// The difference in a line of the list.
    fn line<'c>(&self, all: &'c [Compared], line: usize) -> Option<&'c Compared> {
        all.get(*self.listed.places.get(line)?)
    }

    fn chosen<'c>(&self, all: &'c [Compared]) -> Option<&'c Compared> {
        all.get(*self.listed.places.get(self.place(all)?)?)
    }

    fn filters_ui(&mut self, ui: &mut Ui, coders: &[CoderId], view: &View<'_>, actions: &mut Vec<Action>) {
        ui.add_space(STEP);
        ui.selectable_value(&mut self.wanted.here, false, words::ALL_ARTICLES);
        ui.selectable_value(&mut self.wanted.here, true, words::THIS_ARTICLE);
        ui.checkbox(&mut self.wanted.decided, words::SHOW_DECIDED);
        coders_ui(ui, coders, view, actions);
        tag_ui(ui, &mut self.wanted.tag, view.project());
        lenience_ui(ui, view, actions);
        classes_ui(ui, &self.listed.counts, &mut self.wanted.class);
    }

    fn tally_ui(&mut self, ui: &mut Ui, all: &[Compared], actions: &mut Vec<Action>) {
        let same = self.listed.same.len();
        if same > 0 && link_button(ui, &words::take_same(same)).hint(words::TAKE_SAME_HELP).clicked() {
            let rulings = self.listed.same.iter().filter_map(|place| all.get(*place));
            let first = |compared: &Compared| compared.marks().next().map(Holds::This);
            let rulings = rulings.filter_map(|compared| Some(ruling(compared, first(compared)?))).collect();
            actions.push(Action::Compare(CompareAction::Decide(rulings)));
        }
        make_room(ui, REST);
        let told = RichText::new(words::tally(self.listed.tally)).color(ui.tokens().soft_ink);
        ui.scope(|ui| elided(ui, told));
    }

    /// What can be done with the chosen difference.
    fn decide_ui(
        &mut self,
        ui: &mut Ui,
        all: &[Compared],
        coders: &[CoderId],
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let Some(compared) = self.chosen(all).cloned() else { return };
        ui.horizontal_wrapped(|ui| {
            ui.add_space(STEP);
            if let Some(pressed) = pressed_ui(ui, &compared, coders, view) {
                self.decide(pressed, all, &compared, coders, view, actions);
            }
            let alike = match &self.listed.alike {
                Some((chosen, count)) if compared.is_about(chosen) => *count,
                Some(_) | None => {
                    all.iter().filter(|other| other.standing.is_open() && other.is_like(&compared)).count()
                }
            };
            self.listed.alike = Some((key(&compared), alike));
            let mut is_narrowed = self.wanted.like.is_some();
            if (alike > 1 || is_narrowed)
                && ui.checkbox(&mut is_narrowed, words::similar(alike)).hint(words::SIMILAR_HELP).changed()
            {
                self.wanted.like = is_narrowed.then(|| Box::new(compared.clone()));
            }
            self.reason_ui(ui, &compared, view, actions);
        });
    }

    /// The reason of a decision that was made, or of the next one.
    fn reason_ui(&mut self, ui: &mut Ui, compared: &Compared, view: &View<'_>, actions: &mut Vec<Action>) {
        let decision = compare_rows::decision_of(compared, view);
        let by = decision.map(|decision| words::decided_by(&view.project().coder_name(decision.by), decision.made));
        let [least, most] = REASON;
        let room = make_room(ui, least);
        let show = |ui: &mut Ui, text: &mut String| {
            let field = TextField::singleline(text).hint_text(words::WHY).desired_width((room - INSETS).min(most));
            named_field(ui, words::WHY, field).hint(by.as_deref().unwrap_or(words::DECISION_REASON_HELP))
        };
        let field = match decision {
            Some(decision) => {
                let place = DraftPlace::new(DraftPlace::DECISION, decision.id, "note");
                let becomes = |note| Action::Compare(CompareAction::SetNote(decision.id, note));
                DraftField::new(place, &decision.note).show(ui, view, actions, show, becomes)
            }
            None => {
                // The keyboard stays in it whatever buttons stand before it.
                let own = UiBuilder::new().scope_id(Id::unique("reason for the next decision"));
                ui.scope_builder(own, |ui| show(ui, &mut self.reason)).inner
            }
        };
        if std::mem::take(&mut self.to_reason) {
            field.request_focus();
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
            self.stepped = Some(key(compared));
        }
        if let Some(by) = by.filter(|_| ui.available_size_before_wrap().x >= REST) {
            let by = RichText::new(by).size(SMALL_SIZE).color(ui.tokens().soft_ink);
            ui.scope(|ui| elided(ui, by));
        }
    }

    fn lines_ui(
        &mut self,
        ui: &mut Ui,
        all: &[Compared],
        coders: &[CoderId],
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let places = self.listed.places.clone();
        let mut area = ScrollArea::vertical().id_salt("compare").auto_shrink([false, false]).min_scrolled_height(0.0);
        let is_moved = std::mem::take(&mut self.is_moved);
        let wanted = self.stepped.as_ref().or(self.chosen.as_ref().filter(|_| is_moved));
        let is_wanted =
            |place: &usize| all.get(*place).zip(wanted).is_some_and(|(compared, wanted)| compared.is_about(wanted));
        if let Some(line) = wanted.and_then(|_| places.iter().position(is_wanted)) {
            let (top, bottom) = (line as f32 * ROW_HEIGHT, (line + 1) as f32 * ROW_HEIGHT);
            let least = (bottom - ui.available_height()).clamp(0.0, top);
            area = area.vertical_scroll_offset(self.offset.clamp(least, top));
        }
        let scrolled = area.show_rows(ui, ROW_HEIGHT, places.len(), |ui, lines| {
            for (line, place) in places.iter().enumerate().skip(lines.start).take(lines.len()) {
                let Some(compared) = all.get(*place) else { continue };
                let is_chosen = self.chosen.as_ref().is_some_and(|chosen| compared.is_about(chosen));
                // The keyboard stays with a difference wherever it is listed.
                let own = UiBuilder::new().scope_id(Id::unique(("compared", key(compared))));
                let row = ui.scope_builder(own, |ui| compare_rows::row_ui(ui, compared, coders, view, is_chosen)).inner;
                let Some(row) = row else { continue };
                let is_stepped = self.stepped.take_if(|wanted| compared.is_about(wanted)).is_some();
                if row.clicked() || is_stepped {
                    self.choose(compared, actions);
                    row.request_focus();
                }
                if row.has_focus() {
                    self.keys(ui, &row, line, (all, compared), coders, view, actions);
                }
            }
        });
        self.offset = scrolled.state.clamped_offset().y;
    }

    /// Shows a difference in the article.
    fn choose(&mut self, compared: &Compared, actions: &mut Vec<Action>) {
        if self.chosen.as_ref() != Some(&key(compared)) {
            self.chosen = Some(key(compared));
            let place = ArticleAction::JumpToPlace(compared.article, compared.at, compared.marks().next());
            actions.push(Action::Article(place));
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a line, all lines, and what every panel gets")]
    fn keys(
        &mut self,
        ui: &Ui,
        row: &Response,
        line: usize,
        (all, compared): (&[Compared], &Compared),
        coders: &[CoderId],
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, arrows));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) || pressed(Key::N) {
            self.stepped = self.line(all, line + 1).map(key);
        } else if pressed(Key::ArrowUp) {
            self.stepped = line.checked_sub(1).and_then(|line| self.line(all, line)).map(key);
        }
        let digits = DIGITS.iter().take(coders.len()).position(|digit| pressed(*digit)).map(Decided::Coder);
        let others = [
            (Key::B, Decided::All),
            (Key::Num0, Decided::None),
            (Key::E, Decided::Edited),
            (Key::Backspace, Decided::Reopened),
        ];
        let other = others.into_iter().find(|(key, _)| pressed(*key)).map(|(_, decided)| decided);
        if let Some(decided) = digits.or(other) {
            self.decide(decided, all, compared, coders, view, actions);
        } else if pressed(Key::S) {
            self.wanted.like = if self.wanted.like.is_some() { None } else { Some(Box::new(compared.clone())) };
            self.stepped = Some(key(compared));
        } else if pressed(Key::R) {
            self.to_reason = true;
        }
    }

    /// Decides about a difference, or about all that are listed if only similar ones are; and goes on to the next one.
    fn decide(
        &mut self,
        decided: Decided,
        all: &[Compared],
        compared: &Compared,
        coders: &[CoderId],
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) {
        let meant: Vec<&Compared> = match self.wanted.like {
            Some(_) => {
                let listed = self.listed.places.iter().filter_map(|place| all.get(*place));
                // What is decided stays as it is, unless it is to be opened again.
                let is_meant = |one: &&Compared| one.standing.is_open() != (decided == Decided::Reopened);
                listed.filter(is_meant).collect()
            }
            None => vec![compared],
        };
        if decided == Decided::Reopened {
            let decisions = meant.iter().filter_map(|compared| compared.standing.decision()).collect();
            actions.push(Action::Compare(CompareAction::Reopen(decisions)));
            return;
        }
        if decided == Decided::Edited
            && let Standing::Decided(_, Verdict::Edited(agreed)) | Standing::Changed(_, Verdict::Edited(agreed)) =
                compared.standing
            && view.project().span(compared.article, agreed).is_some()
        {
            // It was edited before: that copy is gone on with.
            compare_rows::show_agreed(compared.article, agreed, actions);
            return;
        }
        // A decision that is made anew has its reason already, and the field shows it.
        let typed = if compare_rows::decision_of(compared, view).is_none() {
            self.reason.trim().to_owned()
        } else {
            String::new()
        };
        let note = |one: &Compared| match compare_rows::decision_of(one, view) {
            Some(decision) if typed.is_empty() => decision.note.clone(),
            Some(_) | None => typed.clone(),
        };
        let holds = |compared: &Compared| decided.holds(compared, coders, view.selection.span);
        let rulings: Vec<Ruling> =
            meant.iter().filter_map(|one| Some(Ruling { note: note(one), ..ruling(one, holds(one)?) })).collect();
        let edited = rulings.first().and_then(|ruling| match ruling.holds {
            Holds::Edited(source) => Some((ruling.article, crate::edit::agreed_on(source))),
            Holds::This(_) | Holds::All | Holds::None => None,
        });
        if rulings.is_empty() {
            return;
        }
        if !typed.is_empty() {
            self.reason.clear();
        }
        actions.push(Action::Compare(CompareAction::Decide(rulings)));
        if let Some((article, agreed)) = edited {
            compare_rows::show_agreed(article, agreed, actions);
        } else if let Some(line) = self.place(all) {
            let after = self.listed.places.iter().skip(line + 1);
            let before = self.listed.places.iter().take(line).rev();
            let next = after.chain(before).filter_map(|place| all.get(*place));
            let next = next.filter(|next| next.standing.is_open()).find(|next| !meant.contains(next));
            if let Some(next) = next {
                self.stepped = Some(key(next));
            }
        }
    }
}

/// What somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decided {
    /// What the coder in this place has, holds.
    Coder(usize),
    /// All hold.
    All,
    /// None holds.
    None,
    /// A changed copy holds.
    Edited,
    /// It is open again.
    Reopened,
}

impl Decided {
    /// What that means for a difference. Of the marks, the selected one is copied, or the first.
    fn holds(self, compared: &Compared, coders: &[CoderId], selected: Option<SpanId>) -> Option<Holds> {
        match self {
            Self::Coder(place) => {
                let side = compared.sides.iter().find(|side| coders.get(place) == Some(&side.coder))?;
                // Whoever has no mark there says that nothing is to be marked.
                Some(side.mark.as_ref().map_or(Holds::None, |(span, _)| Holds::This(*span)))
            }
            Self::All => Some(Holds::All),
            Self::None => Some(Holds::None),
            Self::Edited => {
                let selected = compared.marks().find(|span| selected == Some(*span));
                selected.or_else(|| compared.marks().next()).map(Holds::Edited)
            }
            Self::Reopened => None,
        }
    }
}

/// The buttons that decide about a difference: the one that was pressed.
fn pressed_ui(ui: &mut Ui, compared: &Compared, coders: &[CoderId], view: &View<'_>) -> Option<Decided> {
    let mut pressed = None;
    for (place, coder) in coders.iter().enumerate().take(DIGITS.len()) {
        let name = view.project().coder_name(*coder);
        if compared.sides.iter().any(|side| side.coder == *coder)
            && ui.button(words::take(place + 1, &shortened(&name, NAME))).hint(words::take_help(&name)).clicked()
        {
            pressed = Some(Decided::Coder(place));
        }
    }
    for (decided, label, help) in [
        (Decided::All, words::KEEP_ALL, words::KEEP_ALL_HELP),
        (Decided::None, words::KEEP_NONE, words::KEEP_NONE_HELP),
        (Decided::Edited, words::EDIT_COPY, words::EDIT_COPY_HELP),
    ] {
        if ui.button(label).hint(help).clicked() {
            pressed = Some(decided);
        }
    }
    if compared.standing.decision().is_some() && ui.button(words::REOPEN).hint(words::REOPEN_HELP).clicked() {
        pressed = Some(Decided::Reopened);
    }
    pressed
}

fn ruling(compared: &Compared, holds: Holds) -> Ruling {
    Ruling { article: compared.article, about: compared.marks().collect(), holds, note: String::new() }
}

fn key(compared: &Compared) -> Chosen {
    (compared.article, compared.marks().collect())
}
