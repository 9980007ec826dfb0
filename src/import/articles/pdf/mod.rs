//! PDF with a text layer: what its pages draw ([`content`]) becomes signs with their places, these lines and paragraphs
//! ([`layout`]), these running text, page by page.
//!
//! Words that a hyphen parts at the end of a line are joined, lines of a paragraph become running text, lines that
//! repeat at the head or foot of pages are left out; where each page begins is kept. Pages are doubtful, and said to be,
//! that hold no text, signs without a character, or words without blanks.
//!
//! Memory: streams of more than 256 MiB in all are refused ([`streams`]). A page holds a million signs at most, and all
//! pages the text of one article.

mod content;
mod direction;
mod fonts;
mod headings;
mod layout;
mod letters;
mod lines;
mod mapping;
mod streams;

use std::{collections::BTreeMap, ops::Range};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;

use self::{
    content::MOST_SIGNS,
    fonts::Fonts,
    layout::{Line, Paragraph, paragraphs},
    letters::{is_unspaced, is_wide},
    lines::Glyph,
    streams::Budget,
};
use super::{
    format::{Body, Format, Input},
    words::{Step, Warning},
};
use crate::{
    import::{error::ImportError, limits::LARGEST, shape::runs, title::first_line, watch::Watch},
    model::{Extra, Facts, Run, RunKind},
    text::FrozenText,
};

/// PDF.
pub(super) const FORMAT: Format = Format {
    name: "pdf",
    extensions: &["pdf"],
    cannot_hold: "images, fonts and page layout",
    reader: "hayro-syntax 0.9",
    read,
};

/// The name under which articles of older projects keep where their pages begin: code points of the text, with blanks
/// between. Those read now have the pages in their structure.
const PAGES: &str = "pages";

/// Where pages begin after `removed` code points at `at` gave way to `added` others.
pub fn move_pages(extra: &mut Extra, at: u32, removed: u32, added: u32) {
    let Some(pages) = extra.get_mut(PAGES) else { return };
    let moved = pages.split(' ').filter_map(|start| start.parse::<u32>().ok()).map(|start| match start {
        before if before <= at => before,
        within if within < at.saturating_add(removed) => at,
        after => (after - removed).saturating_add(added),
    });
    *pages = moved.map(|start| start.to_string()).collect::<Vec<_>>().join(" ");
}
/// The most pages that are read.
const MOST_PAGES: usize = 5_000;
/// How near to the beginning of a file what marks it as a PDF stands, in bytes.
const HEAD: usize = 2_048;
/// What may part a word at the end of a line.
const HYPHENS: [char; 3] = ['-', '\u{AD}', '\u{2010}'];
/// How many lines at the top and at the bottom of a page may be its head or foot.
const EDGE: usize = 2;

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let document = opened(input.bytes)?;
    let mut warnings = Vec::new();
    let is_cut = is_cut(input.bytes);
    if is_cut {
        warnings.push(Warning::PdfIncomplete);
    }
    let laid_out = laid_out(&document, &mut warnings, &input.watch);
    if is_cut && matches!(laid_out, Err(ImportError::PdfBlank)) {
        return Err(ImportError::DamagedPdf("its end is missing".to_owned()));
    }
    let mut pages = laid_out?;
    let heads = leave_out_heads(&mut pages);
    let text = Text::of(&pages);
    warnings.extend(doubtful(&pages));
    let mut steps = vec![Step::LinesJoined.to_string()];
    if text.hyphens > 0 {
        steps.push(Step::HyphensJoined(text.hyphens).to_string());
    }
    if heads > 0 {
        steps.push(Step::PageHeadsRemoved(heads).to_string());
    }
    let title = title(&pages).unwrap_or_else(|| first_line(&text.words));
    let structure = text.structure(&pages);
    let mut body = Body::new(FrozenText::verbatim(text.words), Facts { title, ..Facts::default() });
    (body.steps, body.warnings, body.structure) = (steps, warnings, structure);
    Ok(vec![body])
}

/// Whether the end of a file is missing: what tells where its table of objects lies stands behind all objects.
fn is_cut(bytes: &[u8]) -> bool {
    memmem::rfind(bytes, b"startxref") < memmem::rfind(bytes, b"endobj")
}

