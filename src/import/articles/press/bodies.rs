//! What becomes of an article that a layout found: its text, of stretches of the file, with what the database says of it.

use super::{
    super::{
        authors,
        dates::{self, Place},
        format::Body,
        words::{Step, Warning},
    },
    found::{Found, Known, Role},
    languages::language_of,
    lines::Lines,
    signs::{is_word_count, word_count},
    words::{Doubt, field},
};
use crate::{
    import::title::LONGEST_TITLE,
    model::{Facts, LanguageOrigin, Run},
    text::ByteRange,
};

/// An article as a body, and what else is to be known of it.
pub(super) struct Made {
    pub(super) body: Body,
    /// When it was added to the database, in words.
    pub(super) loaded: String,
    pub(super) has_text: bool,
}

/// The article; `runs` are those of the file's that may lie in it.
pub(super) fn made(file: &Body, runs: &[Run], lines: &Lines<'_>, found: &Found) -> Made {
    let (pieces, has_text) = pieces(lines, found);
    let mut body = file.of_pieces(&pieces, runs);
    let mut values = Values::of(lines, found);
    let (facts, warnings) = values.facts();
    body.facts = facts;
    body.warnings = warnings;
    body.fields = values.fields();
    body.steps.extend(values.removed.iter().map(|words| Step::Removed(words.clone()).to_string()));
    Made { body, loaded: values.first(Known::Loaded), has_text }
}

/// The stretches of the file that are the article, and whether any but its title is.
pub(super) fn pieces(lines: &Lines<'_>, found: &Found) -> (Vec<ByteRange>, bool) {
    let mut pieces: Vec<ByteRange> = Vec::new();
    let mut before: Option<(usize, bool)> = None;
    let mut has_text = false;
    for line in lines.full(found.lines.clone()) {
        let (is_title, from) = match found.role(line) {
            Role::Title(from) => (true, from),
            Role::Text(from) => (false, from),
            Role::Value(..) | Role::Removed | Role::PageHeader | Role::Sign => continue,
        };
        let at = lines.at(line, from);
        has_text |= !is_title && !at.is_empty();
        let goes_on = from == 0 && before == line.checked_sub(1).map(|line| (line, is_title));
        match pieces.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = at.end,
            None if at.is_empty() => {}
            None => pieces.push(at),
        }
        before = Some((line, is_title));
    }
    (pieces, has_text)
}

/// What a database says of an article.
struct Values {
    all: Vec<(Known, String)>,
    title: String,
    /// What is no part of the article and becomes no field.
    removed: Vec<String>,
    is_family_first: bool,
}

impl Values {
    fn of(lines: &Lines<'_>, found: &Found) -> Self {
        let (mut all, mut removed): (Vec<(Known, String)>, Vec<String>) = (Vec::new(), Vec::new());
        let mut titles = Vec::new();
        let mut before = None;
        for line in lines.full(found.lines.clone()) {
            let role = found.role(line);
            let words = lines.words(line);
            let value = |from| words.get(from..).unwrap_or_default();
            match role {
                Role::Title(from) => titles.push(value(from)),
                Role::Text(_) | Role::Sign => {}
                Role::Removed | Role::PageHeader => removed.push(words.to_owned()),
                Role::Value(key, from) => {
                    let goes_on = from == 0 && before == Some(key);
                    if matches!(key, Known::Other | Known::Copyright | Known::Loaded) {
                        match removed.last_mut().filter(|_| goes_on) {
                            Some(last) => add(last, words),
                            None => removed.push(words.to_owned()),
                        }
                    }
                    match all.last_mut().filter(|_| goes_on) {
                        Some((_, last)) => add(last, value(from)),
                        None => all.push((key, value(from).to_owned())),
                    }
                }
            }
            before = match role {
                Role::Value(key, _) => Some(key),
                Role::Title(_) | Role::Text(_) | Role::Removed | Role::PageHeader | Role::Sign => None,
            };
        }
        Self { all, title: titles.join(" "), removed, is_family_first: found.is_family_first }
    }

