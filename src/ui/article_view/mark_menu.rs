//! All that can be done with the selected mark, in groups, with its keys: at a right click, or at a key.

use egui::{Align2, Context, FontId, Id, Pos2, Rect, Response, RichText, Ui, vec2};

use super::{
    floating::{Floating, Sizes, below_or_above, beside, show_floating},
    marks::Marked,
    menu::read_list_keys,
    page::Page,
    words,
};
use crate::{
    app::{Action, ArticleAction, Command, MarkAction, Menu, Needs, View},
    model::{LinkKindId, Span, SpanId},
    text::{ByteRange, shortened},
    ui::{
        icons,
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, Tokens, UiTokens, bold},
        widgets::{Entry, ListState, MenuList, Row, Rows, TYPE_TO_FILTER, cut, on_one_line, paint_cut},
    },
};

/// Width of the menu, in points.
const WIDTH: f32 = 290.0;
/// Height of a row, in points.
const ROW: f32 = 25.0;
/// What stands above and around its rows, in points.
const TITLE: f32 = 72.0;
/// How far left of the end of the words the menu starts, in points.
const BACK: f32 = 40.0;
/// How many marks that lie under the selected one are offered.
const MOST_UNDER: usize = 5;

/// The open menu.
#[derive(Debug)]
pub(super) struct MarkMenu {
    id: Id,
    open: Option<Opened>,
}

#[derive(Debug, Default)]
struct Opened {
    /// Where the mouse was clicked, if it was; otherwise the menu is at the mark.
    at: Option<Pos2>,
    /// The marks under the pointer, or at the start of the selected one.
    stack: Vec<SpanId>,
    /// The piece under the pointer, where the mark has several.
    piece: Option<ByteRange>,
    list: ListState,
    size: Sizes,
    is_settled: bool,
}

/// Something that can be done.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Command(Command),
    SplitPiece(ByteRange),
    RemovePiece(ByteRange),
    Select(SpanId),
}

/// What became of the menu in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Next {
    /// The list of tags is to be opened in its place.
    Tags(Option<Pos2>),
}

impl MarkMenu {
    /// A closed menu; the ids of its widgets come from `id`.
    pub(super) fn new(id: Id) -> Self {
        Self { id, open: None }
    }

    /// Whether it is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether it is open, and nothing is typed into it.
    pub(super) fn has_empty_filter(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.list.filter.is_empty())
    }

    /// Closes it.
    pub(super) fn close(&mut self) {
        self.open = None;
    }

    /// Opens it for the mark that is being selected: at a point where these marks lie, or at the mark.
    pub(super) fn open_at(&mut self, at: Option<Pos2>, stack: Vec<SpanId>, piece: Option<ByteRange>) {
        self.open = Some(Opened { at, stack, piece, ..Opened::default() });
    }

    /// Reads the keys of this frame that the list itself does not.
    pub(super) fn read_keys(&mut self, ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(open) = &mut self.open else { return };
        if read_list_keys(ctx, view, &mut open.list, actions) {
            self.close();
        }
    }

    /// Shows the menu while it is open.
    pub(super) fn show(
        &mut self,
        ui: &Ui,
        page: &Page,
        marked: &Marked<'_>,
        actions: &mut Vec<Action>,
    ) -> Option<Next> {
        let open = self.open.as_mut()?;
        let was_settled = std::mem::replace(&mut open.is_settled, true);
        let Some(span) = marked.chosen() else {
            if was_settled {
                self.close();
            }
            return None;
        };
        let size = open.size.or(vec2(WIDTH, 500.0));
        let last = span.pieces.last().copied().unwrap_or_default();
        let at = match open.at {
            Some(at) => beside(ui, at, size),
            None => below_or_above(ui, page, last, BACK, size),
        };
        let entries: Rows<Deed> = entries(open, span, marked).into();
        let floating = Floating { id: self.id, at, name: words::MARK_MENU };
        let mut taken = None;
        let shown = show_floating(ui, &floating, |ui| {
            ui.set_width(WIDTH);
            title_ui(ui, span, marked);
            let list = MenuList {
                name: words::FILTER_ACTIONS,
                hint: TYPE_TO_FILTER,
                width: WIDTH,
                row: ROW,
                most: ui.ctx().content_rect().height() - TITLE,
                is_typed_into: true,
            };
            taken = open.list.show(ui, &list, &entries, |ui, entry, is_chosen| row_ui(ui, entry, is_chosen, marked));
        });
        open.size.see(shown.rect.size());
        let at = open.at;
        let is_left = shown.clicked_elsewhere() && !ui.rect_contains_pointer(page.rect);
        let deed = taken.and_then(|place| entries.get(place)).map(|entry| entry.of);
        if deed.is_some() || is_left {
            self.close();
        }
        match deed? {
            Deed::Command(Command::TagMenu) => return Some(Next::Tags(at)),
            Deed::Command(command) => actions.push(Action::Command(command)),
            Deed::SplitPiece(piece) => actions.push(Action::Mark(MarkAction::SplitPiece(span.id, piece))),
            Deed::RemovePiece(piece) => {
                let pieces = span.pieces.iter().copied().filter(|other| *other != piece).collect();
                actions.push(Action::Mark(MarkAction::Reshape(span.id, pieces)));
            }
            Deed::Select(span_id) => actions.push(Action::Article(ArticleAction::ChooseSpan(Some(span_id)))),
        }
        None
    }
}

