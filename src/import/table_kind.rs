//! Whether a table has a row for each article or for each mark.
//!
//! Many tables have a column of texts and one of labels. Their rows are marks only if something shows it: positions, a
//! column of quotations, or words that are parts of a text which other rows repeat. Else they are articles, and the labels
//! are what is known of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    headings::{
        ADDRESS, ARTICLE, AUTHOR, DOCUMENT, END, EXTRACT, OUTLET, PUBLISHED, QUOTE, START, SUMMARY, TAG, TEXT, TITLE,
    },
    sheet::{Sheet, cell},
};

/// What a table has a row for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An article, with its text in this column.
    Articles { text: usize },
    /// A mark, with its words in this column.
    Marks { tag: usize, words: usize },
    /// A mark in a text that stands beside it, by its words, its position, or both.
    MarksInTexts { tag: usize, words: Option<usize>, text: usize },
}

/// From this length on, in characters, a cell is the text of an article, and no heading or quotation.
const LONG: usize = 400;
/// How many rows are looked at.
const LOOKED_AT: usize = 500;

/// What the rows of a sheet are; `None` where it has neither texts nor marks.
pub(super) fn kind_of(sheet: &Sheet) -> Option<Kind> {
    let articles = articles(sheet);
    marks(sheet, articles).or_else(|| articles.map(|text| Kind::Articles { text }))
}

/// What the rows of a sheet are if they are articles.
pub(super) fn as_articles(sheet: &Sheet) -> Option<usize> {
    articles(sheet).or_else(|| sheet.column(EXTRACT)).or_else(|| sheet.column(QUOTE))
}

/// What the rows of a sheet are if they are marks.
pub(super) fn as_marks(sheet: &Sheet) -> Option<Kind> {
    let articles = articles(sheet);
    let tag = sheet.column(TAG)?;
    let by_words =
        || Some(Kind::Marks { tag, words: quotations(sheet).or(articles).or_else(|| sheet.column(EXTRACT))? });
    marks(sheet, articles).or_else(by_words)
}

/// Whether it may be taken for either.
pub(super) fn is_doubtful(sheet: &Sheet) -> bool {
    as_articles(sheet).is_some() && as_marks(sheet).is_some() && !is_ours(sheet)
}

/// Whether Sayso wrote it, as a table of marks.
fn is_ours(sheet: &Sheet) -> bool {
    sheet.column(&["markid", "spanid"]).is_some() && sheet.column(&["tag"]).is_some()
}

/// The column of whole texts.
fn articles(sheet: &Sheet) -> Option<usize> {
    let text = sheet.columns(TEXT).into_iter().max_by_key(|column| {
        // Of several the first that is filled; most have one.
        let filled = sheet.cells(*column).next().is_some();
        (filled, std::cmp::Reverse(*column))
    });
    let long = || sheet.column(ARTICLE).filter(|column| median_length(sheet, *column) >= LONG);
    text.or_else(long).or_else(|| sheet.column(SUMMARY))
}

/// The column of quotations: not of how many words there are, or of how a text begins.
fn quotations(sheet: &Sheet) -> Option<usize> {
    let is_number = |words: &str| words.parse::<f64>().is_ok();
    sheet.columns(QUOTE).into_iter().find(|column| {
        let all = sheet.cells(*column).take(LOOKED_AT);
        let (numbers, words): (Vec<&str>, Vec<&str>) = all.partition(|words| is_number(words));
        numbers.len() <= words.len()
    })
}

/// What the rows are if something shows that they are marks.
fn marks(sheet: &Sheet, articles: Option<usize>) -> Option<Kind> {
    let tag = sheet.column(TAG)?;
    if let Some(words) = sheet.column(&["words"]).filter(|_| is_ours(sheet)) {
        return Some(Kind::Marks { tag, words });
    }
    match (articles.filter(|text| *text != tag), quotations(sheet)) {
        (None, None) => Some(Kind::Marks { tag, words: sheet.column(EXTRACT)? }),
        (None, Some(words)) => Some(Kind::Marks { tag, words }),
        (Some(text), Some(words)) if is_part(sheet, words, text) => {
            Some(Kind::MarksInTexts { tag, words: Some(words), text })
        }
        // What stands beside the quotation is a summary or a comment, or the quotation is something else.
        (Some(text), Some(words)) => {
            let is_mark = median_length(sheet, text) < LONG && (has_positions(sheet) || is_of_documents(sheet, words));
            is_mark.then_some(Kind::Marks { tag, words })
        }
        (Some(text), None) => match in_text(sheet, text) {
            Some(true) => Some(Kind::MarksInTexts { tag, words: None, text }),
            Some(false) => Some(Kind::Marks { tag, words: text }),
            None => is_of_documents(sheet, text).then_some(Kind::Marks { tag, words: text }),
        },
    }
}

