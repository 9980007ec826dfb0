//! The names in a line that says who wrote something, without what stands around them: “By”, roles, agencies, dates,
//! addresses.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use super::dates::{self, label};

/// Words before names that no name begins with.
const BEFORE: &[&str] = &[
    "by",
    "written by",
    "reported by",
    "posted by",
    "published by",
    "story by",
    "text by",
    "words by",
    "report by",
    "from our",
    "author",
    "authors",
    "reporter",
    "autor",
    "autorin",
    "autoren",
    "auteur",
    "auteurs",
    "autora",
    "autores",
    "autore",
    "autori",
    "автор",
    "авторы",
    "автор текста",
    "автори",
    "текст",
    "подготовил",
    "подготовила",
    "yazan",
    "yazar",
    "haber",
    "muhabir",
    "haberi yazan",
    "بقلم",
    "كتب",
    "كتبت",
    "الكاتب",
    "نویسنده",
    "מאת",
    "作者",
    "記者",
    "记者",
    "文",
    "撰文",
    "责任编辑",
    "執筆",
    "文責",
    "글",
    "기자",
    "door",
    "geschreven door",
    "tekst",
    "text",
    "af",
    "av",
    "skrevet af",
    "skrevet av",
    "skriven av",
    "tác giả",
    "oleh",
    "penulis",
    "napisał",
    "napisała",
    "opracował",
    "opracowała",
    "szerző",
    "írta",
    "συντάκτης",
    "του",
    "της",
    "ผู้เขียน",
    "texte",
    "texto",
    "testo",
    "redacción",
    "firma",
    "publié par",
    "écrit par",
    "propos recueillis par",
    "geschrieben von",
    "veröffentlicht von",
    "ein bericht von",
    "escrito por",
    "publicado por",
    "scritto da",
    "a cura di",
];

/// Words before names that names begin with in other languages: each with the languages where it is no name.
const BEFORE_IN: &[(&str, &[&str])] = &[
    ("von", &["de"]),
    ("par", &["fr"]),
    ("por", &["es", "pt", "gl"]),
    ("di", &["it"]),
    ("da", &["it"]),
    ("per", &["ca"]),
    ("de", &["ro"]),
];

/// Words of roles, agencies and sections: a part of the line with one of these is no name.
const NO_NAMES: &[&str] = &[
    "correspondent",
    "jour",
    "updated",
    "aktualisiert",
    "actualizado",
    "aggiornato",
    "editor",
    "editors",
    "reporter",
    "writer",
    "journalist",
    "columnist",
    "contributor",
    "staff",
    "desk",
    "bureau",
    "team",
    "newsroom",
    "agency",
    "agencies",
    "wire",
    "press",
    "media",
    "news",
    "producer",
    "photographer",
    "photos",
    "photo",
    "chief",
    "analyst",
    "fellow",
    "professor",
    "director",
    "redakteur",
    "redakteurin",
    "redaktion",
    "korrespondent",
    "korrespondentin",
    "reporterin",
    "chefredakteur",
    "journaliste",
    "rédacteur",
    "rédactrice",
    "rédaction",
    "correspondant",
    "correspondante",
    "envoyé",
    "envoyée",
    "agence",
    "redactor",
    "redactora",
    "redacción",
    "corresponsal",
    "enviado",
    "enviada",
    "agencia",
    "agencias",
    "periodista",
    "jornalista",
    "redação",
    "redacção",
    "agência",
    "repórter",
    "giornalista",
    "redazione",
    "inviato",
    "agenzia",
    "verslaggever",
    "redacteur",
    "redactie",
    "muhabiri",
    "muhabir",
    "editörü",
    "ajansı",
    "haber",
    "servisi",
    "корреспондент",
    "корреспондентка",
    "редактор",
    "обозреватель",
    "журналист",
    "редакция",
    "агентство",
    "кореспондент",
    "редакція",
    "مراسل",
    "محرر",
    "صحفي",
    "وكالة",
    "وكالات",
    "记者",
    "記者",
    "编辑",
    "編輯",
    "通讯员",
    "기자",
    "reuters",
    "afp",
    "dpa",
    "ap",
    "epa",
    "tass",
    "тасс",
    "efe",
    "ansa",
    "lusa",
    "anka",
    "dha",
    "aa",
    "iha",
    "xinhua",
    "新华社",
    "pti",
    "apa",
    "sda",
    "belga",
    "anp",
    "ntb",
    "tt",
    "ritzau",
    "pap",
    "čtk",
    "mti",
    "upi",
    "upd",
    "min",
    "read",
    "minutes",
];

