//! What claims cost: the ledger of many of them, and marking many places at once.

use std::sync::Arc;

use egui::{Event, MouseWheelUnit, TouchPhase, Vec2, pos2};
use sayso::{
    app::{Action, ArticleAction, Command, MarkAction, Prompt},
    model::{Link, LinkEnd, LinkId, LinkKindId, Project, TagId},
};

use super::{
    frames::Bench,
    generator,
    measure::{ratio, report, secs, wall_secs},
};

/// Marks in an article of 5,000 bytes.
const AN_ARTICLE: usize = 50;

/// A project of articles with marks; those of the first articles are claims, each said by an unnamed source.
fn claims(articles: usize, with_claims: usize) -> Project {
    let mut project = generator::project(7, (0..articles).map(|_| (5_000, AN_ARTICLE)), false);
    for article in project.articles.values_mut().take(with_claims) {
        let article = Arc::make_mut(article);
        let mut marks: Vec<_> = article.spans.iter().cloned().collect();
        marks.iter_mut().for_each(|span| span.tag = TagId::new("claim"));
        for span in &marks {
            article.links.insert(Link {
                id: LinkId(span.id.0),
                kind: LinkKindId::new(LinkKindId::SAID_BY),
                from: span.id,
                to: LinkEnd::Unnamed,
                order: 0,
                fields: Default::default(),
                note: String::new(),
                by: span.by,
                made: span.made,
                changed: None,
                extra: Default::default(),
            });
        }
        article.spans = marks.into_iter().collect();
    }
    for article in project.articles.values_mut().skip(with_claims) {
        let article = Arc::make_mut(article);
        let mut marks: Vec<_> = article.spans.iter().cloned().collect();
        marks.iter_mut().for_each(|span| span.tag = TagId::new("speaker"));
        article.spans = marks.into_iter().collect();
    }
    project
}

/// Turns the wheel over the ledger.
fn scroll(bench: &mut Bench, down: bool) {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: Vec2::new(0.0, if down { -60.0 } else { 60.0 }),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Default::default(),
    };
    bench.frame(vec![Event::PointerMoved(pos2(700.0, 830.0)), wheel]);
}

pub(crate) fn ledger() {
    let (mut many, mut few) = (Bench::new(&claims(2_000, 2_000)), Bench::new(&claims(50, 2)));
    let made = wall_secs(|| {
        many.act(Action::Command(Command::Show(sayso::app::Panel::Ledger)));
        many.frame(Vec::new());
    });
    few.act(Action::Command(Command::Show(sayso::app::Panel::Ledger)));
    for bench in [&mut many, &mut few] {
        (0..30).for_each(|_| bench.frame(Vec::new()));
    }
    let rows = |bench: &Bench| bench.view().derived.ledger.value().rows.len();
    assert_eq!((rows(&many), rows(&few)), (100_000, 100));
    // Both show as many articles and marks beside the ledger. A hundred rows are soon at their end, so the wheel turns back and forth.
    let pairs: Vec<(f64, f64)> = (0..240)
        .map(|n| {
            let down = n / 20 % 2 == 0;
            (secs(|| scroll(&mut many, down)), secs(|| scroll(&mut few, down)))
        })
        .collect();
    ratio("ledger_frame_with_100000_rows_vs_100", &pairs, 1.25);
    println!("    made of 100,000 claims in {:.0} ms, beside the window", made * 1000.0);
}

pub(crate) fn tag_all() {
    let mut bench = Bench::new(&generator::project(8, std::iter::once((2_000_000, 0)), false));
    bench.act(Action::Command(Command::SearchAll));
    bench.act(Action::Article(ArticleAction::Search("/[a-z]{9,}/".to_owned())));
    (0..4).for_each(|_| bench.frame(Vec::new()));
    bench.act(Action::Mark(MarkAction::MarkFound(TagId::new("cue"))));
    let Some(Prompt::MarkAll(asked)) = bench.view().prompt.cloned() else { panic!("the places are asked about") };
    let hits: Vec<_> = asked.hits.iter().copied().take(10_000).collect();
    assert_eq!(hits.len(), 10_000);
    let marked = wall_secs(|| {
        bench.act(Action::Mark(MarkAction::MarkSimilar(hits)));
        bench.frame(Vec::new());
    });
    assert_eq!(bench.view().session.span_count(), 10_000);
    let undone = wall_secs(|| {
        bench.act(Action::Command(Command::Undo));
        bench.frame(Vec::new());
    });
    assert_eq!(bench.view().session.span_count(), 0, "one step");
    report("tag_10000_places_in_one_step", marked * 1000.0, "ms by the clock, with the next frame");
    println!("    and {:.0} ms to undo it", undone * 1000.0);
}
