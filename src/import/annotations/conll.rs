//! CoNLL columns (CoNLL 2002 and 2003): a token a line, its tag in the last column as IOB1, IOB2, BIOES or BILUO, an empty
//! line after each sentence, `-DOCSTART-` before each document. Where tokens are numbered, the number comes first, and the
//! last columns are layers of tags. Lines of remarks begin with `#`; the first line may name the columns.
//!
//! The format has no text. Where `name.txt` lies beside `name.conll`, the tokens are found in it one after the other;
//! else they are joined with blanks, sentences with line ends.

use super::format::{File, Format};
use crate::{
    import::{
        encoding,
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle},
            words::{Many, What},
        },
    },
    text::Counting,
};

/// CoNLL columns.
pub(super) const FORMAT: Format = Format {
    name: "conll",
    title: "CoNLL",
    extensions: &["conll", "conll2003", "iob", "iob2", "bio", "bioes", "txt", "tsv"],
    cannot_hold: "columns between the token and its tag, remarks",
    is: |file| !matches!(&*file.ending(), "txt" | "tsv") || is_columns(file.bytes, is_named(file.stem())),
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

/// How many bytes at the beginning tell whether a file holds columns.
const LOOKED_AT: usize = 64 << 10;
/// Of how many lines one may be of another shape, in a file that holds columns.
const ONE_ODD: usize = 20;
/// How many lines without marks show that a file holds columns all the same.
const PLAIN: usize = 10;
/// How many odd tags are told one by one; the rest are counted.
const TOLD: usize = 100;

/// What the first and the last column are called in files that name them.
const TOKENS: [&str; 5] = ["token", "tokens", "word", "words", "form"];
const TAGS: [&str; 9] = ["tag", "tags", "ner", "ner_tag", "ner_tags", "label", "labels", "iob", "bio"];

/// Whether a name says that a text is one of columns, as in `story.iob.txt`, which Recogito writes.
fn is_named(stem: &str) -> bool {
    matches!(&*crate::import::ending(stem), "conll" | "iob" | "iob2" | "bio" | "bioes")
}

/// Whether the first lines are tokens with tags: all of as many columns, the last of which is a tag. Where the name says so,
/// half of them are enough, for tokens may hold line ends.
fn is_columns(bytes: &[u8], is_named: bool) -> bool {
    let head = bytes.get(..LOOKED_AT).map_or(bytes, |head| {
        let end = memchr::memrchr(b'\n', head).map_or(head.len(), |end| end + 1);
        head.get(..end).unwrap_or(head)
    });
    let Ok(decoded) = encoding::decode(head, None, None) else { return false };
    let text = decoded.text.trim_start_matches('\u{FEFF}');
    let layout = Layout::of(text);
    let (mut lines, mut odd, mut marks, mut documents) = (0, 0, 0, 0);
    for line in text.lines() {
        match layout.row(line) {
            Row::Token(columns) => {
                lines += 1;
                let tag = columns.last().copied().unwrap_or_default();
                odd += usize::from(columns.len() != layout.width || columns.len() < 2 || !is_tag_or_none(tag));
                marks += usize::from(kind_of(tag).is_some());
            }
            Row::Document => documents += 1,
            Row::Empty | Row::Headings | Row::Remark => {}
        }
    }
    let is_even = odd * ONE_ODD <= lines && lines > 1;
    is_even && (marks > 0 || documents > 0 || lines >= PLAIN) || is_named && marks > 0 && odd * 2 <= lines
}

/// How a tag says where in its mark the token is, and the kind of the mark; `None` for what is no tag.
fn kind_of(tag: &str) -> Option<(&str, &str)> {
    let (how, kind) = tag.split_once('-')?;
    let is_tag = matches!(how, "B" | "I" | "E" | "S" | "L" | "U" | "M") && !kind.is_empty();
    is_tag.then_some((how, kind))
}

/// Whether a column holds a tag, or says that there is none.
fn is_tag_or_none(column: &str) -> bool {
    matches!(column, "O" | "_") || kind_of(column).is_some()
}

/// Whether a line names the columns.
fn are_headings(line: &str) -> bool {
    let mut columns = line.split_whitespace().map(str::to_lowercase);
    let is_token = columns.next().is_some_and(|first| TOKENS.contains(&first.as_str()));
    is_token && columns.next_back().is_some_and(|last| TAGS.contains(&last.as_str()))
}

/// How the lines of a file are laid out.
struct Layout {
    /// Whether tabulators alone part columns, so that tokens may hold blanks.
    by_tabs: bool,
    /// Whether tokens are numbered in their sentence.
    is_numbered: bool,
    /// How many columns the first token has.
    width: usize,
    /// How many columns at the end are tags.
    layers: usize,
    /// The line that names the columns, where the first one does.
    headings: Option<String>,
}

/// A line of a file.
enum Row<'l> {
    Empty,
    Headings,
    Remark,
    /// A document begins behind it.
    Document,
    Token(Vec<&'l str>),
}

impl Layout {
    /// How a file is laid out.
    fn of(text: &str) -> Self {
        let first = text.lines().find(|line| !line.trim().is_empty());
        let headings = first.filter(|line| are_headings(line));
        let is_apart = |line: &&str| line.starts_with('#') || line.starts_with("-DOCSTART-") || headings == Some(*line);
        let lines = || text.lines().filter(|line| !line.trim().is_empty() && !is_apart(line));
        let by_tabs = lines().all(|line| line.contains('\t'));
        let headings = headings.map(str::to_owned);
        let mut layout = Self { by_tabs, is_numbered: true, width: 0, layers: 1, headings: None };
        let first = lines().next().unwrap_or_default();
        layout.width = layout.columns(first).len();
        let mut number = 0;
        // For each column, whether all that it holds may be tags, and whether any is one.
        let mut tags = vec![(true, false); layout.width];
        for line in text.lines().filter(|line| !is_apart(line)) {
            let columns = layout.columns(line);
            let Some(first) = columns.first() else {
                number = 0;
                continue;
            };
            number += 1;
            let is_next = first.parse() == Ok(number) && columns.len() > 2;
            layout.is_numbered &= is_next;
            for ((may_be, is), column) in tags.iter_mut().rev().zip(columns.iter().rev()) {
                *may_be &= is_tag_or_none(column);
                *is |= kind_of(column).is_some();
            }
            if !layout.is_numbered {
                break;
            }
        }
        if layout.is_numbered {
            let layers = tags.iter().skip(2).rev().take_while(|(may_be, is)| *may_be && *is).count();
            layout.layers = layers.max(1);
        }
        layout.headings = headings;
        layout
    }

    fn columns<'l>(&self, line: &'l str) -> Vec<&'l str> {
        let parts: &[char] = if self.by_tabs { &['\t'] } else { &[' ', '\t'] };
        line.split(parts).map(str::trim).filter(|column| !column.is_empty()).collect()
    }

    /// What a line is. A remark has other columns than tokens, for `#` may be a token too.
    fn row<'l>(&self, line: &'l str) -> Row<'l> {
        let columns = self.columns(line);
        let Some(first) = columns.first() else { return Row::Empty };
        if first.starts_with("-DOCSTART-") {
            return Row::Document;
        }
        if self.headings.as_deref() == Some(line) {
            return Row::Headings;
        }
        // Of a token that ends in a line end, there is nothing but the tag.
        if columns.len() == 1 && line.starts_with(' ') && is_tag_or_none(first) {
            return Row::Empty;
        }
        let tag = columns.last().copied().unwrap_or_default();
        if line.starts_with('#') && (columns.len() < 2 || columns.len() != self.width || !is_tag_or_none(tag)) {
            let remark = line.trim_start_matches('#').trim_start();
            let begins = ["newdoc", "begin document"].iter().any(|words| remark.starts_with(words));
            return if begins { Row::Document } else { Row::Remark };
        }
        Row::Token(columns)
    }
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let mut found = Found::exact(FORMAT.name, Counting::CODE_POINTS);
    let decoded = file.text(file.name, file.bytes, &mut found.problems)?;
    let text = decoded.trim_start_matches('\u{FEFF}');
    let layout = Layout::of(text);
    let mut layers: Vec<Layer<'_>> =
        (0..layout.layers).map(|layer| Layer::of(file, text, &layout, layer, &mut found)).collect();
    let (beside, real) = text_beside(file, &mut found).unzip();
    if let (Some(beside), Some(real)) = (&beside, &real) {
        match layers.first().and_then(|layer| places_in(real, &layer.tokens)) {
            Some(_) => {
                found.parts.push(beside.clone());
                // A text may hold several documents.
                layers.iter_mut().for_each(|layer| layer.documents.truncate(1));
            }
            None => found.tell(file.name, What::TokensJoined(Some(beside.clone()))),
        }
    }
    let sha256 = sha256_of(file.bytes);
    let count = layers.first().map_or(0, |layer| layer.documents.len());
    if count == 0 {
        return Err(ImportError::Empty);
    }
    found.articles.reserve_exact(count);
    for number in 0..count {
        let tokens = layers.first().map_or(&[][..], |layer| layer.document(number));
        let aligned = real.as_ref().and_then(|real| Some((real.clone(), places_in(real, tokens)?)));
        let is_aligned = aligned.is_some();
        let (text, places) = aligned.unwrap_or_else(|| joined(tokens));
        let name = match &beside {
            Some(beside) if is_aligned => beside.clone(),
            Some(_) | None if count == 1 => file.name.to_owned(),
            Some(_) | None => format!("{}, document {}", file.name, number + 1),
        };
        let mut article = FoundArticle::with_text(&name, FORMAT.name, &sha256, text);
        article.is_own_file = count == 1;
        for layer in &layers {
            spans(file.name, "line", layer.document(number), &places, &mut article, &mut found);
        }
        found.articles.push(article);
    }
    Ok(found)
}