static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\(?\S+@\S+\.\w+\)?|@\w+|https?://\S+|www\.\S+").ok());
static BRACKETS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\s*[\(（\[][^\)）\]]*[\)）\]]").ok());
static JOINTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\s+(?:and|und|et|ve|och|og|und|и|та|i|y|e|en|với|と|和|και|dan|és|ja|a|with|mit|avec|con|com)\s+|\s*[&、，;؛]\s*").ok()
});

/// The names, joined by commas; empty when no name is in the words. `outlet` is no author.
pub(super) fn names(words: &str, language: &str, outlet: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let without = |pattern: &LazyLock<Option<Regex>>, words: &str| match &**pattern {
        Some(pattern) => pattern.replace_all(words, "").into_owned(),
        None => words.to_owned(),
    };
    let plain = without(&ADDRESS, &words);
    let parts = without(&BRACKETS, &plain);
    // Feeds put the name in brackets after the address.
    let parts = if parts.chars().any(char::is_alphabetic) { parts } else { plain.replace(['(', ')', '[', ']'], "") };
    let mut found: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    for part in parts
        .split(['|', '·', '•', '\n', ';', '/'])
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" - "))
    {
        for name in in_part(part, language) {
            let is_outlet = !outlet.is_empty() && name.eq_ignore_ascii_case(outlet);
            if !is_outlet && known.insert(name.to_lowercase()) {
                found.push(name);
            }
        }
    }
    if !found.is_empty() {
        return found.join(", ");
    }
    // A newsroom or an agency alone is who wrote it.
    let alone = without_cue(plain.trim(), language);
    let is_alone =
        dates::dates(alone, language).is_empty() && alone.split_whitespace().count() <= 4 && !alone.is_empty();
    let has_letters = alone.chars().any(char::is_alphabetic);
    if is_alone && has_letters { trimmed(alone).to_owned() } else { String::new() }
}

/// The names; words in which none is found as they stand.
pub(super) fn names_or(words: &str, language: &str, outlet: &str) -> String {
    let found = names(words, language, outlet);
    if found.is_empty() { words.split_whitespace().collect::<Vec<_>>().join(" ") } else { found }
}

/// The names in a line over a text, if it says that they are the authors' (“By Nora Whitfield | 3 March 2017”).
pub(super) fn names_in_line(line: &str, language: &str, outlet: &str) -> String {
    const LONGEST: usize = 160;
    if line.chars().count() > LONGEST {
        return String::new();
    }
    let (mut pieces, mut start) = (Vec::new(), 0);
    for date in dates::dates(line, language) {
        pieces.push(line.get(start..date.at.start).unwrap_or_default());
        start = date.at.end;
    }
    pieces.push(line.get(start..).unwrap_or_default());
    let parts = pieces.into_iter().flat_map(|piece| piece.split(['|', '·', '•'])).map(str::trim);
    let credited = parts.filter(|part| without_cue(part, language) != *part && part.split_whitespace().count() <= 16);
    credited.map(|part| names(part, language, outlet)).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The names in a part of the line that bears no sign of parting.
fn in_part(part: &str, language: &str) -> Vec<String> {
    let part = without_cue(before_date(part.trim(), language), language);
    let pieces: Vec<&str> = part.split([',', '،']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    if let [last, first] = pieces.as_slice()
        && is_one_word(last)
        && is_name(last, language)
        && first.split_whitespace().count() <= 2
        && is_name(first, language)
    {
        // A catalogue's form: the family name first.
        return vec![format!("{first} {last}")];
    }
    let is_pair = |pair: &[&str]| matches!(pair, [last, first] if !last.is_empty() && is_initials(first));
    if pieces.len() > 2 && pieces.chunks(2).all(is_pair) {
        // The form of databases: family name and initials of one after the other.
        const AND: [&str; 6] = ["and ", "& ", "und ", "et ", "y ", "e "];
        let last = |name: &str| AND.iter().find_map(|and| name.strip_prefix(and)).unwrap_or(name).to_owned();
        let name = |pair: &[&str]| Some(format!("{} {}", pair.last()?, last(pair.first()?)));
        return pieces.chunks(2).filter_map(name).collect();
    }
    let mut found = Vec::new();
    for (number, piece) in pieces.into_iter().enumerate() {
        // After a name, one word is a place.
        let is_place = number > 0 && is_one_word(piece) && piece.chars().any(char::is_lowercase);
        let names = persons(piece).into_iter().map(|name| trimmed(without_cue(name, language)).to_owned());
        found.extend(names.filter(|name| !is_place && is_name(name, language)));
    }
    found
}

/// Whether a piece is nothing but initials, as `J.` and `A.-B.`.
fn is_initials(piece: &str) -> bool {
    let letters = piece.split(['.', ' ', '-']).filter(|letter| !letter.is_empty());
    let is_letter = |letter: &str| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase);
    piece.contains('.') && letters.clone().next().is_some() && letters.clone().all(is_letter)
}

/// What stands before a date, without the words that lead to it.
fn before_date<'w>(part: &'w str, language: &str) -> &'w str {
    const LEADING: [&str; 12] = ["on", "at", "am", "vom", "um", "le", "el", "em", "il", "op", "den", "d."];
    let Some(date) = dates::dates(part, language).into_iter().next() else { return part };
    let mut before = part.get(..date.at.start).unwrap_or_default().trim_end();
    while let Some(word) = before.split_whitespace().next_back() {
        let is_leading = LEADING.contains(&word) || label(word).is_some() || !word.chars().any(char::is_alphabetic);
        if !is_leading {
            break;
        }
        before = before.strip_suffix(word).unwrap_or_default().trim_end();
    }
    before
}

