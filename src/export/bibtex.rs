//! Articles as references for LaTeX: `@article` entries with an outlet, `@misc` without, in UTF-8.
//!
//! Titles stand in two pairs of braces, for styles would make capitals small. Dates stand twice: `date` for biblatex, `year`
//! and `month` for older styles. Addresses are written as they are, but for what would end them. Tags with marks in an
//! article are its keywords, and so are its fields but those of free text, which are annotations.

use super::{
    article_fields,
    file_names::Namer,
    format::{Format, Written},
    limit::Limit,
    of_articles::{Day, authors, beside_articles, marked, tags},
    part::Part,
    subject::Subject,
};
use crate::{
    model::{Article, Project, TagId},
    text::folded,
};

/// References as BibTeX.
pub(super) const FORMAT: Format = Format {
    name: "bibtex",
    title: "BibTeX references",
    purpose: "the articles as references for LaTeX, with tags as keywords",
    extensions: &["bib"],
    holds: &[Part::Facts, Part::ArticleFields],
    limits: &[Limit::Marks],
    note: "",
    subject: Subject::Articles,
    write,
};

fn write(project: &Project) -> Written {
    let (tags, mut keys) = (tags(project), Namer::default());
    let entries = project.listed_articles().into_iter().map(|article| {
        let key = keys.name(&key(article));
        entry(project, article, &tags, &key)
    });
    let bytes = entries.collect::<Vec<_>>().join("\n").into_bytes();
    Written { losses: beside_articles(project).counted(), ..Written::one(bytes) }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn entry(project: &Project, article: &Article, tags: &[(TagId, String)], key: &str) -> String {
    let facts = &article.facts;
    let kind = if facts.outlet.trim().is_empty() { "misc" } else { "article" };
    let mut entry = format!("@{kind}{{{key},\n");
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            entry += &format!("  {name} = {value},\n");
        }
    };
    let braced = |value: String| if value.is_empty() { value } else { format!("{{{value}}}") };
    put("author", &braced(authors(&facts.author).into_iter().map(author).collect::<Vec<_>>().join(" and ")));
    put("title", &braced(braced(escaped(&facts.title))));
    put("journal", &braced(escaped(&facts.outlet)));
    match Day::of(&facts.published) {
        Some(Day { year, month, day }) => {
            let date: Vec<&str> = std::iter::once(year).chain(month).chain(day).collect();
            put("date", &braced(date.join("-")));
            put("year", &braced(year.to_owned()));
            let number = month.and_then(|month| month.parse::<usize>().ok()).and_then(|month| month.checked_sub(1));
            put("month", number.and_then(|number| MONTHS.get(number)).copied().unwrap_or_default());
        }
        None => put("year", &braced(escaped(&facts.published))),
    }
    put("url", &braced(address(&facts.address)));
    put("language", &braced(escaped(&facts.language)));
    let (keywords, notes) = article_fields::keywords_and_notes(project, article);
    let keywords: Vec<String> = marked(tags, article).chain(keywords.iter().map(String::as_str)).map(keyword).collect();
    put("keywords", &braced(keywords.join(", ")));
    let notes: Vec<String> = std::iter::once(&facts.note).chain(&notes).map(|note| escaped(note)).collect();
    put("annote", &braced(notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n\n")));
    entry + "}\n"
}

/// A name of which nothing is cut: one with a comma is of a family name and a first name, or of neither.
fn author(name: &str) -> String {
    let name = escaped(name);
    if name.matches(',').count() > 1 { format!("{{{name}}}") } else { name }
}

/// A keyword; commas stand between them.
fn keyword(words: &str) -> String {
    let words = escaped(words);
    if words.contains(',') { format!("{{{words}}}") } else { words }
}

/// What an entry is known by: a word of the outlet or the author, the year, a word of the title.
fn key(article: &Article) -> String {
    let facts = &article.facts;
    let who = word(&facts.outlet).or_else(|| word(&facts.author)).unwrap_or_else(|| "article".to_owned());
    let year = Day::of(&facts.published).map(|day| day.year).unwrap_or_default();
    format!("{who}{year}{}", word(&facts.title).unwrap_or_default())
}

/// The first word of some length that has plain letters and digits only, else any.
fn word(words: &str) -> Option<String> {
    let folded = folded(words);
    let plain = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && word.is_ascii());
    plain().find(|word| word.len() > 3).or_else(|| plain().next()).map(str::to_owned)
}

/// Text as LaTeX prints it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.trim().chars() {
        match character {
            '\\' => safe.push_str("\\textbackslash{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            // BibTeX counts braces also after a backslash.
            '{' => safe.push_str("\\textbraceleft{}"),
            '}' => safe.push_str("\\textbraceright{}"),
            '$' | '&' | '%' | '#' | '_' => safe.extend(['\\', character]),
            '\n' => safe.push('\n'),
            other if other.is_control() => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

/// An address without what would end it.
fn address(address: &str) -> String {
    let mut safe = String::with_capacity(address.len());
    for character in address.trim().chars() {
        match character {
            '{' => safe.push_str("%7B"),
            '}' => safe.push_str("%7D"),
            '\\' => safe.push_str("%5C"),
            other if other.is_whitespace() || other.is_control() => safe.push_str("%20"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_latex_are_printed() {
        assert_eq!(
            escaped("50 % of \\x & {y}_#1 $ ~^"),
            "50 \\% of \\textbackslash{}x \\& \\textbraceleft{}y\\textbraceright{}\\_\\#1 \\$ \\textasciitilde{}\\textasciicircum{}"
        );
        assert_eq!(address("https://x.org/a_b?c={d}&e=%20 f"), "https://x.org/a_b?c=%7Bd%7D&e=%20%20f");
        assert_eq!((keyword("a, b").as_str(), author("A, B, C").as_str()), ("{a, b}", "{A, B, C}"));
    }

    #[test]
    fn keys_are_made_of_plain_words() {
        assert_eq!(word("The Guardian").as_deref(), Some("guardian"));
        assert_eq!(word("Le Soir").as_deref(), Some("soir"));
        assert_eq!(word("taz").as_deref(), Some("taz"));
        assert_eq!(word("Известия"), None);
    }
}
