//! What stands where: the text stays in its place, and nothing that floats covers what is read.

use egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, Rect, Shape, TouchPhase, Vec2, accesskit::Role, pos2, vec2,
};
use egui_kittest::kittest::{NodeT, Queryable};
use sayso::{
    app::{Action, ArticleAction, Command, DeskAction, MarkAction, Notice, Panel},
    model::{SpanId, TagId},
    text::ByteRange,
};

use crate::common::driver::Sayso;

/// Sizes of the window in points, with the pixels of one: 1400×900, 1024×700, and both at 200 %.
const WINDOWS: [(Vec2, f32); 4] = [
    (Vec2::new(1400.0, 900.0), 1.0),
    (Vec2::new(1024.0, 700.0), 1.0),
    (Vec2::new(700.0, 450.0), 2.0),
    (Vec2::new(512.0, 350.0), 2.0),
];

const LONG: &str = "Something happened that takes several lines to tell: what it was, where it was, whom it concerns, what \
    can be done about it now, and what would have to be done if it happened again, which is not to be expected.";

/// The sample in a window of this size.
fn sample_in(size: Vec2, pixels: f32) -> Sayso {
    let mut sayso = Sayso::start(Vec::new());
    resize(&mut sayso, size, pixels);
    sayso
}

fn resize(sayso: &mut Sayso, size: Vec2, pixels: f32) {
    sayso.harness.set_pixels_per_point(pixels);
    sayso.settle();
    sayso.harness.set_size(size);
    sayso.settle();
    assert_eq!(sayso.harness.ctx.content_rect().size(), size);
}

/// Every line of the article that is laid out now.
fn lines(sayso: &Sayso) -> Vec<Rect> {
    let all = ByteRange::new(0, sayso.article().text.len());
    sayso.harness.state().rects_of(all)
}

fn same_lines(sayso: &Sayso, before: &[Rect], what: &str) {
    // How many lines are laid out depends on the room; where they are must not.
    let now = lines(sayso);
    let count = before.len().min(now.len());
    assert!(count > 3, "{what}");
    assert_eq!(&now[..count], &before[..count], "{what}");
}

fn choose(sayso: &mut Sayso, span: Option<SpanId>) {
    sayso.act(Action::Article(ArticleAction::ChooseSpan(span)));
}

#[test]
fn choosing_a_mark_never_moves_the_text() {
    for (size, pixels) in WINDOWS {
        let mut sayso = sample_in(size, pixels);
        let before = lines(&sayso);
        let spans: Vec<SpanId> = sayso.article().spans.iter().map(|span| span.id).collect();
        for span in spans {
            choose(&mut sayso, Some(span));
            same_lines(&sayso, &before, &format!("{size:?} {span:?}"));
        }
        choose(&mut sayso, None);
        same_lines(&sayso, &before, "nothing chosen");
    }
}

#[test]
fn nor_does_choosing_with_the_mouse_whatever_panel_is_open() {
    for (size, pixels) in WINDOWS {
        for panel in [Panel::Codebook, Panel::Names, Panel::Checklist] {
            let mut sayso = sample_in(size, pixels);
            sayso.act(Action::Command(Command::Show(panel)));
            let before = lines(&sayso);
            for words in ["Russian President", "Ukraine", "his Turkish"] {
                sayso.click_words(words, 1);
                assert!(sayso.view().span().is_some(), "{words}");
                same_lines(&sayso, &before, &format!("{size:?} {panel:?} {words}"));
            }
        }
    }
}

/// A mark with long words in everything that the inspector lists.
#[test]
fn nor_does_a_mark_with_long_answers_notes_and_names() {
    let word = "unbreakable".repeat(30);
    let mut sayso =
        Sayso::with_text(&format!("Ada said that the talks go on.\n\n{word} and {word} again.\n\nThe end."));
    for (size, pixels) in WINDOWS {
        resize(&mut sayso, size, pixels);
        choose(&mut sayso, None);
        let before = lines(&sayso);
        let range = sayso.find(&format!("{word} and"));
        sayso.act(Action::Mark(MarkAction::Mark(TagId::new("claim"), range)));
        let span = sayso.article().spans.iter().next().map(|span| span.id);
        sayso.act(Action::Mark(MarkAction::SetNote(span.unwrap(), word.clone())));
        choose(&mut sayso, span);
        same_lines(&sayso, &before, &format!("{size:?}"));
    }
}

