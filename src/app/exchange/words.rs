//! What is said about articles and annotations that come in and go out.

use std::{collections::BTreeMap, path::Path};

use super::skipped::Kind;
use crate::{
    app::desk::{
        failure::{FetchFailure, ReadFailure},
        notice::Notice,
        prompt::import_plan::{Alike, Lookalike},
        words::{quoted, shorten},
    },
    import::{annotations::Decision, file_names::Applied},
    model::Article,
    text::{self, grouped, plural},
};

pub(super) use crate::app::desk::words::cannot_write;

// Reading files. These are parts of “NAME was not added: WHY.”

pub(super) fn not_added(name: &str, why: &dyn std::error::Error) -> String {
    format!("{name} was not added: {why}.")
}

/// A table that was not added, for none of its columns is known, with how to tell what they say.
pub(super) fn with_choice_of_columns(told: &str) -> String {
    format!("{told} If one of them has the text, Article › Preview and add… lets you choose it.")
}

pub(super) fn nothing_added() -> &'static str {
    "Canceled. Nothing was added."
}

pub(super) fn empty_folder(path: &Path) -> String {
    format!("{} contains nothing that Sayso can read.", path.display())
}

/// Files of a folder or archive that were not read, by kind, the most frequent first.
pub(super) fn files_skipped(place: &str, kinds: &BTreeMap<Kind, usize>) -> String {
    const TOLD: usize = 12;
    let mut kinds: Vec<(usize, &Kind)> = kinds.iter().map(|(kind, count)| (*count, kind)).collect();
    kinds.sort_unstable_by_key(|(count, kind)| (std::cmp::Reverse(*count), (*kind).clone()));
    let count = |kinds: &[(usize, &Kind)]| kinds.iter().map(|(count, _)| count).sum::<usize>();
    let mut told: Vec<String> = kinds.iter().take(TOLD).map(|(count, kind)| of_kind(*count, kind)).collect();
    match count(kinds.get(TOLD..).unwrap_or_default()) {
        0 => {}
        1 => told.push("1 of another type".to_owned()),
        more => told.push(format!("{} of other types", grouped(more))),
    }
    format!("{place}: {} skipped: {}.", plural(count(&kinds), "file"), told.join(", "))
}

fn of_kind(count: usize, kind: &Kind) -> String {
    match kind {
        Kind::Ending(ending) if ending.is_empty() => format!("{} without an ending", grouped(count)),
        Kind::Ending(ending) => format!("{} .{ending}", grouped(count)),
        Kind::OfProject => format!("{} of a QualCoder project", grouped(count)),
        Kind::FolderLink if count == 1 => "1 link to a folder".to_owned(),
        Kind::FolderLink => format!("{} links to folders", grouped(count)),
        Kind::BadPath => format!("{} with an unusable path", grouped(count)),
        Kind::System => format!("{} left by the system or an office program", grouped(count)),
    }
}

pub(super) fn cannot_read(name: &str, why: &ReadFailure) -> Notice {
    Notice::problem(format!("{name} can't be read: {why}."))
}

pub(super) fn warning(file: &str, warning: &str) -> String {
    format!("{file}: {warning}")
}

/// An article is of a day that has not come yet.
pub(super) fn future_date(title: &str, published: &str) -> String {
    format!("The date of {} is in the future: {}.", quoted(title), text::day_in_words(published))
}

/// The first of some lines, and how many more there are.
pub(super) fn listed(lines: &[String]) -> String {
    const SHOWN: usize = 6;
    let mut shown: Vec<String> = match lines {
        [one] => vec![one.clone()],
        many => many.iter().take(SHOWN).map(|line| format!("· {line}")).collect(),
    };
    if lines.len() > SHOWN {
        shown.push(format!("and {} more", grouped(lines.len() - SHOWN)));
    }
    shown.join("\n")
}

/// What is said of facts that names of files gave their articles; nothing where every name fits.
pub(super) fn facts_from_names(applied: &Applied) -> Vec<String> {
    let of_files = |files: &[String], one: &str, many: &str| match files {
        [] => None,
        [file] => Some(format!("{file}{one}")),
        files => Some(format!("{}{many}: {}.", plural(files.len(), "file"), listed_names(files))),
    };
    if applied.unfitting.is_empty() && applied.ambiguous.is_empty() && applied.kept.is_empty() {
        return Vec::new();
    }
    let fitting = format!("Facts from the names of files: {}.", plural(applied.fitting, "article"));
    let kept = applied.kept.iter().map(|kept| {
        format!(
            "{}: states “{}” as {}; its name says “{}”. The first was kept.",
            kept.file, kept.stated, kept.fact, kept.in_name
        )
    });
    let told = [
        Some(fitting),
        of_files(&applied.unfitting, " doesn't fit the pattern of file names.", " don't fit the pattern of names"),
        of_files(
            &applied.ambiguous,
            " has a date that can be read in two ways.",
            " have dates that can be read in two ways",
        ),
    ];
    told.into_iter().flatten().chain(kept).collect()
}

/// The first of some names.
fn listed_names(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    shown.join(", ") + more
}

// Watching a folder.

