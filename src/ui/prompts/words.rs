//! What the prompts say, each string whole and in one place.
//!
//! Longer than 500 lines because it holds every string of the prompts, as that of the panels does.

use std::path::Path;

mod by_others;
mod coders;
mod export;
mod merging;
mod preview;
mod sharing;

pub(super) use self::{by_others::*, coders::*, export::*, merging::*, preview::*, sharing::*};
use crate::{
    app::{Alike, Lookalike},
    import::{Reader, annotations::Decision},
    text::{grouped, listed, plural},
};

/// Says a number of something.
pub(super) type Counted = fn(usize) -> String;

pub(super) const CANCEL: &str = "Cancel";
pub(super) const CLOSE: &str = "Close";
pub(super) const DONE: &str = "Done";
pub(super) const SELECT_ALL: &str = "Select all";
pub(super) const DESELECT_ALL: &str = "Deselect all";
pub(super) const DETECTED: &str = "detected";
pub(super) const ALL_ARTICLES: &str = "All articles";

// Leaving with unsaved changes.

pub(super) const SAVE_CHANGES: &str = "Save your changes?";
pub(super) const SAVE: &str = "Save";
pub(super) const DISCARD: &str = "Don't save";

pub(super) fn has_unsaved_changes(project: &str) -> String {
    format!("“{project}” has unsaved changes.")
}

// A path.

pub(super) const PATH: &str = "Path";
pub(super) const OPEN: &str = "Open";

pub(super) fn replace_file(path: &Path) -> String {
    format!("Replace “{}”?", path.file_name().unwrap_or(path.as_os_str()).display())
}

pub(super) fn file_exists(path: &Path) -> String {
    format!("{} already exists. Replacing it overwrites its contents.", path.display())
}

pub(super) const REPLACE: &str = "Replace";

// Tags and articles.

pub(super) fn delete_tag(tag: &str) -> String {
    format!("Delete the tag “{tag}”?")
}

pub(super) fn marks_deleted_with_tag(marks: usize) -> String {
    match marks {
        0 => "No marks use this tag.".to_owned(),
        _ => {
            format!("{} with this tag will be deleted too, in all articles. You can undo this.", plural(marks, "mark"))
        }
    }
}

pub(super) fn delete_with(marks: usize) -> String {
    match marks {
        0 => "Delete".to_owned(),
        _ => format!("Delete tag and {}", plural(marks, "mark")),
    }
}

pub(super) fn merge_tags(from: &str, into: &str) -> String {
    format!("Merge “{from}” into “{into}”?")
}

pub(super) fn marks_merged(marks: usize, from: &str, into: &str) -> String {
    match marks {
        0 => format!("The tag “{from}” will be removed. No marks use it."),
        _ => format!("{} will change to “{into}”, and the tag “{from}” will be removed.", plural(marks, "mark")),
    }
}

/// So many marks become one with others of the same coder, tag and words.
pub(super) fn marks_coincide(count: usize) -> String {
    let (marks, them, coincide) =
        if count == 1 { ("1 mark".to_owned(), "it", "coincides") } else { (plural(count, "mark"), "them", "coincide") };
    format!(
        "{marks} {coincide} with another of the same coder, tag and words; Sayso merges {them} and keeps all notes, answers \
         and links."
    )
}

pub(super) const MERGE: &str = "Merge";

pub(super) const MERGE_MARKS: &str = "Merge marks?";

/// A mark would be there a second time.
pub(super) fn mark_coincides(words: &str, tag: &str) -> String {
    format!(
        "“{words}” is already marked as {tag} by the same coder. Merge the two marks? All notes, answers and links are kept."
    )
}

pub(super) fn split_tag(tag: &str) -> String {
    format!("Split “{tag}”")
}

pub(super) const SPLIT_EXPLAINED: &str =
    "Moves the marks that contain certain words to a new tag. Leave the words empty to move none.";
pub(super) const FIND_TAG: &str = "Find a tag";
pub(super) const NO_MATCHING_TAGS: &str = "No tags match.";
pub(super) const EDIT_WHICH_TAG: &str = "Edit which tag?";
pub(super) const MERGE_WHICH_TAG: &str = "Merge which tag?";
pub(super) const SPLIT_WHICH_TAG: &str = "Split which tag?";
pub(super) const DELETE_WHICH_TAG: &str = "Delete which tag?";

pub(super) fn merge_tag_into(tag: &str) -> String {
    format!("Merge “{tag}” into which tag?")
}

