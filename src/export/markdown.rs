//! One Markdown document: the articles with a footnote on each mark, the table of claims, the codebook. It reads well as
//! it is, and as GitHub and its like show it.
//!
//! Whatever comes from articles and notes is escaped: its signs are shown and do nothing.

use std::fmt::Write as _;

use super::{
    article_fields,
    format::{Format, Written},
    limit::Limit,
    losses::Loss,
    losses::Losses,
    part::Part,
    reading::{self, tag_name},
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
    let mut marked = |stretch| marked(project, article, stretch, number, &mut notes);
    // The headline of the text is the heading, with its marks.
    let headline = paragraphs.next_if(|first| article.heading().is_some_and(|heading| heading.start == first.start));
    let heading = headline.map_or_else(|| escaped(&article.facts.title), &mut marked);
    put(page, format_args!("\n## {}\n", heading.trim()));
    let facts: Vec<String> = reading::facts(article).map(fact).collect();
    let own: Vec<String> = article_fields::lines(project, article).map(|line| escaped(&line)).collect();
    for facts in
        [facts.join(" · "), own.join(" · "), escaped(&article.facts.note)].iter().filter(|facts| !facts.is_empty())
    {
        put(page, format_args!("\n{}\n", block(facts)));
    }
    for stretch in paragraphs {
        put(page, format_args!("\n{}\n", block(&marked(stretch))));
    }
    if !notes.is_empty() {
        put(page, format_args!("\n{notes}"));
    }
}

/// A paragraph with the number of a footnote after the last word of each mark; the footnotes join `notes`.
fn marked(project: &Project, article: &Article, stretch: ByteRange, number: &mut usize, notes: &mut String) -> String {
    let mut text = String::new();
    for (part, over) in reading::cut(article, stretch) {
        let words = escaped(article.words(part).trim_end_matches('\n'));
        // Right after a footnote's number these would make a link or a definition of it.
        if text.ends_with(']') && words.starts_with(['(', ':']) {
            text.push('\\');
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
