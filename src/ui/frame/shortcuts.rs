//! Keys to actions: commands first, the most specific key first; then the digits and letters of the codebook.

use egui::{Context, Event, Id, InputState, Key, KeyboardShortcut, Modifiers};

use crate::app::{Action, Command, MarkAction, Needs, Shortcut, View};

/// A shortcut in egui's words, if egui knows the key.
pub(crate) fn to_egui(shortcut: &Shortcut) -> Option<KeyboardShortcut> {
    let key = Key::from_name(&shortcut.key)?;
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.alt {
        modifiers |= Modifiers::ALT;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    Some(KeyboardShortcut::new(modifiers, key))
}

/// The shortcut of a pressed key.
pub(crate) fn from_egui(key: Key, modifiers: Modifiers) -> Shortcut {
    Shortcut { ctrl: modifiers.command, alt: modifiers.alt, shift: modifiers.shift, key: key.name().to_owned() }
}

/// Where keys are pressed.
pub(crate) struct Keyboard {
    /// The article's id.
    pub text: Id,
    /// Whether the text runs to the left at the selected mark, or the caret.
    pub runs_left: bool,
    /// Whether the list of tags is open, to which bare keys belong.
    pub menu_is_open: bool,
    /// Whether somebody types in a field, or did in the frame before.
    pub in_field: bool,
}

/// Consumes the keys pressed in this frame that mean something and pushes what they mean.
pub(crate) fn read(ctx: &Context, view: &View<'_>, keyboard: &Keyboard, actions: &mut Vec<Action>) {
    let Keyboard { text, runs_left, menu_is_open, in_field } = *keyboard;
    // An open menu has the keyboard: Escape closes it, and bare keys are not meant for the text behind it.
    // Escape has taken the keyboard from a field before this frame began; the key was meant for the field all the same.
    let typing = in_field || menu_is_open || egui::Popup::is_any_open(ctx);
    let elsewhere = ctx.memory(|memory| memory.focused().is_some_and(|id| id != text));
    let asked = view.prompt.is_some();
    let of = |command| view.settings.shortcuts(command).into_iter().map(move |shortcut| (shortcut, command));
    let mut candidates: Vec<(Shortcut, Command)> = Command::all().flat_map(of).collect();
    candidates.sort_by_key(|(shortcut, _)| std::cmp::Reverse(shortcut.modifier_count()));
    for (shortcut, command) in candidates {
        if !view.is_enabled(command) || !is_open_to(command, typing, asked) {
            continue;
        }
        let Some(keys) = to_egui(&shortcut) else { continue };
        let is_theirs = in_field && edits_a_field(&shortcut) || typing && conflicts_with_typing(&shortcut, keys);
        // In a panel, bare keys are not meant for the marks in the text.
        let is_for_text = shortcut.is_typing() && command.row().needs != Needs::Nothing;
        if is_theirs || elsewhere && (is_for_text || moves_focus(keys)) {
            continue;
        }
        if ctx.input_mut(|input| consume(input, keys)) {
            if shortcut.is_typing() {
                // The same key arrives as text too, and must not land in a field that the command opens.
                ctx.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
            }
            let points = matches!(keys.logical_key, Key::ArrowLeft | Key::ArrowRight);
            actions.push(Action::Command(if points && runs_left { command.mirrored() } else { command }));
        }
    }
    if !typing && !asked && !elsewhere {
        read_tag_keys(ctx, view, actions);
    }
}

/// Whether a command may start while somebody types or a question is asked.
fn is_open_to(command: Command, typing: bool, asked: bool) -> bool {
    if command == Command::Release {
        // Inside a field, Escape belongs to the field first; over a question it closes the question.
        return !typing || asked;
    }
    // Copying inside a field copies from the field: egui turns the key into an event of its own.
    !(asked || typing && command == Command::CopyWords)
}

/// Takes a key out of what was pressed; says whether it was there. With Alt, it is another key.
fn consume(input: &mut InputState, keys: KeyboardShortcut) -> bool {
    let is_it = |event: &Event| {
        matches!(event, Event::Key { key, modifiers, pressed: true, .. } if *key == keys.logical_key
            && modifiers.alt == keys.modifiers.alt && modifiers.matches_logically(keys.modifiers))
    };
    let before = input.events.len();
    input.events.retain(|event| !is_it(event));
    input.events.len() < before
}

fn conflicts_with_typing(shortcut: &Shortcut, keys: KeyboardShortcut) -> bool {
    let is_plain = shortcut.modifier_count() == 0 || shortcut.modifier_count() == 1 && shortcut.shift;
    shortcut.types_somewhere() || !is_plain && keys.conflicts_with_text_editing()
}

/// Whether a key selects all of a field, or takes its last change back or makes it again.
fn edits_a_field(shortcut: &Shortcut) -> bool {
    shortcut.ctrl && !shortcut.alt && matches!(shortcut.key.as_str(), "A" | "Z" | "Y")
}

/// Whether a bare key means something to every focused button and list.
fn moves_focus(keys: KeyboardShortcut) -> bool {
    keys.modifiers.is_none() && matches!(keys.logical_key, Key::Tab | Key::Enter | Key::Space | Key::Escape)
}

fn read_tag_keys(ctx: &Context, view: &View<'_>, actions: &mut Vec<Action>) {
    let pressed = |event: &Event| if let Event::Key { key, pressed: true, .. } = event { Some(*key) } else { None };
    let keys: Vec<Key> = ctx.input(|input| input.events.iter().filter_map(pressed).collect());
    for key in keys {
        let codebook = &view.project().codebook;
        let tag = codebook.tag_with_key(key.name()).or_else(|| codebook.tag_with_key(key.symbol_or_name()));
        if let Some(tag) = tag
            && ctx.input_mut(|input| consume(input, KeyboardShortcut::new(Modifiers::NONE, key)))
        {
            actions.push(Action::Mark(MarkAction::Tag(tag.id.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn egui_knows_every_shipped_key() {
        for command in Command::all() {
            for shortcut in command.default_shortcuts() {
                assert!(to_egui(&shortcut).is_some(), "{shortcut}");
            }
        }
    }

    #[test]
    fn a_pressed_key_leads_back_to_itself() {
        for command in Command::all() {
            for shortcut in command.default_shortcuts() {
                let keys = to_egui(&shortcut).unwrap();
                assert_eq!(to_egui(&from_egui(keys.logical_key, keys.modifiers)), Some(keys), "{shortcut}");
            }
        }
    }
}
