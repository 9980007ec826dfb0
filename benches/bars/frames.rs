//! What the window costs: scrolling, jumping, tagging, starting. Whole frames, from input to triangles, without a screen.

use std::{path::PathBuf, sync::Arc, time::Instant};

use egui::{Event, MouseWheelUnit, RawInput, Rect, TouchPhase, Vec2, pos2, vec2};
use sayso::{
    analysis,
    app::{Action, Answer, App, ArticleAction, Asked, Command, Dialogs, Folders, Jobs, MarkAction, Panel, Problems},
    model::{Article, ArticleId, Project, TagId},
    store::write_project,
    suggest,
    text::{ByteRange, FrozenText},
    ui::Window,
};

use super::{
    generator::{self, Script},
    kinds::{KINDS, Kind, first_mark},
    measure::{median, ratio, report, secs},
};

pub(crate) struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _asked: &Asked) -> Answer {
        Answer::Cancelled
    }
}

/// The window at 1400 × 900 on a project.
pub(crate) struct Bench {
    ctx: egui::Context,
    window: Window,
    time_secs: f64,
    /// Where the journal lies; gone with the bench.
    _state: tempfile::TempDir,
}

impl Bench {
    pub(crate) fn new(project: &Project) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bench.sayso");
        std::fs::write(&path, write_project(project).bytes).unwrap();
        Self::open(vec![path])
    }

    pub(crate) fn open(files: Vec<PathBuf>) -> Self {
        let state = tempfile::tempdir().unwrap();
        let folders = Folders { state: Some(state.path().to_owned()), ..Folders::default() };
        let mut app = App::new(folders, Jobs::inline(), Arc::new(NoDialogs));
        app.start(files);
        app.take_finished();
        // The ledger, open at the first start, is made by a job beside the window; here jobs would run within it.
        if app.view().settings.shows(Panel::Ledger) {
            app.handle(Action::Command(Command::Show(Panel::Ledger)));
        }
        let mut bench = Self::over(app, state);
        for _ in 0..4 {
            bench.frame(Vec::new());
        }
        bench
    }

    /// The window over an application whose journal lies in `state`.
    pub(crate) fn over(app: App, state: tempfile::TempDir) -> Self {
        let ctx = egui::Context::default();
        let window = Window::new(&ctx, app);
        Self { ctx, window, time_secs: 0.0, _state: state }
    }

    pub(crate) fn frame(&mut self, events: Vec<Event>) {
        self.time_secs += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1400.0, 900.0)));
        let input = RawInput { screen_rect, time: Some(self.time_secs), events, ..RawInput::default() };
        let window = &mut self.window;
        let mut output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            window.logic(&ctx);
            window.show(ui);
        });
        output.textures_delta.clear();
        std::hint::black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    pub(crate) fn act(&mut self, action: Action) {
        self.window.app_mut().handle(action);
    }

    pub(crate) fn view(&self) -> sayso::app::View<'_> {
        self.window.app().view()
    }

    fn scroll_60(&mut self) {
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: Vec2::new(0.0, -60.0),
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Default::default(),
        };
        self.frame(vec![Event::PointerMoved(pos2(700.0, 500.0)), wheel]);
    }

    fn article(&self) -> &Article {
        self.window.app().view().article().unwrap()
    }
}

pub(crate) fn big() -> Project {
    big_in(Script::Mixed)
}

fn big_in(script: Script) -> Project {
    generator::project_in(script, 1, std::iter::once((10_000_000, 60_000)), false)
}

/// The middle of a big article, cut out with its spans.
fn cut_out(article: &Article, bytes: usize) -> (Project, usize) {
    let text = &article.text;
    let first = text.paragraph_number(sayso::text::ByteOffset::new(text.len() / 2));
    let start = (first..).map(|number| text.paragraph(number)).find(|range| !range.is_empty()).unwrap().start.index();
    let last = text.paragraph_number(sayso::text::ByteOffset::new(start + bytes));
    let part = ByteRange::new(start, text.paragraph(last).end.index());
    let mut project = generator::project(2, std::iter::empty(), false);
    let coder = *project.coders.keys().next().unwrap();
    let frozen = FrozenText::verbatim(text.get(part).unwrap());
    let mut alone = Article::new(article.id, frozen, article.facts.clone(), article.source.clone(), article.added);
    for (_, span) in article.spans.pieces_in(part) {
        let moved = |piece: &ByteRange| ByteRange::new(piece.start.index() - start, piece.end.index() - start);
        if span.pieces.iter().all(|piece| part.covers(*piece)) {
            let mut span = span.clone();
            span.pieces = span.pieces.iter().map(moved).collect();
            span.by = coder;
            alone.spans.insert(span);
        }
    }
    project.articles.insert(alone.id, Arc::new(alone));
    (project, start)
}

