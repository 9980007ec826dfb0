//! The labels of Nexis, old and new, in the languages of its pages, and the other signs in them.

use super::{
    found::Known,
    languages::language_of,
    signs::{is_number, word_count},
};

/// What labels say, and what they are called, in lower case.
const LABELS: [(Known, &[&str]); 18] = [
    (
        Known::SectionAndPage,
        &["section", "rubrique", "rubrik", "ressort", "sección", "seccion", "seção", "secção", "sezione", "sectie"],
    ),
    (
        Known::Words,
        &[
            "length",
            "longueur",
            "länge",
            "longitud",
            "extensión",
            "tamanho",
            "comprimento",
            "extensão",
            "lunghezza",
            "lengte",
        ],
    ),
    (Known::Author, &["byline", "author", "auteur", "autor", "autora", "autores", "autore", "firma"]),
    (
        Known::Kind,
        &[
            "publication-type",
            "type-publication",
            "publikationstyp",
            "tipo-publicación",
            "tipo de publicación",
            "tipo de publicação",
            "document-type",
        ],
    ),
    (Known::Subject, &["subject", "sujet", "thema", "themen", "tema", "asunto", "assunto"]),
    (Known::Language, &["language", "langue", "sprache", "idioma", "lengua", "língua", "lingua", "taal"]),
    (
        Known::Loaded,
        &[
            "load-date",
            "date-chargement",
            "date de chargement",
            "update",
            "ladedatum",
            "fecha-carga",
            "fecha de carga",
            "data-carregamento",
            "data de carregamento",
        ],
    ),
    (Known::Graphic, &["graphic", "graphique", "grafik", "gráfico"]),
    (Known::Dateline, &["dateline", "datumszeile"]),
    (
        Known::Place,
        &[
            "geographic",
            "geo-localization",
            "localisation-geo",
            "country",
            "state",
            "city",
            "geografie",
            "pays",
            "país",
        ],
    ),
    (Known::Company, &["company", "societe", "société", "unternehmen", "empresa", "organization", "organisation"]),
    (Known::Person, &["person", "personne", "people", "persona", "pessoa"]),
    (Known::Industry, &["industry", "activity-sector", "secteur-activite", "branche", "industria", "indústria"]),
    (Known::Edition, &["edition", "édition", "ausgabe", "edición", "edição"]),
    (Known::Address, &["url"]),
    (Known::Summary, &["highlight", "insert", "encart", "destacado", "destaque"]),
    (Known::Title, &["headline", "titre", "titel", "título"]),
    (
        Known::Other,
        &[
            "ticker",
            "stock-symbol",
            "symbole-boursier",
            "journal-code",
            "journal code",
            "code-revue",
            "distribution",
            "series",
            "correction",
            "correction-date",
            "notes",
            "name",
            "type",
            "acc-no",
            "pub-type",
            "isbn",
            "issn",
        ],
    ),
];

/// The longest label, in bytes.
const LONGEST: usize = 24;

/// What the label before a colon says, with the byte at which the value begins, and whether it is written in capitals.
pub(super) fn label(words: &str) -> Option<(Known, usize, bool)> {
    let colon = words.bytes().take(LONGEST).position(|byte| byte == b':')?;
    let (name, rest) = words.split_at_checked(colon)?;
    let plain = name.trim();
    let folded = plain.to_lowercase();
    let (key, _) = LABELS.iter().find(|(_, names)| names.contains(&folded.as_str()))?;
    let value = rest.strip_prefix(':').unwrap_or_default();
    let start = words.len() - value.trim_start().len();
    Some((*key, start, plain == plain.to_uppercase()))
}

/// What a heading under the text stands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Under {
    /// The labels by which the database classes the document.
    Classes,
    Graphic,
    Notes,
    /// What the outlet put right later: a part of what it published.
    Correction,
}

/// Whether a line is a label of the database even where lines of the text may begin like one, for its value says so too or
/// nobody writes its name in a sentence.
pub(super) fn is_sure_label(words: &str) -> bool {
    const LONGEST: usize = 60;
    let Some((key, from, _)) = label(words) else { return false };
    let (name, value) = words.split_at_checked(from).unwrap_or((words, ""));
    if key == Known::Loaded {
        return value.len() <= LONGEST && value.bytes().any(|byte| byte.is_ascii_digit());
    }
    let is_value_of_it = key == Known::Language && language_of(value).is_some()
        || key == Known::Address && value.starts_with("http")
        || key == Known::Words && word_count(value).is_some();
    is_value_of_it || name.contains('-') && value.len() <= LONGEST
}

