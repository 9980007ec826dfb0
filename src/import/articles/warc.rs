//! Web archives (WARC, ISO 28500): each page that a server answered with is an article.
//!
//! A compressed archive is one gzip member a record. No more than 256 MiB of it is unpacked, and as much again of answers
//! that are packed in it.

use std::{collections::BTreeMap, io::Read};

use flate2::read::MultiGzDecoder;

use super::{
    format::{Body, Format, Input},
    html::{READER, page},
    words::{PageSkipped, Step, Warning},
};
use crate::import::{
    encoding::{header, stated_in},
    error::ImportError,
    limits::LARGEST,
};

/// Web archives.
pub(super) const FORMAT: Format = Format {
    name: "warc",
    extensions: &["warc", "gz"],
    cannot_hold: "records other than web pages",
    reader: READER,
    read,
};

/// The most that is unpacked, in bytes.
const LARGEST_ARCHIVE: u64 = 4 * LARGEST;

/// A block of headers, and what follows it.
struct Message<'b> {
    first: String,
    headers: Vec<(String, String)>,
    body: &'b [u8],
}

impl<'b> Message<'b> {
    fn read(bytes: &'b [u8]) -> Option<Self> {
        let end = memchr::memmem::find(bytes, b"\r\n\r\n")?;
        let (head, body) = bytes.split_at_checked(end)?;
        let head = header(head);
        let mut lines = head.lines();
        let first = lines.next()?.to_owned();
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        Some(Self { first, headers: headers.collect(), body: body.get(4..)? })
    }

    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let mut unpacked = Vec::new();
    let mut is_cut = false;
    let bytes = if input.bytes.starts_with(&[0x1F, 0x8B]) {
        let read = MultiGzDecoder::new(input.bytes).take(LARGEST_ARCHIVE + 1).read_to_end(&mut unpacked);
        // What was whole before the damage is read.
        is_cut = read.is_err();
        if unpacked.len() as u64 > LARGEST_ARCHIVE {
            return Err(ImportError::TooLarge);
        }
        unpacked.as_slice()
    } else {
        input.bytes
    };
    let (mut bodies, mut others, mut rest) = (Vec::new(), 0, bytes);
    let mut reading = Reading { input, left: LARGEST_ARCHIVE, unread: BTreeMap::new() };
    while !rest.trim_ascii().is_empty() {
        input.watch.at(bytes.len() - rest.len(), bytes.len())?;
        rest = rest.trim_ascii_start();
        let record = Message::read(rest).filter(|record| record.first.starts_with("WARC/"));
        let Some(record) = record else {
            if bodies.is_empty() && others == 0 {
                return Err(ImportError::NotWarc);
            }
            is_cut = true;
            break;
        };
        let length = record.header("Content-Length").parse::<usize>().ok();
        let Some((block, after)) = length.and_then(|length| record.body.split_at_checked(length)) else {
            is_cut = true;
            break;
        };
        rest = after;
        match reading.article(&record, block) {
            Some(body) => bodies.push(body),
            None => others += 1,
        }
    }
    if bodies.is_empty() {
        return Err(ImportError::WarcWithoutPages(others));
    }
    if let Some(first) = bodies.first_mut() {
        if is_cut {
            first.warnings.push(Warning::ArchiveIncomplete);
        }
        let unread = reading.unread.into_iter();
        first.warnings.extend(unread.map(|(why, count)| Warning::PagesSkipped(count, why)));
    }
    Ok(bodies)
}

/// An archive as it is read.
struct Reading<'i, 'b> {
    input: &'i Input<'b>,
    /// How many bytes may still be unpacked from answers.
    left: u64,
    /// Why pages were not read, and how many.
    unread: BTreeMap<PageSkipped, usize>,
}

