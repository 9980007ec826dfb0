//! A corpus for IRaMuTeQ and Alceste: a line of four asterisks and starred variables (`**** *id_1 *outlet_le_soir *year_2018`)
//! before each text.
//!
//! The first underscore of a variable parts its name from its value, and a blank ends it: names are of letters and digits,
//! values of those and underscores, both in small letters without accents. Where a text has an asterisk at the beginning
//! of a line it would be read as such a line, and a dollar sign as the end of the text: both become blanks. A text without
//! words is left out, for IRaMuTeQ does not count it. The file is UTF-8 without a byte order mark, which would hide the
//! first line from it.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use super::{
    article_fields,
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    of_articles::{Day, beside_articles, marked, tags},
    part::Part,
    subject::Subject,
};
use crate::{
    model::{Article, Project, TagId},
    text::folded,
};

/// A corpus of starred lines.
pub(super) const FORMAT: Format = Format {
    name: "iramuteq",
    title: "IRaMuTeQ corpus",
    purpose: "texts under starred lines, for IRaMuTeQ and Alceste",
    extensions: &["txt"],
    holds: &[Part::Texts, Part::ArticleFields],
    limits: &[Limit::Marks, Limit::SignsOfCorpora, Limit::SignsInValues, Limit::ArticlesWithoutText],
    note: "outlet, author, date, language and tags become variables",
    subject: Subject::Articles,
    write,
};

/// The longest value, in characters.
const LONGEST: usize = 80;
/// The signs that are read as something else than text.
const SIGNS: [char; 2] = ['*', '$'];
/// The variables of facts.
const OUTLET: &str = "outlet";
const AUTHOR: &str = "author";
const LANGUAGE: &str = "language";
const TAG: &str = "tag";

fn write(project: &Project) -> Written {
    let corpus = Corpus { project, tags: tags(project), fields: field_names(project) };
    let mut losses = beside_articles(project);
    let texts: Vec<String> = (1..)
        .zip(project.listed_articles())
        .filter_map(|(number, article)| corpus.text(number, article, &mut losses))
        .collect();
    // A file of nothing would be no text at all.
    let whole = if texts.is_empty() { "\n".to_owned() } else { texts.join("\n") };
    Written { losses: losses.counted(), ..Written::one(whole.into_bytes()) }
}

/// What the starred lines are made of.
struct Corpus<'p> {
    project: &'p Project,
    tags: Vec<(TagId, String)>,
    /// The variables for the fields of articles, in their order.
    fields: Vec<String>,
}

impl Corpus<'_> {
    /// An article under its starred line; `None` if it has no words.
    fn text(&self, number: usize, article: &Article, losses: &mut Losses) -> Option<String> {
        let text = article.text.as_str();
        let safe = text.replace(SIGNS, " ");
        if !safe.contains(char::is_alphanumeric) {
            losses.add(Limit::ArticlesWithoutText, 1);
            return None;
        }
        losses.add(Limit::SignsOfCorpora, text.matches(SIGNS).count());
        let mut line = format!("**** *id_{number}");
        for (name, value) in self.variables(article) {
            let plain = plain_value(&value);
            losses.add(Limit::SignsInValues, usize::from(plain != value.to_lowercase()));
            if !plain.is_empty() {
                line += &format!(" *{name}_{plain}");
            }
        }
        let end = if safe.ends_with('\n') { "" } else { "\n" };
        Some(format!("{line}\n{safe}{end}"))
    }

    /// The names and values of an article's variables.
    fn variables(&self, article: &Article) -> Vec<(&str, String)> {
        let facts = &article.facts;
        let mut variables = vec![(OUTLET, facts.outlet.clone()), (AUTHOR, facts.author.clone())];
        if let Some(Day { year, month, day }) = Day::of(&facts.published) {
            variables.push(("year", year.to_owned()));
            variables.extend(month.map(|month| ("month", format!("{year}_{month}"))));
            variables.extend(month.zip(day).map(|(month, day)| ("date", format!("{year}_{month}_{day}"))));
        } else {
            variables.push(("date", facts.published.clone()));
        }
        variables.push((LANGUAGE, facts.language.clone()));
        let fields = self.fields.iter().map(String::as_str).zip(article_fields::cells(self.project, article));
        variables.extend(fields);
        variables.extend(marked(&self.tags, article).map(|name| (TAG, name.to_owned())));
        variables.retain(|(_, value)| !value.is_empty());
        variables
    }
}

/// The names of the variables for the fields of articles, none like another.
fn field_names(project: &Project) -> Vec<String> {
    let own = ["id", OUTLET, AUTHOR, "year", "month", "date", LANGUAGE, TAG];
    let mut taken: BTreeSet<String> = own.map(str::to_owned).into();
    let name = |name: &str| {
        let plain = plain_value(name).replace('_', "");
        let wanted = if plain.is_empty() { "field".to_owned() } else { plain };
        let others = (2_usize..).map(|number| format!("{wanted}{number}"));
        std::iter::once(wanted.clone()).chain(others).find(|name| taken.insert(name.clone())).unwrap_or_default()
    };
    project.codebook.article_fields.iter().map(|field| field.name.as_str()).map(name).collect()
}

/// Words as a value: small letters without accents and digits, with an underscore for what stands between them.
fn plain_value(words: &str) -> String {
    let is_negative = words.strip_prefix('-').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
    let mut plain = if is_negative { "minus_".to_owned() } else { String::new() };
    for character in folded(words).chars().filter(|c| !is_combining_mark(*c)) {
        if character.is_alphanumeric() {
            plain.push(character);
        } else if !plain.is_empty() && !plain.ends_with('_') {
            plain.push('_');
        }
    }
    let plain: String = plain.chars().take(LONGEST).collect();
    plain.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_letters_digits_and_underscores_only() {
        for (words, plain) in [
            ("The “Daily” News", "the_daily_news"),
            ("  Le Monde diplomatique ", "le_monde_diplomatique"),
            ("Süddeutsche Zeitung, 2. Ausgabe", "suddeutsche_zeitung_2_ausgabe"),
            ("*a_b*", "a_b"),
            ("Известия", "известия"),
            ("الأهرام اليوم", "الاهرام_اليوم"),
            ("🙂", ""),
            ("-1.5", "minus_1_5"),
        ] {
            assert_eq!(plain_value(words), plain, "{words}");
        }
        assert!(plain_value(&"wort ".repeat(100)).chars().count() <= LONGEST);
    }
}
