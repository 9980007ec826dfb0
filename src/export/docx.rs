//! A Word document for readers: the articles with their marks as shades and comments, the table of claims, the codebook.
//!
//! A comment stands on one stretch of words, so that a mark in pieces has one on each. Where marks share words, the shade
//! is that of the shortest. The parts that never change lie in `assets/docx`.

use std::collections::BTreeMap;

use unicode_bidi::BidiInfo;

use super::{
    archive::zipped,
    article_fields, at_once,
    docx_looks::{Shapes, linked, properties, shading, style},
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    reading::{self, Palette, hex, tag_name},
    shape::{Block, Cell, Shape, shown},
    subject::Subject,
    words,
    xml::{BREAKS, on_one_line, said, unheld},
};
use crate::{
    analysis::{LedgerColumn, ledger},
    model::{Article, Colour, Flow, Project, Span, SpanId},
    text::{ByteOffset, ByteRange, mostly_runs_left, runs_left},
};

/// A Word document.
pub(super) const FORMAT: Format = Format {
    name: "docx",
    title: "Word document",
    purpose: "articles with highlights and comments, ledger and codebook, to read and print",
    extensions: &["docx"],
    holds: &[
        Part::Texts,
        Part::Facts,
        Part::ArticleFields,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Times,
        Part::Notes,
        Part::Flags,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::OpenLinks,
        Part::LinkDetails,
        Part::Definitions,
        Part::Examples,
        Part::Colours,
        Part::Tree,
        Part::ProjectNote,
    ],
    limits: &[Limit::CharactersNotInXml, Limit::FurtherColumns],
    note: "when imported again, marks become comments",
    subject: Subject::Marks,
    write,
};

/// The beginning of a part with words in it.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
/// A4, with the longer side upright and lying; in twentieths of a point.
const UPRIGHT: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" \
                       w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";
const LYING: &str = "<w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/><w:pgMar w:top=\"1134\" \
                     w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" \
                     w:gutter=\"0\"/></w:sectPr>";
/// Between the margins of an upright page, and of a lying one.
const TEXT_WIDTH: usize = 9_638;
const TABLE_WIDTH: usize = 14_570;
/// Word opens no table with more.
const MOST_COLUMNS: usize = 63;
/// How much of a tag's colour is in its shade; the rest is white, so that black words stay easy to read.
const SHADE_PERCENT: u16 = 25;
/// The longest name that a comment may have, and the longest initials.
const LONGEST_NAME: usize = 255;
const MOST_INITIALS: usize = 3;

fn write(project: &Project) -> Written {
    let mut losses = Losses::default();
    let texts = project.listed_articles().into_iter().map(|article| article.text.as_str());
    // Tabulators and line ends of every kind are elements.
    losses.add(Limit::CharactersNotInXml, said(project).chain(texts).map(|words| unheld(words, &BREAKS)).sum());
    let palette = Palette::light();
    let mut pages = Pages::new(project, &palette, 0);
    pages.paragraph("Title", &project.title);
    if !project.note.is_empty() {
        pages.paragraph("Facts", &project.note);
    }
    // Comments are numbered through the document: each article has numbers enough for its pieces.
    let numbered = project.listed_articles().into_iter().scan(0, |next, article| {
        let first = *next;
        *next += article.spans.iter().map(|span| span.pieces.len()).sum::<usize>();
        Some((article, first))
    });
    let of_articles = at_once::each(&numbered.collect::<Vec<_>>(), |(article, first)| {
        let mut pages = Pages::new(project, &palette, *first);
        pages.article(article);
        pages
    });
    for of_article in of_articles {
        pages.body.push_str(&of_article.body);
        pages.comments.push_str(&of_article.comments);
    }
    pages.body.push_str(&format!("<w:p><w:pPr>{UPRIGHT}</w:pPr></w:p>"));
    losses.add(Limit::FurtherColumns, pages.claims());
    pages.codebook();
    let Pages { body, comments, .. } = pages;
    let core = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        on_one_line(&project.title)
    );
    let shapes = Shapes::of(project);
    let mut parts = vec![
        ("[Content_Types].xml", shapes.content_types()),
        ("_rels/.rels", include_str!("../../assets/docx/package.rels").to_owned()),
        ("docProps/core.xml", core),
        ("word/document.xml", format!("{HEAD}<w:document {NAMESPACE}><w:body>{body}{LYING}</w:body></w:document>")),
        ("word/_rels/document.xml.rels", shapes.relations()),
        ("word/styles.xml", shapes.styles()),
        ("word/settings.xml", include_str!("../../assets/docx/settings.xml").to_owned()),
        ("word/comments.xml", format!("{HEAD}<w:comments {NAMESPACE}>{comments}</w:comments>")),
    ];
    parts.extend(shapes.numbering());
    let parts = parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes()));
    match zipped(&parts.collect::<Vec<_>>()) {
        Ok(bytes) => Written { losses: losses.counted(), ..Written::one(bytes) },
        Err(error) => Written::failed(error),
    }
}

