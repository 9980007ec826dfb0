//! Web pages as trees of elements, none so deep that reading it would never end.

use dom_query::Document;

use super::error::ImportError;

/// A page of elements in each other is not read from this depth on: its readers go down step by step, and would run out of
/// stack, and each level costs them more time than the last. Browsers stop at 512.
pub(super) const DEEPEST: usize = 2_000;

/// The document of a page, if it is not too deep to be read.
pub(super) fn document(page: &str) -> Result<Document, ImportError> {
    parsed(page, |page| Document::from(page))
}

/// The document of a piece of HTML, if it is not too deep to be read.
pub(super) fn fragment(html: &str) -> Result<Document, ImportError> {
    parsed(html, |html| Document::fragment(html))
}

fn parsed(html: &str, parse: impl Fn(&str) -> Document) -> Result<Document, ImportError> {
    let too_deep = || ImportError::TooDeep(DEEPEST);
    // What opens far more than it closes would take hours to parse before its depth is known.
    if most_open(html) > 2 * DEEPEST {
        return Err(too_deep());
    }
    let document = parse(html);
    if depth(&document) > DEEPEST { Err(too_deep()) } else { Ok(document) }
}

/// How many elements stand open at once, at most, by what tags there are; those that need not be closed do not count.
fn most_open(html: &str) -> usize {
    const LEFT_OPEN: [&str; 27] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "br", "hr", "img",
        "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param", "path",
    ];
    let (mut open, mut most) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let rest = html.get(at + 1..).unwrap_or_default();
        let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = rest.get(..length).unwrap_or_default();
        if name.is_empty() || LEFT_OPEN.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            continue;
        }
        open = if is_end { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

/// How many elements lie in each other, at most as many as matter.
fn depth(document: &Document) -> usize {
    let (mut depth, mut most, mut next) = (0_usize, 0, Some(document.root()));
    while let Some(node) = next.filter(|_| most <= DEEPEST) {
        most = most.max(depth);
        next = node.first_child().inspect(|_| depth += 1).or_else(|| {
            let mut here = node;
            loop {
                match here.next_sibling() {
                    Some(sibling) => return Some(sibling),
                    None => here = here.parent()?,
                }
                depth = depth.saturating_sub(1);
            }
        });
    }
    most
}