pub(super) fn move_tag_under(tag: &str) -> String {
    format!("Move “{tag}” under which tag?")
}

pub(super) const NEW_TAG_NAME: &str = "Name of the new tag";
pub(super) const WORDS_CONTAINED: &str = "Move marks that contain";
pub(super) const SPLIT: &str = "Split";

pub(super) fn marks_moved(moved: usize, all: usize) -> String {
    format!("{} of {} will move.", grouped(moved), plural(all, "mark"))
}

pub(super) const REMOVE_ARTICLE: &str = "Remove this article?";
pub(super) const REMOVE: &str = "Remove";

pub(super) fn article_removed(title: &str, marks: usize) -> String {
    match marks {
        0 => format!("“{title}” will be removed from the project. You can undo this."),
        _ => {
            format!("“{title}” and its {} will be removed from the project. You can undo this.", plural(marks, "mark"))
        }
    }
}

pub(super) const HIDDEN_REMOVED: &str = "What others marked in it and you don't see goes with it.";

// Text pasted, typed or corrected.

pub(super) const PASTE_ARTICLE: &str = "Paste as a new article";
pub(super) const IS_ADDRESS: &str = "This is a web address. The page is fetched only when you choose “Fetch page”.";
/// The title of the question whether to fetch pages.
pub(super) fn fetch_pages(count: usize) -> String {
    if count == 1 { "Fetch this page?".to_owned() } else { format!("Fetch {}?", plural(count, "page")) }
}

/// Which servers pages are fetched from, each named once.
pub(super) fn fetched_from(addresses: &[String]) -> String {
    let mut hosts: Vec<&str> = addresses.iter().map(|address| host(address)).collect();
    hosts.sort_unstable();
    hosts.dedup();
    format!("Sayso will connect to {} and add what it finds as an article.", hosts.join(", "))
}