/// The text that the tokens of a file come from, with its name: `story.txt` beside `story.conll` and `story.Person.conll`.
fn text_beside(file: &File<'_>, found: &mut Found) -> Option<(String, String)> {
    let stem = file.stem();
    let cuts = stem.rmatch_indices('.').map(|(at, _)| at);
    std::iter::once(stem.len()).chain(cuts).find_map(|cut| {
        let name = format!("{}.txt", stem.get(..cut)?);
        let bytes = file.beside.read(&name).filter(|_| name != file.name)?;
        let text = file.text(&name, &bytes, &mut found.problems).ok()?.into_owned();
        Some((name, text))
    })
}

/// The tokens of a file with their tags in one layer.
#[derive(Default)]
struct Layer<'t> {
    tokens: Vec<Token<'t>>,
    /// Which token each document begins with.
    documents: Vec<usize>,
}

impl<'t> Layer<'t> {
    /// Reads the layer that is at this place when counted from the last column.
    fn of(file: &File<'_>, text: &'t str, layout: &Layout, place: usize, found: &mut Found) -> Self {
        let mut layer = Self::default();
        let (mut begins_sentence, mut begins_document, mut remarks) = (true, true, 0);
        for (number, line) in text.lines().enumerate() {
            let columns = match layout.row(line) {
                Row::Empty => {
                    begins_sentence = true;
                    continue;
                }
                Row::Document => {
                    (begins_sentence, begins_document) = (true, true);
                    continue;
                }
                Row::Headings => continue,
                Row::Remark => {
                    remarks += 1;
                    continue;
                }
                Row::Token(columns) => columns,
            };
            let word = columns.get(usize::from(layout.is_numbered)).copied().unwrap_or_default();
            let tag = match columns.len().checked_sub(place + 1).filter(|_| columns.len() > 1) {
                Some(column) => columns.get(column).copied().unwrap_or("O"),
                None => {
                    let place = format!("{}, line {}", file.name, number + 1);
                    found.tell(place, What::NoTag(word.to_owned()));
                    "O"
                }
            };
            if begins_document {
                layer.documents.push(layer.tokens.len());
            }
            layer.tokens.push(Token { word, tag, line: number + 1, begins_sentence });
            (begins_sentence, begins_document) = (false, false);
        }
        if remarks > 0 && place == 0 {
            found.tell(file.name, What::SkippedMany(remarks, Many::Remarks));
        }
        layer
    }