    /// The first value of this kind.
    fn first(&self, wanted: Known) -> String {
        let found = self.all.iter().find(|(key, value)| *key == wanted && !value.is_empty());
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// What is known of the article by what the database says. What could not be used is kept with what was removed.
    fn facts(&mut self) -> (Facts, Vec<Warning>) {
        let mut facts = Facts { title: std::mem::take(&mut self.title), ..Facts::default() };
        if facts.title.is_empty() {
            facts.title = self.first(Known::Title);
        }
        facts.title = facts.title.chars().take(LONGEST_TITLE).collect();
        // ProQuest names the place as well (“The Daily Example; Port Example”).
        facts.outlet = self.first(Known::Outlet).split("; ").next().unwrap_or_default().to_owned();
        if let Some(language) = language_of(&self.first(Known::Language)) {
            language.clone_into(&mut facts.language);
            facts.language_by = LanguageOrigin::Stated;
        }
        let author = forenames_first(&self.first(Known::Author), self.is_family_first);
        facts.author = authors::names_or(&author, &facts.language, &facts.outlet);
        let address = self.first(Known::Address);
        if address.starts_with("https://") || address.starts_with("http://") {
            facts.address = address.split_whitespace().next().unwrap_or_default().to_owned();
        }
        let warnings = dates::settle_by_value(&mut facts, Place::Press, &self.first(Known::Date));
        let is_used = |key: Known, value: &String| match key {
            Known::Title => facts.title == *value,
            Known::Outlet => facts.outlet == *value,
            Known::Author => is_said(value, &facts.author),
            Known::Language => value.split([';', ',']).all(|part| language_of(part).is_some()),
            Known::Address => facts.address == *value,
            Known::Date => self.first(Known::Date) == *value,
            // These are recorded, or become fields.
            Known::Loaded
            | Known::Copyright
            | Known::Other
            | Known::SectionAndPage
            | Known::Section
            | Known::Page
            | Known::Words
            | Known::Edition
            | Known::Id
            | Known::Kind
            | Known::Subject
            | Known::Company
            | Known::Person
            | Known::Place
            | Known::Industry
            | Known::Dateline
            | Known::Graphic
            | Known::Summary => true,
        };
        let unused = self.all.iter().filter(|(key, value)| !value.is_empty() && !is_used(*key, value));
        let unused: Vec<String> = unused.map(|(_, value)| value.clone()).collect();
        self.removed.extend(unused);
        (facts, warnings)
    }

    /// What becomes fields, by their names, each once.
    fn fields(&self) -> Vec<(String, String)> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (key, value) in &self.all {
            let parts = if *key == Known::SectionAndPage {
                let (section, page) = section_and_page(value);
                vec![(Known::Section, section), (Known::Page, page)]
            } else {
                let count = word_count(value).filter(|_| *key == Known::Words && is_word_count(value));
                vec![(*key, count.unwrap_or_else(|| value.clone()))]
            };
            for (key, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
                let Some(name) = field(key) else { continue };
                match fields.iter_mut().find(|(known, _)| known == name) {
                    Some((_, known)) if *known == value => {}
                    Some((_, known)) => {
                        known.push_str("; ");
                        known.push_str(&value);
                    }
                    None => fields.push((name.to_owned(), value)),
                }
            }
        }
        fields
    }
}

/// Whether the names hold all words of a byline but short ones (“by”, “and”).
fn is_said(byline: &str, names: &str) -> bool {
    const SHORT: usize = 3;
    let is_long = |word: &&str| word.chars().count() > SHORT;
    let mut words = byline.split(|c: char| !c.is_alphanumeric()).filter(is_long);
    words.all(|word| names.contains(word))
}

fn add(words: &mut String, more: &str) {
    if !words.is_empty() && !more.is_empty() {
        words.push(' ');
    }
    words.push_str(more);
}

