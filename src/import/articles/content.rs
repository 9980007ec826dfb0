//! Documents under a name that is not theirs: much that is called `.doc` is a web page, RTF, or a document of a newer Word.

use super::{docx, format::Format, html, mail, odf, office::OLE, rtf, text};
use crate::import::error::ImportError;

/// The format that the bytes of a document show, where its ending does not say it.
///
/// # Errors
/// When they are of an old Word.
pub(super) fn by_content(ending: &str, bytes: &[u8]) -> Result<Option<&'static Format>, ImportError> {
    let is_rtf = bytes.starts_with(b"{\\rtf");
    match ending {
        "docx" | "odt" => Ok(is_rtf.then_some(&rtf::FORMAT)),
        "rtf" if is_rtf => Ok(None),
        "doc" | "rtf" => of_any(bytes).map(Some),
        _other => Ok(None),
    }
}

/// How documents of old Words begin: since 1997 a container of another kind (OLE), before that a number.
const OLD: [&[u8]; 3] = [&OLE, &[0xDB, 0xA5], &[0x31, 0xBE]];

/// In how many bytes XML says which program it is for.
const HEAD: usize = 4 << 10;

fn of_any(bytes: &[u8]) -> Result<&'static Format, ImportError> {
    if OLD.iter().any(|old| bytes.starts_with(old)) {
        return Err(ImportError::OldWord);
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = start.get(..HEAD.min(start.len())).unwrap_or_default();
    let says = |words: &[u8]| memchr::memmem::find(head, words).is_some();
    Ok(match start {
        [b'{', b'\\', b'r', b't', b'f', ..] => &rtf::FORMAT,
        [b'P', b'K', 3, 4, ..] if says(b"application/vnd.oasis.opendocument") => &odf::TEXT,
        [b'P', b'K', 3, 4, ..] => &docx::FORMAT,
        // Word 2003 could write XML of its own.
        [b'<', ..] if says(b"progid=\"Word.Document\"") => return Err(ImportError::OldWord),
        [b'<', ..] => &html::FORMAT,
        _other if says(b"MIME-Version:") => &mail::MHTML,
        _other => &text::FORMAT,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_what_its_bytes_are() {
        let name = |ending, bytes: &[u8]| by_content(ending, bytes).map(|format| format.map(|format| format.name));
        assert_eq!(name("doc", b"{\\rtf1 a}"), Ok(Some("rtf")));
        assert_eq!(name("docx", b"{\\rtf1 a}"), Ok(Some("rtf")));
        assert_eq!(name("rtf", b"{\\rtf1 a}"), Ok(None));
        assert_eq!(name("doc", b"\xEF\xBB\xBF <html>"), Ok(Some("html")));
        assert_eq!(name("doc", b"MIME-Version: 1.0\r\n"), Ok(Some("mhtml")));
        assert_eq!(name("doc", b"PK\x03\x04..word/document.xml"), Ok(Some("docx")));
        assert_eq!(name("doc", b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.text"), Ok(Some("odt")));
        assert_eq!(name("doc", b"Words"), Ok(Some("text")));
        assert_eq!(name("doc", b"\xD0\xCF\x11\xE0\xA1\xB1"), Err(ImportError::OldWord));
        assert_eq!(name("rtf", b"\xDB\xA5-\x00"), Err(ImportError::OldWord));
        assert_eq!(name("docx", b"\xD0\xCF\x11\xE0"), Ok(None));
        assert_eq!(name("txt", b"{\\rtf1 a}"), Ok(None));
    }
}
