//! What the formats for readers share: the colours of tags, a text cut wherever a mark begins or ends, what is known of a
//! mark in words, and which columns the table of claims has.

use serde::Deserialize;

use super::words;
use crate::{
    analysis::{LedgerColumn, Table, end_name, value_words},
    model::{Article, Colour, FieldDef, Fields, Link, LinkKindId, Project, Span},
    text::{ByteOffset, ByteRange, shortened},
};

/// The colours of tags in a theme.
pub(super) struct Palette(Vec<[u8; 3]>);

impl Palette {
    /// Those on light paper.
    pub(super) fn light() -> Self {
        Self::of_theme(include_str!("../../assets/theme/light.ron"))
    }

    /// Those on a dark screen.
    pub(super) fn dark() -> Self {
        Self::of_theme(include_str!("../../assets/theme/dark.ron"))
    }

    fn of_theme(theme: &str) -> Self {
        /// The rest of the file is not needed here.
        #[derive(Deserialize)]
        struct Theme {
            palette: Vec<String>,
        }
        let read: Result<Theme, _> = ron::from_str(theme);
        let palette = read.map(|theme| theme.palette).unwrap_or_default();
        let rgb = |hex: &String| u32::from_str_radix(hex.strip_prefix('#')?, 16).ok();
        Self(palette.iter().filter_map(rgb).map(|number| number.to_be_bytes()).map(|[_, r, g, b]| [r, g, b]).collect())
    }

    /// Red, green and blue of a tag.
    pub(super) fn rgb(&self, colour: Colour) -> [u8; 3] {
        match colour {
            Colour::Slot(slot) => self.0.get(usize::from(slot) % self.0.len().max(1)).copied().unwrap_or_default(),
            Colour::Rgb(r, g, b) => [r, g, b],
        }
    }
}

/// A colour as six hexadecimal digits.
pub(super) fn hex([r, g, b]: [u8; 3]) -> String {
    format!("{r:02X}{g:02X}{b:02X}")
}

/// Who published an article, who wrote it, when, where and in which language, as far as that is known.
pub(super) fn facts(article: &Article) -> impl Iterator<Item = &str> {
    let facts = &article.facts;
    let all = [&facts.outlet, &facts.author, &facts.published, &facts.address, &facts.language];
    all.into_iter().map(String::as_str).filter(|fact| !fact.is_empty())
}

/// Words over which the same marks lie, with the pieces of these; the longest mark first.
pub(super) type Cut<'a> = (ByteRange, Vec<(ByteRange, &'a Span)>);

