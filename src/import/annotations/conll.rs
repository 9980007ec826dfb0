//! CoNLL columns (CoNLL 2002 and 2003): a token a line, its tag in the last column as IOB1, IOB2, BIOES or BILUO, an empty
//! line after each sentence, `-DOCSTART-` before each document.
//!
//! The format has no text. Where `name.txt` lies beside `name.conll`, the tokens are found in it one after the other;
//! else they are joined with blanks, sentences with line ends.

use super::format::{File, Format};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle},
            words::What,
        },
    },
    text::Counting,
};

/// CoNLL columns.
pub(super) const FORMAT: Format = Format {
    name: "conll",
    title: "CoNLL",
    extensions: &["conll", "conll2003", "iob", "bio"],
    cannot_hold: "columns between the token and its tag",
    is: |_| true,
    read,
};

/// A token with its tag and line.
pub(super) struct Token<'l> {
    pub(super) word: &'l str,
    pub(super) tag: &'l str,
    pub(super) line: usize,
    /// Whether a sentence ends before it.
    pub(super) begins_sentence: bool,
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let mut found = Found::exact(FORMAT.name, Counting::CODE_POINTS);
    let text = file.text(file.name, file.bytes, &mut found.problems)?;
    let documents = documents(file, &text, &mut found);
    if documents.is_empty() {
        return Err(ImportError::Empty);
    }
    let beside = format!("{}.txt", file.stem().split('.').next().unwrap_or_default());
    let real = file.beside.read(&beside).filter(|_| documents.len() == 1);
    let real = real.and_then(|bytes| Some(file.text(&beside, &bytes, &mut found.problems).ok()?.into_owned()));
    let count = documents.len();
    for (number, tokens) in documents.into_iter().enumerate() {
        let aligned = real.as_ref().and_then(|real| Some((real.clone(), places_in(real, &tokens)?)));
        if aligned.is_some() {
            found.parts.push(beside.clone());
        } else if real.is_some() {
            found.tell(file.name, What::TokensJoined(Some(beside.clone())));
        }
        let name = if aligned.is_some() {
            beside.clone()
        } else if count == 1 {
            file.name.to_owned()
        } else {
            format!("{}, document {}", file.name, number + 1)
        };
        let (text, places) = aligned.unwrap_or_else(|| joined(&tokens));
        let mut article = FoundArticle::with_text(&name, FORMAT.name, &sha256_of(file.bytes), text);
        article.is_own_file = count == 1;
        spans(file.name, "line", &tokens, &places, &mut article, &mut found);
        found.articles.push(article);
    }
    Ok(found)
}

fn documents<'t>(file: &File<'_>, text: &'t str, found: &mut Found) -> Vec<Vec<Token<'t>>> {
    let mut documents: Vec<Vec<Token<'_>>> = Vec::new();
    let (mut begins_sentence, mut begins_document) = (true, true);
    for (number, line) in text.lines().enumerate() {
        let columns: Vec<&str> = line.split([' ', '\t']).filter(|column| !column.is_empty()).collect();
        let (word, tag) = match columns[..] {
            [] => {
                begins_sentence = true;
                continue;
            }
            ["-DOCSTART-", ..] => {
                (begins_sentence, begins_document) = (true, true);
                continue;
            }
            [word, .., tag] => (word, tag),
            [word] => {
                let place = format!("{}, line {}", file.name, number + 1);
                found.tell(place, What::NoTag(word.to_owned()));
                (word, "O")
            }
        };
        if begins_document {
            documents.push(Vec::new());
        }
        if let Some(document) = documents.last_mut() {
            document.push(Token { word, tag, line: number + 1, begins_sentence });
        }
        (begins_sentence, begins_document) = (false, false);
    }
    documents
}

/// Where the tokens stand in a text, in code points; `None` when one of them does not follow.
pub(super) fn places_in(text: &str, tokens: &[Token<'_>]) -> Option<Vec<(u32, u32)>> {
    let (mut rest, mut at) = (text, 0);
    let mut places = Vec::with_capacity(tokens.len());
    for token in tokens {
        let skipped = rest.find(token.word)?;
        let (before, from) = rest.split_at_checked(skipped)?;
        // What is between two tokens is nothing but blanks.
        if !before.trim().is_empty() {
            return None;
        }
        at += u32::try_from(before.chars().count()).ok()?;
        let end = at + u32::try_from(token.word.chars().count()).ok()?;
        places.push((at, end));
        (rest, at) = (from.get(token.word.len()..)?, end);
    }
    Some(places)
}

/// The text that the tokens make when joined, and where they stand in it.
pub(super) fn joined(tokens: &[Token<'_>]) -> (String, Vec<(u32, u32)>) {
    let (mut text, mut at) = (String::new(), 0);
    let mut places = Vec::with_capacity(tokens.len());
    for token in tokens {
        if !text.is_empty() {
            text.push(if token.begins_sentence { '\n' } else { ' ' });
            at += 1;
        }
        let end = at + u32::try_from(token.word.chars().count()).unwrap_or_default();
        text.push_str(token.word);
        places.push((at, end));
        at = end;
    }
    (text, places)
}

/// Turns tags into marks: one begins at B, S and U, and at I, E and L where none of its kind is open. Tokens are told by
/// their file and the number of their unit ("line").
pub(super) fn spans(
    file: &str,
    unit: &str,
    tokens: &[Token<'_>],
    places: &[(u32, u32)],
    article: &mut FoundArticle,
    found: &mut Found,
) {
    let mut open: Option<(&str, u32, u32, usize)> = None;
    let close = |open: Option<(&str, u32, u32, usize)>, article: &mut FoundArticle, found: &mut Found| {
        let Some((kind, start, end, line)) = open else { return };
        let tag = found.tag(kind);
        let mut span = article.span(&format!("{kind} {start} {end}"), tag, vec![(start, end)]);
        span.place = format!("{file}, {unit} {line}");
        article.spans.push(span);
    };
    for (token, (start, end)) in tokens.iter().zip(places) {
        let (how, kind) = token.tag.split_once('-').unwrap_or((token.tag, ""));
        let is_tag = matches!(how, "B" | "I" | "E" | "S" | "L" | "U" | "M") && !kind.is_empty();
        if !is_tag {
            if !matches!(token.tag, "O" | "_") {
                let place = format!("{file}, {unit} {}", token.line);
                found.tell(place, What::BadTag(token.tag.to_owned()));
            }
            close(open.take(), article, found);
            continue;
        }
        let goes_on = matches!(how, "I" | "E" | "L" | "M")
            && !token.begins_sentence
            && open.as_ref().is_some_and(|(former, ..)| *former == kind);
        match &mut open {
            Some((_, _, open_end, _)) if goes_on => *open_end = *end,
            _ => {
                close(open.take(), article, found);
                open = Some((kind, *start, *end, token.line));
            }
        }
        if matches!(how, "E" | "S" | "L" | "U") {
            close(open.take(), article, found);
        }
    }
    close(open, article, found);
}
