//! One Markdown document: the articles with a footnote on each mark, the table of claims, the codebook. It reads well as
//! it is, and as GitHub and its like show it.
//!
//! Whatever comes from articles and notes is escaped: its signs are shown and do nothing. Headings, lists, quotations,
//! tables, emphasis and links of an article are written as such.

use std::fmt::Write as _;

use super::{
    article_fields,
    format::{Format, Written},
    limit::Limit,
    losses::Loss,
    losses::Losses,
    part::Part,
    reading::{self, tag_name},
    shape::{Block, Cell, Kind, Look, Shape, Text, shown},
    subject::Subject,
    words,
};
use crate::{
    analysis::ledger,
    model::{Article, Project, Span},
    text::{ByteRange, visible},
};

/// Markdown.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    title: "Markdown",
    purpose: "articles with a footnote for each mark, ledger and codebook, as plain text",
    extensions: &["md"],
    holds: &[
        Part::Texts,
        Part::Facts,
        Part::ArticleFields,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Notes,
        Part::Flags,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::OpenLinks,
        Part::LinkDetails,
        Part::Definitions,
        Part::Examples,
        Part::Tree,
        Part::ProjectNote,
    ],
    limits: &[Limit::BlanksAtParagraphEnds],
    note: "for reading only: marks cannot be imported again",
    subject: Subject::Marks,
    write: |project| Written { losses: losses(project), ..Written::one(document(project).into_bytes()) },
};

/// Paragraphs of Markdown neither begin nor end in blanks.
fn losses(project: &Project) -> Vec<Loss> {
    let mut losses = Losses::default();
    for article in project.listed_articles() {
        let words = reading::paragraphs(article).map(|paragraph| article.words(paragraph).trim_matches('\n'));
        losses.add(Limit::BlanksAtParagraphEnds, words.filter(|words| words.trim() != *words).count());
    }
    losses.counted()
}

fn document(project: &Project) -> String {
    let mut page = String::new();
    put(&mut page, format_args!("# {}\n", escaped(&project.title)));
    if !project.note.is_empty() {
        put(&mut page, format_args!("\n{}\n", block(&escaped(&project.note))));
    }
    let mut number = 0;
    for article in project.listed_articles() {
        article_section(&mut page, project, article, &mut number);
    }
    claims(&mut page, project);
    tags(&mut page, project);
    page
}

/// Adds to the page; writing to memory cannot fail.
fn put(page: &mut String, what: std::fmt::Arguments<'_>) {
    let _in_memory = page.write_fmt(what);
}

/// An article; `number` is that of the last footnote before it, and then of its own last one.
fn article_section(page: &mut String, project: &Project, article: &Article, number: &mut usize) {
    let mut notes = String::new();
    let mut paragraphs = reading::paragraphs(article).peekable();
    let shape = Shape::of(article);
    let mut marked = |at, words| marked(project, article, &shape, Cell { at, words }, number, &mut notes);
    // The headline of the text is the heading, with its marks.
    let headline = paragraphs.next_if(|first| article.heading().is_some_and(|heading| heading.start == first.start));
    let heading = headline.map_or_else(|| escaped(&article.facts.title), |at| marked(at, at));
    put(page, format_args!("\n## {}\n", heading.trim()));
    let facts: Vec<String> = reading::facts(article).map(fact).collect();
    let own: Vec<String> = article_fields::lines(project, article).map(|line| escaped(&line)).collect();
    for facts in
        [facts.join(" · "), own.join(" · "), escaped(&article.facts.note)].iter().filter(|facts| !facts.is_empty())
    {
        put(page, format_args!("\n{}\n", block(facts)));
    }
    let mut before = None;
    for of_text in shape.blocks(&paragraphs.collect::<Vec<_>>()) {
        match of_text {
            Block::Text(text) => {
                let words = block(&marked(text.at, text.at));
                put(page, format_args!("{}{}{words}\n", parted(before, text), prefix(text)));
                before = Some(text);
            }
            Block::Table(rows) => {
                before = None;
                page.push('\n');
                table(page, &rows, &mut marked);
            }
        }
    }
    if !notes.is_empty() {
        put(page, format_args!("\n{notes}"));
    }
}