/// Section and page out of what Nexis says of both (“FEATURES; Pg. 6”).
fn section_and_page(value: &str) -> (String, String) {
    const PAGE: [&str; 7] = ["pg. ", "pg.", "s. ", "p. ", "pág. ", "seite ", "page "];
    let mut sections = Vec::new();
    let mut pages = Vec::new();
    for part in value.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let lower = part.to_lowercase();
        let page = PAGE.iter().find_map(|sign| lower.strip_prefix(sign)).map(str::trim_start);
        // Lower case may be longer or shorter, but not that of digits.
        match page.filter(|page| page.is_ascii() && page.bytes().any(|byte| byte.is_ascii_digit())) {
            Some(page) => pages.push(page.to_uppercase()),
            None => sections.push(part),
        }
    }
    (sections.join("; "), pages.join("; "))
}

/// Names of a database that puts the family name first (“Doe, Jane; Roe, Richard”), the other way round. Elsewhere what
/// follows the comma may be a place.
fn forenames_first(words: &str, is_family_first: bool) -> String {
    let turned = |name: &str| match name.trim().trim_end_matches([' ', '.']).split_once(", ") {
        Some((family, first)) if !first.contains(',') && !family.contains(' ') && first.split(' ').count() <= 2 => {
            format!("{first} {family}")
        }
        _other => name.trim().to_owned(),
    };
    let is_list = words.contains("; ") || words.matches(", ").count() == 1;
    if is_family_first && is_list && !words.to_lowercase().starts_with("by ") {
        words.split(';').map(turned).filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
    } else {
        words.to_owned()
    }
}

/// The runs that may lie in an article, of those that are left; those before it are done with.
pub(super) fn runs_in<'r>(runs: &mut &'r [Run], lines: &Lines<'_>, found: &Found) -> &'r [Run] {
    let start = lines.at(found.lines.start, 0).start;
    let end = lines.at(found.lines.end.saturating_sub(1), 0).end;
    let done = runs.iter().take_while(|run| run.at.end <= start).count();
    *runs = runs.get(done..).unwrap_or_default();
    let within = runs.iter().take_while(|run| run.at.start < end).count();
    runs.get(..within).unwrap_or_default()
}

/// Whether an article was published after it was added to its database, which cannot be.
pub(super) fn is_later(facts: &Facts, loaded: &str) -> Option<Doubt> {
    let stated = dates::read(loaded, &facts.language)?;
    let day = dates::read(&facts.published, "")?;
    // It may be added on the evening before.
    let (dates::Part::Day(stated), dates::Part::Day(day)) = (stated.part, day.part) else { return None };
    let is_later = day > stated.tomorrow().ok()?;
    is_later.then(|| Doubt::Later { published: facts.published.clone(), loaded: loaded.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_pages_are_parted() {
        let parted = |value: &str| section_and_page(value);
        assert_eq!(parted("FEATURES; Pg. 6"), ("FEATURES".to_owned(), "6".to_owned()));
        assert_eq!(parted("Politik; S. 3"), ("Politik".to_owned(), "3".to_owned()));
        assert_eq!(
            parted("Section A; Column 1; Foreign Desk; Pg. A12"),
            ("Section A; Column 1; Foreign Desk".to_owned(), "A12".to_owned())
        );
    }

    #[test]
    fn family_names_go_last() {
        assert_eq!(forenames_first("Example, Ada; Muster, Max.", true), "Ada Example; Max Muster");
        assert_eq!(forenames_first("Example, Ada", true), "Ada Example");
        assert_eq!(forenames_first("Ada Example", true), "Ada Example");
        assert_eq!(forenames_first("By Ada Example, Berlin", true), "By Ada Example, Berlin");
        assert_eq!(forenames_first("Reuters, Berlin", false), "Reuters, Berlin");
        assert_eq!(forenames_first("dpa, Berlin; AFP, Paris", false), "dpa, Berlin; AFP, Paris");
    }
}