pub(crate) fn scroll() {
    scroll_in(Script::Mixed, "scroll_60px_in_10MB_60000_spans_vs_alone");
}

/// The bars of frames again, in texts from right to left and in texts without blanks.
pub(crate) fn scripts() {
    for (script, name) in [(Script::Arabic, "arabic"), (Script::Chinese, "chinese")] {
        scroll_in(script, &format!("scroll_60px_in_10MB_60000_spans_in_{name}_vs_alone"));
        tag_in(script, &format!("tag_in_{name}_with_60000_spans_vs_30"));
    }
}

fn scroll_in(script: Script, name: &str) {
    let big = big_in(script);
    let (alone, start) = cut_out(big.articles.values().next().unwrap(), 100_000);
    let (mut inside, mut alone) = (Bench::new(&big), Bench::new(&alone));
    let at = sayso::text::ByteOffset::new(start);
    let first = inside
        .article()
        .spans
        .pieces_in(ByteRange { start: at, end: sayso::text::ByteOffset(at.0 + 400) })
        .next()
        .unwrap()
        .1
        .id;
    let article = inside.article().id;
    inside.act(Action::Article(ArticleAction::JumpTo(article, first)));
    let first = alone.article().spans.in_text_order().next().unwrap().id;
    let article = alone.article().id;
    alone.act(Action::Article(ArticleAction::JumpTo(article, first)));
    for bench in [&mut inside, &mut alone] {
        (0..30).for_each(|_| bench.frame(Vec::new()));
    }
    let mut all = Vec::new();
    let pairs: Vec<(f64, f64)> = (0..240)
        .map(|_| {
            let ours = secs(|| inside.scroll_60());
            all.push(ours);
            (ours, secs(|| alone.scroll_60()))
        })
        .collect();
    ratio(name, &pairs, 1.25);
    all.sort_by(f64::total_cmp);
    println!("    p99 {:.3} ms", all[all.len() * 99 / 100] * 1000.0);
}

pub(crate) fn jump() {
    let mut inside = Bench::new(&big());
    let mut small = Bench::new(&generator::project(3, (0..140).map(|_| (5_000, 30)), false));
    let article = inside.article().id;
    let spans: Vec<_> = inside.article().spans.in_text_order().map(|span| span.id).collect();
    let fresh: Vec<ArticleId> =
        small.window.app().view().project().listed_articles().iter().map(|article| article.id).collect();
    let pairs: Vec<(f64, f64)> = (0..120)
        .map(|n| {
            inside.act(Action::Article(ArticleAction::JumpTo(article, spans[(n * 7919 + 13) % spans.len()])));
            let ours = secs(|| inside.frame(Vec::new()));
            small.act(Action::Article(ArticleAction::Show(fresh[n + 1])));
            (ours, secs(|| small.frame(Vec::new())))
        })
        .collect();
    ratio("cold_jump_in_10MB_60000_spans_vs_fresh_5kB_30_spans", &pairs, 1.25);
}

pub(crate) fn tag() {
    tag_in(Script::Mixed, "tag_with_60000_spans_vs_30");
}

fn tag_in(script: Script, name: &str) {
    let mut many = Bench::new(&big_in(script));
    let mut few = Bench::new(&generator::project_in(script, 4, std::iter::once((5_000, 30)), false));
    let words = |bench: &Bench, n: usize| {
        sayso::text::word_at(
            &bench.article().text,
            sayso::text::ByteOffset::new(bench.article().text.as_str().floor_char_boundary(40 + 9 * n)),
        )
    };
    let one = |bench: &mut Bench, n: usize| {
        let range = words(bench, n);
        secs(|| {
            bench.act(Action::Mark(MarkAction::Mark(TagId::new("cue"), range)));
            bench.frame(Vec::new());
        })
    };
    let pairs: Vec<(f64, f64)> = (0..60).map(|n| (one(&mut many, n), one(&mut few, n))).collect();
    ratio(name, &pairs, 1.5);
}