    /// The tokens of a document.
    fn document(&self, number: usize) -> &[Token<'t>] {
        let begin = |number: usize| self.documents.get(number).copied();
        let end = begin(number + 1).unwrap_or(self.tokens.len());
        begin(number).and_then(|begin| self.tokens.get(begin..end)).unwrap_or_default()
    }
}

/// Where the tokens stand in a text, in code points; `None` when one of them does not follow.
pub(super) fn places_in<'l>(text: &str, tokens: impl IntoIterator<Item = &'l Token<'l>>) -> Option<Vec<(u32, u32)>> {
    let (mut rest, mut at) = (text, 0);
    let mut places = Vec::new();
    for token in tokens {
        // What is between two tokens is nothing but blanks.
        let from = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let from = if rest.starts_with(token.word) { rest } else { from };
        let (before, _) = rest.split_at_checked(rest.len() - from.len())?;
        let after = from.strip_prefix(token.word)?;
        at += u32::try_from(before.chars().count()).ok()?;
        let end = at + u32::try_from(token.word.chars().count()).ok()?;
        places.push((at, end));
        (rest, at) = (after, end);
    }
    Some(places)
}

/// The text that the tokens make when joined, and where they stand in it.
pub(super) fn joined(tokens: &[Token<'_>]) -> (String, Vec<(u32, u32)>) {
    let (mut text, mut at) = (String::with_capacity(tokens.iter().map(|token| token.word.len() + 1).sum()), 0);
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

/// What tags mark: a kind, where it begins and ends, and the unit that it began in.
pub(super) struct Mark<'l> {
    pub(super) kind: &'l str,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) line: usize,
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
    let marks = runs(file, unit, tokens, places, found);
    // Files hold many small documents: none takes more room than it needs.
    article.spans.reserve_exact(marks.len());
    for Mark { kind, start, end, line } in marks {
        let mut span = article.span(&format!("{kind} {start} {end}"), found.tag(kind), vec![(start, end)]);
        span.place = format!("{file}, {unit} {line}");
        article.spans.push(span);
    }
}

/// The marks that the tags of tokens make.
pub(super) fn runs<'l>(
    file: &str,
    unit: &str,
    tokens: &[Token<'l>],
    places: &[(u32, u32)],
    found: &mut Found,
) -> Vec<Mark<'l>> {
    let (mut open, mut odd): (Option<Mark<'_>>, usize) = (None, 0);
    let mut marks = Vec::new();
    for (token, (start, end)) in tokens.iter().zip(places) {
        let Some((how, kind)) = kind_of(token.tag) else {
            if !matches!(token.tag, "O" | "_") {
                odd += 1;
                if odd <= TOLD {
                    found.tell(format!("{file}, {unit} {}", token.line), What::BadTag(token.tag.to_owned()));
                }
            }
            marks.extend(open.take());
            continue;
        };
        let goes_on = matches!(how, "I" | "E" | "L" | "M")
            && !token.begins_sentence
            && open.as_ref().is_some_and(|former| former.kind == kind);
        match &mut open {
            Some(open) if goes_on => open.end = *end,
            _ => {
                marks.extend(open.take());
                open = Some(Mark { kind, start: *start, end: *end, line: token.line });
            }
        }
        if matches!(how, "E" | "S" | "L" | "U") {
            marks.extend(open.take());
        }
    }
    marks.extend(open);
    if let Some(more) = odd.checked_sub(TOLD).filter(|more| *more > 0) {
        found.tell(file, What::MoreBadTags(more));
    }
    marks
}