/// The commands that do something with a mark, in the groups of the menus: a new one is offered here too.
fn groups() -> Vec<Vec<Command>> {
    let is_meant = |command: &Command| {
        let needs_mark = matches!(command.row().needs, Needs::Mark | Needs::WordsOrMark | Needs::WordsAndMark);
        // Neither this menu itself, nor a second way to a name.
        needs_mark && !matches!(command, Command::MarkMenu | Command::NameByLetter)
    };
    let of_menu = |menu: Menu| menu.groups().map(move |group| group.into_iter().filter(is_meant).collect::<Vec<_>>());
    let mut groups: Vec<Vec<Command>> = of_menu(Menu::Mark).filter(|group| !group.is_empty()).collect();
    // Deleting comes last.
    let before_last = groups.len().saturating_sub(1);
    groups.splice(before_last..before_last, of_menu(Menu::Edit).filter(|group| !group.is_empty()));
    groups
}

/// What can be done with a mark; what its tag rules out is left out.
fn entries(open: &Opened, span: &Span, marked: &Marked<'_>) -> Vec<Entry<Deed>> {
    let view = &marked.view;
    let groups = groups();
    let last = groups.len().saturating_sub(1);
    let command = |command: Command, group: usize| Entry {
        is_enabled: view.is_enabled(command),
        ..Entry::new(label(command), Deed::Command(command)).in_group(group)
    };
    let of_group = |(group, commands): (usize, Vec<Command>)| {
        let fitting = commands.into_iter().filter(|command| fits(*command, span, view));
        fitting.map(|fitting| command(fitting, group)).collect::<Vec<_>>()
    };
    let mut entries: Vec<Entry<Deed>> = groups.into_iter().enumerate().flat_map(of_group).collect();
    let place = entries.iter().position(|entry| entry.group == last).unwrap_or(entries.len());
    let others = open.stack.iter().filter(|id| **id != span.id).filter_map(|id| marked.marks.get(*id));
    let others = others.take(MOST_UNDER).map(|other| {
        let name = words::select_mark(&marked.tag_name(other), &marked.article.brief(other));
        Entry::new(name, Deed::Select(other.id)).in_group(last + 1)
    });
    entries.splice(place..place, others);
    if let Some(piece) = open.piece.filter(|_| span.pieces.len() > 1) {
        entries.push(Entry::new(words::SPLIT_PIECE, Deed::SplitPiece(piece)).in_group(last));
        entries.push(Entry::new(words::REMOVE_PIECE, Deed::RemovePiece(piece)).in_group(last));
    }
    entries
}

