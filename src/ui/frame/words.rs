//! What the window's frame says, each string whole and in one place.

use crate::text::{grouped, plural};

pub(in crate::ui) const PROGRAM: &str = "Sayso";
pub(in crate::ui) const GRAPHICS_FAILED: &str = "the graphics system failed";
pub(in crate::ui) const ARTICLES_PANEL: &str = "Articles panel";
pub(in crate::ui) const INSPECTOR_PANEL: &str = "Inspector panel";
pub(in crate::ui) const FACTS: &str = "Facts";
pub(in crate::ui) const NO_ARTICLES: &str = "No articles yet";
pub(in crate::ui) const HOW_TO_BEGIN: &str = "Drop files here, paste a text, or add articles.";
pub(in crate::ui) const DROP_HERE: &str = "Drop articles or a project here";

pub(super) const HIDE_DRAWER: &str = "Hide the drawer";
pub(super) const DISMISS: &str = "Dismiss";
pub(super) const MESSAGES: &str = "Messages";
pub(super) const STOP_MARKING: &str = "Everything you select is marked. Click to stop.";
pub(super) const CANCEL: &str = "Cancel";

/// The window's title.
pub(in crate::ui) fn window_title(project: &str, is_unsaved: bool) -> String {
    if is_unsaved { format!("• {project} – {PROGRAM}") } else { format!("{project} – {PROGRAM}") }
}

/// What screen readers call a panel in a dock.
pub(super) fn panel(title: &str) -> String {
    format!("{title} panel")
}

/// A command with its keys; empty for none.
pub(in crate::ui) fn command_with_keys(label: &str, keys: &str) -> String {
    if keys.is_empty() { label.to_owned() } else { format!("{label}  {keys}") }
}

// The menus.

/// The line that filters a menu, for screen readers.
pub(super) fn filter_menu(menu: &str) -> String {
    format!("Filter menu {menu}")
}

// The palette.

pub(super) const FIND_COMMAND: &str = "Find a command";
pub(super) const TYPE_COMMAND: &str = "Type a command";
pub(super) const NO_COMMANDS: &str = "No matching commands.";

/// What stands in the field that opens the palette.
pub(super) fn find_command(keys: &str) -> String {
    if keys.is_empty() { FIND_COMMAND.to_owned() } else { format!("{FIND_COMMAND} – {keys}") }
}

// The status line: what is shown, and what it means.

/// Two words about the state of the project's file, and what they mean.
pub(super) type Saved = (&'static str, &'static str);

pub(super) const READ_ONLY: Saved = ("Read-only", "The project is open in another window.");
pub(super) const NOT_RECOVERABLE: Saved = ("Unsaved changes (not recoverable)", "A crash would lose them. Save often.");
pub(super) const RECOVERABLE: Saved =
    ("Unsaved changes (recoverable)", "They survive a crash. Saving writes them to the file.");
pub(super) const BEING_TYPED: Saved =
    ("Typing not finished", "What is being typed becomes a change when you leave its field. It survives a crash.");
pub(super) const SAVED: Saved = ("All changes saved", "The file is up to date.");
pub(super) const NOT_SAVED: Saved = ("Not saved yet", "This project has no file yet.");

pub(super) fn coder(name: &str) -> String {
    format!("Coder: {name}")
}

pub(super) const ALL_CODERS: &str = "all";
pub(super) const MARKS_OF_HELP: &str = "Show the marks of one coder, or of all";

pub(super) fn marks_of(coder: &str) -> String {
    format!("Marks of: {coder}")
}

pub(super) fn counts(articles: usize, marks: usize) -> String {
    format!("{} · {}", plural(articles, "article"), plural(marks, "mark"))
}

/// What the counts leave out.
pub(super) fn earlier_versions(versions: usize, marks: usize) -> String {
    format!("Plus {} with {}, out of the lists", plural(versions, "earlier version"), plural(marks, "mark"))
}

/// Everything selected is marked with a tag; `keys` end that.
pub(super) fn marking_as(tag: &str, keys: &str) -> String {
    match keys {
        "" => format!("Marking as {tag}"),
        "Escape" => format!("Marking as {tag} · Esc to stop"),
        keys => format!("Marking as {tag} · {keys} to stop"),
    }
}

pub(super) fn problems(count: usize) -> String {
    plural(count, "problem")
}

pub(super) fn and_more(count: usize) -> String {
    format!("and {} more", grouped(count))
}

/// How far a work is; of a single step, its share.
pub(super) fn steps(done: usize, total: usize, share: f32) -> String {
    if total == 1 {
        return format!("{:.0}%", share * 100.0);
    }
    format!("{} of {}", grouped(done), grouped(total))
}

pub(super) const BLIND: &str = "Blind coding";
pub(super) const BLIND_HELP: &str =
    "What others marked in an article is hidden until you set its status to done; counts and lists leave it out, too";
pub(super) const UNDECIDED_HELP: &str = "Where merged copies disagree: see both versions, and decide";
