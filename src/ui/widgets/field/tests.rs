//! A field in either direction, with the events of a person who types and points.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks for one kind of shape")]

use egui::{
    Context, Event, Id, Key, Modifiers, OutputCommand, PointerButton, Pos2, RawInput, Rect, Shape, pos2,
    text::CCursorRange, text_edit::TextEditState, vec2,
};

use super::TextField;
use crate::ui::{fonts, ordering::Ordering};

const WIDTH: f32 = 300.0;

/// A field alone in a window.
struct Desk {
    ctx: Context,
    text: String,
    is_single: bool,
    time: f64,
    /// What was painted and copied last.
    shapes: Vec<Shape>,
    copied: Option<String>,
    rect: Rect,
}

impl Desk {
    fn new(text: &str) -> Self {
        Self::with(text, true)
    }

    fn with(text: &str, is_single: bool) -> Self {
        let ctx = Context::default();
        fonts::install(&ctx);
        ctx.add_plugin(Ordering::default());
        ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        let mut desk = Self {
            ctx,
            text: text.to_owned(),
            is_single,
            time: 0.0,
            shapes: Vec::new(),
            copied: None,
            rect: Rect::NOTHING,
        };
        desk.frame(Vec::new());
        desk.ctx.memory_mut(|memory| memory.request_focus(id()));
        desk.frame(Vec::new());
        desk.frame(Vec::new());
        desk
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 0.1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(400.0, 200.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            let text = &mut self.text;
            let field = if self.is_single { TextField::singleline(text) } else { TextField::multiline(text) };
            self.rect = ui.add(field.id(id()).desired_width(WIDTH)).rect;
        });
        output.textures_delta.clear();
        self.shapes = output.shapes.into_iter().map(|clipped| clipped.shape).collect();
        for command in output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                self.copied = Some(text);
            }
        }
    }

    fn press(&mut self, key: Key, modifiers: Modifiers) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![event(true)]);
        self.frame(vec![event(false)]);
    }

    fn click(&mut self, at: Pos2) {
        self.button(at, true);
        self.button(at, false);
        // No double click.
        self.time += 2.0;
    }

    fn button(&mut self, pos: Pos2, pressed: bool) {
        let modifiers = Modifiers::NONE;
        self.frame(vec![
            Event::PointerMoved(pos),
            Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers },
        ]);
    }

    fn put(&mut self, place: usize) {
        let mut state = TextEditState::load(&self.ctx, id()).unwrap();
        state.cursor.set_char_range(Some(CCursorRange::one(super::cursor(place))));
        state.store(&self.ctx, id());
        self.frame(Vec::new());
    }

    fn caret(&self) -> usize {
        self.range().primary.index.0
    }

    fn range(&self) -> CCursorRange {
        TextEditState::load(&self.ctx, id()).unwrap().cursor.char_range().unwrap()
    }

    /// The x of the caret that was drawn.
    fn caret_x(&self) -> f32 {
        let mut lines = self.shapes.iter().filter_map(|shape| match shape {
            Shape::LineSegment { points, .. } if points[0].x == points[1].x => Some(points[0].x),
            _other => None,
        });
        lines.next_back().unwrap()
    }

    /// What was drawn, with the x where each begins.
    fn words(&self) -> Vec<(String, f32)> {
        let mut words: Vec<(String, f32)> = self
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text(text) if text.galley.num_vertices > 0 => {
                    Some((text.galley.text().to_owned(), text.pos.x + text.galley.rect.min.x))
                }
                _other => None,
            })
            .collect();
        words.sort_by(|one, other| one.1.total_cmp(&other.1));
        words.dedup();
        words
    }

    /// Where what was drawn begins at the left, and ends at the right.
    fn sides(&self) -> (f32, f32) {
        let words = self.shapes.iter().filter_map(|shape| match shape {
            Shape::Text(text) if text.galley.num_vertices > 0 => Some((text.pos.x, text.pos.x + text.galley.size().x)),
            _other => None,
        });
        words.fold((f32::MAX, 0.0), |(left, right), (from, to)| (left.min(from), right.max(to)))
    }

    fn row(&self) -> f32 {
        self.rect.center().y
    }
}

fn id() -> Id {
    Id::unique("field")
}

