//! HTML in the values of tables and of JSON: programs that collect news keep the tags of the page.

use super::html::{one_line, plain};

/// Names of elements that texts of pages have.
const ELEMENTS: [&str; 32] = [
    "p",
    "br",
    "div",
    "span",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "ul",
    "ol",
    "li",
    "img",
    "blockquote",
    "figure",
    "figcaption",
    "section",
    "article",
    "table",
    "tr",
    "td",
    "html",
    "body",
    "iframe",
    "script",
    "hr",
];

/// A longer tag is none, in bytes.
const LONGEST_TAG: usize = 2_000;
/// More lines are not looked through for signs that are written as in HTML.
const MOST_LINES: usize = 10_000;

/// A text without its tags, paragraph by paragraph; `None` where it has none.
pub(super) fn without_tags(text: &str) -> Option<String> {
    if has_tags(text) {
        return plain(text).ok();
    }
    // Signs are written as in HTML also where there are no tags; then lines are lines.
    if !has_references(text) || text.lines().count() > MOST_LINES {
        return None;
    }
    let line = |line: &str| if has_references(line) { plain(line).ok() } else { Some(line.to_owned()) };
    text.lines().map(line).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n"))
}

/// The same for what is one line, such as a title.
pub(super) fn line_without_tags(line: &str) -> String {
    if has_tags(line) || has_references(line) {
        plain(line).map_or_else(|_| line.to_owned(), |line| one_line(&line))
    } else {
        line.to_owned()
    }
}

/// Whether a tag of a page stands in a text.
fn has_tags(text: &str) -> bool {
    let after = |at: usize| text.get(at + 1..).unwrap_or_default();
    memchr::memchr_iter(b'<', text.as_bytes()).any(|at| {
        let rest = after(at);
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (name, rest) = rest.split_at_checked(end).unwrap_or_default();
        let ends = || rest.bytes().take(LONGEST_TAG).any(|byte| byte == b'>');
        let is_closed = || rest.starts_with(['>', '/']) || rest.starts_with(char::is_whitespace) && ends();
        name.len() <= 10 && is_closed() && ELEMENTS.contains(&name.to_ascii_lowercase().as_str())
    })
}

/// Whether a reference to a character stands in a text (`&amp;`, `&#8217;`).
fn has_references(text: &str) -> bool {
    memchr::memchr_iter(b'&', text.as_bytes()).any(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let end = rest.bytes().take(10).position(|byte| byte == b';').unwrap_or_default();
        let (number, name) = (rest.strip_prefix('#'), rest.get(..end).unwrap_or_default());
        let is_number =
            number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X')));
        end > 1 && (is_number || name.bytes().all(|byte| byte.is_ascii_alphabetic()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_signs_are_no_tags() {
        for (text, plain) in [
            ("<p>It <b>rains</b>.</p>\n<p>It snows.<br/>So.</p>", "It rains.\n\nIt snows.\nSo."),
            ("It&#8217;s 5 &lt; 6 &amp; so.\n\nThe end.", "It’s 5 < 6 & so.\n\nThe end."),
            ("A <a href=\"https://a.b\">link</a>", "A link"),
        ] {
            assert_eq!(without_tags(text).as_deref(), Some(plain));
        }
        for text in ["5 < 6 > 4", "<person> said <pa> <p", "AT&T; so & on;", "a <b c", "", "<", "&", "&;", "&amp"] {
            assert_eq!(without_tags(text), None, "{text}");
        }
        assert_eq!(line_without_tags("Rain &amp; <i>snow</i>"), "Rain & snow");
        assert_eq!(line_without_tags("Rain & snow"), "Rain & snow");
    }
}