/// What parts a paragraph from the one before: items of one list follow each other, a quotation goes on.
fn parted(before: Option<Text>, text: Text) -> &'static str {
    let is_item = |text: Text| matches!(text.kind, Kind::Item { .. });
    let begins = matches!(text.kind, Kind::Item { begins: true, .. });
    match before {
        Some(before) if before.is_quoted == text.is_quoted && is_item(before) && begins => "",
        Some(before) if before.is_quoted && text.is_quoted => ">\n",
        _else => "\n",
    }
}

/// What makes a paragraph a heading, an item or a quotation. Headings stand below that of the article.
fn prefix(text: Text) -> String {
    let quoted = if text.is_quoted { "> " } else { "" };
    let own = match text.kind {
        Kind::Plain => String::new(),
        Kind::Heading(level) => format!("{} ", "#".repeat((level + 2).min(6))),
        Kind::Item { depth, begins: true } => format!("{}- ", "  ".repeat(depth - 1)),
        Kind::Item { depth, begins: false } => "  ".repeat(depth),
    };
    format!("{quoted}{own}")
}

/// A table; its first row is its header, for Markdown knows none without.
fn table(page: &mut String, rows: &[Vec<Cell>], marked: &mut impl FnMut(ByteRange, ByteRange) -> String) {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    for (number, cells) in rows.iter().enumerate() {
        let words = cells.iter().map(|cell| marked(cell.at, cell.words).trim().to_owned());
        row(page, words.chain(std::iter::repeat_n(String::new(), width - cells.len())));
        if number == 0 {
            row(page, std::iter::repeat_n("---".to_owned(), width));
        }
    }
}

/// A paragraph or a cell with the number of a footnote after the last word of each mark; the footnotes join `notes`.
fn marked(
    project: &Project,
    article: &Article,
    shape: &Shape<'_>,
    stretch: Cell,
    number: &mut usize,
    notes: &mut String,
) -> String {
    let mut text = String::new();
    for (part, over) in shape.cut(stretch.at) {
        let words = article.words(shown(part, stretch.words)).trim_end_matches('\n');
        let after = article.words(ByteRange { start: part.end, end: stretch.words.end.max(part.end) }).chars().next();
        let is_noted = over.iter().any(|(_, span)| span.hull().end == part.end);
        let mut words = styled(words, shape.look(part), text.chars().next_back(), after.filter(|_| !is_noted));
        // Right after a footnote's number these would make a link or a definition of it.
        if text.ends_with(']') && words.starts_with(['(', ':']) {
            text.push('\\');
        }
        // After this sign, brackets would be a picture.
        if text.ends_with('!') && words.starts_with('[') || words.ends_with('!') && is_noted {
            let sign = if words.is_empty() || !words.ends_with('!') { &mut text } else { &mut words };
            sign.pop();
            sign.push_str("\\!");
        }
        text.push_str(&words);
        for (_, span) in over.iter().rev().filter(|(_, span)| span.hull().end == part.end) {
            *number += 1;
            put(&mut text, format_args!("[^{number}]"));
            put(notes, format_args!("[^{number}]: {}\n", footnote(project, article, span)));
        }
    }
    text
}

/// Words with their emphasis and as a link. Asterisks are used where they are read as emphasis whatever stands around them,
/// else elements of HTML.
fn styled(words: &str, look: Look<'_>, before: Option<char>, after: Option<char>) -> String {
    let core = words.trim();
    if look == Look::default() || core.is_empty() {
        return escaped(words);
    }
    let (left, right) = (words.len() - words.trim_start().len(), words.trim_end().len());
    let blanks = |blanks: Option<&str>| escaped(blanks.unwrap_or_default());
    let is_open = |outside: Option<char>, inside: Option<char>, has_blank: bool| {
        let is_apart = has_blank || outside.is_none_or(char::is_whitespace);
        is_apart || outside != Some('*') && inside.is_some_and(char::is_alphanumeric)
    };
    let is_plain = look.link.is_none()
        && is_open(before, core.chars().next(), left > 0)
        && is_open(after, core.chars().next_back(), right < words.len());
    let mut styled = escaped(core);
    for (wanted, sign, element) in [(look.is_emphasized, "*", "em"), (look.is_strong, "**", "strong")] {
        if wanted && is_plain {
            styled = format!("{sign}{styled}{sign}");
        } else if wanted {
            styled = format!("<{element}>{styled}</{element}>");
        }
    }
    if let Some(address) = look.link {
        styled = format!("[{styled}](<{}>)", address.replace('\\', "%5C"));
    }
    format!("{}{styled}{}", blanks(words.get(..left)), blanks(words.get(right..)))
}