#[test]
fn arrows_go_where_they_point() {
    let mut desk = Desk::new("שלום עולם");
    desk.put(4);
    desk.press(Key::ArrowLeft, Modifiers::NONE);
    assert_eq!(desk.caret(), 5);
    desk.press(Key::ArrowRight, Modifiers::NONE);
    desk.press(Key::ArrowRight, Modifiers::NONE);
    assert_eq!(desk.caret(), 3);
    desk.press(Key::ArrowLeft, Modifiers::COMMAND | Modifiers::CTRL);
    assert!(desk.caret() > 3);
    desk.press(Key::Home, Modifiers::NONE);
    assert_eq!(desk.caret(), 0);
    assert!(desk.caret_x() > WIDTH - 20.0, "{}", desk.caret_x());
    desk.press(Key::End, Modifiers::NONE);
    assert_eq!(desk.caret(), 9);
    let mut desk = Desk::new("Plain words");
    desk.put(4);
    desk.press(Key::ArrowLeft, Modifiers::NONE);
    assert_eq!(desk.caret(), 3);
}

/// Presses an arrow as often as there are letters, from one side to the other: the caret always moves the way the arrow points.
#[test]
fn the_caret_never_turns_back_where_directions_meet() {
    // With the character after the caret at the end and at the start; a word of the other direction is left where it began.
    let texts = [
        ("שרים (16) EU ok", [10, 0]),
        ("These (שלום 16 עולם) end", [24, 0]),
        ("אבג abc דהו", [11, 0]),
        ("abc אבג", [4, 0]),
        ("قالوا Kremlin إنهم ٧٠٪", [22, 0]),
        ("שָׁלוֹם ab", [8, 0]),
    ];
    for (text, [end, start]) in texts {
        let mut desk = Desk::new(text);
        let first = text.chars().next().unwrap();
        let (forward, back) =
            if first < 'א' { (Key::ArrowRight, Key::ArrowLeft) } else { (Key::ArrowLeft, Key::ArrowRight) };
        desk.press(Key::Home, Modifiers::NONE);
        for (key, ends_at) in [(forward, end), (back, start)] {
            let mut at = desk.caret_x();
            for _ in 0..text.chars().count() {
                desk.press(key, Modifiers::NONE);
                let way = if key == Key::ArrowLeft { at - desk.caret_x() } else { desk.caret_x() - at };
                assert!(way > -0.01, "{text}: by {way} from {at} with {key:?}");
                at = desk.caret_x();
            }
            let (left, right) = desk.sides();
            let side = if key == Key::ArrowLeft { left } else { right };
            assert!((at - side).abs() < 1.0, "{text}: stopped at {at} and not at {side}");
            assert_eq!(desk.caret(), ends_at, "{text}: with {key:?}");
        }
    }
}

#[test]
fn the_caret_stays_with_the_word_that_is_typed() {
    let mut desk = Desk::new("שלום ");
    desk.put(5);
    desk.frame(vec![Event::Text("CNN".to_owned())]);
    desk.frame(Vec::new());
    let word = desk.words()[0].clone();
    assert_eq!(word.0, "CNN");
    assert!(desk.caret_x() > word.1 + 10.0, "{} {}", desk.caret_x(), word.1);
    desk.press(Key::ArrowLeft, Modifiers::NONE);
    assert_eq!(desk.caret(), 7);
}

#[test]
fn shift_selects_the_way_an_arrow_points_and_copies_in_reading_order() {
    let mut desk = Desk::new("שלום עולם");
    desk.put(0);
    for _ in 0..4 {
        desk.press(Key::ArrowLeft, Modifiers::SHIFT);
    }
    desk.frame(vec![Event::Copy]);
    assert_eq!(desk.copied.as_deref(), Some("שלום"));
    desk.press(Key::ArrowLeft, Modifiers::NONE);
    assert_eq!(desk.caret(), 4, "an arrow leaves the selection at the edge that it points to");
}

#[test]
fn words_and_caret_stand_in_reading_order_at_the_right() {
    let mut desk = Desk::new("שר (16) EU");
    let words: Vec<String> = desk.words().into_iter().map(|(word, _)| word).collect();
    assert_eq!(words, ["EU", "(", "16", ")", "שר"], "each is drawn once");
    desk.put(0);
    let start = desk.caret_x();
    desk.put(2);
    let after_word = desk.caret_x();
    assert!(after_word < start && start > WIDTH - 20.0, "{after_word} {start}");
}

