//! Two views in one window: each has its own ids, layer and mouse.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks for one kind of action or shape")]

use std::sync::Arc;

use egui::{Event, Id, Modifiers, PointerButton, Pos2, Rect, Shape, UiBuilder, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable};

use super::*;
use crate::{
    app::{Answer, App, ArticleAction, Asked, Dialogs, Folders, Jobs, Selection, empty_project},
    model::{
        self, Article, ArticleId, CoderId, Facts, Link, LinkEnd, LinkId, LinkKindId, Source, Span, SpanId, TagId, Time,
    },
    store::write_project,
    text::{ByteOffset, FrozenText},
    ui::{fonts, tag_counts::TagCounts, theme},
};

const ADA: CoderId = CoderId(model::Id::FIRST);
const BEN: CoderId = CoderId(model::Id::LAST);

fn id(number: u8) -> model::Id {
    model::Id::from_bits([0, 0, 0, 0, 0, 0, 0, 0, 0, number])
}

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _asked: &Asked) -> Answer {
        Answer::Cancelled
    }
}

fn range_of(article: &Article, words: &str) -> ByteRange {
    let start = article.text.as_str().find(words).unwrap();
    ByteRange::new(start, start + words.len())
}

fn article(number: u8, text: &str, marks: &[(&str, &str, CoderId)]) -> Article {
    let facts = Facts { title: format!("Article {number}"), ..Facts::default() };
    let mut article =
        Article::new(ArticleId(id(number)), FrozenText::verbatim(text), facts, Source::default(), Time(0));
    for (place, (tag, words, by)) in marks.iter().enumerate() {
        let span_id = SpanId(id(number * 20 + place as u8));
        article.spans.insert(Span::new(span_id, TagId::new(tag), vec![range_of(&article, words)], *by, Time(0)));
    }
    article
}

/// Two articles; in the first, Ada marked a claim and its speaker and linked them, and Ben marked a place.
fn articles() -> [Article; 2] {
    let marks = [("claim", "the talks go on", ADA), ("speaker", "Peskov", ADA), ("location", "Moscow", BEN)];
    let mut first = article(1, "Peskov said in Moscow that the talks go on.", &marks);
    first.links.insert(Link {
        id: LinkId(id(100)),
        kind: LinkKindId::new(LinkKindId::SAID_BY),
        from: SpanId(id(20)),
        to: LinkEnd::Span(SpanId(id(21))),
        order: 0,
        by: ADA,
        made: Time(0),
        fields: Default::default(),
        note: String::new(),
        changed: None,
        extra: Default::default(),
    });
    [first, article(2, "Kuleba denied in Kyiv that the talks had failed.", &[("speaker", "Kuleba", ADA)])]
}

/// A window with a view at the left and one at the right, each with a selection of its own.
struct Pair {
    app: App,
    selections: [Selection; 2],
    views: [ArticleView; 2],
    actions: [Vec<Action>; 2],
    _folder: tempfile::TempDir,
}

impl Pair {
    fn new(ids: [&str; 2], layers: [Layer; 2], shown: [u8; 2]) -> Self {
        let mut project = empty_project();
        project.articles.extend(articles().map(|article| (article.id, Arc::new(article))));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pair.sayso");
        std::fs::write(&path, write_project(&project).bytes).unwrap();
        let mut app = App::new(Folders::default(), Jobs::inline(), Arc::new(NoDialogs));
        app.start(vec![path]);
        app.take_finished();
        let selections = shown.map(|number| Selection { article: Some(ArticleId(id(number))), ..Selection::default() });
        let [left, right] = [0, 1].map(|n| ArticleView::new(Id::unique(ids[n]), layers[n]));
        Self { app, selections, views: [left, right], actions: [Vec::new(), Vec::new()], _folder: folder }
    }