#[test]
fn panels_have_the_size_that_the_person_gave_them() {
    let mut sayso = sample_in(vec2(1400.0, 900.0), 1.0);
    let text = text_rect(&sayso);
    let edge = pos2(text.max.x + 5.0, 600.0);
    sayso.drag_between(edge, edge - vec2(80.0, 0.0), Modifiers::NONE);
    let dragged = text_rect(&sayso);
    assert!((text.max.x - dragged.max.x - 80.0).abs() < 3.0, "{text:?} {dragged:?}");
    // A smaller window has less room for it, and gives it back.
    resize(&mut sayso, vec2(700.0, 450.0), 1.0);
    resize(&mut sayso, vec2(1400.0, 900.0), 1.0);
    assert_eq!(text_rect(&sayso), dragged);
    let mut sayso = sayso.restart(Vec::new());
    sayso.settle();
    assert_eq!(text_rect(&sayso), dragged);
}

/// Closed lines of this thickness: outlines.
fn outlines(sayso: &Sayso, thickness: f32) -> usize {
    let shapes = sayso.harness.output().shapes.iter();
    shapes.filter(|clipped| matches!(&clipped.shape, Shape::Path(path) if path.closed && path.stroke.width == thickness && path.points.len() > 8)).count()
}

#[test]
fn a_chosen_mark_of_several_lines_has_one_outline() {
    let mut sayso = sample_in(vec2(1024.0, 700.0), 1.0);
    let before = outlines(&sayso, 1.5);
    for words in ["would suspend", "telephone exchange"] {
        sayso.click_words(words, 1);
        let span = sayso.view().span().unwrap();
        let lines = sayso.harness.state().rects_of(span.pieces[0]).len();
        assert!(lines > 1, "{words}: {lines}");
        assert_eq!(outlines(&sayso, 1.5) - before, 1, "{words}");
    }
}

/// Stretches of the line under these words: one where it is solid.
fn stretches(sayso: &Sayso, words: &str) -> usize {
    let under = sayso.rects(words)[0];
    let shapes = sayso.harness.output().shapes.iter();
    let is_under = |rect: Rect| rect.height() == 2.0 && under.contains(rect.center());
    shapes.filter(|clipped| matches!(&clipped.shape, Shape::Rect(shape) if is_under(shape.rect))).count()
}

#[test]
fn lines_under_marks_are_solid_until_patterns_are_wanted() {
    let speaker = "Russian President Vladimir Putin";
    let mut sayso = sample_in(vec2(1400.0, 900.0), 1.0);
    assert_eq!(stretches(&sayso, speaker), 1);
    sayso.act(Action::Command(Command::TogglePatterns));
    assert!(stretches(&sayso, speaker) > 5);
    sayso.act(Action::Command(Command::TogglePatterns));
    assert_eq!(stretches(&sayso, speaker), 1);
    sayso.act(Action::Command(Command::ThemeHighContrast));
    assert!(stretches(&sayso, speaker) > 5);
    sayso.act(Action::Command(Command::ThemeLight));
    assert_eq!(stretches(&sayso, speaker), 1);
}

#[test]
fn the_parts_of_the_status_line_stay_apart() {
    let mut sayso = Sayso::with_text("Ada said so.");
    sayso.act(Action::Desk(DeskAction::SetCoderName("Maximiliane-Alexandra von und zu Hohenburg".to_owned())));
    for (size, pixels) in WINDOWS {
        resize(&mut sayso, size, pixels);
        let parts = ["Unsaved changes", "Coder: Maximiliane", "1 article"];
        let rects = parts.map(|part| {
            let low = |node: &egui_kittest::Node<'_>| node.rect().min.y > size.y - 30.0;
            let found = sayso.harness.query_all_by_label_contains(part).find(low);
            found.unwrap_or_else(|| panic!("no {part} in {size:?}")).rect()
        });
        for (one, next) in rects.iter().zip(&rects[1..]) {
            assert!(one.max.x < next.min.x, "{size:?}: {rects:?}");
        }
        assert!(rects[2].max.x <= size.x, "{size:?}: {rects:?}");
    }
}

/// Where the text is shown.
fn text_rect(sayso: &Sayso) -> Rect {
    sayso.harness.get_by_label_contains("Article text:").rect()
}

#[test]
fn messages_cover_no_text_and_move_none() {
    for (size, pixels) in WINDOWS {
        let mut sayso = sample_in(size, pixels);
        let (before, whole) = (lines(&sayso), text_rect(&sayso));
        let notices =
            [Notice::fine("Saved."), Notice::problem(LONG), Notice::important("Look.").with_offer(Command::Undo)];
        for notice in notices {
            sayso.act(Action::Desk(DeskAction::Say(notice)));
            sayso.settle();
            same_lines(&sayso, &before, &format!("{size:?}"));
            let text = text_rect(&sayso);
            for message in sayso.view().notices {
                let message = sayso.harness.get_by_label(&message.text).rect();
                assert!(!text.intersects(message), "{size:?}: {message:?} over {text:?}");
            }
            assert!(text.height() > whole.height() * 0.4, "{size:?}: {text:?}");
        }
        // What worked goes by itself; problems stay until they are closed.
        sayso.harness.run_steps(420);
        assert_eq!(sayso.view().notices.len(), 2, "{}", sayso.notices());
        for _ in 0..2 {
            sayso.click_first("Messages", "Dismiss");
        }
        assert_eq!(text_rect(&sayso), whole);
        same_lines(&sayso, &before, "closed");
    }
}