/// The document that a file holds. One without a password is read even when it is encrypted.
fn opened(bytes: &[u8]) -> Result<Pdf, ImportError> {
    streams::check_tables(bytes)?;
    let damaged = |why: &str| Err(ImportError::DamagedPdf(why.to_owned()));
    match Pdf::new(bytes.to_vec()) {
        Ok(document) => {
            streams::check(&document)?;
            Ok(document)
        }
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => Err(ImportError::ProtectedPdf),
        Err(LoadPdfError::Decryption(_other)) => Err(ImportError::EncryptedPdf),
        Err(LoadPdfError::Invalid) => {
            let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
            if memmem::find(head, b"%PDF-").is_none() {
                damaged("it does not begin like a PDF")
            } else if is_cut(bytes) {
                damaged("its end is missing")
            } else {
                damaged("its list of pages was not found")
            }
        }
    }
}

/// The paragraphs of each page.
fn laid_out(
    document: &Pdf,
    warnings: &mut Vec<Warning>,
    watch: &Watch<'_>,
) -> Result<Vec<Vec<Paragraph>>, ImportError> {
    let count = document.pages().len();
    if count == 0 {
        return Err(ImportError::PdfWithoutPages);
    }
    if count > MOST_PAGES {
        warnings.push(Warning::FurtherPages { read: MOST_PAGES, all: count });
    }
    let (mut fonts, mut budget) = (Fonts::new(), Budget::new());
    let (mut pages, mut held): (Vec<Vec<Paragraph>>, u64) = (Vec::new(), 0);
    let (mut shown, mut unmapped, mut has_images, mut has_shapes) = (0, 0, false, false);
    for (number, page) in (1u32..).zip(document.pages().iter()).take(MOST_PAGES) {
        watch.at(number as usize - 1, count)?;
        let page = content::page(number, page, &mut fonts, &mut budget)?;
        if page.is_damaged {
            warnings.push(Warning::PageUnreadable { page: number, why: "its contents are damaged".to_owned() });
        }
        if page.is_full {
            warnings.push(Warning::PageTooLong { page: number, most: MOST_SIGNS });
        }
        (shown, unmapped) = (shown + page.shown, unmapped + page.unmapped);
        (has_images, has_shapes) = (has_images || page.has_images, has_shapes || page.has_shapes);
        let page = in_reading_order(page.signs);
        held += page.iter().flatten().map(|line| line.text.len() as u64).sum::<u64>();
        if held > LARGEST {
            return Err(ImportError::TooLarge);
        }
        pages.push(page);
    }
    match shown {
        0 if has_images => Err(ImportError::PdfWithoutText),
        0 if has_shapes => Err(ImportError::PdfOfShapes),
        0 => Err(ImportError::PdfBlank),
        all if unmapped * 10 > all * 9 => Err(ImportError::PdfWithoutCharacters),
        _all => Ok(pages),
    }
}

/// Paragraphs in reading order, those of the page's main direction first.
fn in_reading_order(signs: [Vec<Glyph>; 5]) -> Vec<Paragraph> {
    let mut directions: Vec<Vec<Glyph>> = signs.into_iter().collect();
    directions.sort_by_key(|signs| std::cmp::Reverse(signs.len()));
    directions.iter().flat_map(|signs| paragraphs(signs)).collect()
}

/// Leaves out lines at the edges of pages that stand on most pages, but for their numbers. Returns how many.
fn leave_out_heads(pages: &mut [Vec<Paragraph>]) -> usize {
    const FEWEST_PAGES: usize = 2;
    let bare = |line: &Line| {
        let mut bare = line.text.trim().replace(|c: char| c.is_ascii_digit(), "#");
        while bare.contains("##") {
            bare = bare.replace("##", "#");
        }
        bare
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut edge: Vec<String> = edges(page).into_iter().map(bare).collect();
        edge.sort_unstable();
        edge.dedup();
        edge.into_iter().for_each(|line| *seen.entry(line).or_default() += 1);
    }
    let most = pages.len().div_ceil(2).max(FEWEST_PAGES);
    let heads: Vec<String> = seen.into_iter().filter(|(_, count)| *count >= most).map(|(line, _)| line).collect();
    let mut left_out = 0;
    for page in pages {
        let at_edge: Vec<Line> = edges(page).into_iter().filter(|line| heads.contains(&bare(line))).cloned().collect();
        left_out += at_edge.len();
        page.iter_mut().for_each(|paragraph| paragraph.retain(|line| !at_edge.contains(line)));
        page.retain(|paragraph| !paragraph.is_empty());
    }
    left_out
}