    fn show(&mut self, ui: &mut Ui) {
        let rect = ui.max_rect();
        let halves = [rect.with_max_x(rect.center().x - 4.0), rect.with_min_x(rect.center().x + 4.0)];
        for (n, half) in halves.into_iter().enumerate() {
            let view = View { selection: &self.selections[n], ..self.app.view() };
            let mut half = ui.new_child(UiBuilder::new().max_rect(half));
            self.views[n].show(&mut half, &view, &mut self.actions[n]);
        }
    }

    fn into_harness(self) -> Harness<'static, Self> {
        // egui's message about clashing ids contains a glyph that no bundled typeface has.
        let harness = Harness::builder().with_size([1200.0, 500.0]).allow_missing_glyphs().with_context_setup(|ctx| {
            fonts::install(ctx);
            theme::install(ctx);
        });
        let mut harness = harness.build_ui_state(|ui, pair: &mut Self| pair.show(ui), self);
        harness.run_steps(4);
        harness
    }

    fn rect_of(&self, view: usize, words: &str) -> Rect {
        let view_of = View { selection: &self.selections[view], ..self.app.view() };
        let range = range_of(view_of.article().unwrap(), words);
        self.views[view].rects_of(range)[0]
    }
}

const IDS: [&str; 2] = ["left", "right"];
const ALL: [Layer; 2] = [Layer::All, Layer::All];

/// How many messages egui paints about ids that clash.
fn clashes(harness: &Harness<'_, Pair>) -> usize {
    fn texts(shape: &Shape) -> usize {
        match shape {
            Shape::Text(text) => usize::from(text.galley.text().contains("use of")),
            Shape::Vec(shapes) => shapes.iter().map(texts).sum(),
            _ => 0,
        }
    }
    harness.output().shapes.iter().map(|clipped| texts(&clipped.shape)).sum()
}

fn drag(harness: &mut Harness<'_, Pair>, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [Event::PointerMoved(from), button(from, true), Event::PointerMoved(to), button(to, false)] {
        harness.event(event);
        harness.step();
    }
}

fn selected(actions: &[Action]) -> Option<(ByteOffset, ByteOffset)> {
    actions.iter().rev().find_map(|action| match action {
        Action::Article(ArticleAction::Select { anchor, head }) => Some((*anchor, *head)),
        _ => None,
    })
}

fn chosen(actions: &[Action]) -> Option<SpanId> {
    actions.iter().rev().find_map(|action| match action {
        Action::Article(ArticleAction::ChooseSpan(span)) => Some(*span),
        _ => None,
    })?
}

#[test]
fn two_views_share_no_id() {
    for shown in [[1, 2], [1, 1]] {
        let mut pair = Pair::new(IDS, ALL, shown);
        pair.selections.iter_mut().for_each(|selection| selection.head = ByteOffset(6));
        let mut harness = pair.into_harness();
        assert_eq!(clashes(&harness), 0);
        // The lists of tags too.
        harness.state_mut().views.iter_mut().for_each(ArticleView::open_menu);
        harness.run_steps(3);
        assert_eq!(clashes(&harness), 0);
        assert!(harness.state().views.iter().all(ArticleView::is_menu_open));
        harness.state_mut().selections[0].span = Some(SpanId(id(20)));
        harness.run_steps(3);
        assert_eq!(clashes(&harness), 0);
    }
    assert!(clashes(&Pair::new(["same", "same"], ALL, [1, 2]).into_harness()) > 0, "egui tells of ids that clash");
}

#[test]
fn both_articles_are_told_to_screen_readers() {
    let harness = Pair::new(IDS, ALL, [1, 2]).into_harness();
    for text in ["Article text: Article 1", "Article text: Article 2"] {
        harness.get_by_role_and_label(Role::Document, text);
    }
    for mark in ["Claim: the talks go on", "Speaker: Peskov", "Location: Moscow", "Speaker: Kuleba"] {
        harness.get_by_role_and_label(Role::Button, mark);
    }
    let twice = Pair::new(IDS, ALL, [1, 1]).into_harness();
    assert_eq!(twice.get_all_by_label("Claim: the talks go on").count(), 2);
}

