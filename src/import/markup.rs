//! Markup out of bytes: HTML, XML and JSON, in the encoding that they state of themselves, with every reference to a
//! character in order.

use std::borrow::Cow;

use encoding_rs::UTF_8;

use super::{
    charset::{Charset, encoding},
    dom::document,
    encoding::{Decoded, decode, header, stated_in},
    error::ImportError,
    references::{Markup, mended, mended_json},
};

/// Where a page may state its encoding, in bytes: the standard wants it in the first 1024, browsers look further.
const HEAD: usize = 64 << 10;
/// Where XML states its encoding, in bytes.
const DECLARATION: usize = 512;

/// What makes text of bytes, by the encoding that somebody chose, and the one that whoever sent them stated.
pub(super) type Reader = for<'b> fn(&'b [u8], Option<Charset>, Option<Charset>) -> Result<Decoded<'b>, ImportError>;

/// A page, or a piece of one; `stated` is what whoever sent it stated of its encoding.
pub(super) fn html(bytes: &[u8], chosen: Option<Charset>, stated: Option<Charset>) -> Result<Decoded<'_>, ImportError> {
    let stated = stated.or_else(|| stated_in_page(bytes));
    Ok(in_order(decode(bytes, chosen, stated)?, Markup::Html))
}

/// XML; `stated` is what whoever sent it stated of its encoding.
pub(super) fn xml(bytes: &[u8], chosen: Option<Charset>, stated: Option<Charset>) -> Result<Decoded<'_>, ImportError> {
    let stated = stated.or_else(|| stated_in_declaration(bytes));
    Ok(in_order(decode(bytes, chosen, stated)?, Markup::Xml))
}

/// JSON.
pub(super) fn json(bytes: &[u8], chosen: Option<Charset>) -> Result<Decoded<'_>, ImportError> {
    let Decoded { text, encoding, mut doubts } = decode(bytes, chosen, None)?;
    let (mended, doubt) = mended_json(&text);
    doubts.extend(doubt);
    let text = match mended {
        Cow::Borrowed(_) => text,
        Cow::Owned(mended) => Cow::Owned(mended),
    };
    Ok(Decoded { text, encoding, doubts })
}

/// Text that was decoded, as markup.
pub(super) fn in_order(decoded: Decoded<'_>, markup: Markup) -> Decoded<'_> {
    let Decoded { text, encoding, mut doubts } = decoded;
    let (mended, more) = mended(&text, markup);
    doubts.extend(more);
    let text = match mended {
        Cow::Borrowed(_) => text,
        Cow::Owned(mended) => Cow::Owned(mended),
    };
    Decoded { text, encoding, doubts }
}

/// What a page says of its own encoding, in a `meta` element or in the declaration of XHTML.
fn stated_in_page(bytes: &[u8]) -> Option<Charset> {
    let head = header(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default());
    let in_meta = || {
        if !head.to_ascii_lowercase().contains("charset") {
            return None;
        }
        let page = document(&head).ok()?;
        page.select("meta").iter().find_map(|meta| {
            let attribute = |name| meta.attr(name).unwrap_or_default();
            encoding(&attribute("charset")).or_else(|| stated_in(&attribute("content")))
        })
    };
    in_meta().map(in_ascii).or_else(|| stated_in_declaration(bytes))
}

/// What the first line of XML says of its encoding.
fn stated_in_declaration(bytes: &[u8]) -> Option<Charset> {
    let head = header(bytes.get(..DECLARATION.min(bytes.len())).unwrap_or_default());
    let (declaration, _) = head.trim_start_matches("ï»¿").trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    encoding(after.get(1..)?.split(quote).next()?).map(in_ascii)
}

/// What is stated in letters of ASCII is not stated in UTF-16 or UTF-32.
fn in_ascii(stated: Charset) -> Charset {
    if stated.is_wide() { Charset::Web(UTF_8) } else { stated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_that_a_page_states() {
        let name = |page: &str| stated_in_page(page.as_bytes()).map(Charset::name);
        assert_eq!(name("<meta charset=\"windows-1251\">"), Some("windows-1251"));
        assert_eq!(name("<META content='text/html Charset = KOI8-R' http-equiv=Content-Type>"), Some("KOI8-R"));
        assert_eq!(name(&format!("<title>{}</title><meta charset=big5>", "long ".repeat(2_000))), Some("Big5"));
        assert_eq!(name("<meta charset=utf-16>"), Some("UTF-8"));
        assert_eq!(name("<?xml version='1.0' encoding = 'windows-1251' ?><html><p>charset</p>"), Some("windows-1251"));
        assert_eq!(name("<!-- <meta charset=big5> --><script charset=big5></script><meta charset='gbk'>"), Some("GBK"));
        assert_eq!(name("<p>charset=big5</p><a charset=big5>none</a>"), None);
    }

    #[test]
    fn the_encoding_that_xml_states() {
        let name = |text: &str| stated_in_declaration(text.as_bytes()).map(Charset::name);
        assert_eq!(name("\u{FEFF}<?xml version=\"1.0\" encoding=\"koi8-r\"?><a/>"), Some("KOI8-R"));
        assert_eq!(name("\n<?xml version=\"1.0\" encoding='UTF-16'?><a/>"), Some("UTF-8"));
        assert_eq!(name("<?xml version=\"1.0\"?><a encoding=\"koi8-r\"/>"), None);
    }

    #[test]
    fn xml_is_read_in_utf16_with_and_without_mark() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>Größe 北京 &#xd83d;&#xde00;</a>";
        for (mark, order) in [("\u{FEFF}", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("", u16::to_be_bytes)] {
            let bytes: Vec<u8> = format!("{mark}{text}").encode_utf16().flat_map(order).collect();
            let read = xml(&bytes, None, None).unwrap();
            assert!(read.text.ends_with("<a>Größe 北京 😀</a>") && read.doubts.is_empty(), "{read:?}");
        }
    }
}