/// The document as it grows.
struct Pages<'p> {
    project: &'p Project,
    palette: &'p Palette,
    body: String,
    comments: String,
    /// The number of the next comment.
    next: usize,
}

impl<'p> Pages<'p> {
    fn new(project: &'p Project, palette: &'p Palette, next: usize) -> Self {
        Self { project, palette, body: String::new(), comments: String::new(), next }
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.body.push_str(&paragraph(style, text));
    }

    fn article(&mut self, article: &Article) {
        let (mut open, shape) = (BTreeMap::new(), Shape::of(article));
        let mut paragraphs = reading::paragraphs(article).peekable();
        // The headline of the text is the heading, with its marks.
        match paragraphs.next_if(|first| article.heading().is_some_and(|heading| heading.start == first.start)) {
            Some(at) => self.marked("Heading1", &shape, Cell { at, words: at }, &mut open),
            None => self.paragraph("Heading1", &article.facts.title),
        }
        let facts: Vec<&str> = reading::facts(article).collect();
        let own: Vec<String> = article_fields::lines(self.project, article).collect();
        for facts in
            [facts.join(" · "), own.join(" · "), article.facts.note.clone()].iter().filter(|facts| !facts.is_empty())
        {
            self.paragraph("Facts", facts);
        }
        for block in shape.blocks(&paragraphs.collect::<Vec<_>>()) {
            match block {
                Block::Text(text) => {
                    self.marked(&style(text), &shape, Cell { at: text.at, words: text.at }, &mut open);
                }
                Block::Table(rows) => self.rows(&shape, &rows, &mut open),
            }
        }
    }