#[test]
fn a_drag_selects_in_the_view_that_it_is_made_in() {
    for view in [0, 1] {
        let mut harness = Pair::new(IDS, ALL, [1, 2]).into_harness();
        let words = harness.state().rect_of(view, "the talks");
        drag(&mut harness, words.left_center() + egui::vec2(3.0, 0.0), words.right_center() - egui::vec2(3.0, 0.0));
        let pair = harness.state();
        let article = pair.app.view().project().article(pair.selections[view].article.unwrap()).unwrap();
        let words = range_of(article, "the talks");
        assert_eq!(selected(&pair.actions[view]), Some((words.start, words.end)), "view {view}");
        assert!(pair.actions[1 - view].is_empty(), "view {view}: {:?}", pair.actions[1 - view]);
        assert!(pair.views[view].is_menu_open() && !pair.views[1 - view].is_menu_open());
    }
}

#[test]
fn marks_of_other_layers_are_neither_told_nor_hit_nor_painted() {
    let mut harness = Pair::new(IDS, [Layer::Coder(BEN), Layer::Coder(ADA)], [1, 1]).into_harness();
    assert_eq!(harness.get_all_by_label("Location: Moscow").count(), 1);
    assert_eq!(harness.get_all_by_label("Claim: the talks go on").count(), 1);
    let at = harness.state().rect_of(0, "talks").center();
    drag(&mut harness, at, at);
    assert_eq!(chosen(&harness.state().actions[0]), None, "Ada's claim is not there for Ben's view");
    let at = harness.state().rect_of(1, "talks").center();
    drag(&mut harness, at, at);
    assert_eq!(chosen(&harness.state().actions[1]), Some(SpanId(id(20))));
    let fill = |view: usize, words: &str| {
        let rect = geometry::mark_rect(harness.state().rect_of(view, words));
        let fills = |shape: &&egui::epaint::ClippedShape| matches!(&shape.shape, Shape::Rect(r) if r.rect == rect);
        harness.output().shapes.iter().filter(fills).count()
    };
    assert_eq!([fill(0, "Moscow"), fill(0, "Peskov")], [1, 0]);
    assert_eq!([fill(1, "Moscow"), fill(1, "Peskov")], [0, 1]);
}

#[test]
fn what_is_chosen_counts_in_its_layer_alone() {
    let pair = Pair::new(IDS, ALL, [1, 1]);
    let claim = Selection { span: Some(SpanId(id(20))), ..pair.selections[0].clone() };
    let view = View { selection: &claim, ..pair.app.view() };
    let [all, ada, ben] = [Layer::All, Layer::Coder(ADA), Layer::Coder(BEN)].map(|l| Marked::new(&view, l).unwrap());
    assert!(all.chosen().is_some() && ada.chosen().is_some() && ben.chosen().is_none());
    let claim = SpanId(id(20));
    assert_eq!([&all, &ada, &ben].map(|marked| marked.links_from(claim).count()), [1, 1, 0]);
    let speaker = SpanId(id(21));
    assert_eq!([&all, &ada, &ben].map(|marked| marked.links_to(speaker).count()), [1, 1, 0]);
    let tag = TagId::new("speaker");
    let mut counts = TagCounts::default();
    let counts = [Layer::All, Layer::Coder(ADA), Layer::Coder(BEN)]
        .map(|layer| (counts.here(&tag, layer, &view), counts.everywhere(&tag, layer, &view)));
    assert_eq!(counts, [(1, 2), (1, 2), (0, 0)]);
}

#[test]
fn the_handle_of_links_is_that_of_the_layer() {
    let mut pair = Pair::new(IDS, [Layer::Coder(ADA), Layer::Coder(BEN)], [1, 1]);
    pair.selections.iter_mut().for_each(|selection| selection.span = Some(SpanId(id(20))));
    let harness = pair.into_harness();
    let pair = harness.state();
    let handle = |n: usize| {
        let view = View { selection: &pair.selections[n], ..pair.app.view() };
        pair.views[n].link_handle(&view)
    };
    assert!(handle(0).is_some_and(|at| at.x < 600.0) && handle(1).is_none());
}