/// The server that an address names.
fn host(address: &str) -> &str {
    let after = address.split_once("://").map_or(address, |(_, after)| after);
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

pub(super) const PASTE_EXPLAINED: &str =
    "The first line becomes the title. To fetch a page instead, paste its web address (https://…).";
pub(super) const NEW_VERSION_EXPLAINED: &str =
    "Paste the new text or its web address, or choose a file. You see what changes before anything is replaced.";
pub(super) const ARTICLE_TEXT: &str = "Article text";
pub(super) const CHOOSE_FILE: &str = "Choose a file…";
pub(super) const FETCH_AGAIN: &str = "Fetch again from its address";
pub(super) const FETCH: &str = "Fetch page";
pub(super) const ADD_ARTICLE: &str = "Add article";
pub(super) const COMPARE: &str = "Compare";
pub(super) const CORRECT_TEXT: &str = "Fix a typo";
pub(super) const CORRECT_EXPLAINED: &str =
    "Marks are carried over. The earlier version stays in the project, out of the lists.";
pub(super) const CORRECTED_TEXT: &str = "Corrected text";
pub(super) const CORRECT: &str = "Correct";

pub(super) fn new_version_of(title: &str) -> String {
    format!("New version of “{title}”")
}

// A new version beside the old.

pub(super) const EARLIER_STAYS: &str =
    "The earlier version stays in the project, out of the lists, with the marks that are not carried over.";
pub(super) const SELECT_ALTERED: &str = "Select all altered marks";
pub(super) const DESELECT_ALTERED: &str = "Deselect all altered marks";

/// How many marks of an article keep their words, moved, were altered, are lost.
pub(super) fn marks_refound(all: usize, [kept, moved, altered, lost]: [usize; 4]) -> String {
    let [kept, moved, altered, lost] = [kept, moved, altered, lost].map(grouped);
    format!("{}: {kept} unchanged, {moved} moved, {altered} altered, {lost} lost.", plural(all, "mark"))
}

pub(super) fn altered(count: usize) -> String {
    format!("Altered: selected marks take their new words ({})", grouped(count))
}

pub(super) fn moved(count: usize) -> String {
    format!("Moved: selected marks follow their words ({})", grouped(count))
}

pub(super) fn lost(count: usize) -> String {
    format!("Lost: their words are gone ({})", grouped(count))
}

pub(super) fn text_changes(count: usize) -> String {
    format!("Changes to the text ({})", grouped(count))
}

pub(super) fn mark_altered(tag: &str, was: &str, is: &str) -> String {
    format!("{tag}: “{was}” is now “{is}”")
}

pub(super) fn mark(tag: &str, words: &str) -> String {
    format!("{tag}: “{words}”")
}

pub(super) fn now_at([before, words, after]: [&str; 3]) -> String {
    format!("Now: …{before}{words}{after}…")
}

/// What a change did, for screen readers.
pub(super) fn text_changed(gone: &str, come: &str) -> String {
    match (gone.is_empty(), come.is_empty()) {
        (true, _) => format!("“{come}” was added"),
        (false, true) => format!("“{gone}” was removed"),
        (false, false) => format!("“{gone}” became “{come}”"),
    }
}

pub(super) const UNKNOWN_TAG: &str = "Mark";

// Marking all occurrences.

pub(super) const THIS_ARTICLE: &str = "This article";
pub(super) const FOLD: &str = "Ignore case, accents and variant spellings";
pub(super) const NO_OCCURRENCES: &str = "No other unmarked occurrences.";

pub(super) fn mark_all_of(words: &str) -> String {
    format!("Mark all occurrences of “{words}”")
}

pub(super) fn mark_occurrences(count: usize) -> String {
    format!("Mark {}", plural(count, "occurrence"))
}

// Codebooks.

pub(super) const ARTICLE_FIELDS: &str = "Article fields";
pub(super) const ARTICLE_FIELDS_EXPLAINED: &str =
    "Fields of your own for every article. Fill them in beside outlet and date; search, filter and export by them.";

pub(super) const CODEBOOKS: &str = "Codebooks and rules";
pub(super) const READY_MADE: &str = "Ready-made codebooks";
pub(super) const RULES: &str = "Rules";
pub(super) const RULES_EXPLAINED: &str = "Marks that break a rule appear on the checklist; nothing is forbidden.";
pub(super) const NESTING: &str = "Claims within claims";
pub(super) const ADD: &str = "Add";
pub(super) const ADD_EXPLAINED: &str = "Adds these tags to the project's own";
pub(super) const USE_INSTEAD: &str = "Use instead";

pub(super) fn each_needs(tag: &str) -> String {
    format!("Each “{tag}” needs")
}

/// One rule, for screen readers.
pub(super) fn each_needs_link(tag: &str, link: &str) -> String {
    format!("Each {tag} needs {link}")
}

/// How deep claims may lie in claims.
pub(super) fn nesting(depth: Option<u32>) -> String {
    match depth {
        None => "any depth".to_owned(),
        Some(0 | 1) => "not allowed".to_owned(),
        Some(depth) => format!("up to {depth} levels"),
    }
}

/// How many tags a codebook has, and how many of them the project lacks.
pub(super) fn codebook_tags(all: usize, new: usize) -> String {
    match new {
        0 => format!("{}, all in the project", plural(all, "tag")),
        new if new == all => plural(all, "tag"),
        new => format!("{}, {} new", plural(all, "tag"), grouped(new)),
    }
}

/// What using a codebook instead does to the project's own tags, of which so many have marks.
pub(super) fn replaces_tags(kept: usize) -> String {
    match kept {
        0 => "Replaces the project's tags".to_owned(),
        1 => "Replaces the project's tags; the one with marks is kept".to_owned(),
        _ => format!("Replaces the project's tags; the {} with marks are kept", grouped(kept)),
    }
}

/// A button and the codebook it acts on, for screen readers.
pub(super) fn with_codebook(button: &str, codebook: &str) -> String {
    format!("{button}: {codebook}")
}

// Saved versions.

pub(super) const VERSIONS: &str = "Saved versions";
pub(super) const VERSIONS_EXPLAINED: &str = "Your latest saves, newest first, compared with the project as it is now.";
pub(super) const NO_VERSIONS: &str = "No saved versions yet. Every save is kept here from now on.";
pub(super) const RESTORE: &str = "Restore";
pub(super) const PREVIEW: &str = "Preview";

pub(super) fn restore_version(at: &str) -> String {
    format!("Restore the version of {at}")
}

pub(super) fn preview_version(at: &str) -> String {
    format!("Open the version of {at} in a new window")
}

/// What a version holds, and how the project differs from it: marks added, deleted and changed since.
pub(super) fn version_counts(articles: usize, marks: usize, [added, deleted, changed]: [usize; 3]) -> String {
    let parts = [(added, "added since"), (deleted, "deleted since"), (changed, "changed since")];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count)))
        .collect();
    let compared = if parts.is_empty() { "same marks as now".to_owned() } else { parts.join(", ") };
    format!("{} · {} · {compared}", plural(articles, "article"), plural(marks, "mark"))
}