#[test]
fn a_click_finds_the_letter_under_it() {
    let text = "שלום עולם";
    let mut desk = Desk::new(text);
    for place in 0..=text.chars().count() {
        desk.put(place);
        let x = desk.caret_x();
        desk.put(1);
        desk.click(pos2(x, desk.row()));
        assert_eq!(desk.caret(), place, "at {x}");
    }
    let mut mixed = Desk::new("שר (16) EU");
    mixed.put(9);
    let x = mixed.caret_x();
    mixed.click(pos2(x, mixed.row()));
    assert_eq!(mixed.caret(), 9);
    mixed.click(pos2(mixed.rect.max.x - 5.0, mixed.row()));
    assert_eq!(mixed.caret(), 0);
}

#[test]
fn a_click_into_a_long_text_finds_the_letter_that_was_shown_under_it() {
    let text = "שלום עולם ".repeat(12);
    let mut typed_into = Desk::new(&text);
    for place in [0, 3, 9, 14, 22] {
        typed_into.put(0);
        typed_into.put(place);
        let x = typed_into.caret_x();
        let mut desk = Desk::new(&text);
        desk.ctx.memory_mut(|memory| memory.surrender_focus(id()));
        desk.frame(Vec::new());
        desk.frame(Vec::new());
        let shown = desk.words();
        desk.click(pos2(x, desk.row()));
        assert_eq!(desk.caret(), place, "at {x}");
        assert!((desk.caret_x() - x).abs() < 1.0, "{place}: at {x}, drawn at {}", desk.caret_x());
        assert_eq!(desk.words(), shown, "the text stays where it was");

        desk.ctx.memory_mut(|memory| memory.surrender_focus(id()));
        desk.frame(vec![Event::PointerMoved(pos2(x, desk.row()))]);
        desk.frame(vec![Event::MiddleClickPaste { pos: pos2(x, desk.row()), text: "אב".to_owned() }]);
        let pasted: String = text.chars().take(place).chain("אב".chars()).chain(text.chars().skip(place)).collect();
        assert_eq!(desk.text, pasted, "at {x}");
    }
}

#[test]
fn fields_that_are_gone_are_forgotten() {
    let ctx = Context::default();
    fonts::install(&ctx);
    let show = |ids: &[usize]| {
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            for number in ids {
                ui.add(TextField::singleline(&mut "שלום".to_owned()).id(Id::unique(("field", *number))));
            }
        });
        output.textures_delta.clear();
        super::kept::count(&ctx)
    };
    assert_eq!(show(&[1, 2, 3]), 3);
    show(&[4]);
    assert_eq!(show(&[4]), 1);
}

#[test]
fn dragging_selects_what_it_passes() {
    let mut desk = Desk::new("שלום עולם");
    desk.put(4);
    let end = desk.caret_x();
    desk.button(pos2(desk.rect.max.x - 5.0, desk.row()), true);
    desk.frame(vec![Event::PointerMoved(pos2(end, desk.row()))]);
    desk.button(pos2(end, desk.row()), false);
    desk.frame(vec![Event::Copy]);
    assert_eq!(desk.copied.as_deref(), Some("שלום"));
    desk.frame(vec![Event::Text("א".to_owned())]);
    assert_eq!(desk.text, "א עולם");
}

#[test]
fn what_is_selected_is_drawn_once_over_its_ground() {
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 60.0));
    let selected =
        [(40.0, 0.0, 100.0, 20.0), (0.0, 20.0, 100.0, 40.0), (0.0, 40.0, 30.0, 60.0), (50.0, 40.0, 60.0, 60.0)]
            .map(|(left, top, right, bottom)| Rect::from_min_max(pos2(left, top), pos2(right, bottom)));
    let rest = super::without(whole, &selected);
    let area = |rects: &[Rect]| rects.iter().map(Rect::area).sum::<f32>();
    assert_eq!(area(&rest) + area(&selected), whole.area());
    let all: Vec<Rect> = rest.into_iter().chain(selected).collect();
    for (place, one) in all.iter().enumerate() {
        assert!(all.iter().skip(place + 1).all(|other| !one.intersect(*other).is_positive()), "{one:?} in {all:?}");
    }

    let mut desk = Desk::new("שלום עולם");
    desk.put(0);
    for _ in 0..4 {
        desk.press(Key::ArrowLeft, Modifiers::SHIFT);
    }
    let ground = desk.shapes.iter().find_map(|shape| match shape {
        Shape::Rect(rect) if rect.rect.width() < 100.0 && rect.fill.a() > 0 => Some(rect.rect),
        _other => None,
    });
    let (_, right) = desk.sides();
    let ground = ground.unwrap();
    assert!((ground.max.x - right).abs() < 1.0 && (ground.min.x - desk.caret_x()).abs() < 1.0, "{ground:?}");
}

