//! What spaCy 2 was trained on: documents of paragraphs of sentences, a tag like `B-PER` for each token (spacy.io, “JSON
//! input format for training”). Places are found by laying the tokens on the text of the paragraph.

use serde_json::Value;

use super::{
    conll::{Token, joined, places_in, spans},
    format::{File, Format},
    json::{list, mentions, text, values},
};
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

/// spaCy 2.
pub(super) const FORMAT: Format = Format {
    name: "spacy",
    title: "spaCy 2",
    extensions: &["json", "jsonl"],
    cannot_hold: "parts of speech, heads and categories",
    is: |file| ["\"paragraphs\"", "\"sentences\"", "\"tokens\"", "\"orth\""].iter().all(|word| mentions(file, &[word])),
    read,
};

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (documents, problems) = values(file)?;
    let mut found = Found::exact(FORMAT.name, Counting::CODE_POINTS);
    found.problems = problems;
    let sha256 = sha256_of(file.bytes);
    for (place, document) in &documents {
        for (number, paragraph) in list(document, "paragraphs").iter().enumerate() {
            let tokens = tokens(paragraph);
            if tokens.is_empty() {
                continue;
            }
            let name = format!("{place}, paragraph {}", number + 1);
            let raw = text(paragraph, "raw");
            let (raw, places) = match places_in(raw, &tokens) {
                Some(places) => (raw.to_owned(), places),
                None => {
                    if !raw.is_empty() {
                        found.tell(name.clone(), What::TokensJoined(None));
                    }
                    joined(&tokens)
                }
            };
            let mut article = FoundArticle::with_text(&name, FORMAT.name, &sha256, raw);
            spans(&name, "token", &tokens, &places, &mut article, &mut found);
            found.articles.push(article);
        }
    }
    Ok(found)
}

/// The tokens of all sentences, counted from 1.
fn tokens(paragraph: &Value) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for sentence in list(paragraph, "sentences") {
        for (at, token) in list(sentence, "tokens").iter().enumerate() {
            let (word, tag) = (text(token, "orth"), text(token, "ner"));
            let tag = if matches!(tag, "" | "-") { "O" } else { tag };
            tokens.push(Token { word, tag, line: tokens.len() + 1, begins_sentence: at == 0 });
        }
    }
    tokens.retain(|token| !token.word.is_empty());
    tokens
}