    /// A table of an article. The paragraph after it keeps it from the next.
    fn rows(&mut self, shape: &Shape<'_>, rows: &[Vec<Cell>], open: &mut Open) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default().clamp(1, MOST_COLUMNS);
        let grid = format!("<w:gridCol w:w=\"{}\"/>", TEXT_WIDTH / columns).repeat(columns);
        self.body.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/></w:tblPr>\
             <w:tblGrid>{grid}</w:tblGrid>"
        ));
        for row in rows {
            self.body.push_str("<w:tr>");
            for number in 0..columns {
                // What a table has no column for stands in its last.
                let cells = row.iter().skip(number).take(if number + 1 == columns { row.len() } else { 1 });
                self.body.push_str("<w:tc>");
                let mut is_empty = true;
                for cell in cells {
                    self.marked("Cell", shape, *cell, open);
                    is_empty = false;
                }
                self.body.push_str(if is_empty { "<w:p/></w:tc>" } else { "</w:tc>" });
            }
            self.body.push_str("</w:tr>");
        }
        self.body.push_str("</w:tbl><w:p/>");
    }

    /// A paragraph or a cell of an article.
    fn marked(&mut self, style: &str, shape: &Shape<'_>, stretch: Cell, open: &mut Open) {
        let (article, words) = (shape.article, stretch.words);
        let text = article.words(words).trim_end_matches('\n');
        let directions = Directions::of(text, Flow::new(&article.facts));
        self.body.push_str(&format!("<w:p>{}", directions.properties(style)));
        for (part, over) in shape.cut(stretch.at) {
            for (piece, span) in over.iter().filter(|(piece, _)| piece.start == part.start) {
                let number = self.comment(article, span, *piece);
                open.insert((span.id, piece.start), number);
                self.body.push_str(&format!("<w:commentRangeStart w:id=\"{number}\"/>"));
            }
            let place = |at: ByteOffset| (at.index() - words.start.index()).min(text.len());
            let shortest = over.last().and_then(|(_, span)| self.project.codebook.tag(&span.tag));
            let shade = shortest.map(|tag| self.shade_of(tag.colour));
            let seen = shown(part, words);
            let runs = directions.runs(
                text,
                place(seen.start)..place(seen.end),
                &properties(shape.look(part), shade.as_deref()),
            );
            self.body.push_str(&linked(&runs, shape.look(part)));
            for (piece, span) in over.iter().rev().filter(|(piece, _)| piece.end == part.end) {
                if let Some(number) = open.remove(&(span.id, piece.start)) {
                    self.body.push_str(&format!(
                        "<w:commentRangeEnd w:id=\"{number}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                         <w:commentReference w:id=\"{number}\"/></w:r>"
                    ));
                }
            }
        }
        self.body.push_str("</w:p>");
    }

    /// Makes the comment on a piece of a mark; returns its number. What is known of the mark stands at its first piece.
    fn comment(&mut self, article: &Article, span: &Span, piece: ByteRange) -> usize {
        let number = self.next;
        self.next += 1;
        let coder = self.project.coder_name(span.by);
        let initials = coder.split_whitespace().filter_map(|word| word.chars().next()).take(MOST_INITIALS);
        let mut lines = vec![tag_name(self.project, span)];
        if span.pieces.len() > 1 {
            let place = span.pieces.iter().position(|own| *own == piece).unwrap_or_default() + 1;
            lines.push(words::piece(place, span.pieces.len()));
        }
        if piece.start == span.start() {
            lines.extend(reading::details(self.project, article, span));
        }
        let lines: String = lines.iter().map(|line| paragraph("CommentText", line)).collect();
        self.comments.push_str(&format!(
            "<w:comment w:id=\"{number}\" w:author=\"{}\" w:initials=\"{}\" w:date=\"{}\">{lines}</w:comment>",
            on_one_line(&coder.chars().take(LONGEST_NAME).collect::<String>()),
            on_one_line(&initials.collect::<String>()),
            span.made
        ));
        number
    }

    fn shade_of(&self, colour: Colour) -> String {
        hex(shade(self.palette.rgb(colour)))
    }

    /// The table of claims; returns how many columns were left out.
    fn claims(&mut self) -> usize {
        let ledger = ledger(self.project);
        let mut columns = reading::columns(self.project, &ledger);
        let left_out = columns.len().saturating_sub(MOST_COLUMNS);
        columns.truncate(MOST_COLUMNS);
        self.paragraph("Heading1", "Claims");
        // Word opens no table whose rows have no cells.
        if columns.is_empty() {
            return left_out;
        }
        let heads: Vec<(&str, usize)> = columns
            .iter()
            .map(|(_, column, name)| (*name, if *column == LedgerColumn::Claim { 3 } else { 1 }))
            .collect();
        let rows = ledger
            .rows
            .iter()
            .map(|row| (None, columns.iter().map(|(place, _, _)| row.cell(*place).to_owned()).collect()));
        let rows: Vec<Row> = rows.collect();
        self.body.push_str(&table(&heads, &rows));
        left_out
    }

    fn codebook(&mut self) {
        self.paragraph("Heading1", "Codebook");
        let heads = [("tag", 2), ("definition", 4), ("examples", 3), ("counterexamples", 3), ("questions", 3)];
        let codebook = &self.project.codebook;
        let rows = codebook.tree().into_iter().map(|(depth, tag)| {
            let name = format!("{}{} ({})", "– ".repeat(depth), tag.name, tag.badge);
            let questions: Vec<String> = tag.fields.iter().map(words::question).collect();
            let (yes, no) = (tag.examples.yes.join("\n"), tag.examples.no.join("\n"));
            (Some(self.shade_of(tag.colour)), vec![name, tag.definition.clone(), yes, no, questions.join("\n")])
        });
        let rows: Vec<Row> = rows.collect();
        self.body.push_str(&table(&heads, &rows));
    }
}

