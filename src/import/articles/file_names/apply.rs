//! What the names of files say, put into the facts of the articles that were read from them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        dates::Place,
        format::Imported,
        words::{DateDoubt, Warning},
    },
    pattern::{Found, Pattern, stem_of},
};
use crate::{
    import::title::first_line,
    model::{Dating, LanguageOrigin},
};

/// Which facts that an article has already the name of its file replaces. What an article does not have is filled in any
/// way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Replaces {
    /// None.
    Nothing,
    /// What no file states and was taken from the text: a title that is its first line, a date from its lines or one that
    /// can be read in two ways, a language detected.
    #[default]
    Guesses,
    /// All that the name says.
    Everything,
}

/// What became of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many articles have a name that fits the pattern.
    pub fitting: usize,
    /// The files whose names don't fit, each once; nothing was changed for them.
    pub unfitting: Vec<String>,
    /// The files whose dates can be read in two ways, each once.
    pub ambiguous: Vec<String>,
    /// Where a file states something else than its name, and was believed.
    pub kept: Vec<Kept>,
}

/// A fact that stayed as the file states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name of the file.
    pub file: String,
    /// Which fact, by its placeholder.
    pub fact: String,
    /// What the file states.
    pub stated: String,
    /// What its name says.
    pub in_name: String,
}

/// Gives articles the facts that the names of their files state. A file of several articles has no title for any of them in
/// its name.
pub fn apply(pattern: &Pattern, articles: &mut [Imported], replaces: Replaces) -> Applied {
    let mut of_file: BTreeMap<(String, String), usize> = BTreeMap::new();
    let key = |article: &Imported| (article.source.name.clone(), article.source.sha256.clone());
    articles.iter().for_each(|article| *of_file.entry(key(article)).or_default() += 1);
    let (mut applied, mut unfitting, mut ambiguous) = (Applied::default(), BTreeSet::new(), BTreeSet::new());
    for article in articles {
        let file = article.source.name.clone();
        let Some(mut found) = pattern.facts(stem_of(&file)) else {
            if unfitting.insert(file.clone()) {
                applied.unfitting.push(file);
            }
            continue;
        };
        applied.fitting += 1;
        if of_file.get(&key(article)).is_some_and(|count| *count > 1) {
            found.title.clear();
        }
        let is_doubtful = found.other_day.is_some();
        let mut to = To { article, replaces, kept: &mut applied.kept };
        let is_dated = to.put_all(found);
        if is_doubtful && is_dated && ambiguous.insert(file.clone()) {
            applied.ambiguous.push(file);
        }
    }
    applied
}

/// An article that is given facts.
struct To<'a> {
    article: &'a mut Imported,
    replaces: Replaces,
    kept: &'a mut Vec<Kept>,
}

