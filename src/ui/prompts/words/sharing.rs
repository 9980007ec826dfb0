//! What the form says that gives articles to coders.

use crate::{
    app::SharedMember,
    text::{day_in_words, listed, plural},
};

pub(in crate::ui::prompts) const ASSIGN_TITLE: &str = "Assign articles";
pub(in crate::ui::prompts) const ASSIGN_EXPLAINED: &str = "Articles marked by several coders show how well these agree. They are drawn at random; the seed draws the same again. \
     This replaces earlier assignments.";
pub(in crate::ui::prompts) const ASSIGN_SHARED: &str = "Articles marked by several coders";
pub(in crate::ui::prompts) const ASSIGN_BY: &str = "Coders for each of these";
pub(in crate::ui::prompts) const ASSIGN_CODERS: &str = "coders each";
pub(in crate::ui::prompts) const ASSIGN_OTHERS: &str = "Give every other article to one coder";
pub(in crate::ui::prompts) const SEED: &str = "Seed";
pub(in crate::ui::prompts) const SEED_HELP: &str = "The same number draws the same articles";
pub(in crate::ui::prompts) const ASSIGN: &str = "Assign";
pub(in crate::ui::prompts) const ADD_CODER: &str = "Add a coder";

pub(in crate::ui::prompts) fn assign_of(articles: usize) -> String {
    format!("of {} by", plural(articles, "article"))
}

/// How many articles each coder gets.
pub(in crate::ui::prompts) fn assign_outcome(loads: &[(String, usize)]) -> String {
    if loads.is_empty() {
        return "Nobody gets an article.".to_owned();
    }
    let told: Vec<String> =
        loads.iter().map(|(name, count)| format!("{name}: {}", plural(*count, "article"))).collect();
    listed(&told)
}

pub(in crate::ui::prompts) const SHARED_FOLDER: &str = "Shared folder";
pub(in crate::ui::prompts) const SHARING_EXPLAINED: &str = "Work on this project with others: in a folder that Dropbox, OneDrive, Nextcloud or Syncthing keeps in step, or on a network drive. Whoever chooses the same folder joins. Each person's marks go into a file of their own there.";
pub(in crate::ui::prompts) const NAME_FOR_OTHERS: &str = "The others see you as:";
pub(in crate::ui::prompts) const CHOOSE_FOLDER: &str = "Choose folder…";
pub(in crate::ui::prompts) const NOT_JOINED: &str = "This file lies in a shared folder that you don't take part in. Join to save your marks there and to see those of the others.";
pub(in crate::ui::prompts) const JOIN: &str = "Join";

pub(in crate::ui::prompts) fn own_file(name: &str, file: &str) -> String {
    format!("You are {name}; your file is {file}.")
}

pub(in crate::ui::prompts) fn not_your_file(own: &str) -> String {
    format!("The file that is open belongs to somebody else in this folder. Your own file is {own}.")
}

pub(in crate::ui::prompts) const OPEN_OWN_FILE: &str = "Open your file";
pub(in crate::ui::prompts) const NOBODY_ELSE: &str =
    "Nobody else has joined yet. The others choose the same folder in “File › Shared folder…”.";
pub(in crate::ui::prompts) const SHARED_EXPLAINED: &str = "Each person writes a file of their own. Updating brings in what the others have; each save lets them see what you have.";
pub(in crate::ui::prompts) const ALWAYS_UPDATE: &str = "Update without asking when others have something new";
pub(in crate::ui::prompts) const UPDATE_SHARED: &str = "Update";
pub(in crate::ui::prompts) const LEAVE_SHARED: &str = "Leave the folder";
pub(in crate::ui::prompts) const LEAVE_SHARED_HELP: &str = "Stop sharing. Your file stays in the folder for the others";

/// Somebody in the folder: who, what is new, how fresh.
pub(in crate::ui::prompts) fn shared_member(member: &SharedMember) -> String {
    let SharedMember { name, suffix, is_own, news, written, has_news: _ } = member;
    let own = if *is_own { " (you, on another computer)" } else { "" };
    let news = match news {
        Ok(news) => news.clone(),
        Err(why) => format!("skipped: {why}"),
    };
    let written = written.map(|written| format!(" · saved {}", day_in_words(&written.to_string()))).unwrap_or_default();
    format!("{name}{own}: {news}{written} · {suffix}")
}