/// Headings that stand over the text, and those that stand under it, in lower case.
const BODY: [&str; 9] =
    ["body", "corps", "corps du texte", "textkörper", "haupttext", "cuerpo", "texto", "corpo", "corpo do texto"];
const AFTER: [(&str, Under); 12] = [
    ("classification", Under::Classes),
    ("klassifizierung", Under::Classes),
    ("clasificación", Under::Classes),
    ("classificação", Under::Classes),
    ("graphic", Under::Graphic),
    ("grafik", Under::Graphic),
    ("graphique", Under::Graphic),
    ("gráfico", Under::Graphic),
    ("notes", Under::Notes),
    ("anmerkungen", Under::Notes),
    ("correction", Under::Correction),
    ("correction-date", Under::Notes),
];
const END: [&str; 7] = [
    "end of document",
    "ende des dokuments",
    "fin du document",
    "fin del documento",
    "fim do documento",
    "fine del documento",
    "einde van document",
];

/// Whether a line is the heading over the text.
pub(super) fn is_body(words: &str) -> bool {
    is_one_of(words, &BODY)
}

/// What a line stands over, if it is a heading under the text.
pub(super) fn heading_after(words: &str) -> Option<Under> {
    let folded = if words.len() <= LONGEST { words.to_lowercase() } else { return None };
    AFTER.iter().find(|(name, _)| *name == folded).map(|(_, key)| *key)
}

/// Whether a line ends a document.
pub(super) fn is_end(words: &str) -> bool {
    is_one_of(words, &END)
}

fn is_one_of(words: &str, names: &[&str]) -> bool {
    const LONGEST: usize = 30;
    words.len() <= LONGEST && names.contains(&words.to_lowercase().as_str())
}

/// Words for a document, and for “of”, in lower case.
const DOCUMENT: [&str; 6] = ["document", "documents", "dokument", "documento", "documentos", "dokumente"];
const OF: [&str; 5] = ["of", "von", "de", "di", "van"];

/// The number of a document and how many there are, where a line says that and nothing else (“2 of 10 DOCUMENTS”,
/// “Dokument 2 von 10”).
pub(super) fn numbered(words: &str) -> Option<(usize, usize)> {
    const LONGEST: usize = 50;
    if words.len() > LONGEST || !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lower = words.to_lowercase();
    let lower = lower.strip_prefix("focus - ").unwrap_or(&lower);
    let tokens: Vec<&str> = lower.split_whitespace().collect();
    let (number, of, all) = match tokens.as_slice() {
        [number, of, all, document] if DOCUMENT.contains(document) => (number, of, all),
        [document, number, of, all] if DOCUMENT.contains(document) => (number, of, all),
        _other => return None,
    };
    let parse = |digits: &&str| digits.parse().ok().filter(|_| is_number(digits));
    OF.contains(of).then_some(())?;
    Some((parse(number)?, parse(all)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_all_languages() {
        assert_eq!(label("LENGTH: 355 words"), Some((Known::Words, 8, true)));
        assert_eq!(label("Byline:\u{A0}Ada Example"), Some((Known::Author, 9, false)));
        assert_eq!(label("LÄNGE: 12 Wörter"), Some((Known::Words, 8, true)));
        assert_eq!(label("Longueur : 12 mots"), Some((Known::Words, 11, false)));
        assert_eq!(label("She said: no"), None);
        assert_eq!(label("Section"), None);
    }

    #[test]
    fn sentences_that_begin_like_labels_are_no_sure_ones() {
        for words in
            ["Load-Date: March 3, 2018", "Language: ENGLISH", "Publication-Type: Newspaper", "URL: http://a.example"]
        {
            assert!(is_sure_label(words), "{words}");
        }
        for words in
            ["Company: the firm said it was fine.", "Language: many of those", "Update: it rained again.", "It rained."]
        {
            assert!(!is_sure_label(words), "{words}");
        }
    }

    #[test]
    fn documents_are_numbered() {
        for words in ["2 of 10 DOCUMENTS", "Document 2 of 10", "Dokument 2 von 10", "Documento 2 de 10"] {
            assert_eq!(numbered(words), Some((2, 10)), "{words}");
        }
        for words in ["2 of 10", "Document 2 of 10 was lost", "Document two of ten", "2 of 10 people"] {
            assert_eq!(numbered(words), None, "{words}");
        }
    }
}
