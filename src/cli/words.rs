//! What the commands say, in words.

use std::{collections::BTreeSet, path::Path};

use crate::{
    app::sharing::Member,
    export::{Format, Unsupported},
    merge,
    model::{Article, CoderId, Project, SpanId, Tag},
    store::shared::Skipped,
    text::{grouped, plural, shortened},
};

/// An argument is neither a file nor a command.
pub(super) fn no_such_file_or_command(file: &Path) -> String {
    format!("sayso: no file or command is named “{}”; “sayso --help” lists the commands.", file.display())
}

/// The window does not open.
pub(super) fn no_window(reason: &str, has_display: bool) -> String {
    let reason = reason.trim_end_matches('.');
    let missing =
        if has_display { "" } else { "sayso: no display was found: neither DISPLAY nor WAYLAND_DISPLAY is set.\n" };
    format!(
        "sayso: the window could not be opened: {reason}.\n{missing}sayso: The commands in “sayso --help” work without \
         a window."
    )
}

/// What is in a project: what lists show, and what earlier versions of articles hold besides.
pub(super) fn contents(project: &Project) -> String {
    let listed = project.listed_articles();
    let links = listed.iter().map(|article| article.links.len()).sum();
    let count = |tag: &Tag| listed.iter().map(|article| article.spans.count(&tag.id)).sum::<usize>();
    let tags = project.codebook.tags.iter().map(|tag| (tag, count(tag))).filter(|(_, count)| *count > 0);
    let tags: Vec<String> = tags.map(|(tag, count)| format!("{} {}", tag.name, grouped(count))).collect();
    let tags = if tags.is_empty() { String::new() } else { format!(" ({})", tags.join(", ")) };
    format!(
        "{}, {}{tags}, {}, {}, {}{}",
        plural(listed.len(), "article"),
        plural(marks(&listed), "mark"),
        plural(links, "link"),
        plural(project.entities.len(), "name"),
        plural(project.coders.len(), "coder"),
        earlier(project, &listed),
    )
}

fn marks(listed: &[&Article]) -> usize {
    listed.iter().flat_map(|article| article.spans.counts()).map(|(_, count)| count).sum()
}

/// What articles hold that newer versions replace; nothing where there are none.
fn earlier(project: &Project, listed: &[&Article]) -> String {
    match project.articles.len() - listed.len() {
        0 => String::new(),
        count => {
            let marks = plural(project.span_count() - marks(listed), "mark");
            format!("; {} with {marks}", plural(count, "earlier version"))
        }
    }
}

/// Where in a text the words of a mark are that was set aside.
pub(super) fn other_place(offsets: &str) -> String {
    format!("    the same words are at {offsets}")
}

/// Marks that are there more than once, of one coder with one tag on the same words.
pub(super) fn doubles(project: &Project) -> Vec<String> {
    const WORDS: usize = 60;
    let mut told = Vec::new();
    for article in project.articles.values() {
        let doubles = article.doubles();
        let firsts: BTreeSet<SpanId> = doubles.values().copied().collect();
        for span in firsts.iter().filter_map(|first| article.span(*first)) {
            let count = 1 + doubles.values().filter(|first| **first == span.id).count();
            let tag = project.codebook.tag(&span.tag).map_or(span.tag.as_str(), |tag| &tag.name);
            let (words, by) = (shortened(&article.words_of(span), WORDS), project.coder_name(span.by));
            let title = &article.facts.title;
            told.push(format!("{title}: {by} marked “{words}” as {tag} {count} times; merge them in the checklist"));
        }
    }
    told
}

/// A project was written.
pub(super) fn imported(project: &Project, path: &Path) -> String {
    let listed = project.listed_articles();
    let (articles, marks) = (plural(listed.len(), "article"), plural(marks(&listed), "mark"));
    let tags = plural(project.codebook.tags.len(), "tag");
    format!("Saved {articles}, {marks} and {tags} to {}.", path.display())
}

/// Marks of the project are not exported, for their words are not where they should be.
pub(super) fn skipped(project: &Path, count: usize) -> String {
    let marks = plural(count, "mark");
    format!("{}: {marks} skipped (text mismatch); “sayso check” lists them.", project.display())
}

/// Something was exported (“61 marks”).
pub(super) fn exported(what: &str, format: &str) -> String {
    format!("{what} exported as {format}.")
}

/// Whose marks were exported, with how many each made.
pub(super) fn marks_by(coders: &[(String, usize)]) -> String {
    let coders: Vec<String> = coders.iter().map(|(name, marks)| format!("{name} ({})", grouped(*marks))).collect();
    format!("Marks by {}. To write them under another name, use --coder OLD=NEW.", coders.join(", "))
}

/// Nobody of a project goes by this name.
pub(super) fn no_such_coder(project: &Path, name: &str) -> String {
    format!("{}: no coder is named “{name}”.", project.display())
}