pub(super) fn watching(folder: &Path) -> Notice {
    Notice::fine(format!("Watching {}. New files in it will be offered here.", folder.display()))
}

pub(super) fn folder_unreadable(folder: &Path, why: &str) -> Notice {
    Notice::problem(format!("{} can't be watched: {why}.", folder.display()))
}

/// New files in the watched folder: one by its name, several by their number.
pub(super) fn new_files(files: &[std::path::PathBuf]) -> Notice {
    let folder = files.first().and_then(|path| path.parent()).unwrap_or(Path::new("")).display();
    Notice::note(match files {
        [one] => format!("New in {folder}: {}.", one.file_name().unwrap_or_default().to_string_lossy()),
        many => format!("{} in {folder}.", plural(many.len(), "new file")),
    })
}

// Adding articles.

pub(super) fn add_article(title: &str) -> String {
    format!("Add the article {}", quoted(title))
}

pub(super) fn add_articles(count: usize) -> String {
    format!("Add {}", plural(count, "article"))
}

pub(super) fn articles_added(count: usize) -> Notice {
    Notice::fine(format!("{} added.", plural(count, "article")))
}

pub(super) fn articles_refused(why: &str) -> String {
    format!("The articles were not added: {why}")
}

pub(super) fn pasted_text_refused(why: &str) -> Notice {
    Notice::problem(format!("The pasted text was not added: {why}."))
}

pub(super) fn already_here(file: &str, title: &str) -> String {
    format!("“{file}” is already in the project as “{title}”. It was not added again.")
}

/// Why an article may be another.
pub(super) fn row(row: &Lookalike) -> String {
    let other = row.others.first().map_or("another", |(_, name)| name);
    let this = &row.called;
    match row.why {
        Alike::EqualText => format!("{this} has the same text as {other}."),
        Alike::Nearly(percent) => {
            format!("{this} is nearly the same as {other}: about {percent}% of the text is shared.")
        }
        Alike::SameAddress => format!("{this} has the same address as {other}."),
        Alike::SeveralSuch => format!("{} articles are named {this}.", row.others.len()),
    }
}

/// The same with what was done.
pub(super) fn row_done(row: &Lookalike) -> String {
    let done = match row.done {
        Decision::Add => "It was added.",
        Decision::Skip => "It was skipped.",
        Decision::Same(_) => "It was treated as the same article.",
    };
    format!("{} {done}", self::row(row))
}

/// An article by its title, and by what tells it from others of that title.
pub(super) fn described(article: &Article) -> String {
    let (facts, source) = (&article.facts, &article.source);
    let title = if facts.title.is_empty() { &source.name } else { &facts.title };
    let more = [&facts.outlet, &source.name].into_iter().find(|more| !more.is_empty() && *more != title);
    more.map_or_else(|| quoted(title), |more| title_with(title, more))
}

/// A title with what tells it from others.
pub(super) fn title_with(title: &str, more: &str) -> String {
    format!("{} ({more})", quoted(title))
}

pub(super) fn no_article_called(name: &str) -> String {
    format!("No article in the project is called “{name}”.")
}

pub(super) fn several_articles_called(name: &str, names: &[String]) -> String {
    format!("{} articles are called “{name}”: {}. Give the id of one.", names.len(), names.join(", "))
}

/// A title with the name of the file, where the title alone does not tell two articles apart.
pub(super) fn title_of_file(title: &str, file: &str) -> String {
    format!("{} ({file})", quoted(title))
}

pub(super) fn files_not_added(problems: &[String]) -> Notice {
    Notice::problem(format!("{} were not added:\n{}", plural(problems.len(), "file"), listed(problems)))
}

pub(super) fn reading_already() -> Notice {
    Notice::note("Files are already being read. Wait until that is done.")
}

pub(super) fn comment_tag() -> &'static str {
    "Comment"
}

pub(super) fn comment_definition() -> &'static str {
    "Words that somebody commented on in the program the article came from. The note is the comment."
}

pub(super) fn unknown_coder() -> &'static str {
    "unknown"
}

pub(super) fn no_preview() -> Notice {
    Notice::note("The preview is no longer open.")
}

// Fetching.

pub(super) fn no_address() -> Notice {
    Notice::problem("A web address begins with http:// or https:// and has no spaces.")
}

pub(super) fn fetching_already() -> Notice {
    Notice::note("A page is already being fetched. Wait until that is done.")
}

pub(super) fn page_not_added(address: &str, why: &FetchFailure) -> Notice {
    Notice::problem(not_added(address, why))
}

pub(super) fn stopped_fetching() -> &'static str {
    "Stopped. The remaining pages were not fetched."
}

pub(super) fn links_not_read(count: usize) -> Notice {
    let what = if count == 1 { "not a link to a web page" } else { "not links to web pages" };
    Notice::problem(format!("{} skipped: {what}.", plural(count, "file")))
}

pub(super) fn no_link_to_web() -> Notice {
    Notice::problem("This file is not a link to a web page.")
}

// Importing annotations.

pub(super) fn no_import() -> Notice {
    Notice::note("The import is no longer open.")
}