pub(crate) fn one_line() {
    let mut line_of_1mb = Bench::new(&generator::project(5, std::iter::once((1_000_000, 6_000)), true));
    let mut paragraphs = Bench::new(&generator::project(5, std::iter::once((1_000_000, 6_000)), false));
    let pairs: Vec<(f64, f64)> =
        (0..120).map(|_| (secs(|| line_of_1mb.scroll_60()), secs(|| paragraphs.scroll_60()))).collect();
    let value = median(pairs.iter().map(|(ours, other)| ours / other).collect());
    report("scroll_in_one_line_of_1MB_vs_paragraphs", value, "times the frame of the same text in paragraphs");
}

/// The panels that are open together, beside the text and below it.
const OPEN: [[Panel; 2]; 3] =
    [[Panel::Codebook, Panel::Ledger], [Panel::Names, Panel::Search], [Panel::Checklist, Panel::Notes]];

/// A project of a kind, with its first mark selected.
fn of_kind(kind: &Kind, count: usize) -> Bench {
    let mut bench = Bench::new(&(kind.make)(count));
    if let Some((article, span)) = first_mark(bench.view().project()) {
        bench.act(Action::Article(ArticleAction::JumpTo(article, span)));
    }
    bench
}

/// A frame of each kind of large project beside one of a project with few of the same, with the panels that are the worst.
pub(crate) fn large() {
    for kind in &KINDS {
        let (mut many, mut few) = (of_kind(kind, kind.many), of_kind(kind, kind.few));
        let of_panels = OPEN.map(|panels| {
            for bench in [&mut many, &mut few] {
                for panel in panels {
                    if !bench.view().settings.shows(panel) {
                        bench.act(Action::Command(Command::Show(panel)));
                    }
                }
                (0..12).for_each(|_| bench.frame(Vec::new()));
            }
            (0..60).map(|_| (secs(|| many.frame(Vec::new())), secs(|| few.frame(Vec::new())))).collect::<Vec<_>>()
        });
        let value = |pairs: &Vec<(f64, f64)>| median(pairs.iter().map(|(many, few)| many / few).collect());
        let worst = of_panels.into_iter().max_by(|one, other| value(one).total_cmp(&value(other))).unwrap();
        let name = format!("frame_with_{}_{}_vs_{}", kind.many, kind.name.replace(' ', "_"), kind.few);
        ratio(&name, &worst, 1.25);
    }
}

/// What is made of each kind beside the window, and of a quarter of it: it takes not much more than as many times as long as there is
/// more of it, where it takes a time that anybody notices. Where marks hold each other, there is more of the words that they hold.
pub(crate) fn derived() {
    const NOTICED_SECS: f64 = 0.02;
    for kind in &KINDS {
        let made = |project: &Project| {
            let tables = (analysis::ledger(project), suggest::name_table(project), suggest::checklist(project));
            std::hint::black_box((tables, Problems::of(project, &[])));
        };
        let (many, quarter) = ((kind.make)(kind.many), (kind.make)(kind.many / 4));
        let pairs: Vec<(f64, f64)> = (0..3).map(|_| (secs(|| made(&many)), secs(|| made(&quarter)))).collect();
        let name = format!("derived_from_{}_{}_vs_a_quarter", kind.many, kind.name.replace(' ', "_"));
        match median(pairs.iter().map(|(many, _)| *many).collect()) {
            secs if secs < NOTICED_SECS => report(&name, secs * 1000.0, "ms, too short to compare"),
            _ => {
                let more = (words_held(&many) / words_held(&quarter)).max(4.0);
                ratio(&name, &pairs.iter().map(|(many, quarter)| (many / more, *quarter)).collect::<Vec<_>>(), 1.5);
            }
        }
    }
}

/// The bytes of the words that marks hold, each mark by itself.
fn words_held(project: &Project) -> f64 {
    let spans = project.articles.values().flat_map(|article| article.spans.iter());
    spans.map(|span| f64::from(span.len())).sum::<f64>().max(1.0)
}

pub(crate) fn start() {
    let begun = Instant::now();
    let _bench = Bench::open(Vec::new());
    report(
        "start_to_first_frames_on_the_sample",
        begun.elapsed().as_secs_f64() * 1000.0,
        "ms, four frames, without a screen",
    );
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_sayso"));
    report("size_of_the_binary", std::fs::metadata(binary).unwrap().len() as f64 / 1e6, "MB");
}
