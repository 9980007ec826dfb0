//! Posts in HTML, as text with its links and emphasis.

use dom_query::NodeRef;

use super::rich::Rich;
use crate::{
    import::{
        dom::fragment,
        error::ImportError,
        references::{Markup, mended},
    },
    model::RunKind,
};

/// Adds the text of a piece of HTML.
pub(super) fn push_html(rich: &mut Rich, html: &str) -> Result<(), ImportError> {
    let (html, _) = mended(html, Markup::Html);
    let document = fragment(&html)?;
    let mut next = Some(document.root());
    while let Some(node) = next {
        enter(rich, &node);
        next = if is_hidden(&node) { None } else { node.first_child() };
        let mut here = node;
        while next.is_none() {
            leave(rich, &here);
            next = here.next_sibling();
            match here.parent().filter(|_| next.is_none()) {
                Some(parent) => here = parent,
                None => break,
            }
        }
    }
    Ok(())
}

fn name_of(node: &NodeRef<'_>) -> String {
    node.node_name().map(|name| name.to_string()).unwrap_or_default()
}

/// Whether nobody sees what an element holds.
fn is_hidden(node: &NodeRef<'_>) -> bool {
    matches!(name_of(node).as_str(), "script" | "style" | "template" | "head")
}

/// How many line ends stand before and after an element.
fn lines_around(name: &str) -> usize {
    match name {
        "p" | "div" | "blockquote" | "ul" | "ol" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => 2,
        "li" => 1,
        _ => 0,
    }
}

fn kind_of(node: &NodeRef<'_>, name: &str) -> Option<RunKind> {
    match name {
        "a" => node.attr("href").filter(|href| href.starts_with("http")).map(|href| RunKind::Link(href.to_string())),
        "b" | "strong" => Some(RunKind::Strong),
        "i" | "em" => Some(RunKind::Emphasis),
        "blockquote" => Some(RunKind::Quote),
        "li" => Some(RunKind::Item),
        _ => None,
    }
}

fn enter(rich: &mut Rich, node: &NodeRef<'_>) {
    if node.is_text() {
        let words = node.text();
        for (number, word) in words.split(char::is_whitespace).enumerate() {
            if number > 0 && !rich.ends_blank() {
                rich.push(" ");
            }
            rich.push(word);
        }
        return;
    }
    let name = name_of(node);
    match lines_around(&name) {
        0 if name == "br" => rich.end_line(),
        0 => {}
        lines => rich.below(lines),
    }
    kind_of(node, &name).into_iter().for_each(|kind| rich.begin(kind));
}

fn leave(rich: &mut Rich, node: &NodeRef<'_>) {
    let name = name_of(node);
    if kind_of(node, &name).is_some() {
        rich.end();
    }
    if lines_around(&name) > 0 {
        rich.below(lines_around(&name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> (String, Vec<(String, RunKind)>) {
        let mut rich = Rich::default();
        push_html(&mut rich, html).unwrap();
        let (text, runs) = rich.finish();
        let words = runs.into_iter().map(|run| (text.get(run.at.indices()).unwrap().to_owned(), run.kind)).collect();
        (text, words)
    }

    #[test]
    fn a_post_in_html_is_text_with_its_links() {
        let html = "<p>It <b>rains</b> &amp;<br>rains on <a href=\"https://a.org/x\"><span>https://</span><span>a.org/x</span>\
                    </a></p><p>so  <em>it</em>\n is</p><ul><li>One</li><li>Two</li></ul><script>no</script>";
        let (text, runs) = read(html);
        assert_eq!(text, "It rains &\nrains on https://a.org/x\n\nso it is\n\nOne\nTwo");
        let run = |words: &str, kind| (words.to_owned(), kind);
        let expected = [
            run("rains", RunKind::Strong),
            run("https://a.org/x", RunKind::Link("https://a.org/x".to_owned())),
            run("it", RunKind::Emphasis),
            run("One", RunKind::Item),
            run("Two", RunKind::Item),
        ];
        assert_eq!(runs, expected);
        assert_eq!(read("plain <").0, "plain <");
        assert_eq!(read("").0, "");
    }
}
