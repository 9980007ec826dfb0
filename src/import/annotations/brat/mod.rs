//! brat standoff: a text, beside it the marks of one `.ann` file, and the codebook in `annotation.conf` and `visual.conf`
//! (brat.nlplab.org/standoff.html). Offsets count code points.
//!
//! An event is its trigger's mark, its arguments are links. Fragments that only a line end parts are one piece: brat
//! cannot mark a line end. Comments (`#`) hold what brat has no line
//! for: coders, the order of voices, links that lead to no mark.

mod codebook;
mod comments;
mod line;
mod reader;

use self::{codebook::Conf, line::Line, reader::Reader};
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
    text::{CharCursor, Counting},
};

/// brat standoff.
pub(super) const FORMAT: Format = Format {
    name: "brat",
    title: "brat",
    extensions: &["ann"],
    cannot_hold: "the order of arguments with the same role",
    is: |_| true,
    read,
};

/// Where lines that brat does not know are kept with the article.
const UNKNOWN: &str = "brat";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (text_name, bytes, annotator) = text_of(file).ok_or_else(|| no_text(file))?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    let text = file.text(&text_name, &bytes, &mut found.problems)?;
    let lines = file.text(file.name, file.bytes, &mut found.problems)?;
    found.has_exact_names = true;
    let conf = Conf::read(file, &mut found);
    found.parts.push(text_name.clone());
    let mut article = FoundArticle::with_text(&text_name, FORMAT.name, &sha256_of(&bytes), text.to_string());
    article.is_own_file = true;
    let mut reader = Reader::new(file.name, conf, found, article);
    reader.annotator = annotator;
    reader.sha256 = sha256_of(file.bytes);
    read_lines(&mut reader, lines.trim_start_matches('\u{FEFF}'), &text);
    let Reader { mut found, article, .. } = reader;
    found.articles.push(article);
    Ok(found)
}

/// What may part the name of a text from that of who marked it.
const PARTING: [char; 4] = ['_', '.', '-', '@'];

/// The text that an `.ann` file marks, its name and bytes, and who marked it, where the file's name says more than the
/// text's: `story.txt` with `story_anna.ann` and `story_ben.ann`.
fn text_of(file: &File<'_>) -> Option<(String, Vec<u8>, String)> {
    let stem = file.stem();
    let cuts = stem.rmatch_indices(PARTING).map(|(at, _)| at);
    std::iter::once(stem.len()).chain(cuts).find_map(|cut| {
        let (text, annotator) = stem.split_at_checked(cut)?;
        let name = format!("{text}.txt");
        let bytes = file.beside.read(&name)?;
        Some((name, bytes, annotator.trim_start_matches(PARTING).to_owned()))
    })
}

fn no_text(file: &File<'_>) -> ImportError {
    ImportError::TextMissing(file.stem().to_owned())
}

/// Reads the lines in the order in which one needs the other, which is not that of the file.
fn read_lines(reader: &mut Reader<'_>, lines: &str, text: &str) {
    let (all, unknown): (Vec<Line<'_>>, Vec<Line<'_>>) = Line::all(lines).into_iter().partition(Line::is_known);
    let of = |kinds: &'static [char]| all.iter().copied().filter(move |line| line.id.starts_with(kinds));
    let mut cursor = CharCursor::new(text);
    of(&['T']).for_each(|line| reader.span(line, text, &mut cursor));
    of(&['E']).for_each(|line| reader.trigger(line));
    of(&['E']).for_each(|line| reader.arguments(line));
    of(&['R', '*']).for_each(|line| reader.relation(line));
    of(&['A', 'M']).for_each(|line| reader.attribute(line));
    of(&['N']).for_each(|line| reader.reference(line));
    let escaped = reader.escaped(of(&['#']));
    of(&['#']).for_each(|line| reader.comment(line, &escaped));
    if !unknown.is_empty() {
        reader.found.tell(reader.name, What::UnknownLinesKept(unknown.len()));
        let unknown: Vec<&str> = unknown.iter().map(|line| line.whole).collect();
        reader.article.extra.insert(UNKNOWN.to_owned(), unknown.join("\n"));
    }
}
