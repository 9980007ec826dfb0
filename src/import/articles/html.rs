//! Saved web pages: the body of the article with its facts; menus, comments and advertisements stay behind.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;

use super::format::{Body, Format, Input};
use crate::{
    import::{
        dom::{document, fragment},
        error::ImportError,
        markup,
        references::{Markup, mended},
    },
    model::Facts,
    text::FrozenText,
};

/// Saved web pages.
pub(super) const FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml"],
    cannot_hold: "menus, comments, images, links and layout",
    reader: READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    Ok(vec![page(input.bytes, input.encoding, input.stated)?])
}

/// The article in the bytes of a page; `stated` is the encoding that whoever sent the page stated.
pub(super) fn page(
    bytes: &[u8],
    chosen: Option<&'static Encoding>,
    stated: Option<&'static Encoding>,
) -> Result<Body, ImportError> {
    let decoded = markup::html(bytes, chosen, stated)?;
    Ok(body(&decoded.text)?.decoded(decoded.encoding, decoded.doubts))
}

/// All paragraphs of a page, menus and all.
pub(super) fn paragraphs(bytes: &[u8], chosen: Option<&'static Encoding>) -> Result<Vec<String>, ImportError> {
    let text = page_text(&markup::html(bytes, chosen, None)?.text)?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// The article in a page.
pub(super) fn body(page: &str) -> Result<Body, ImportError> {
    let no_article = |error: &dyn std::fmt::Display| ImportError::NoArticle(error.to_string());
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let document = document(page)?;
    let address = address_of(&document, page);
    let mut reader = Readability::with_document(document, None, Some(config)).map_err(|error| no_article(&error))?;
    let article = reader.parse().map_err(|error| no_article(&error))?;
    let title = one_line(&article.title);
    let text = tidy(&article.text_content);
    // The headline is part of what was published; extraction takes it out of the body.
    let text = if title.is_empty() || text.starts_with(&title) { text } else { format!("{title}\n\n{text}") };
    let (text, _) = FrozenText::import(&text);
    let facts = Facts {
        title,
        outlet: one_line(article.site_name.as_deref().unwrap_or_default()),
        author: one_line(article.byline.as_deref().unwrap_or_default()),
        published: day(article.published_time.as_deref().unwrap_or_default()),
        address: article.url.or(address).unwrap_or_default(),
        language: article.lang.unwrap_or_default(),
        ..Facts::default()
    };
    Ok(Body::new(text, facts))
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

/// All text of a page, menus and all; for what is an article from end to end, such as the chapter of a book.
pub(super) fn page_text(page: &str) -> Result<String, ImportError> {
    let document = document(page)?;
    document.select("script, style, head, noscript, template").remove();
    Ok(tidy(&document.formatted_text()))
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

/// The day of a time as pages state it, where it begins like `2022-03-06`; else as it stands.
pub(super) fn day(time: &str) -> String {
    let day = time.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok());
    day.unwrap_or(time).trim().to_owned()
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

    #[test]
    fn days_of_times() {
        assert_eq!(day("2022-03-06T12:00:00+03:00"), "2022-03-06");
        assert_eq!(day("6 March 2022"), "6 March 2022");
    }
}