// The history of changes.

pub(super) const HISTORY: &str = "Change history";
pub(super) const NO_CHANGES: &str = "No changes yet.";
pub(super) const NO_MATCHING_CHANGES: &str = "No matching changes.";
pub(super) const BY: &str = "Coder";
pub(super) const EVERYONE: &str = "Everyone";
pub(super) const IN: &str = "Article";
pub(super) const REMOVED_ARTICLE: &str = "Removed article";

pub(super) fn export_changes(count: usize) -> String {
    format!("Export {}…", plural(count, "change"))
}

// Problems.

/// What stands there until the project has been checked.
pub(super) const CHECKING: &str = "Checking the project…";
pub(super) const PROBLEMS: &str = "Problems";
pub(super) const NO_PROBLEMS: &str = "No problems found.";
pub(super) const PROBLEMS_EXPLAINED: &str = "Nothing is lost: what doesn't fit is set aside until you decide.";
pub(super) const OTHER_TEXT: &str = "This text differs from the one that was imported. Someone may have edited the project \
    file by hand; compare it with the original before you go on.";
pub(super) const ACCEPT_TEXT: &str = "Accept this text";
pub(super) const WORDS_NOT_FOUND: &str = "These words don't occur in the article.";
pub(super) const PLACE_HERE: &str = "Place here";
pub(super) const DELETE_MARK: &str = "Delete this mark";
pub(super) const SHOW_ARTICLE: &str = "Show article";

pub(super) fn place_all(count: usize) -> String {
    format!("Place all {} whose words occur only once", plural(count, "mark"))
}

pub(super) fn place_here(tag: &str) -> String {
    format!("Mark these words as {tag}")
}

/// Where a mark should be, in characters ("12–17"), and that this is beyond the text.
pub(super) fn not_in_text(article: &str, at: &str) -> String {
    format!("{article} · expected at {at}, which is not in the text")
}

/// Where a mark should be, in characters, and what the text reads there.
pub(super) fn text_reads(article: &str, at: &str, found: &str) -> String {
    format!("{article} · expected at {at}, where the text reads “{found}”")
}

// Preview of an article.

pub(super) const ENCODING: &str = "Encoding";
pub(super) const TRACKED_CHANGES: &str = "Tracked changes";
pub(super) const CHANGES_ACCEPTED: &str = "Accepted";
pub(super) const CHANGES_ORIGINAL: &str = "Original";

/// Over the texts of a page that may be the article.
pub(super) const OTHER_TEXTS: &str = "Other text found on the page. The article is:";

/// A text of a page: how it goes, and how much of it there is.
pub(super) fn text_of_page(beginning: &str, paragraphs: usize) -> String {
    const LONGEST: usize = 70;
    let mut words: String = beginning.chars().take(LONGEST).collect();
    if beginning.chars().count() > LONGEST {
        words.push('…');
    }
    format!("“{words}” ({})", plural(paragraphs, "paragraph"))
}

pub(super) fn preview_of(file: &str) -> String {
    format!("Preview: {file}")
}

pub(super) fn encoding_detected(encoding: &str) -> String {
    format!("{encoding} ({DETECTED})")
}

pub(super) fn cannot_be_added(why: &str) -> String {
    format!("This file can't be added: {why}.")
}

pub(super) fn paragraphs_selected(selected: usize, all: usize) -> String {
    format!("{} of {} selected", grouped(selected), plural(all, "paragraph"))
}

// Import.

pub(super) const IMPORT: &str = "Import";
pub(super) const NOTHING_TO_IMPORT: &str = "There is nothing to import here.";
pub(super) const CREDIT: &str = "Credit unattributed marks to";
pub(super) const READ_AS: &str = "Read as";
pub(super) const OFFSETS: &str = "Offsets count";
pub(super) const CODE_POINTS: &str = "code points";
pub(super) const UTF16: &str = "UTF-16 units";
pub(super) const BYTES: &str = "UTF-8 bytes";
pub(super) const GRAPHEMES: &str = "visible characters";
pub(super) const JOINS_CRLF: &str = "Count CRLF as one character";
pub(super) const JOINS_CRLF_EXPLAINED: &str =
    "Windows ends each line with two characters, CR and LF; some programs count them as one.";
