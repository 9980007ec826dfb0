//! Which elements of a page belong to the article, and which stand around it: menus, comments, other stories.

use std::collections::BTreeSet;

use dom_query::{Document, NodeId, NodeRef};

use super::linked_data::is_alike;

/// Parts of names of classes that say that an element stands beside the article.
const ASIDE: [&str; 45] = [
    "comment",
    "komentar",
    "reader-responses",
    "kommentar",
    "commentaire",
    "comentario",
    "commenti",
    "yorum",
    "disqus",
    "related",
    "relacionad",
    "similar",
    "recommend",
    "recirc",
    "teaser",
    "sidebar",
    "most-read",
    "mostread",
    "popular",
    "trending",
    "newsletter",
    "subscribe",
    "promo",
    "widget",
    "breadcrumb",
    "also-read",
    "read-more",
    "readmore",
    "more-news",
    "more-stories",
    "latest",
    "carousel",
    "cookie",
    "consent",
    "gdpr",
    "modal",
    "popup",
    "login",
    "signin",
    "paywall",
    "advert",
    "outbrain",
    "taboola",
    "share",
    "social",
];

/// Names of classes of what heads every page: the outlet's name, the day on which the page was opened.
const MASTHEAD: [&str; 9] =
    ["today", "date-today", "today-date", "current-date", "currentdate", "clock", "masthead", "topbar", "top-bar"];

/// Elements that never hold the article.
const ASIDE_ELEMENTS: [&str; 7] = ["nav", "aside", "footer", "form", "dialog", "template", "noscript"];

/// A page with its headline.
pub(crate) struct Parts<'d> {
    pub document: &'d Document,
    /// The heading that names the article.
    pub heading: Option<NodeRef<'d>>,
    /// The elements that the heading lies in: what surrounds it surrounds the article.
    around: BTreeSet<NodeId>,
    /// How many elements say that they are an article.
    articles: usize,
}

impl<'d> Parts<'d> {
    /// The parts of a page; the heading is the one that reads like the title.
    pub(crate) fn of(document: &'d Document, title: &str) -> Self {
        let headings = document.select("h1, h2");
        let all = || headings.nodes().iter();
        let is_first = |node: &&NodeRef<'d>| node.node_name().is_some_and(|name| &*name == "h1");
        let heading = all().find(|node| is_alike(&node.text(), title)).or_else(|| all().find(is_first)).copied();
        let around = heading.iter().flat_map(|heading| heading.ancestors(None)).map(|node| node.id).collect();
        let articles = document.select("article").length();
        Self { document, heading, around, articles }
    }

    /// Whether an element lies in what stands beside the article.
    pub(crate) fn is_aside(&self, node: &NodeRef<'_>) -> bool {
        let own = std::iter::once(*node).chain(node.ancestors_it(None));
        own.take_while(|node| !self.around.contains(&node.id)).any(|node| self.says_aside(&node))
    }

    /// Whether the heading lies in an element.
    pub(crate) fn surrounds_heading(&self, node: &NodeRef<'_>) -> bool {
        self.around.contains(&node.id)
    }

    /// Whether an element says itself that it stands beside the article.
    pub(super) fn says_aside(&self, node: &NodeRef<'_>) -> bool {
        let name = node.node_name().unwrap_or_default();
        if matches!(&*name, "html" | "body" | "main") {
            return false;
        }
        // An article without the heading is another one, where there are several.
        let is_other = &*name == "article" && self.articles > 1 && self.heading.is_some();
        let role = node.attr_or("role", "");
        let is_role = ["navigation", "complementary", "contentinfo", "dialog", "alertdialog", "search", "banner"]
            .contains(&&*role);
        let names =
            format!("{} {}", node.class().unwrap_or_default(), node.id_attr().unwrap_or_default()).to_lowercase();
        let is_masthead = names.split_whitespace().any(|name| MASTHEAD.contains(&name));
        is_other
            || is_role
            || is_masthead
            || ASIDE_ELEMENTS.contains(&&*name)
            || ASIDE.iter().any(|part| names.contains(part))
    }

    /// The lines of the page around its heading: a few before it, and all after; nothing of what stands beside the article.
    pub(crate) fn lines_at_heading(&self) -> Vec<String> {
        const BEFORE: usize = 3;
        let copy = self.document.clone();
        let mirror = Parts::of(&copy, &self.heading.as_ref().map(|heading| heading.text()).unwrap_or_default());
        let Some(heading) = &mirror.heading else { return Vec::new() };
        let words = heading.formatted_text();
        let first = words.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
        let removed: Vec<NodeRef<'_>> =
            copy.select("body *").nodes().iter().filter(|node| mirror.is_part_aside(node)).copied().collect();
        removed.iter().for_each(NodeRef::remove_from_parent);
        copy.select("script, style, head, noscript, template").remove();
        let text = copy.formatted_text();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let Some(at) = lines.iter().position(|line| *line == first) else { return Vec::new() };
        lines.iter().skip(at.saturating_sub(BEFORE)).map(|line| (*line).to_owned()).collect()
    }

    fn is_part_aside(&self, node: &NodeRef<'_>) -> bool {
        !self.around.contains(&node.id) && self.says_aside(node)
    }
}