/// A tag's colour, pale.
fn shade(colour: [u8; 3]) -> [u8; 3] {
    colour.map(|part| {
        let mixed = (u16::from(part) * SHADE_PERCENT + 255 * (100 - SHADE_PERCENT)) / 100;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    })
}

/// A row of a table, with the shade of its first cell.
type Row = (Option<String>, Vec<String>);

/// A table whose columns are as wide as their shares say, with a header that each page repeats. It begins at the right where
/// most of its texts run to the left.
fn table(heads: &[(&str, usize)], rows: &[Row]) -> String {
    let shares: usize = heads.iter().map(|(_, share)| share).sum();
    let widths: Vec<usize> = heads.iter().map(|(_, share)| TABLE_WIDTH * share / shares.max(1)).collect();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let cell = |style: &str, text: &str, width: usize, shade: Option<&str>| {
        let shade = shade.map(shading).unwrap_or_default();
        // Each line runs its own way.
        let text: String = text.split('\n').map(|line| paragraph(style, line)).collect();
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>{text}</w:tc>")
    };
    let head: String =
        heads.iter().zip(&widths).map(|((name, _), width)| cell("HeadCell", name, *width, Some("F3F1EC"))).collect();
    let of_words = rows.iter().flat_map(|(_, cells)| cells).filter_map(|cell| mostly_runs_left(cell));
    let (to_left, to_right): (Vec<bool>, Vec<bool>) = of_words.partition(|is_rtl| *is_rtl);
    let bidi = if to_left.len() > to_right.len() { "<w:bidiVisual/>" } else { "" };
    let mut table = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/>{bidi}<w:tblW w:w=\"{TABLE_WIDTH}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>\
         <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    );
    for (shade, cells) in rows {
        table.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (place, (text, width)) in cells.iter().zip(&widths).enumerate() {
            table.push_str(&cell("Cell", text, *width, shade.as_deref().filter(|_| place == 0)));
        }
        table.push_str("</w:tr>");
    }
    table.push_str("</w:tbl>");
    table
}

/// The comments whose words have begun, by mark and beginning.
type Open = BTreeMap<(SpanId, ByteOffset), usize>;

fn paragraph(style: &str, text: &str) -> String {
    let directions = Directions::of(text, Flow::default());
    format!("<w:p>{}{}</w:p>", directions.properties(style), directions.runs(text, 0..text.len(), ""))
}

/// Which way a paragraph and its words run.
struct Directions {
    /// That of the whole.
    is_rtl: bool,
    /// The bytes that run to the left; empty where none do.
    rtl: Vec<bool>,
}

impl Directions {
    fn of(text: &str, flow: Flow) -> Self {
        let base = flow.level(text);
        // Most texts run to the right, and nothing needs to be worked out for them.
        if !base.is_rtl() && !text.chars().any(runs_left) {
            return Self { is_rtl: false, rtl: Vec::new() };
        }
        let bidi = BidiInfo::new(text, Some(base));
        let rtl = if bidi.has_rtl() { bidi.levels.iter().map(|level| level.is_rtl()).collect() } else { Vec::new() };
        Self { is_rtl: base.is_rtl(), rtl }
    }