pub(super) fn import_marks(marks: usize, formats: &[&str]) -> String {
    format!("Import {} from {}", plural(marks, "mark"), formats.join(" and "))
}

pub(super) fn no_such_coder(name: &str) -> String {
    format!("No coder named “{name}” made marks in these files.")
}

/// How much an import added.
pub(super) struct Added {
    pub articles: usize,
    pub marks: usize,
    pub links: usize,
    pub tags: usize,
    /// Marks of the project that got notes, names or answers.
    pub filled: usize,
}

pub(super) fn added(Added { articles, marks, links, tags, filled }: &Added) -> String {
    let parts = [(articles, "article"), (marks, "mark"), (links, "link"), (tags, "tag")];
    let parts = parts.iter().filter(|(count, _)| **count > 0).map(|(count, noun)| plural(**count, noun));
    let more = (*filled > 0).then(|| format!("notes or answers of {}", plural(*filled, "existing mark")));
    let parts: Vec<String> = parts.chain(more).collect();
    if parts.is_empty() { "Imported.".to_owned() } else { format!("Added: {}.", parts.join(", ")) }
}

pub(super) fn added_with_aside(counts: &Added, aside: usize) -> String {
    format!(
        "{} {} set aside: text doesn't match. Place or drop them in “Problems…”.",
        added(counts),
        plural(aside, "mark")
    )
}

// Exporting.

pub(super) fn no_such_format(name: &str) -> Notice {
    Notice::problem(format!("There is no export format “{name}”."))
}

/// What was written, and by whom it was made: “61 marks by Ana and Ben”.
pub(super) fn by_coders(what: &str, coders: &[(String, usize)]) -> String {
    let names: Vec<&str> = coders.iter().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { what.to_owned() } else { format!("{what} by {}", text::listed(&names)) }
}

/// What the sheet of agreement is called.
pub(super) const AGREEMENT_SHEET: &str = "Agreement";

pub(super) fn agreement_written(rows: usize, path: &Path) -> Notice {
    Notice::fine(format!("{} written to {}", plural(rows, "measure"), path.display()))
}

pub(super) fn exported(what: &str, path: &Path, aside: usize, losses: &[String]) -> Notice {
    let mut told = format!("{what} written to {}", path.display());
    if aside > 0 {
        told = format!("{told}\nSkipped (text mismatch): {}.", plural(aside, "mark"));
    }
    if !losses.is_empty() {
        told = format!("{told}\nNot supported by this format: {}.", losses.join("; "));
    }
    Notice::fine(told)
}

// New versions.

pub(super) fn correct(former: &str, words: &str, title: &str) -> String {
    format!("Correct {} to {} in {}", quoted(former), quoted(words), quoted(title))
}

pub(super) fn correct_text(title: &str) -> String {
    format!("Correct the text of {}", quoted(title))
}

pub(super) fn replace_by_new_version(title: &str) -> String {
    format!("Replace {} with a new version", quoted(title))
}

/// How a text came to be what it is, in the facts of its article.
pub(super) fn corrected_by_hand(former: &str, words: &str) -> String {
    format!("{} corrected by hand to {}", quoted(former), quoted(words))
}

pub(super) fn not_one_article() -> Notice {
    Notice::problem("A new version must be a single article. “Add articles…” adds several.")
}

pub(super) fn same_text(title: &str) -> Notice {
    Notice::note(format!("The text is the same as that of {}.", quoted(title)))
}

pub(super) fn same_words() -> Notice {
    Notice::note("The words are the same as before.")
}

pub(super) fn words_gone() -> Notice {
    Notice::note("These words are no longer in the article.")
}

pub(super) fn no_article_like_this() -> Notice {
    Notice::note("No other article in this project is nearly the same as this one or has its address.")
}

pub(super) fn replaces_already() -> Notice {
    Notice::note("This article already replaced an earlier version. “Earlier version” above the text leads to it.")
}

pub(super) fn is_a_new_version_already(new: &str, old: &str) -> Notice {
    Notice::note(format!("“{new}” already replaces “{}”.", shorten(old)))
}

pub(super) fn comparing_already() -> Notice {
    Notice::note("Texts are already being compared. Wait until that is done.")
}

pub(super) fn cannot_add_version(why: &str) -> Notice {
    Notice::problem(format!("The new version can't be added: {why}"))
}

pub(super) fn no_new_version() -> Notice {
    Notice::note("The new version is no longer open.")
}

/// What became of the marks of a replaced article.
pub(super) struct CarriedOver {
    pub is_typed: bool,
    pub carried: usize,
    pub left: usize,
    pub links_left: usize,
}

pub(super) fn carried_over(over: &CarriedOver) -> Notice {
    let CarriedOver { is_typed, carried, left, links_left } = *over;
    let what = if is_typed { "Text corrected" } else { "New version in use" };
    let told = format!("{what}: {carried} of {} carried over.", plural(carried + left, "mark"));
    if left + links_left == 0 {
        return Notice::fine(told);
    }
    Notice::fine(format!(
        "{told} {} and {} stay with the earlier version.",
        plural(left, "mark"),
        plural(links_left, "link")
    ))
}
