//! What nodes of a project say of themselves.

use roxmltree::Node;

use crate::import::package::{attribute, is, text_of};

/// A GUID as programs write it in many ways: in braces or not, in capitals or not.
pub(super) fn guid(node: Node<'_, '_>, name: &str) -> String {
    attribute(node, name).unwrap_or_default().trim().trim_matches(['{', '}']).to_lowercase()
}

pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(*child, name))
}

/// What a node says of itself.
pub(super) fn description(node: Node<'_, '_>) -> Option<String> {
    child(node, "Description").map(text_of).filter(|words| !words.trim().is_empty())
}

/// Adds words to others, on a line of their own.
pub(super) fn add_line(words: &mut String, more: &str) {
    if !words.is_empty() && !more.is_empty() {
        words.push('\n');
    }
    words.push_str(more);
}