impl Reading<'_, '_> {
    /// The article of a record that is a page.
    fn article(&mut self, record: &Message<'_>, block: &[u8]) -> Option<Body> {
        let answer;
        let (kind, message) = match record.header("WARC-Type") {
            "response" => {
                answer = Message::read(block).filter(|answer| answer.first.split(' ').nth(1) == Some("200"))?;
                (answer.header("Content-Type"), Some(&answer))
            }
            "resource" => (record.header("Content-Type"), None),
            _ => return None,
        };
        let kind = kind.to_lowercase();
        if !kind.contains("html") {
            return None;
        }
        let bytes = match message.map_or_else(|| Ok(block.to_vec()), |answer| self.unpacked(answer)) {
            Ok(bytes) => bytes,
            Err(why) => return self.leave(why),
        };
        let address = record.header("WARC-Target-URI").trim_matches(['<', '>']);
        let Ok(mut body) = page(&bytes, self.input.encoding, stated_in(&kind), Some(address)) else {
            return self.leave(PageSkipped::NoArticle);
        };
        address.clone_into(&mut body.facts.address);
        let day = record.header("WARC-Date");
        let day = day.split_once('T').map_or(day, |(day, _)| day);
        if body.facts.published.is_empty() {
            body.steps.push(Step::ArchivedOn(day.to_owned()).to_string());
        }
        Some(body)
    }

    fn leave(&mut self, why: PageSkipped) -> Option<Body> {
        *self.unread.entry(why).or_default() += 1;
        None
    }

    /// The body of an answer, without what it was packed in on the way; else why it cannot be had.
    fn unpacked(&mut self, answer: &Message<'_>) -> Result<Vec<u8>, PageSkipped> {
        let is_chunked = answer.header("Transfer-Encoding").to_lowercase().contains("chunked");
        let whole = if is_chunked { unchunked(answer.body) } else { answer.body.to_vec() };
        let most = self.left.min(LARGEST);
        let mut unpacked = Vec::new();
        let coding = answer.header("Content-Encoding").to_lowercase();
        let read = match coding.as_str() {
            "" | "identity" => return Ok(whole),
            "gzip" | "x-gzip" => MultiGzDecoder::new(whole.as_slice()).take(most + 1).read_to_end(&mut unpacked),
            "deflate" => flate2::read::ZlibDecoder::new(whole.as_slice()).take(most + 1).read_to_end(&mut unpacked),
            other => return Err(PageSkipped::Compression(other.to_owned())),
        };
        read.map_err(|_| PageSkipped::Damaged)?;
        if unpacked.len() as u64 > most {
            return Err(PageSkipped::TooLarge);
        }
        self.left -= unpacked.len() as u64;
        Ok(unpacked)
    }
}

/// The pieces of a chunked body put together (RFC 9112, 7.1); some archives hold bodies that are so marked and are not.
fn unchunked(body: &[u8]) -> Vec<u8> {
    let (mut whole, mut rest) = (Vec::with_capacity(body.len()), body);
    loop {
        let line = memchr::memmem::find(rest, b"\r\n").and_then(|end| rest.split_at_checked(end));
        let size = line.and_then(|(size, _)| std::str::from_utf8(size).ok()?.split(';').next().map(str::trim));
        let size = size.and_then(|size| usize::from_str_radix(size, 16).ok());
        let (Some((_, after)), Some(size)) = (line, size) else {
            return if whole.is_empty() { body.to_vec() } else { whole };
        };
        let chunk = after.get(2..).and_then(|after| after.split_at_checked(size));
        let Some((chunk, after)) = chunk.filter(|_| size > 0) else { return whole };
        whole.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").unwrap_or(after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(unchunked(b"4\r\nWiki\r\n5;x=1\r\npedia\r\n0\r\n\r\n"), b"Wikipedia");
        assert_eq!(unchunked(b"<html>not chunked</html>"), b"<html>not chunked</html>");
        assert_eq!(unchunked(b"4\r\nWi"), b"");
    }

    #[test]
    fn what_is_no_archive_says_so() {
        let why = |bytes: &[u8]| crate::import::articles("a.warc", bytes, None).unwrap_err().to_string();
        assert!(why(b"hello").contains("not a web archive"));
        assert!(why(b"WARC/1.0\r\nContent-Length: 99\r\n\r\nx").contains("no article was found in its 0 records"));
    }
}