/// What a command is called here, where the mark is known.
fn label(command: Command) -> &'static str {
    if command == Command::TagMenu { words::CHANGE_TAG } else { command.label() }
}

/// Whether a command makes sense for marks of this tag.
fn fits(command: Command, span: &Span, view: &View<'_>) -> bool {
    let codebook = &view.project().codebook;
    let leads = |kinds: &[&str]| kinds.iter().any(|kind| codebook.may_start(kind, &span.tag));
    let is_claim = codebook.claim_tags().contains(&&span.tag);
    match deed_of(command) {
        About::Link(kinds) => leads(kinds),
        About::Claim => is_claim,
        About::Name => !is_claim,
        About::Words => !view.selection.text().is_empty(),
        About::Any => true,
    }
}

/// What a command asks of a mark.
enum About {
    Link(&'static [&'static str]),
    Claim,
    Name,
    Words,
    Any,
}

fn deed_of(command: Command) -> About {
    const LINKS: [(Command, &[&str]); 5] = [
        (Command::LinkSpeaker, &[LinkKindId::SAID_BY]),
        (Command::LinkAddressee, &[LinkKindId::TOLD_TO]),
        (Command::LinkPlace, &[LinkKindId::HAPPENED_AT, LinkKindId::SAID_AT, LinkKindId::ABOUT]),
        (Command::LinkTime, &[LinkKindId::SAID_ON, LinkKindId::HAPPENED_ON]),
        (Command::LinkWithin, &[LinkKindId::WITHIN]),
    ];
    if let Some((_, kinds)) = LINKS.iter().find(|(link, _)| *link == command) {
        return About::Link(kinds);
    }
    if command == Command::SameClaim {
        About::Claim
    } else if command == Command::NameMention {
        About::Name
    } else if command == Command::AddPiece {
        About::Words
    } else {
        About::Any
    }
}

/// Which mark it is.
fn title_ui(ui: &mut Ui, span: &Span, marked: &Marked<'_>) {
    let tokens = ui.tokens();
    ui.horizontal(|ui| {
        ui.add_space(STEP);
        ui.add(egui::Label::new(RichText::new(marked.tag_name(span)).font(bold(TEXT_SIZE))).truncate());
        let said = shortened(&on_one_line(&marked.article.brief(span)), 60);
        ui.add(egui::Label::new(RichText::new(said).color(tokens.soft_ink)).truncate());
    });
    ui.add_space(STEP / 2.0);
}

fn row_ui(ui: &mut Ui, entry: &Entry<Deed>, is_chosen: bool, marked: &Marked<'_>) -> Response {
    let command = if let Deed::Command(command) = entry.of { Some(command) } else { None };
    let keys = command.map(|command| marked.view.settings.shortcut_label(command)).unwrap_or_default();
    let is_on = command.and_then(|command| marked.view.is_on(command)) == Some(true);
    let face = |ui: &mut Ui, rect: Rect, tokens: &Tokens| {
        let ink = if entry.is_enabled { tokens.ink } else { tokens.soft_ink };
        let painter = ui.painter();
        let keys = cut(painter, &keys, SMALL_SIZE + 0.5, tokens.soft_ink, rect.width() / 2.0);
        let right = rect.max.x - keys.size().x;
        painter.galley(egui::pos2(right, rect.center().y - keys.size().y / 2.0), keys, tokens.soft_ink);
        let name = paint_cut(painter, rect.left_center(), &entry.name, TEXT_SIZE, ink, right - rect.min.x - STEP);
        if is_on {
            let at = rect.left_center() + vec2(name.width() + STEP, 0.0);
            painter.text(at, Align2::LEFT_CENTER, icons::CHECK, FontId::proportional(TEXT_SIZE), tokens.accent);
        }
    };
    Row::new(&entry.name).height(ROW).chosen(is_chosen).show(ui, face)
}
