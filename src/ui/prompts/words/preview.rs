//! What the preview of a file says.

use crate::{
    import::Role,
    text::{grouped, plural},
};

/// Between facts that are told side by side.
pub(in crate::ui::prompts) const DOT: &str = " · ";

pub(in crate::ui::prompts) const ONE_ARTICLE_PER: &str = "One article per";
pub(in crate::ui::prompts) const BY_THREAD: &str = "thread";
pub(in crate::ui::prompts) const BY_POST: &str = "post";
pub(in crate::ui::prompts) const BY_DAY: &str = "day";

pub(in crate::ui::prompts) const SPLIT_AT: &str = "Split at lines like";
pub(in crate::ui::prompts) const SPLIT_EXAMPLE: &str = "Document # of #";
pub(in crate::ui::prompts) const SPLIT_LINES_EXPLAINED: &str = "A new article begins after each such line. # stands for a number, * for \
    anything; a regular expression goes between slashes, as in /^Article \\d+/.";
pub(in crate::ui::prompts) const SPLIT_AS_BEFORE: &str = "Other files of this project were split at such lines.";

pub(in crate::ui::prompts) const SHOW_COLUMNS: &str = "Choose columns";
pub(in crate::ui::prompts) const DETECT_COLUMNS: &str = "Detect again";
pub(in crate::ui::prompts) const HIDE_COLUMNS: &str = "Hide columns";
pub(in crate::ui::prompts) const CHOOSE_TEXT_COLUMN: &str = "If a column has the text, choose it above.";

/// How many columns there are, and whether somebody chose what they say, or there is one with texts.
pub(in crate::ui::prompts) fn columns(count: usize, is_chosen: bool, has_texts: bool) -> String {
    let how = match (is_chosen, has_texts) {
        (true, _) => "as chosen for files of this kind",
        (false, true) => "recognized by their names",
        (false, false) => "choose the one with the text",
    };
    format!("{}, {how}", plural(count, "column"))
}

/// The choice of what a column says, for screen readers.
pub(in crate::ui::prompts) fn column(heading: &str) -> String {
    format!("Use of column {heading}")
}

/// What a column says of an article.
pub(in crate::ui::prompts) fn role(role: &Role) -> String {
    let name = match role {
        Role::Text => "Text",
        Role::Lead => "Lead, before the text",
        Role::Title => "Title",
        Role::Outlet => "Outlet",
        Role::Author => "Author",
        Role::Published => "Date",
        Role::Address => "Web address",
        Role::Language => "Language",
        Role::Note => "Note",
        Role::Field(name) => return format!("Field “{name}”"),
        Role::Nothing => "Not used",
    };
    name.to_owned()
}

pub(in crate::ui::prompts) fn articles_selected(selected: usize, all: usize) -> String {
    format!("{} of {} selected", grouped(selected), plural(all, "article"))
}

/// The button that adds articles.
pub(in crate::ui::prompts) fn add_articles(count: usize) -> String {
    format!("Add {}", plural(count, "article"))
}

/// Warnings that are not listed.
pub(in crate::ui::prompts) fn more_warnings(count: usize) -> String {
    format!("and {}", plural(count, "more warning"))
}

pub(in crate::ui::prompts) const FILE_NAMES: &str = "Facts from file names";
pub(in crate::ui::prompts) const FILE_NAMES_EXAMPLE: &str = "{date} – {title} – {outlet}";
pub(in crate::ui::prompts) const FILE_NAMES_EXPLAINED: &str = "Write what the names of the files say: {date}, {title}, {outlet}, {author}, \
    {language}, {note}, the name of a field of your own, or {*} for what is not used.";
pub(in crate::ui::prompts) const SUGGEST: &str = "Suggest";
pub(in crate::ui::prompts) const DOES_NOT_FIT: &str = "doesn't fit";