#[test]
fn a_message_that_goes_leaves_the_end_of_the_text_where_it_is() {
    let mut sayso = sample_in(vec2(1024.0, 700.0), 1.0);
    sayso.key("Ctrl+End");
    sayso.act(Action::Desk(DeskAction::Say(Notice::problem(LONG))));
    let at = text_rect(&sayso).center();
    for _ in 0..40 {
        let delta = vec2(0.0, -400.0);
        let (unit, phase, modifiers) = (MouseWheelUnit::Point, TouchPhase::Move, Modifiers::NONE);
        let source = MouseWheelSource::Wheel;
        sayso.pointer(at, modifiers);
        sayso.harness.event(Event::MouseWheel { unit, delta, phase, source, modifiers });
        sayso.harness.run_steps(4);
    }
    let before = *lines(&sayso).last().unwrap();
    sayso.click_in("Messages", "Dismiss");
    assert_eq!(*lines(&sayso).last().unwrap(), before);
}

#[test]
fn messages_are_closed_with_the_keyboard_and_said_aloud() {
    let mut sayso = sample_in(vec2(1024.0, 700.0), 1.0);
    sayso.act(Action::Desk(DeskAction::Say(Notice::problem("The file is gone."))));
    let live =
        |sayso: &Sayso, role: Role, text: &str| sayso.harness.get_by_role_and_label(role, text).accesskit_node().live();
    assert_eq!(live(&sayso, Role::Alert, "The file is gone."), egui::accesskit::Live::Assertive);
    sayso.act(Action::Desk(DeskAction::Say(Notice::fine("Saved."))));
    assert_eq!(live(&sayso, Role::Status, "Saved."), egui::accesskit::Live::Polite);
    sayso.harness.get_by_label("Messages").query_all_by_label("Dismiss").last().unwrap().focus();
    sayso.settle();
    sayso.key("Enter");
    assert_eq!(sayso.view().notices.len(), 1, "{}", sayso.notices());
}

#[test]
fn a_tag_that_is_held_shows_over_the_text_and_moves_none() {
    for (size, pixels) in WINDOWS {
        let mut sayso = sample_in(size, pixels);
        let before = lines(&sayso);
        let sign = "Marking as Claim · Esc to stop";
        assert!(!sayso.shows(sign));
        sayso.act(Action::Mark(MarkAction::Paint(Some(TagId::new("claim")))));
        same_lines(&sayso, &before, "marking");
        let rect = sayso.harness.get_by_role_and_label(Role::Button, sign).rect();
        assert!(!rect.intersects(text_rect(&sayso)), "{size:?}: {rect:?}");
        assert!(rect.width() > 40.0 && rect.max.x < size.x, "{size:?}: {rect:?}");
        sayso.click(sign);
        assert!(!sayso.shows(sign) && sayso.view().selection.paint.is_none());
        sayso.act(Action::Mark(MarkAction::Paint(Some(TagId::new("claim")))));
        let icon = |sayso: &mut Sayso| {
            sayso.pointer(sayso.rects("Putin")[0].center(), Modifiers::NONE);
            sayso.harness.output().platform_output.cursor_icon
        };
        assert_eq!(icon(&mut sayso), egui::CursorIcon::Crosshair);
        sayso.key("Escape");
        assert!(!sayso.shows(sign));
        assert_eq!(icon(&mut sayso), egui::CursorIcon::Text);
    }
}

#[test]
fn the_hint_of_a_mark_covers_none_of_its_words() {
    for (size, pixels) in WINDOWS {
        let mut sayso = sample_in(size, pixels);
        for words in ["Ukraine", "Russian President Vladimir Putin"] {
            let rects = sayso.rects(words);
            sayso.pointer(rects[0].center(), Modifiers::NONE);
            sayso.harness.run_steps(40);
            let parts = if words == "Ukraine" { "Location · Ukraine" } else { "Speaker · Vladimir Putin" };
            let hint = sayso.harness.get_by_label_contains(parts).rect();
            assert!(rects.iter().all(|rect| !rect.intersects(hint)), "{size:?}: {hint:?} over {rects:?}");
            let window = sayso.harness.ctx.content_rect();
            assert!(window.contains_rect(hint), "{size:?} {words}: {hint:?} in {window:?}");
            sayso.pointer(pos2(2.0, 2.0), Modifiers::NONE);
            sayso.harness.run_steps(60);
        }
    }
}