fn footnote(project: &Project, article: &Article, span: &Span) -> String {
    let mut about = vec![format!("**{}**: {}", escaped(&tag_name(project, span)), escaped(&article.words_of(span)))];
    about.extend(reading::details(project, article, span).iter().map(|detail| escaped(detail)));
    about.push(escaped(&project.coder_name(span.by)));
    about.join(" · ")
}

/// A fact of an article; an address is a link.
fn fact(fact: &str) -> String {
    let is_address = fact.starts_with("https://") || fact.starts_with("http://");
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '<' && c != '>';
    if is_address && fact.chars().all(is_plain) && visible(fact) == fact { format!("<{fact}>") } else { escaped(fact) }
}

fn claims(page: &mut String, project: &Project) {
    let ledger = ledger(project);
    let columns = reading::columns(project, &ledger);
    put(page, format_args!("\n## Claims\n\n"));
    if ledger.rows.is_empty() {
        return;
    }
    let heads = columns.iter().map(|(_, _, name)| escaped(name));
    row(page, heads);
    row(page, columns.iter().map(|_| "---".to_owned()));
    for claim in &ledger.rows {
        row(page, columns.iter().map(|(place, _, _)| escaped(claim.cell(*place))));
    }
}

fn row(page: &mut String, cells: impl Iterator<Item = String>) {
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    put(page, format_args!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
}

fn tags(page: &mut String, project: &Project) {
    put(page, format_args!("\n## Codebook\n\n"));
    for (depth, tag) in project.codebook.tree() {
        let mut about =
            vec![format!("**{}** ({}): {}", escaped(&tag.name), escaped(&tag.badge), escaped(&tag.definition))];
        for (name, examples) in [(words::EXAMPLES, &tag.examples.yes), (words::COUNTEREXAMPLES, &tag.examples.no)] {
            if !examples.is_empty() {
                about.push(format!("{name}: {}", escaped(&examples.join("; "))));
            }
        }
        about.extend(tag.fields.iter().map(|field| escaped(&words::question(field))));
        put(page, format_args!("{}- {}\n", "  ".repeat(depth), about.join("<br>")));
    }
}

/// A paragraph that nothing at its beginning makes a list, a quotation or code.
fn block(text: &str) -> String {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let sign = text.get(digits..).and_then(|rest| rest.chars().next());
    let is_special = match sign {
        Some('.' | ')') => digits > 0,
        Some('-' | '+' | '>' | '=') => digits == 0,
        _ => false,
    };
    match text.split_at_checked(digits).filter(|_| is_special) {
        Some((digits, rest)) => format!("{digits}\\{rest}"),
        None => text.to_owned(),
    }
}

/// Text as Markdown shows it, on one line; characters that hide or turn text are named.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '$' | '#' => safe.extend(['\\', character]),
            '\n' | '\r' | '\u{0B}' | '\u{0C}' => safe.push_str("<br>"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_shown() {
        assert_eq!(escaped("a*b_c <d> [e] \\"), "a\\*b\\_c \\<d> \\[e\\] \\\\");
        assert_eq!(escaped("two\nlines\u{202E}"), "two<br>lines‹RLO›");
    }

    #[test]
    fn no_paragraph_begins_a_list_or_a_quotation() {
        let begun =
            [("12. a", "12\\. a"), ("1) a", "1\\) a"), ("- a", "\\- a"), ("  > a", "\\> a"), ("2022 a.", "2022 a.")];
        for (text, expected) in begun {
            assert_eq!(block(text), expected);
        }
    }

    #[test]
    fn addresses_are_links() {
        assert_eq!(fact("https://x.org/a_b"), "<https://x.org/a_b>");
        assert_eq!(fact("https://x.org/>_"), "https://x.org/>\\_");
        assert_eq!(fact("javascript:a*b"), "javascript:a\\*b");
    }
}
