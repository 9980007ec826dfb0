//! Marked text: `[Alice]{speaker} said [it rained]{claim}` as a text with spans, and back.
//!
//! Marks nest. Pieces of one span share a label: `[“A,”]{claim#1} he said, [“B.”]{claim#1}`. After tag and label may
//! follow words for whoever reads them (`{claim#1 said-by=2}`). A bracket of the text itself has a
//! backslash before it: `\[`.

use std::collections::BTreeMap;

use sayso::text::ByteRange;

/// A span of marked text.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedSpan {
    pub tag: String,
    pub label: String,
    pub attributes: Vec<(String, String)>,
    pub pieces: Vec<ByteRange>,
}

/// Reads marked text; spans come in the order of their first words, outer before inner.
pub fn parse(marked: &str) -> Result<(String, Vec<MarkedSpan>), String> {
    let mut text = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<(ByteRange, String)> = Vec::new();
    let mut rest = marked.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' if matches!(rest.peek(), Some('[' | ']')) => text.extend(rest.next()),
            '[' => open.push(text.len()),
            ']' => {
                let start = open.pop().ok_or_else(|| format!("a ] without [ after {text:?}"))?;
                if rest.next() != Some('{') {
                    return Err(format!("a ] without {{tag}} after {text:?}"));
                }
                let spec: String = rest.by_ref().take_while(|c| *c != '}').collect();
                found.push((ByteRange::new(start, text.len()), spec));
            }
            c => text.push(c),
        }
    }
    if !open.is_empty() {
        return Err("a [ without ]".to_owned());
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut spans: Vec<MarkedSpan> = Vec::new();
    let mut labelled: BTreeMap<String, usize> = BTreeMap::new();
    for (range, spec) in found {
        let mut words = spec.split_whitespace();
        let (tag, label) = words
            .next()
            .ok_or("a mark without tag")?
            .split_once('#')
            .unwrap_or((spec.split_whitespace().next().unwrap(), ""));
        let attributes: Vec<(String, String)> = words
            .map(|word| word.split_once('=').unwrap_or((word, "")))
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        let key = format!("{tag}#{label}");
        match labelled.get(&key) {
            Some(place) if !label.is_empty() => spans[*place].pieces.push(range),
            _ => {
                labelled.insert(key, spans.len());
                spans.push(MarkedSpan {
                    tag: tag.to_owned(),
                    label: label.to_owned(),
                    attributes,
                    pieces: vec![range],
                });
            }
        }
    }
    Ok((text, spans))
}

/// Writes marked text: the inverse of [`parse`] for spans without attributes.
pub fn print(text: &str, spans: &[MarkedSpan]) -> String {
    let mut signs: Vec<(usize, u8, usize, String)> = Vec::new();
    for span in spans {
        let label = if span.label.is_empty() { String::new() } else { format!("#{}", span.label) };
        for piece in &span.pieces {
            let (start, end) = (piece.start.index(), piece.end.index());
            // At one place, inner marks close before outer ones, and outer ones open before inner ones.
            signs.push((start, 1, usize::MAX - end, "[".to_owned()));
            signs.push((end, 0, usize::MAX - start, format!("]{{{}{label}}}", span.tag)));
        }
    }
    signs.sort();
    let mut out = String::new();
    let mut at = 0;
    for (place, _, _, sign) in signs {
        out.push_str(&text[at..place].replace('[', "\\[").replace(']', "\\]"));
        out.push_str(&sign);
        at = place;
    }
    out.push_str(&text[at..].replace('[', "\\[").replace(']', "\\]"));
    out
}

/// An article with its marks in it; spans in pieces are numbered by their place.
pub fn of_article(article: &sayso::model::Article) -> String {
    let spans: Vec<MarkedSpan> = article
        .spans
        .in_text_order()
        .enumerate()
        .map(|(number, span)| MarkedSpan {
            tag: span.tag.to_string(),
            label: if span.pieces.len() > 1 { (number + 1).to_string() } else { String::new() },
            attributes: Vec::new(),
            pieces: span.pieces.clone(),
        })
        .collect();
    print(article.text.as_str(), &spans)
}

#[test]
fn marks_nest_and_pieces_join() {
    let marked = "[“A [in [Kiev]{location},]{x}”]{claim#1} he [said]{cue}, [“B.”]{claim#1} a\\[b\\]";
    let (text, spans) = parse(marked).unwrap();
    assert_eq!(text, "“A in Kiev,” he said, “B.” a[b]");
    assert_eq!(spans.len(), 4);
    assert_eq!(spans[0].pieces.len(), 2);
    assert_eq!(print(&text, &spans), marked);
}

#[test]
fn what_does_not_balance_is_said() {
    assert!(parse("[a").is_err());
    assert!(parse("a]").is_err());
    assert!(parse("[a] b").is_err());
    assert!(parse("[a]{}").is_err());
}