pub(super) const COUNTS_BOM: &str = "Count the byte order mark";
pub(super) const COUNTS_BOM_EXPLAINED: &str =
    "Some files start with an invisible byte order mark; few programs count it.";

pub(super) fn import_from(formats: &[&str]) -> String {
    format!("Import from {}", listed(formats))
}

/// What files may be read as.
pub(super) fn reader(reader: Reader) -> String {
    match reader {
        Reader::Annotations(format) => format.title.to_owned(),
        Reader::Articles(format) => format!("articles ({})", format.name),
    }
}

pub(super) fn new_articles(count: usize) -> String {
    plural(count, "new article")
}

pub(super) fn existing_articles(count: usize) -> String {
    format!("{} with new marks", plural(count, "existing article"))
}

pub(super) fn new_marks(count: usize) -> String {
    plural(count, "mark")
}

pub(super) fn new_links(count: usize) -> String {
    plural(count, "link")
}

pub(super) fn present_marks(count: usize) -> String {
    format!("{} already in the project", plural(count, "mark"))
}

pub(super) fn filled_marks(count: usize) -> String {
    format!("{} of them with notes, names or answers that are new", plural(count, "mark"))
}

pub(super) fn coinciding_marks(count: usize) -> String {
    let coincide = if count == 1 { "coincides" } else { "coincide" };
    format!("{} {coincide} with another of the same coder; merged", plural(count, "mark"))
}

// Articles that the project may have.

pub(super) const ADD_ARTICLES: &str = "Add articles";
pub(super) const ADD_ALL: &str = "Add all";
pub(super) const SKIP_ALL: &str = "Skip all";
pub(super) const SAME_ALL: &str = "All are the same articles";

/// So many articles may be duplicates.
pub(super) fn lookalikes(count: usize) -> String {
    format!("{}:", plural(count, "possible duplicate"))
}

/// What an article is like.
pub(super) fn lookalike(row: &Lookalike) -> String {
    let other = row.others.first().map_or("another article", |(_, name)| name);
    let this = &row.called;
    match row.why {
        Alike::EqualText => format!("{this} has the same text as {other}"),
        Alike::Nearly(percent) => format!("{this} shares about {percent}% of its text with {other}"),
        Alike::SameAddress => format!("{this} has the same address as {other}"),
        Alike::SeveralSuch => format!("{} articles are called {this}", row.others.len()),
    }
}

/// What becomes of an article.
pub(super) fn decision(row: &Lookalike, decision: Decision) -> String {
    match decision {
        Decision::Add => "Add anyway".to_owned(),
        Decision::Skip => "Skip".to_owned(),
        Decision::Same(_) if row.others.len() < 2 => "Same article".to_owned(),
        Decision::Same(id) => {
            let name = row.others.iter().find(|(other, _)| *other == id).map_or("another article", |(_, name)| name);
            format!("Same as {name}")
        }
    }
}

pub(super) fn marks_set_aside(count: usize) -> String {
    format!("{} set aside: text doesn't match", plural(count, "mark"))
}

pub(super) fn plain_articles(count: usize) -> String {
    format!("{} without marks", plural(count, "article"))
}

pub(super) fn new_tags(names: &[String]) -> String {
    format!("{}: {}", plural(names.len(), "new tag"), if names.len() > 24 { listed(names) } else { names.join(", ") })
}

pub(super) fn warnings(count: usize) -> String {
    plural(count, "warning")
}

// Keyboard shortcuts.

pub(super) const SHORTCUTS: &str = "Keyboard shortcuts";
pub(super) const SHORTCUTS_EXPLAINED: &str = "Click a shortcut, then press the new keys. Digits are reserved for tags.";
pub(super) const FILTER: &str = "Filter";
pub(super) const FILTER_SHORTCUTS: &str = "Filter shortcuts";
pub(super) const MOUSE: &str = "Mouse";
pub(super) const TAGS: &str = "Tags";
pub(super) const PRESS_KEYS: &str = "Press the keys…";
pub(super) const NO_SHORTCUT: &str = "–";
pub(super) const RESET: &str = "Reset";