    fn properties(&self, style: &str) -> String {
        let bidi = if self.is_rtl { "<w:bidi/>" } else { "" };
        format!("<w:pPr><w:pStyle w:val=\"{style}\"/>{bidi}</w:pPr>")
    }

    /// The words of a stretch, one run a direction.
    fn runs(&self, text: &str, stretch: std::ops::Range<usize>, look: &str) -> String {
        if self.rtl.is_empty() && !stretch.is_empty() {
            return run(text.get(stretch).unwrap_or_default(), false, look);
        }
        let is_rtl = |at: usize| self.rtl.get(at).copied().unwrap_or(false);
        let mut runs = String::new();
        let mut from = stretch.start;
        let words = text.get(stretch.clone()).unwrap_or_default();
        let turns =
            words.char_indices().map(|(at, _)| stretch.start + at).filter(|at| is_rtl(*at) != is_rtl(at.max(&1) - 1));
        for to in turns.chain([stretch.end]).filter(|to| *to > stretch.start).collect::<Vec<_>>() {
            runs.push_str(&run(text.get(from..to).unwrap_or_default(), is_rtl(from), look));
            from = to;
        }
        runs
    }
}

fn run(words: &str, is_rtl: bool, look: &str) -> String {
    let rtl = if is_rtl { "<w:rtl/>" } else { "" };
    let mut content = String::new();
    for stretch in words.split_inclusive(BREAKS) {
        let text = stretch.trim_end_matches(BREAKS);
        if !text.is_empty() {
            content.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", on_one_line(text)));
        }
        match stretch.chars().next_back().filter(|last| BREAKS.contains(last)) {
            Some('\t') => content.push_str("<w:tab/>"),
            Some(_) => content.push_str("<w:br/>"),
            None => {}
        }
    }
    format!("<w:r><w:rPr>{look}{rtl}</w:rPr>{content}</w:r>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_words_are_easy_to_read_on_every_shade() {
        let darkest = [Colour::Rgb(0, 0, 0), Colour::Rgb(0, 0, 255)];
        for colour in darkest.into_iter().chain((0..12).map(Colour::Slot)) {
            let shade = shade(Palette::light().rgb(colour));
            // Even blue, the darkest to the eye, keeps a contrast of 11:1 from this on.
            assert!(shade.iter().all(|part| *part >= 191), "{shade:?}");
            assert!(shade.iter().any(|part| *part < 250), "{shade:?} is no colour");
        }
    }

    #[test]
    fn breaks_are_elements_and_directions_are_told() {
        let run = run("a\tb\n", true, &shading("FFEEDD"));
        assert!(run.contains("a</w:t><w:tab/><w:t xml:space=\"preserve\">b</w:t><w:br/></w:r>"), "{run}");
        assert!(run.contains("w:fill=\"FFEEDD\"/><w:rtl/></w:rPr>"), "{run}");
    }

    #[test]
    fn words_are_cut_where_their_direction_turns() {
        let text = "אב 12 ab";
        let directions = Directions::of(text, Flow::default());
        assert!(directions.properties("Cell").contains("<w:bidi/>"));
        let runs = directions.runs(text, 0..text.len(), "");
        let rtl: Vec<bool> = runs.split("<w:r>").skip(1).map(|run| run.contains("<w:rtl/>")).collect();
        assert_eq!(rtl, [true, false, true, false], "{runs}");
        assert!(!Directions::of("ab אב", Flow::default()).properties("Cell").contains("<w:bidi/>"));
    }

    #[test]
    fn no_character_that_turns_text_to_the_left_is_passed_over() {
        for character in '\0'..='\u{FFFF}' {
            let text = format!("a{character}1b");
            assert!(runs_left(character) || !BidiInfo::new(&text, None).has_rtl(), "{character:?}");
        }
    }
}