/// A stretch of text, cut wherever a mark begins or ends, and at other places.
pub(super) fn cut(article: &Article, stretch: ByteRange, others: Vec<ByteOffset>) -> Vec<Cut<'_>> {
    let mut cuts = others;
    cuts.retain(|at| stretch.start < *at && *at < stretch.end);
    cuts.extend([stretch.start, stretch.end]);
    for (piece, _) in article.spans.pieces_in(stretch) {
        cuts.extend([piece.start.max(stretch.start), piece.end.min(stretch.end)]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let parts = cuts.iter().zip(cuts.iter().skip(1)).map(|(start, end)| ByteRange { start: *start, end: *end });
    let with_marks = parts.map(|part| {
        let mut over: Vec<(ByteRange, &Span)> = article.spans.pieces_in(part).collect();
        over.sort_unstable_by_key(|(_, span)| (std::cmp::Reverse(span.len()), span.id));
        (part, over)
    });
    with_marks.collect()
}

/// The paragraphs of a text with the line feeds that end them. Those with neither words nor marks are left out.
pub(super) fn paragraphs(article: &Article) -> impl Iterator<Item = ByteRange> {
    let text = &article.text;
    let with_end = |number| {
        let words = text.paragraph(number);
        ByteRange { end: text.paragraph(number + 1).start.max(words.end), ..words }
    };
    let is_any = |stretch: &ByteRange| {
        !article.words(*stretch).trim().is_empty() || article.spans.pieces_in(*stretch).next().is_some()
    };
    (0..text.paragraph_count()).map(with_end).filter(is_any)
}

/// How much is quoted of words that are known from elsewhere: a mark may be as long as its article.
pub(super) const LONGEST: usize = 120;

/// The name of a mark's tag.
pub(super) fn tag_name(project: &Project, span: &Span) -> String {
    project.codebook.tag(&span.tag).map_or_else(|| span.tag.to_string(), |tag| tag.name.clone())
}

/// What is known of a mark besides its tag and who made it: whom it mentions, its fields, its links, what is remarked.
pub(super) fn details(project: &Project, article: &Article, span: &Span) -> Vec<String> {
    let codebook = &project.codebook;
    let entity = span.entity.and_then(|id| project.entities.get(&id));
    let mut details: Vec<String> = entity.map(|entity| entity.name.clone()).into_iter().collect();
    let asked = codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
    details.extend(filled(project, asked, &span.fields));
    let mut links: Vec<&Link> = article.links.from(span.id).collect();
    let place = |link: &Link| codebook.link_kinds.iter().position(|kind| kind.id == link.kind);
    links.sort_unstable_by_key(|link| (place(link).unwrap_or(usize::MAX), link.kind.clone(), link.order, link.id));
    for links in links.chunk_by(|one, next| one.kind == next.kind) {
        let Some(first) = links.first() else { continue };
        let kind = codebook.link_kind(&first.kind);
        let name = kind.map_or_else(|| first.kind.to_string(), |kind| kind.name.to_lowercase());
        let asked = kind.map_or(&[][..], |kind| &kind.fields);
        let end = |link: &&Link| {
            let mut more: Vec<String> = (link.order > 0).then(|| format!("order {}", link.order)).into_iter().collect();
            more.extend(filled(project, asked, &link.fields));
            more.extend(Some(link.note.clone()).filter(|note| !note.is_empty()));
            more.extend((link.by != span.by).then(|| project.coder_name(link.by)));
            let end = shortened(&end_name(project, article, link.to), LONGEST);
            if more.is_empty() { end } else { format!("{end} ({})", more.join("; ")) }
        };
        let ends: Vec<String> = links.iter().map(end).collect();
        details.push(format!("{name}: {}", ends.join("; ")));
    }
    details.extend(span.flag.then(|| words::LOOK_AGAIN.to_owned()));
    details.extend(Some(span.note.clone()).filter(|note| !note.is_empty()));
    details
}

/// Fields in words, in the order of the codebook.
pub(super) fn filled(project: &Project, asked: &[FieldDef], fields: &Fields) -> Vec<String> {
    let mut filled: Vec<(usize, String)> = Vec::new();
    for (id, value) in fields {
        let place = asked.iter().position(|field| field.id == *id);
        let field = place.and_then(|place| asked.get(place));
        let name = field.map_or_else(|| id.to_string(), |field| field.name.to_lowercase());
        filled.push((place.unwrap_or(usize::MAX), format!("{name}: {}", value_words(project, value))));
    }
    filled.sort_by_key(|(place, _)| *place);
    filled.into_iter().map(|(_, words)| words).collect()
}

/// The columns of the table of claims, as far as any claim fills them.
static COLUMNS: [LedgerColumn; 8] = [
    LedgerColumn::Speaker,
    LedgerColumn::Cue,
    LedgerColumn::Claim,
    LedgerColumn::Quoted,
    LedgerColumn::Chain,
    LedgerColumn::Article,
    LedgerColumn::Published,
    LedgerColumn::Outlet,
];

/// The columns of a ledger that a reader wants: their places, what they are, and their names.
pub(super) fn columns<'l>(project: &Project, ledger: &'l Table) -> Vec<(usize, LedgerColumn, &'l str)> {
    let wanted = |column: &LedgerColumn| {
        COLUMNS.contains(column) || matches!(column, LedgerColumn::End(kind) if kind.as_str() != LinkKindId::CUE)
    };
    // Of one article alone, its facts stand over its text.
    let of_article = |column: &LedgerColumn| {
        matches!(column, LedgerColumn::Article | LedgerColumn::Published | LedgerColumn::Outlet)
    };
    let is_one = project.listed_articles().len() < 2;
    let is_filled = |place: usize| ledger.rows.iter().any(|row| !row.cell(place).is_empty());
    let columns = ledger.columns.iter().enumerate();
    columns
        .filter_map(|(place, column)| Some((place, LedgerColumn::of_key(&column.key)?, column.name.as_str())))
        .filter(|(place, column, _)| wanted(column) && is_filled(*place) && !(is_one && of_article(column)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_themes_have_colours() {
        for palette in [Palette::light(), Palette::dark()] {
            assert!(palette.0.len() >= 8);
            assert_ne!(palette.rgb(Colour::Slot(0)), palette.rgb(Colour::Slot(1)));
            assert_eq!(hex(palette.rgb(Colour::Rgb(1, 2, 255))), "0102FF");
        }
    }
}