/// What the mouse does: how, and what happens.
pub(super) const MOUSE_WAYS: [(&str, &str); 9] = [
    ("Drag", "Select whole words and open the list of tags"),
    ("Alt + drag", "Select character by character"),
    ("Ctrl + drag", "Add a piece to the selected mark"),
    ("Double, triple, quadruple click", "Select a word, sentence, paragraph"),
    ("Click a mark, then click again", "Select it; select the next larger one"),
    ("Drag a handle of the selected mark", "Make it longer or shorter"),
    ("Right-click a mark", "List all that can be done with it"),
    ("Click a tag in the codebook", "Keep marking with it until you press Esc"),
    ("Alt + arrow keys", "Move the end of the selection by one character"),
];

pub(super) fn shortcut_for(command: &str) -> String {
    format!("Shortcut for {command}")
}

pub(super) fn tag_key(key: &str, tag: &str) -> String {
    format!("{key}   {tag}")
}

// The projects opened last.

pub(super) const RECENT: &str = "Open recent";
pub(super) const NO_RECENT: &str = "No recent projects. Projects that you open or save are listed here.";
pub(super) const FILTER_RECENT: &str = "Filter recent projects";
pub(super) const REMOVE_MISSING: &str = "Remove missing projects";
pub(super) const CLEAR_RECENT: &str = "Clear list";

/// A project of the list, for screen readers.
pub(super) fn recent_project(name: &str, told: &str) -> String {
    format!("{name}, {told}")
}

pub(super) fn recent_is_gone(folder: &str) -> String {
    format!("No longer in {folder}")
}

// About.

pub(super) const ABOUT: &str = "About Sayso";
pub(super) const ABOUT_SAYSO: &str = "Mark who said what, about where, in news articles, and share it as one file.";
pub(super) const ABOUT_LICENCE: &str =
    "You may use, change and share Sayso under the MIT or the Apache 2.0 licence, as you like.";
pub(super) const ABOUT_PARTS: &str =
    "It contains typefaces with licences of their own, and libraries that all allow free use.";
pub(super) const COPY_VERSION: &str = "Copy version";
pub(super) const COPIED: &str = "Copied";
pub(super) const LICENCE_MIT: &str = "MIT";
pub(super) const LICENCE_APACHE: &str = "Apache 2.0";
pub(super) const LICENCE_INTER: &str = "Inter";
pub(super) const LICENCE_SOURCE_SERIF: &str = "Source Serif 4";
pub(super) const LICENCE_NASKH: &str = "Noto Naskh Arabic";
pub(super) const LICENCE_HEBREW: &str = "Noto Serif Hebrew";
pub(super) const LICENCE_PHOSPHOR: &str = "Phosphor";

/// The version, with the system that it was built for.
pub(super) fn version(number: &str, system: &str, processor: &str) -> String {
    format!("Sayso {number} ({system}, {processor})")
}

// Project, person, reading.

pub(super) const PROJECT_FACTS: &str = "Project details";
pub(super) const TITLE: &str = "Title";
pub(super) const NOTE_HINT: &str = "A note for colleagues";
pub(super) const PROJECT_NOTE: &str = "Project note";
pub(super) const YOUR_NAME: &str = "Your name";
pub(super) const YOUR_NAME_EXPLAINED: &str = "Your marks carry this name, so that colleagues know whose they are.";
pub(super) const READING: &str = "Text and theme";
pub(super) const TEXT_SIZE: &str = "Text size";
pub(super) const LINE_WIDTH: &str = "Characters per line";
pub(super) const LINE_SPACING: &str = "Line spacing";
pub(super) const THEME: &str = "Theme";
pub(super) const GRAPHICS: &str = "Graphics";
pub(super) const GRAPHICS_EXPLAINED: &str = "Takes effect after a restart";
pub(super) const GRAPHICS_AUTOMATIC: &str = "Automatic";
pub(super) const GRAPHICS_CARD: &str = "Graphics card";
pub(super) const GRAPHICS_SOFTWARE: &str = "Software";
pub(super) const THEME_SYSTEM: &str = "As the desktop";
pub(super) const THEME_LIGHT: &str = "Light";
pub(super) const THEME_DARK: &str = "Dark";
pub(super) const THEME_HIGH_CONTRAST: &str = "High contrast";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(marks_set_aside(1), "1 mark set aside: text doesn't match");
        assert_eq!(existing_articles(2), "2 existing articles with new marks");
        assert_eq!(codebook_tags(1, 1), "1 tag");
        assert_eq!(version_counts(1, 2_000, [1, 0, 3]), "1 article · 2,000 marks · 1 added since, 3 changed since");
        assert_eq!(version_counts(2, 1, [0; 3]), "2 articles · 1 mark · same marks as now");
    }
}