/// The persons that words like “and” join, where names of two words or more stand on both sides.
fn persons(piece: &str) -> Vec<&str> {
    let Some(joints) = &*JOINTS else { return vec![piece] };
    let all: Vec<&str> = joints.split(piece).collect();
    let is_run_on = |word: &str| word.chars().any(|c| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'));
    let is_agency = |name: &str| NO_NAMES.contains(&name.to_lowercase().as_str());
    let are_whole = all.iter().all(|name| name.split_whitespace().count() >= 2 || is_run_on(name) || is_agency(name));
    if are_whole { all } else { vec![piece] }
}

fn is_one_word(words: &str) -> bool {
    words.split_whitespace().count() == 1
}

/// Without “By” and its like.
fn without_cue<'w>(words: &'w str, language: &str) -> &'w str {
    let language = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let words = words.trim_start_matches([' ', ':', '-', '–', '—', '|', '/', '\u{A0}']);
    let rest_after = |cue: &str| {
        let (head, rest) = split_at_length(words, cue.chars().count())?;
        let is_run_on = cue.chars().any(|c| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'));
        let ends = rest.starts_with([' ', ':', '：', '/', '\u{A0}', '|'])
            || (is_run_on && rest.starts_with(|c: char| !c.is_alphanumeric()));
        (head.to_lowercase() == cue && ends).then_some(rest)
    };
    let own = BEFORE_IN.iter().filter(|(_, languages)| {
        let count = words.split_whitespace().count();
        // In Italian names begin with them as well: then two words follow that are a name.
        let is_sure = if languages.contains(&"it") || language.is_empty() { count >= 3 } else { count >= 2 };
        let next = words.split_whitespace().nth(1).unwrap_or_default();
        let is_name_after = next.chars().next().is_some_and(char::is_uppercase);
        is_sure && is_name_after && (language.is_empty() || languages.contains(&language.as_str()))
    });
    let mut cues: Vec<&str> = BEFORE.iter().copied().chain(own.map(|(cue, _)| *cue)).collect();
    cues.sort_by_key(|cue| std::cmp::Reverse(cue.len()));
    match cues.into_iter().find_map(rest_after) {
        Some(rest) => without_cue(rest.trim_start_matches(['：', ':', ' ', '/', '\u{A0}', '|']), &language),
        None => words,
    }
}

fn split_at_length(words: &str, length: usize) -> Option<(&str, &str)> {
    let end = words.char_indices().nth(length).map_or(words.len(), |(at, _)| at);
    words.split_at_checked(end)
}

fn trimmed(name: &str) -> &str {
    name.trim()
        .trim_end_matches([',', ':', '-', '–', '|', '·', ';', '،'])
        .trim_start_matches(['-', '–', ':', ',', '*'])
        .trim()
}

