//! Articles for programs that keep references (Zotero, EndNote, Citavi), in the RIS format: one tag of two letters a line,
//! each record from `TY` to `ER`, lines ended with CRLF, in UTF-8.
//!
//! Tags with marks in an article are its keywords, and so are its fields but those of free text, which are notes.

use super::{
    article_fields,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    of_articles::{Day, authors, beside_articles, marked, tags},
    part::Part,
    subject::Subject,
};
use crate::model::{Article, Project, TagId};

/// References as RIS.
pub(super) const FORMAT: Format = Format {
    name: "ris",
    title: "RIS references",
    purpose: "the articles as references for Zotero, EndNote or Citavi, with tags as keywords",
    extensions: &["ris"],
    holds: &[Part::Facts, Part::ArticleFields],
    limits: &[Limit::Marks, Limit::Asterisks],
    note: "",
    subject: Subject::Articles,
    write,
};

fn write(project: &Project) -> Written {
    let tags = tags(project);
    let mut losses = beside_articles(project);
    let records = project.listed_articles().into_iter().map(|article| record(project, article, &tags, &mut losses));
    let bytes = records.collect::<String>().into_bytes();
    Written { losses: losses.counted(), ..Written::one(bytes) }
}

fn record(project: &Project, article: &Article, tags: &[(TagId, String)], losses: &mut Losses) -> String {
    let facts = &article.facts;
    let mut record = String::from("TY  - NEWS\r\n");
    put(&mut record, "ID", &article.id.to_string());
    put(&mut record, "TI", &facts.title);
    // The format allows no asterisks in names.
    let mut named = |tag: &str, name: &str| {
        losses.add(Limit::Asterisks, name.matches('*').count());
        put(&mut record, tag, &name.replace('*', ""));
    };
    authors(&facts.author).into_iter().for_each(|author| named("AU", author));
    named("T2", &facts.outlet);
    let (keywords, notes) = article_fields::keywords_and_notes(project, article);
    marked(tags, article).for_each(|tag| named("KW", tag));
    keywords.iter().for_each(|keyword| named("KW", keyword));
    match Day::of(&facts.published) {
        Some(Day { year, month, day }) => {
            put(&mut record, "PY", year);
            put(&mut record, "DA", &format!("{year}/{}/{}/", month.unwrap_or_default(), day.unwrap_or_default()));
        }
        None if facts.published.trim().is_empty() => {}
        None => put(&mut record, "DA", &format!("///{}", facts.published)),
    }
    put(&mut record, "UR", &facts.address);
    put(&mut record, "LA", &facts.language);
    facts.note.lines().chain(notes.iter().flat_map(|note| note.lines())).for_each(|line| put(&mut record, "N1", line));
    record + "ER  - \r\n\r\n"
}

/// Adds a line, if there is anything to say in it.
fn put(record: &mut String, tag: &str, words: &str) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if !words.is_empty() {
        *record += &format!("{tag}  - {words}\r\n");
    }
}
