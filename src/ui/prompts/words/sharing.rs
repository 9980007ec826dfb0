//! What the form says that gives articles to coders.

use crate::text::{listed, plural};

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