/// The middle one of the lengths of the cells of a column, in characters.
fn median_length(sheet: &Sheet, column: usize) -> usize {
    let mut lengths: Vec<usize> = sheet.cells(column).take(LOOKED_AT).map(|cell| cell.chars().count()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or_default()
}

/// Whether what stands in one column is mostly a part of what stands beside it, and not all of it.
fn is_part(sheet: &Sheet, words: usize, text: usize) -> bool {
    let (mut parts, mut filled) = (0, 0);
    for (_, row) in sheet.rows.iter().take(LOOKED_AT) {
        let (words, text) = (cell(row, Some(words)).trim(), cell(row, Some(text)).trim());
        if !words.is_empty() && !text.is_empty() {
            filled += 1;
            parts += usize::from(words.len() < text.len() && text.contains(words));
        }
    }
    parts * 2 > filled
}

/// Where a mark begins and ends, if the sheet says so.
pub(super) fn position(sheet: &Sheet, row: &[String]) -> Option<(u32, u32)> {
    let number = |names| cell(row, sheet.column(names)).trim().parse().ok();
    Some((number(START)?, number(END)?)).filter(|(start, end)| start <= end)
}

fn has_positions(sheet: &Sheet) -> bool {
    let rows = sheet.rows.iter().take(LOOKED_AT);
    rows.clone().filter(|(_, row)| position(sheet, row).is_some()).count() * 2 > rows.count()
}

/// Whether the positions of most rows, if they have any, lie on whole words of the text beside them, and are not simply as
/// long as that.
fn in_text(sheet: &Sheet, text: usize) -> Option<bool> {
    if !has_positions(sheet) {
        return None;
    }
    let (mut on_words, mut as_long, mut all) = (0, 0, 0);
    for (_, row) in sheet.rows.iter().take(LOOKED_AT) {
        let Some((start, end)) = position(sheet, row) else { continue };
        let text = cell(row, Some(text));
        all += 1;
        let length = text.chars().count() as u64;
        as_long += usize::from(u64::from(end - start).abs_diff(length) <= 1);
        on_words += usize::from(u64::from(end) <= length && end > start && is_on_words(text, start, end));
    }
    // Years and numbers of lines are no positions of characters, and say nothing of what the text is.
    match (as_long * 2 > all, on_words * 5 >= all * 4) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => (median_length(sheet, text) < LONG && is_of_documents(sheet, text)).then_some(false),
    }
}

/// Whether a stretch begins and ends where words do; positions count characters.
fn is_on_words(text: &str, start: u32, end: u32) -> bool {
    let is_word = |at: u32| text.chars().nth(at as usize).is_some_and(char::is_alphanumeric);
    let goes_on = |at: u32| at > 0 && is_word(at - 1) && is_word(at);
    !goes_on(start) && !goes_on(end)
}

/// Whether the words belong to documents that other rows name too, as programs for qualitative analysis export them, and
/// nothing shows that they are articles.
fn is_of_documents(sheet: &Sheet, words: usize) -> bool {
    let Some(document) = sheet.column(DOCUMENT).or_else(|| sheet.column(ARTICLE)) else { return false };
    // So Taguette writes its highlights, whatever they are.
    let is_taguette = ["id", "document", "tag", "content"].iter().all(|name| sheet.column(&[name]).is_some());
    if is_taguette && sheet.headings.len() == 4 {
        return true;
    }
    let of_articles = [TITLE, OUTLET, PUBLISHED, ADDRESS, AUTHOR];
    if of_articles.iter().filter(|names| sheet.column(names).is_some()).count() > 1
        || median_length(sheet, words) >= LONG
    {
        return false;
    }
    let mut in_document: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, row) in sheet.rows.iter().take(LOOKED_AT) {
        in_document.entry(cell(row, Some(document)).trim()).or_default().insert(cell(row, Some(words)).trim());
    }
    in_document.remove("");
    let several = in_document.values().filter(|words| words.len() > 1).count();
    several > 0 && several * 4 >= in_document.len()
}
