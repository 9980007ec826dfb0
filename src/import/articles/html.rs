//! Saved web pages: the body of the article with its facts; menus, comments and advertisements stay behind.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Article, Config, Readability, TextMode};

use super::{
    authors::{names, names_in_line},
    dates,
    format::{Body, Format, Input, decoded_together},
    page::{
        self, Block, CLAIM_REVIEWED, Choice, Described, Parts, authors, blocks, choose, claim_reviews, described,
        of_page, structure,
    },
    press,
    words::Warning,
};
use crate::{
    import::{
        charset::Charset,
        dom::{document, fragment},
        error::ImportError,
        markup,
        references::{Markup, mended},
        title::first_line,
    },
    model::{Facts, Run},
    text::{ByteRange, FrozenText},
};

/// Saved web pages.
pub(super) const FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml"],
    cannot_hold: "menus, comments, images, numbers of lists and layout",
    reader: READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = markup::html(input.bytes, input.encoding, input.stated)?;
    let articles = match export(&decoded.text)? {
        Some(articles) => articles,
        None => vec![body(&decoded.text, None)?],
    };
    Ok(decoded_together(articles, decoded.encoding, &decoded.doubts))
}

/// The articles of a page, if it is the export of a press database.
fn export(page: &str) -> Result<Option<Vec<Body>>, ImportError> {
    if !press::may_be_export(page) {
        return Ok(None);
    }
    match press::articles_in_page(page)? {
        Some(articles) => Ok(Some(articles)),
        None => Ok(press::articles(&export_text(page)?)),
    }
}

/// All text of an export; labels in cells of their own get lines of their own.
fn export_text(page: &str) -> Result<Body, ImportError> {
    let document = body_of(page)?;
    document.select("td.index").append_html("<br>");
    Ok(titled(shaped(&document)))
}

/// All text of a page as one article, to be split by a pattern.
pub(super) fn whole(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = markup::html(input.bytes, input.encoding, input.stated)?;
    Ok(vec![titled(whole_page(&decoded.text)?).decoded(decoded.encoding, decoded.doubts)])
}

/// A text with its structure; its first line is its title.
fn titled((text, structure): (String, Vec<Run>)) -> Body {
    let (text, _) = FrozenText::import(&text);
    let title = first_line(text.as_str());
    Body { structure, ..Body::new(text, Facts { title, ..Facts::default() }) }
}

/// The article in the bytes of a page; `stated` is the encoding that whoever sent the page stated, `address` the one that
/// it was had from.
pub(super) fn page(
    bytes: &[u8],
    chosen: Option<Charset>,
    stated: Option<Charset>,
    address: Option<&str>,
) -> Result<Body, ImportError> {
    let decoded = markup::html(bytes, chosen, stated)?;
    Ok(body(&decoded.text, address)?.decoded(decoded.encoding, decoded.doubts))
}

