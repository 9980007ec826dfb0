//! Changing what belongs to the person: name, theme, text, keys, columns.

use super::{
    appearance::{PanelSizes, Reading, ThemeChoice},
    desk::Desk,
    graphics::Graphics,
    notice::{Notice, Tone},
    request::Request,
    step::{Outcome, Step, Then},
    words,
};
use crate::{
    app::{
        command::{Command, Panel, Shortcut},
        desk::derive,
        desk::derived::Derivation,
    },
    edit::{Edit, Transaction},
    model::Coder,
    text::ByteOffset,
};

/// Something about the window and its settings.
#[derive(Debug)]
pub enum DeskAction {
    /// Closes the open prompt without an answer.
    ClosePrompt,
    /// Shows these columns in the ledger.
    SetLedgerColumns(Vec<String>),
    /// Sets the name of the person at work.
    SetCoderName(String),
    /// Sets the theme.
    SetTheme(ThemeChoice),
    /// Sets what draws the window from the next start on.
    SetGraphics(Graphics),
    /// Sets size, width and spacing of the text.
    SetReading(Reading),
    /// Gives a command another key, or its own one back with `None`.
    SetKey(Command, Option<Shortcut>),
    /// Closes a notice.
    CloseNotice(usize),
    /// Shows a message of the window's own.
    Say(Notice),
    /// Remembers the window's size in points.
    SetWindowSize(f32, f32),
    /// Remembers where the first line of the shown article that can be seen begins.
    SetTop(ByteOffset),
    /// Remembers how large the panels are.
    SetPanelSizes(PanelSizes),
    /// Derives a table from the present state of the project.
    Derive(Derivation),
    /// Shows a panel, also if it is shown already, and puts the keyboard into it.
    Enter(Panel),
}

/// Answers an action about the window and its settings.
///
/// # Errors
/// Says why nothing is done.
pub(crate) fn act(desk: &Desk, action: DeskAction) -> Outcome {
    match action {
        DeskAction::ClosePrompt => Ok(Step::then(Then::ClosePrompt)),
        DeskAction::SetLedgerColumns(keys) => Ok(Step::set(|settings| settings.ledger_columns = keys)),
        DeskAction::SetCoderName(name) => set_coder_name(desk, &name),
        DeskAction::SetTheme(theme) => Ok(Step::set(move |settings| settings.theme = theme)),
        DeskAction::SetGraphics(graphics) => Ok(Step::set(move |settings| settings.graphics = graphics)),
        DeskAction::SetReading(reading) => Ok(Step::set(move |settings| settings.reading = reading.clamped())),
        DeskAction::SetKey(command, shortcut) => set_key(desk, command, shortcut),
        DeskAction::CloseNotice(place) => Ok(Step::then(Then::CloseNotice(place))),
        // What is wrong with something typed keeps it from being taken.
        DeskAction::Say(notice) if notice.tone == Tone::Problem => Err(notice),
        DeskAction::Say(notice) => Ok(Step::say(notice)),
        DeskAction::SetWindowSize(width, height) => Ok(Step::then(Then::WindowSize(width, height))),
        DeskAction::SetTop(top) => Ok(Step::then(Then::Top(top))),
        DeskAction::SetPanelSizes(sizes) => Ok(Step::set(move |settings| settings.panels = sizes)),
        DeskAction::Enter(panel) => {
            let shown = Step::set(move |settings| settings.show(panel));
            Ok(shown.and(Then::Request(Request::EnterDrawer)))
        }
        DeskAction::Derive(table) => Ok(derive::derive(desk, table)),
    }
}

fn set_key(desk: &Desk, command: Command, shortcut: Option<Shortcut>) -> Outcome {
    if let Some(shortcut) = &shortcut {
        let is_digit = shortcut.key.len() == 1 && shortcut.key.chars().all(|c| c.is_ascii_digit());
        if is_digit && shortcut.is_typing() {
            return Err(words::digits_are_reserved(&shortcut.key));
        }
        if let Some(owner) = desk.settings.owner_of(shortcut).filter(|owner| *owner != command) {
            return Err(words::key_is_taken(&shortcut.to_string(), owner));
        }
    }
    Ok(Step::set(move |settings| settings.set_key(command, shortcut.as_ref())))
}

fn set_coder_name(desk: &Desk, name: &str) -> Outcome {
    let name = name.trim().to_owned();
    if name.is_empty() {
        return Err(words::name_is_empty());
    }
    let renamed = desk.project().coders.get(&desk.coder()).map(|coder| Coder { name: name.clone(), ..coder.clone() });
    let step = Step::set(|settings| settings.coder_name = name).closing_prompt();
    // A project that is read-only here does not keep the person from changing the settings.
    Ok(match renamed {
        Some(coder) => step.following(move |_desk| {
            Ok(Step::make(Transaction::one(words::change_your_name(), Edit::ChangeCoder(coder))))
        }),
        None => step,
    })
}