/// The highest and lowest lines of a page.
fn edges(page: &[Paragraph]) -> Vec<&Line> {
    let mut lines: Vec<&Line> = page.iter().flatten().collect();
    lines.sort_by(|one, next| one.y.total_cmp(&next.y));
    let below = lines.len().saturating_sub(EDGE).max(EDGE);
    let (above, rest) = lines.split_at(EDGE.min(lines.len()));
    above.iter().chain(rest.get(below.saturating_sub(EDGE)..).unwrap_or_default()).copied().collect()
}

/// The largest words of the first page, if they are larger than the rest.
fn title(pages: &[Vec<Paragraph>]) -> Option<String> {
    let first = pages.iter().find(|page| !page.is_empty())?;
    let size = |paragraph: &Paragraph| paragraph.iter().map(|line| line.size).fold(0.0, f64::max);
    let largest = first.iter().map(size).fold(0.0, f64::max);
    let smallest = first.iter().map(size).fold(f64::MAX, f64::min);
    let largest_first = first.iter().find(|paragraph| size(paragraph) == largest)?;
    let words: Vec<&str> = largest_first.iter().map(|line| line.text.trim()).collect();
    (largest > smallest * 1.15).then(|| words.join(" "))
}

/// The running text of all pages.
#[derive(Default)]
struct Text {
    words: String,
    /// Where each page begins, in bytes.
    starts: Vec<usize>,
    /// Where each paragraph is that is whole, in bytes, with its page and its place there.
    whole: Vec<(Range<usize>, usize, usize)>,
    hyphens: usize,
    /// Whether the line before ended with a blank.
    has_blank: bool,
}

impl Text {
    fn of(pages: &[Vec<Paragraph>]) -> Self {
        let mut text = Self::default();
        for (number, page) in pages.iter().enumerate() {
            let mut begins = true;
            for (place, paragraph) in page.iter().enumerate() {
                let first = paragraph.first().map_or("", |line| line.text.trim_start());
                // A sentence that the end of a column or page cuts goes on.
                let is_open = |c: char| c.is_alphanumeric() || c == ',';
                let goes_on = first.starts_with(char::is_lowercase) && text.words.ends_with(is_open)
                    || first.starts_with(char::is_alphanumeric) && text.words.ends_with(HYPHENS);
                if !text.words.is_empty() && !goes_on {
                    text.words.push_str("\n\n");
                }
                let start = text.words.len();
                for line in paragraph {
                    let ends_blank = line.text.ends_with(char::is_whitespace);
                    let line = line.text.trim();
                    text.add(line);
                    text.has_blank = ends_blank;
                    if std::mem::take(&mut begins) {
                        text.starts.push(text.words.len() - line.len());
                    }
                }
                if goes_on {
                    text.whole.pop();
                } else {
                    text.whole.push((start..text.words.len(), number, place));
                }
            }
            if begins {
                text.starts.push(text.words.len());
            }
        }
        text
    }

    /// The pages, and the headings as far as their size tells them from the rest.
    fn structure(&self, pages: &[Vec<Paragraph>]) -> Vec<Run> {
        let ends = self.starts.iter().skip(1).copied().chain([self.words.len()]);
        let numbered = self.starts.iter().zip(ends).zip(1..);
        let page = |((start, end), number): ((&usize, usize), u32)| (*start, end, RunKind::Page(number.to_string()));
        let mut found: Vec<(usize, usize, RunKind)> = numbered.map(page).collect();
        let levels = headings::levels(pages);
        let level = |page: &usize, place: &usize| levels.get(&(*page, *place)).copied();
        let headings = self.whole.iter().filter_map(|(at, page, place)| Some((at, level(page, place)?)));
        found.extend(headings.map(|(at, level)| (at.start, at.end, RunKind::Heading(level))));
        runs(&self.words, found)
    }

    /// Adds a line to the paragraph that is being written.
    fn add(&mut self, line: &str) {
        let before = self.words.trim_end_matches(HYPHENS);
        let is_parted = before.len() < self.words.len() && before.ends_with(char::is_alphanumeric);
        if is_parted && before.ends_with(char::is_lowercase) && line.starts_with(char::is_lowercase) {
            self.words.truncate(before.len());
            self.hyphens += 1;
        } else if is_parted && line.starts_with(char::is_alphanumeric) {
            // Anglo-American, 2020-21: the hyphen is the word's own.
        } else if !self.words.is_empty() && !self.words.ends_with('\n') && !self.goes_on(line) {
            self.words.push(' ');
        }
        self.words.push_str(line);
    }

