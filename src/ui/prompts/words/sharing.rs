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
pub(in crate::ui::prompts) const NOBODY_ELSE: &str = "Nobody else has joined yet.";
pub(in crate::ui::prompts) const SHARED_EXPLAINED: &str = "Each person writes a file of their own. Updating brings in what the others have; each save lets them see what you have.";
pub(in crate::ui::prompts) const ALWAYS_UPDATE: &str = "Update without asking when others have something new";
pub(in crate::ui::prompts) const UPDATE_SHARED: &str = "Update";
pub(in crate::ui::prompts) const LEAVE_SHARED: &str = "Leave the folder";
pub(in crate::ui::prompts) const LEAVE_SHARED_HELP: &str =
    "Stop sharing. Your file in the folder stays, and is an ordinary project";

/// Somebody in the folder: who, what is new, how fresh.
pub(in crate::ui::prompts) fn shared_member(member: &SharedMember) -> String {
    let SharedMember { name, suffix, is_own, news, written } = member;
    let own = if *is_own { " (you, on another computer)" } else { "" };
    let news = match news {
        Ok(news) => news.clone(),
        Err(why) => format!("skipped: {why}"),
    };
    let written = written.map(|written| format!(" · saved {}", day_in_words(&written.to_string()))).unwrap_or_default();
    format!("{name}{own}: {news}{written} · {suffix}")
}