/// All paragraphs of a page, menus and all.
pub(super) fn paragraphs(bytes: &[u8], chosen: Option<Charset>) -> Result<Vec<String>, ImportError> {
    let text = page_text(&markup::html(bytes, chosen, None)?.text)?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// How many lines around the heading may name the authors.
const HEADING: usize = 10;

/// The article in a page that was had from `address`, where that is known.
pub(super) fn body(page: &str, address: Option<&str>) -> Result<Body, ImportError> {
    let whole = document(page)?;
    let linked = described(&whole);
    let read = read_by_library(page);
    let article = read.as_ref().ok();
    let found = article.map(|article| tidy(&article.text_content)).unwrap_or_default();
    let read_title = article.map_or_else(|| whole.select("title").text().to_string(), |article| article.title.clone());
    let stated = address_of(&whole, page).or_else(|| article?.url.clone());
    let address = stated.or_else(|| address.map(str::to_owned)).unwrap_or_default();
    let heading = one_line(&whole.select("h1").first().text());
    let own = of_page(&linked, &[&one_line(&read_title), &heading], &address);
    // Linked data has the headline without the name of the outlet.
    let headline = own.filter(|(_, is_unsure)| !is_unsure).map(|(own, _)| one_line(&own.headline)).unwrap_or_default();
    let titles = [headline, one_line(&read_title), heading.clone()];
    let title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    let parts = Parts::of(&whole, &title);
    let mut warnings = Vec::new();
    let stated = own.map(|(own, _)| own.text.clone()).unwrap_or_default();
    let stated = if stated.contains("</") { plain(&stated)? } else { stated };
    let text = chosen_text(&parts, &found, &[&title, &heading], &stated, &mut warnings);
    if text.is_empty() {
        return Err(ImportError::NoArticle(read.err().unwrap_or_default()));
    }
    let mut facts = Facts { title, address, ..Facts::default() };
    warnings.extend(state(&mut facts, &parts, own, article, &text));
    // The headline is part of what was published; extraction takes it out of the body.
    let has_title = facts.title.is_empty() || text.starts_with(&facts.title);
    let text = if has_title { text } else { format!("{}\n\n{text}", facts.title) };
    let (text, _) = FrozenText::import(&text);
    let (structure, fields) = (structure(&whole, &text, &facts.address), claim_reviews(&whole));
    let claims = claims_in(text.as_str(), &fields);
    Ok(Body { structure, claims, warnings, fields, ..Body::new(text, facts) })
}

/// Where the claims that a fact check is about stand in its text, word for word.
fn claims_in(text: &str, fields: &[(String, String)]) -> Vec<ByteRange> {
    let claims = fields.iter().filter(|(name, _)| name.starts_with(CLAIM_REVIEWED)).map(|(_, claim)| claim.trim());
    let signs = ['“', '”', '"', '„', '«', '»', '.', ' '];
    let place = |claim: &str| {
        let words = claim.trim_matches(signs);
        let start = text.find(words).filter(|_| !words.is_empty())?;
        Some(ByteRange::new(start, start + words.len()))
    };
    claims.filter_map(place).collect()
}

/// Sets what the page states of the article besides its title: outlet, language, authors and day.
fn state(
    facts: &mut Facts,
    parts: &Parts<'_>,
    own: Option<(&Described, bool)>,
    article: Option<&Article>,
    text: &str,
) -> Vec<Warning> {
    let stated_language = || Some(parts.document.select("html").attr("lang")?.trim().to_owned());
    facts.language = article.and_then(|article| article.lang.clone()).or_else(stated_language).unwrap_or_default();
    let site = article.and_then(|article| article.site_name.as_deref()).filter(|name| !name.trim().is_empty());
    facts.outlet = one_line(site.or_else(|| Some(own?.0.outlet.as_str())).unwrap_or_default());
    let byline = article.and_then(|article| article.byline.as_deref()).unwrap_or_default();
    let credited = authors(parts, own.map(|(own, _)| own), byline);
    let at_heading = parts.lines_at_heading();
    let lines = if at_heading.is_empty() { text.lines().map(str::to_owned).collect() } else { at_heading };
    let credited = credited.iter().map(|words| names(words, &facts.language, &facts.outlet));
    let in_lines = lines.iter().take(HEADING).map(|line| names_in_line(line, &facts.language, &facts.outlet));
    facts.author = credited.chain(in_lines).find(|names| !names.is_empty()).unwrap_or_default();
    let (stated, clues) = page::dates(parts, own, &facts.address, &lines, &facts.language);
    dates::settle(facts, stated, &clues)
}

/// The article as the library finds it; else what it says.
fn read_by_library(page: &str) -> Result<Article, String> {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let document = document(page).map_err(|error| error.to_string())?;
    without_boxes(&document);
    let mut reader = Readability::with_document(document, None, Some(config)).map_err(|error| error.to_string())?;
    reader.parse().map_err(|error| error.to_string())
}

/// Takes away what asks the reader for something: forms, and boxes named after what they ask for. What the heading lies in
/// stays, and what holds much of the page.
fn without_boxes(document: &Document) {
    const BOXES: [&str; 9] =
        ["newsletter", "login", "log-in", "signin", "sign-in", "signup", "sign-up", "subscribe", "paywall"];
    let parts = Parts::of(document, "");
    let length = |node: &NodeRef<'_>| node.text().trim().len();
    let whole: usize = document.select("body").nodes().iter().map(length).sum();
    let is_box = |node: &NodeRef<'_>| {
        let names = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", "")).to_lowercase();
        node.node_name().is_some_and(|name| &*name == "form") || BOXES.iter().any(|name| names.contains(name))
    };
    let asks = |node: &&NodeRef<'_>| is_box(node) && !parts.surrounds_heading(node) && length(node) * 3 < whole;
    let found = document.select("body form, body [class], body [id]");
    let boxes: Vec<NodeRef<'_>> = found.nodes().iter().filter(asks).copied().collect();
    boxes.iter().for_each(NodeRef::remove_from_parent);
}

/// The text of the article: what was `found`, or a block of the page that fits its titles better.
fn chosen_text(parts: &Parts<'_>, found: &str, titles: &[&str], stated: &str, warnings: &mut Vec<Warning>) -> String {
    let blocks = blocks(parts);
    match choose(found, titles, stated, &blocks) {
        Choice::Found => found.to_owned(),
        Choice::Doubtful => {
            warnings.push(Warning::TitleUnrelated);
            found.to_owned()
        }
        Choice::Block(at) => {
            warnings.push(Warning::OtherBlock);
            blocks.get(at).map(Block::text).unwrap_or_default()
        }
        Choice::Stated => {
            warnings.push(Warning::TextFromData);
            tidy(stated)
        }
    }
}

/// The texts that the article in a page may be, paragraph by paragraph: what the library finds, and all blocks of running
/// text, the longest first.
pub(super) fn texts(bytes: &[u8], chosen: Option<Charset>) -> Result<Vec<Vec<String>>, ImportError> {
    let decoded = markup::html(bytes, chosen, None)?;
    let whole = document(&decoded.text)?;
    let title = one_line(&whole.select("title").text());
    let read = read_by_library(&decoded.text).map(|article| tidy(&article.text_content)).unwrap_or_default();
    let found: Vec<String> = read.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let blocks = blocks(&Parts::of(&whole, &title)).into_iter().map(|block| block.paragraphs);
    Ok(std::iter::once(found).chain(blocks).collect())
}