#[test]
fn a_double_click_selects_the_word_under_it() {
    let mut desk = Desk::new("שלום עולם");
    desk.put(2);
    let x = desk.caret_x();
    for _ in 0..2 {
        desk.button(pos2(x, desk.row()), true);
        desk.button(pos2(x, desk.row()), false);
    }
    desk.frame(vec![Event::Copy]);
    assert_eq!(desk.copied.as_deref(), Some("שלום"));
}

#[test]
fn typing_and_deleting_follow_the_text() {
    let mut desk = Desk::new("שלום");
    desk.put(2);
    desk.frame(vec![Event::Text("ב".to_owned())]);
    assert_eq!((desk.text.as_str(), desk.caret()), ("שלבום", 3));
    desk.press(Key::Backspace, Modifiers::NONE);
    desk.press(Key::Delete, Modifiers::NONE);
    assert_eq!((desk.text.as_str(), desk.caret()), ("שלם", 2));
}

#[test]
fn a_field_turns_when_the_first_letter_runs_left() {
    let mut desk = Desk::new("");
    desk.frame(vec![Event::Text("ש".to_owned())]);
    desk.frame(Vec::new());
    assert_eq!(desk.caret(), 1);
    assert!(desk.caret_x() > WIDTH - 30.0, "{}", desk.caret_x());
    desk.press(Key::Backspace, Modifiers::NONE);
    desk.frame(Vec::new());
    assert!(desk.caret_x() < 30.0);
}

#[test]
fn a_long_text_is_scrolled_to_its_caret() {
    let mut desk = Desk::new(&"שלום עולם ".repeat(12));
    desk.put(120);
    assert!(desk.rect.x_range().contains(desk.caret_x()), "{}", desk.caret_x());
    desk.put(0);
    assert!(desk.rect.x_range().contains(desk.caret_x()), "{}", desk.caret_x());
}

#[test]
fn lines_are_left_upwards_and_downwards() {
    let mut desk = Desk::with("שלום עולם\nabc def\nשלום", false);
    desk.put(2);
    let x = desk.caret_x();
    desk.press(Key::ArrowDown, Modifiers::NONE);
    assert_eq!(desk.caret(), 17, "the line of English ends before that x");
    desk.press(Key::ArrowDown, Modifiers::NONE);
    assert_eq!(desk.caret(), 20);
    assert!((desk.caret_x() - x).abs() < 0.5);
    desk.press(Key::ArrowUp, Modifiers::SHIFT);
    assert_eq!((desk.range().primary.index.0, desk.range().secondary.index.0), (17, 20));
    desk.press(Key::ArrowRight, Modifiers::NONE);
    assert_eq!(desk.caret(), 20, "that line runs to the right");
}

#[test]
fn screen_readers_are_told_the_direction() {
    let mut desk = Desk::new("שלום");
    desk.ctx.enable_accesskit();
    desk.frame(Vec::new());
    let ctx = desk.ctx.clone();
    let mut text = desk.text.clone();
    let mut output = ctx.run_ui(RawInput::default(), |ui| {
        ui.add(TextField::singleline(&mut text).id(id()));
    });
    output.textures_delta.clear();
    let nodes = output.platform_output.accesskit_update.unwrap().nodes;
    let run = nodes.iter().find(|(_, node)| node.role() == egui::accesskit::Role::TextRun).unwrap();
    assert_eq!(run.1.text_direction(), Some(egui::accesskit::TextDirection::RightToLeft));
    let starts = run.1.character_positions().unwrap();
    assert!(starts.iter().zip(starts.iter().skip(1)).all(|(one, other)| one < other), "{starts:?}");
    assert!(run.1.character_widths().unwrap().iter().all(|width| *width > 0.0));
}