/// Whether words can be a person's name: no role, no date, no sentence.
fn is_name(words: &str, language: &str) -> bool {
    let lower = words.to_lowercase();
    let is_role = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|word| NO_NAMES.contains(&word));
    let has_digits = words.chars().any(|c| c.is_numeric());
    let count = words.split_whitespace().count();
    let has_letters = words.chars().any(char::is_alphabetic);
    let is_small = count > 1 && words.chars().all(|c| !c.is_uppercase()) && words.chars().any(char::is_lowercase);
    has_letters
        && !is_role
        && !has_digits
        && count <= 6
        && !is_small
        && label(words).is_none()
        && dates::dates(words, language).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_without_what_is_around_them() {
        for (words, language, expected) in [
            ("By Nora Whitfield", "en", "Nora Whitfield"),
            ("BY NORA WHITFIELD", "en", "NORA WHITFIELD"),
            ("By Nora Whitfield, Harbour correspondent", "en", "Nora Whitfield"),
            ("By Nora Whitfield and Idris Cole", "en", "Nora Whitfield, Idris Cole"),
            ("By Nora Whitfield, Idris Cole and Tom Hale", "en", "Nora Whitfield, Idris Cole, Tom Hale"),
            ("By Nora Whitfield | Reuters", "en", "Nora Whitfield"),
            ("By Nora Whitfield (Reuters)", "en", "Nora Whitfield"),
            ("Nora Whitfield, nora@example.org", "en", "Nora Whitfield"),
            ("By Nora Whitfield @norawhit", "en", "Nora Whitfield"),
            ("By Nora Whitfield - March 3, 2017", "en", "Nora Whitfield"),
            ("By Nora Whitfield Published 3 March 2017", "en", "Nora Whitfield"),
            ("Nora Whitfield on 3 March 2017 at 18:05", "en", "Nora Whitfield"),
            ("Reuters", "en", "Reuters"),
            ("By Reuters Staff", "en", "Reuters Staff"),
            ("Von Jutta Harms und Kai Petersen", "de", "Jutta Harms, Kai Petersen"),
            ("Von Jutta Harms, Berlin", "de", "Jutta Harms"),
            ("Von Miller", "en", "Von Miller"),
            ("Ursula von der Leyen", "de", "Ursula von der Leyen"),
            ("Par Élodie Marchetti, envoyée spéciale", "fr", "Élodie Marchetti"),
            ("Par Élodie Marchetti avec AFP", "fr", "Élodie Marchetti"),
            ("Por Inés Robledo", "es", "Inés Robledo"),
            ("José Ortega y Gasset", "es", "José Ortega y Gasset"),
            ("Inés Robledo y Tomás Quiroga", "es", "Inés Robledo, Tomás Quiroga"),
            ("di Marco Rossi", "it", "Marco Rossi"),
            ("Di Stefano", "it", "Di Stefano"),
            ("Door Jan de Vries", "nl", "Jan de Vries"),
            ("Автор: Марина Ковалёва", "ru", "Марина Ковалёва"),
            ("Yazan: Defne Altıok", "tr", "Defne Altıok"),
            ("بقلم: ليلى منصور", "ar", "ليلى منصور"),
            ("作者：李远", "zh", "李远"),
            ("李远、王晓琳", "zh", "李远, 王晓琳"),
            ("Smith, John", "en", "John Smith"),
            ("Reuters, Berlin", "en", "Reuters, Berlin"),
            ("Nora Whitfield; Nora Whitfield", "en", "Nora Whitfield"),
            ("nora@example.org (Nora Whitfield)", "en", "Nora Whitfield"),
            ("https://example.org/nora", "en", ""),
            ("3 March 2017", "en", ""),
            ("Doe, A., Smith, J., and Roe, B.", "en", "A. Doe, J. Smith, B. Roe"),
            ("", "en", ""),
        ] {
            assert_eq!(names(words, language, "The Ledger"), expected, "{words}");
        }
        assert_eq!(names("The Ledger", "en", "The Ledger"), "The Ledger");
    }

    #[test]
    fn a_line_names_authors_only_where_it_says_so() {
        for (line, language, expected) in [
            ("Von Kai Petersen 03.04.2023, 14:05 Uhr", "de", "Kai Petersen"),
            ("21 августа 2015 г., 12:40 Автор: Марина Ковалёва", "ru", "Марина Ковалёва"),
            ("By June Tollefson | 03/04/2023", "en", "June Tollefson"),
            ("The bridge stays open at night", "en", ""),
            ("By noon the bridge was open again", "en", ""),
            ("March 3, 2017", "en", ""),
        ] {
            assert_eq!(names_in_line(line, language, ""), expected, "{line}");
        }
    }
}