    /// Whether a line goes on without a blank, as in scripts that have none between words.
    fn goes_on(&self, line: &str) -> bool {
        let (Some(before), Some(after)) = (self.words.chars().next_back(), line.chars().next()) else { return false };
        let has_none = is_wide(before) || is_wide(after) || is_unspaced(before) && is_unspaced(after);
        is_wide(before) && is_wide(after) || has_none && !self.has_blank
    }
}

/// What makes pages doubtful, a warning for each kind.
fn doubtful(pages: &[Vec<Paragraph>]) -> Vec<Warning> {
    let told = |warning: fn(Vec<usize>) -> Warning, is: &dyn Fn(&str) -> bool| {
        let texts = pages.iter().map(|page| page.iter().flatten().map(|line| line.text.as_str()).collect::<Vec<_>>());
        let numbered = texts.enumerate().map(|(at, lines)| (at + 1, lines.join(" ")));
        let numbers: Vec<usize> = numbered.filter(|(_, text)| is(text)).map(|(number, _)| number).collect();
        (!numbers.is_empty()).then(|| warning(numbers))
    };
    let is_odd = |c: &char| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}');
    let odd = |text: &str| text.chars().filter(is_odd).count() * 20 > text.chars().count();
    let unbroken = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let letters: usize = words.iter().map(|word| word.len()).sum();
        text.is_ascii() && letters > 200 && letters / words.len().max(1) > 20
    };
    [
        told(Warning::PagesWithoutText, &|text| text.trim().is_empty()),
        told(Warning::PagesGarbled, &|text| !text.trim().is_empty() && odd(text)),
        told(Warning::PagesWithoutSpaces, &unbroken),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(paragraphs: &[&[&str]]) -> Vec<Paragraph> {
        let mut y = 0.0;
        let mut line = |text: &&str| {
            y += 12.0;
            Line { left: 0.0, right: 100.0, y, size: 10.0, text: (*text).to_owned() }
        };
        paragraphs.iter().map(|lines| lines.iter().map(&mut line).collect()).collect()
    }

    #[test]
    fn pages_begin_later_or_earlier_after_a_correction() {
        let mut extra = Extra::from([(PAGES.to_owned(), "0 50 80".to_owned())]);
        move_pages(&mut extra, 10, 2, 5);
        assert_eq!(extra[PAGES], "0 53 83");
        move_pages(&mut extra, 50, 10, 0);
        assert_eq!(extra[PAGES], "0 50 73");
        move_pages(&mut Extra::new(), 1, 1, 1);
    }

    #[test]
    fn hyphens_at_line_ends_are_joined_where_a_word_goes_on() {
        let pages = [
            page(&[&["The gov-", "ernment met the Anglo-", "American side in 2020-", "21, and the"]]),
            page(&[&["rest fol-"], &["lowed."]]),
        ];
        let text = Text::of(&pages);
        assert_eq!(text.words, "The government met the Anglo-American side in 2020-21, and the rest followed.");
        assert_eq!((text.hyphens, text.starts), (2, vec![0, 63]));
    }

    #[test]
    fn heads_and_feet_go_and_what_stands_once_stays() {
        let mut pages: Vec<Vec<Paragraph>> = (1..=4)
            .map(|number| {
                let foot = format!("Page {number} of 4");
                let own = ["one", "two", "three", "four"][number - 1];
                let [first, last] = ["Begins with", "ends with"].map(|words| format!("{words} {own}"));
                page(&[&["The Daily"], &[&first, "of all", "pages", &last], &[&foot]])
            })
            .collect();
        assert_eq!(leave_out_heads(&mut pages), 8);
        assert!(Text::of(&pages).words.starts_with("Begins with one of all pages ends with one\n\nBegins with two"));
    }

    #[test]
    fn doubtful_pages_are_named() {
        let pages = [page(&[&["Good words."]]), page(&[]), page(&[&["\u{E001}\u{E002}\u{FFFD}"]])];
        assert_eq!(doubtful(&pages), [Warning::PagesWithoutText(vec![2]), Warning::PagesGarbled(vec![3])]);
        let unbroken = "Thesewordshavenoblanksbetweenthem".repeat(8);
        assert_eq!(doubtful(&[page(&[&[&unbroken]])]).len(), 1);
    }

    #[test]
    fn what_is_no_pdf_says_so() {
        let why = |bytes: &[u8]| crate::import::articles("a.pdf", bytes, None).unwrap_err().to_string();
        assert!(why(b"%PDF-1.4\n").contains("damaged or incomplete"), "{}", why(b"%PDF-1.4\n"));
        assert!(why(b"<html>").contains("damaged"), "{}", why(b"<html>"));
    }
}