/// The address that a page states of itself, or that whoever saved it noted in it.
fn address_of(document: &Document, page: &str) -> Option<String> {
    let attribute = |selector: &str, name: &str| Some(document.select(selector).attr(name)?.trim().to_owned());
    let noted = || {
        // Browsers write `<!-- saved from url=(0023)https://example.org/ -->`; the number is its length.
        let (_, after) = page.split_once("<!-- saved from url=(")?;
        let (_, address) = after.split_once(')')?;
        Some(address.split_whitespace().next()?.to_owned())
    };
    let is_web = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    attribute("link[rel=canonical]", "href")
        .filter(is_web)
        .or_else(|| attribute("meta[property='og:url']", "content").filter(is_web))
        .or_else(|| noted().filter(is_web))
}

/// The text of a piece of HTML, paragraph by paragraph; for what is all article, such as an entry of a feed.
pub(super) fn plain(html: &str) -> Result<String, ImportError> {
    let (html, _) = mended(html, Markup::Html);
    Ok(tidy(&fragment(&html)?.formatted_text()))
}

/// What was copied from a page, paragraph by paragraph; with title and address, where it has them.
pub(super) fn copied(page: &str) -> Result<Body, ImportError> {
    let (page, doubts) = mended(page, Markup::Html);
    let document = document(&page)?;
    let address = address_of(&document, &page).unwrap_or_default();
    without_unseen(&document);
    let heading = one_line(&document.select("h1, h2").first().text());
    let (text, _) = FrozenText::import(&tidy(&document.formatted_text()));
    // Links may be told from a place that is not the page itself.
    let base = document.select("base").attr("href").map_or_else(|| address.clone(), |base| base.to_string());
    let title = if heading.is_empty() { first_line(text.as_str()) } else { heading };
    let structure = structure(&document, &text, &base);
    let body = Body { structure, ..Body::new(text, Facts { title, address, ..Facts::default() }) };
    Ok(body.doubted(doubts.into_iter().map(|doubt| (String::new(), doubt))))
}

/// The structure of a text that was taken out of a piece of HTML.
pub(super) fn structure_in(html: &str, text: &FrozenText, address: &str) -> Vec<Run> {
    let (html, _) = mended(html, Markup::Html);
    fragment(&html).map(|document| structure(&document, text, address)).unwrap_or_default()
}

/// All text of a page, menus and all.
pub(super) fn page_text(page: &str) -> Result<String, ImportError> {
    Ok(tidy(&body_of(page)?.formatted_text()))
}

/// All text of a page with its structure; for what is an article from end to end, such as the chapter of a book.
pub(super) fn whole_page(page: &str) -> Result<(String, Vec<Run>), ImportError> {
    Ok(shaped(&body_of(page)?))
}

/// All text of a document with its structure.
fn shaped(document: &Document) -> (String, Vec<Run>) {
    let text = tidy(&document.formatted_text());
    let runs = structure(document, &FrozenText::verbatim(text.as_str()), "");
    (text, runs)
}

/// A page without what is none of its words.
fn body_of(page: &str) -> Result<Document, ImportError> {
    let document = document(page)?;
    without_unseen(&document);
    Ok(document)
}

fn without_unseen(document: &Document) {
    document.select("script, style, head, noscript, template").remove();
}

/// What finds articles in pages, recorded with each.
pub(super) const READER: &str = "dom_smoothie 0.19";

/// Paragraphs with one empty line between them, without blanks at the ends of lines.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        tidy.push_str(line);
    }
    tidy
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dom::DEEPEST;

    #[test]
    fn paragraphs_stay_apart_and_blanks_go() {
        assert_eq!(tidy("\n One \n\n\n  two\nthree\n"), "One\n\ntwo\nthree");
    }

    #[test]
    fn elements_in_each_other_without_end_are_refused() {
        let page = |depth: usize| format!("<body>{}Words", "<i><b>".repeat(depth / 2));
        assert!(page_text(&page(DEEPEST - 10)).is_ok_and(|text| text == "Words"));
        assert!(page_text(&page(200_000)).unwrap_err().to_string().contains("2,000 deep"));
        // Many beside each other are no deeper than one.
        assert!(plain(&"<p><i>so</i></p>".repeat(5_000)).is_ok());
    }

    #[test]
    fn the_address_that_a_page_states() {
        let address = |page: &str| address_of(&document(page).unwrap(), page);
        let saved = "<!-- saved from url=(0021)https://example.org/c -->";
        let canonical = "<head><link rel=canonical href='https://example.org/a'>";
        let shared = "<meta property=\"og:url\" content=\"https://example.org/b\">";
        assert_eq!(address(&format!("{canonical}{shared}{saved}")).unwrap(), "https://example.org/a");
        assert_eq!(address(&format!("{shared}{saved}")).unwrap(), "https://example.org/b");
        assert_eq!(address(saved).unwrap(), "https://example.org/c");
        assert_eq!(address("<link rel=canonical href='javascript:alert(1)'>"), None);
    }
}