/// Two coders have some marks in common, which were made one.
pub(super) fn coincide(old: &str, new: &str, count: usize) -> String {
    let (marks, was) = (plural(count, "mark"), if count == 1 { "was" } else { "were" });
    format!("“{old}” and “{new}” have {marks} in common, which {was} written once.")
}

/// The export is a folder.
pub(super) fn is_folder(path: &Path) -> String {
    format!("{} is a folder of files. To get a single archive, use a name that ends in .zip.", path.display())
}

/// What the format does not support of the project.
pub(super) fn not_supported(losses: &[String]) -> String {
    format!("Not supported by this format: {}.", losses.join(", "))
}

/// Why fields of articles are not compared.
pub(super) const ARTICLE_FIELDS_LEFT_OUT: &str =
    "Article fields are not compared: a project has one value for each article, not one for each coder.";
/// What the sheet of agreement is called.
pub(super) const AGREEMENT_SHEET: &str = "Agreement";

/// A query without words.
pub(super) const EMPTY_QUERY: &str = "the query is empty.";

/// How often a query was found.
pub(super) fn matches(path: &Path, count: usize) -> String {
    let matches = if count == 1 { "1 match".to_owned() } else { format!("{} matches", grouped(count)) };
    format!("{}: {matches}", path.display())
}

/// Nothing is known of what a copy began with.
pub(super) fn no_common_save(copy: &Path) -> String {
    format!(
        "{}: no save that both projects began with was found, so nothing is deleted and what differs is undecided. \
         Name one with --base.",
        copy.display()
    )
}

/// Git's version of a project could not be merged.
pub(super) fn not_merged(path: &Path, why: &str) -> String {
    format!("sayso: {} was not merged: {why}", path.display())
}

/// What git calls the way projects are merged.
pub(super) const MERGE_NAME: &str = "Sayso projects, record by record";

/// Git is set up; where projects are named.
pub(super) fn git_is_set_up(attributes: Option<&Path>, line: &str) -> String {
    match attributes {
        Some(path) => format!("Git merges projects with Sayso in this repository. Commit {}.", path.display()),
        None => format!("Git can merge projects with Sayso. Add this line to .gitattributes of a repository: {line}"),
    }
}

/// How far a task is; of a single step, its share.
pub(super) fn progress(done: usize, total: usize, share: f32) -> String {
    if total == 1 {
        return format!("Reading: {:.0}%", share * 100.0);
    }
    format!("Reading {} of {}", grouped(done), grouped(total))
}

/// What a format can do.
pub(super) fn directions(is_read: bool, is_written: bool) -> &'static str {
    match (is_read, is_written) {
        (true, true) => "import, export",
        (true, false) => "import",
        (false, _) => "export",
    }
}

/// What an export format does not support, and what should be known of it.
pub(super) fn unsupported(format: &Format) -> String {
    let all: Vec<&str> = format.unsupported().map(Unsupported::words).collect();
    let parts = [all.join(", "), format.note.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// What importing a format leaves out.
pub(super) const NOT_IMPORTED: &str = "not imported:";
/// What exporting to a format leaves out.
pub(super) const NOT_EXPORTED: &str = "not exported:";

/// What was agreed on, as a layer.
pub(super) const CONSENSUS: &str = "consensus";

pub(super) fn some_hidden(path: &Path) -> String {
    format!(
        "{}: coders work blind, so what others marked in articles you aren't done with is left out. --all-layers shows it.",
        path.display()
    )
}

/// Who works with a shared folder at the moment, for others on this computer.
pub(super) const THIS_COMMAND: &str = "by a command";

/// A shared folder has no other file.
pub(super) const NOBODY_ELSE: &str = "Nobody else has joined yet.";

/// Something of a shared folder is no longer kept.
pub(super) const LACKING_SAVES: &str = "An earlier save that some work builds on is no longer kept, so an older one was \
    compared with. Something deleted may be back.";

/// Somebody in a shared folder: `Ana (ana-k7f3): 41 new marks; written 2026-12-01T10:00:00Z`.
pub(super) fn member(member: &Member, own: CoderId, project: &Project) -> String {
    let Member { suffix, name, coder, written, news } = member;
    let news = match news {
        Err(why) => format!("skipped: {}", why.to_string().trim_end_matches('.')),
        Ok(report) if !report.is_any() => "nothing new".to_owned(),
        Ok(report) => merge::words::report(report, project).join("; "),
    };
    let own = if *coder == Some(own) { ", another file of yours" } else { "" };
    let written = written.map(|written| format!("; written {written}")).unwrap_or_default();
    format!("{name} ({suffix}{own}): {news}{written}")
}

/// A file of a shared folder was left out.
pub(super) fn skipped_file(file: &str, why: &Skipped) -> String {
    format!("{file} was skipped: {why}")
}