impl To<'_> {
    /// Gives it all that was found; whether it has its date from there.
    fn put_all(&mut self, found: Found) -> bool {
        let Found { title, outlet, author, language, note, published, stated, other_day, fields } = found;
        let own = self.article.facts.clone();
        let is_first_line = own.title == first_line(self.article.text.as_str());
        if self.takes("title", &own.title, &title, is_first_line) {
            self.article.facts.title = title;
        }
        let is_detected = own.language_by == LanguageOrigin::Detected;
        if self.takes("language", &own.language, &language, is_detected) {
            (self.article.facts.language, self.article.facts.language_by) = (language, LanguageOrigin::Stated);
        }
        if self.takes("outlet", &own.outlet, &outlet, false) {
            self.article.facts.outlet = outlet;
        }
        if self.takes("author", &own.author, &author, false) {
            self.article.facts.author = author;
        }
        if self.takes("note", &own.note, &note, false) {
            self.article.facts.note = note;
        }
        for (name, value) in fields {
            self.put_field(name, value);
        }
        let is_guess = own.dating.is_doubtful || own.dating.source == Place::Dateline.code();
        let is_dated = self.takes("date", &own.published, &published, is_guess);
        if is_dated {
            self.date(published, stated, other_day);
        }
        is_dated
    }

    /// Whether the name's value is to be taken for the one that the article has. One that is kept is noted.
    fn takes(&mut self, fact: &str, own: &str, in_name: &str, is_guess: bool) -> bool {
        if in_name.is_empty() || own == in_name {
            return false;
        }
        let takes = own.trim().is_empty()
            || match self.replaces {
                Replaces::Nothing => false,
                Replaces::Guesses => is_guess,
                Replaces::Everything => true,
            };
        if !takes {
            let [fact, stated, in_name] = [fact, own, in_name].map(str::to_owned);
            self.kept.push(Kept { file: self.article.source.name.clone(), fact, stated, in_name });
        }
        takes
    }

    fn put_field(&mut self, name: String, value: String) {
        let folded = name.to_lowercase();
        let place = self.article.fields.iter().position(|(other, _)| other.to_lowercase() == folded);
        let own = place.and_then(|place| self.article.fields.get(place)).map(|(_, own)| own.clone());
        if !self.takes(&name, &own.unwrap_or_default(), &value, false) {
            return;
        }
        match place.and_then(|place| self.article.fields.get_mut(place)) {
            Some((_, own)) => *own = value,
            None => self.article.fields.push((name, value)),
        }
    }

    /// Dates the article; of a date that can be read in two ways it has a warning.
    fn date(&mut self, published: String, stated: String, other: Option<String>) {
        let source = Place::FileName.code().to_owned();
        let is_doubtful = other.is_some();
        if let Some(other) = other {
            let doubt = DateDoubt::Ambiguous { stated: stated.clone(), taken: published.clone(), other };
            self.article.warnings.push(Warning::Date(doubt).to_string());
        }
        self.article.facts.published = published;
        self.article.facts.dating = Dating { stated, source, is_doubtful };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{articles, pasted};

    fn article(name: &str, text: &str) -> Imported {
        let mut all = articles(name, text.as_bytes(), None).unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    fn pattern(written: &str) -> Pattern {
        Pattern::parse(written).unwrap()
    }

    #[test]
    fn what_is_unknown_is_filled_and_guesses_are_replaced_where_that_is_wished() {
        let read = || vec![article("letters/2018-03-01_Kurier_Regen_de_A3.txt", "First line\n\nText, 5 May 2017.")];
        let pattern = pattern("{date}_{outlet}_{title}_{language}_{Page}");
        for (replaces, title) in
            [(Replaces::Nothing, "First line"), (Replaces::Guesses, "Regen"), (Replaces::Everything, "Regen")]
        {
            let mut all = read();
            let applied = apply(&pattern, &mut all, replaces);
            let facts = &all[0].facts;
            assert_eq!((facts.title.as_str(), facts.outlet.as_str()), (title, "Kurier"), "{replaces:?}");
            assert_eq!((facts.language.as_str(), facts.language_by), ("de", LanguageOrigin::Stated));
            assert_eq!(all[0].fields, [("Page".to_owned(), "A3".to_owned())]);
            assert_eq!((applied.fitting, applied.unfitting.len()), (1, 0));
            assert_eq!(applied.kept.iter().any(|kept| kept.fact == "title"), replaces == Replaces::Nothing);
            if replaces != Replaces::Nothing {
                assert_eq!(facts.published, "2018-03-01");
                assert_eq!((facts.dating.source.as_str(), facts.dating.stated.as_str()), ("file-name", "2018-03-01"));
                assert_eq!(crate::import::dating_source("file-name"), "file name");
            }
        }
    }

    #[test]
    fn what_a_file_states_is_kept_and_told() {
        let page = "---\ntitle: Stated\ndate: 2018-03-02\nauthor: Ada Byron\n---\n\nText.";
        let mut all = vec![article("2018-03-01 – Eva Lund – Named.md", page)];
        let stated = all[0].clone();
        assert_eq!(stated.facts.title, "Stated");
        let pattern = pattern("{date} – {author} – {title}");
        let applied = apply(&pattern, &mut all, Replaces::Guesses);
        assert_eq!(all[0], stated);
        let kept: Vec<[&str; 3]> =
            applied.kept.iter().map(|kept| [kept.fact.as_str(), &kept.stated, &kept.in_name]).collect();
        assert_eq!(
            kept,
            [["title", "Stated", "Named"], ["author", "Ada Byron", "Eva Lund"], ["date", "2018-03-02", "2018-03-01"]]
        );
        let applied = apply(&pattern, &mut all, Replaces::Everything);
        let facts = &all[0].facts;
        assert_eq!([&facts.title, &facts.author, &facts.published], ["Named", "Eva Lund", "2018-03-01"]);
        assert_eq!(applied.kept, []);
    }

    #[test]
    fn names_that_do_not_fit_change_nothing_and_are_told_once() {
        let mut all = vec![article("notes.txt", "Some text."), pasted("More text.").unwrap().remove(0)];
        all.push(all[0].clone());
        let before = all.clone();
        let applied = apply(&pattern("{date} – {title}"), &mut all, Replaces::Everything);
        assert_eq!(all, before);
        assert_eq!((applied.fitting, applied.unfitting), (0, vec!["notes.txt".to_owned(), "pasted".to_owned()]));
    }

    #[test]
    fn dates_of_two_readings_are_marked_and_told() {
        let mut all = vec![article("03.04.2018 Regen.txt", "Text.")];
        let applied = apply(&pattern("{date} {title}"), &mut all, Replaces::Guesses);
        assert!(all[0].facts.dating.is_doubtful && all[0].facts.published == "2018-04-03");
        assert_eq!(applied.ambiguous, ["03.04.2018 Regen.txt"]);
        assert!(all[0].warnings.iter().any(|warning| warning.contains("03.04.2018")), "{:?}", all[0].warnings);
    }

    #[test]
    fn a_file_of_several_articles_names_none_of_them() {
        let table = "title,text\nOne,It rains today.\nTwo,It snows today.\n";
        let mut all = articles("Kurier – Collection.csv", table.as_bytes(), None).unwrap();
        let applied = apply(&pattern("{outlet} – {title}"), &mut all, Replaces::Everything);
        assert_eq!(applied.fitting, 2);
        for (article, title) in all.iter().zip(["One", "Two"]) {
            assert_eq!((article.facts.title.as_str(), article.facts.outlet.as_str()), (title, "Kurier"));
        }
    }
}
