//! Damage by chance: to bytes as they stand, and to what lies packed in archives, in streams of a PDF, and in gzip.

use std::{
    io::{Cursor, Read, Write},
    ops::Range,
};

use flate2::{
    Compression,
    read::{GzDecoder, ZlibDecoder},
    write::{GzEncoder, ZlibEncoder},
};

/// What looks like something to a reader, to be thrown in anywhere.
const TOKENS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "<<",
    ">>",
    "\"",
    "\\",
    ",",
    ":",
    "\n",
    "\0",
    "\u{FEFF}",
    "\u{202E}",
    "\u{301}",
    "\\u{202E}",
    "\\ud800",
    "\\u{110000}",
    "&#x110000;",
    "&#xD800;",
    "&amp",
    "Some(",
    "//",
    "/*",
    "<!--",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "r#\"",
    "<<<<<<< ours\n",
    "#![enable(implicit_some)]",
    "format: 3",
    "extra: {\"a\": \"1\", \"a\": \"2\"}",
    "at: [(0, 0)]",
    "<a>",
    "</a>",
    "<a b=\"c\">",
    "<div>",
    "<table><tr><td>",
    "<p>",
    "<svg><foreignObject>",
    "<template>",
    "<b><p>",
    "{\"a\":",
    "[[",
    " q ",
    " Q ",
    " BT ",
    " ET ",
    " Do ",
    "/Kids [",
    "/Length ",
    "endstream\n",
    "1 0 R ",
    "\r\n\r\n",
    "--b\r\n",
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
    "=?utf-8?B?",
    "=\r\n",
    "B-",
    "I-",
    "_",
    "-",
    "\t",
    "null",
    "true",
    "[null]",
    "{}",
];

/// Numbers at which arithmetic breaks.
const NUMBERS: &[&str] = &[
    "-1",
    "0",
    "1",
    "2",
    "255",
    "256",
    "32767",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "99999999999999999999",
    "1e308",
    "1e999",
    "-1e300",
    "NaN",
    "inf",
    "0.0000001",
    "2958466",
    "1048577",
    "16385",
];

/// The same in bytes.
const EXTREMES: &[&[u8]] = &[&[0xFF; 8], &[0x7F, 0xFF, 0xFF, 0xFF], &[0, 0, 0, 0x80], &[0xFF, 0xFF], &[0, 1]];

/// A number that looks like chance.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    fn range(&mut self, bytes: &[u8], longest: usize) -> Range<usize> {
        let start = self.below(bytes.len());
        start..(start + self.below(longest)).min(bytes.len())
    }

    /// The bytes with a few things wrong.
    pub(super) fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            self.mutate_once(&mut bytes);
        }
        bytes
    }

    fn mutate_once(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len());
        match self.below(12) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            1 if !bytes.is_empty() => bytes[at] = self.below(256) as u8,
            2 => drop(bytes.drain(self.range(bytes, 64))),
            3 => {
                let piece = bytes[self.range(bytes, 200)].to_vec();
                bytes.splice(at..at, piece);
            }
            4 if self.below(3) == 0 => bytes.truncate(at),
            5 => {
                let zeros = self.range(bytes, 64);
                bytes[zeros].fill(0);
            }
            6 => {
                // Now and then nested deeper than any stack goes.
                let often = if self.below(30) == 0 { 20_000 } else { 1 + self.below(3) * self.below(400) };
                bytes.splice(at..at, self.one(TOKENS).repeat(often).into_bytes());
            }
            7 => {
                // Two lines change places.
                let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                let (one, other) = (self.below(lines.len()), self.below(lines.len()));
                lines.swap(one, other);
                *bytes = lines.join(&b'\n');
            }
            8 => self.mutate_number(bytes, at),
            9 => self.mutate_word(bytes, at),
            10 => {
                let extreme = self.one(EXTREMES);
                let end = (at + extreme.len()).min(bytes.len());
                bytes.splice(at..end, extreme.iter().copied());
            }
            _ => {
                let (piece, place) = (bytes[self.range(bytes, 40)].to_vec(), at);
                let end = (place + piece.len()).min(bytes.len());
                bytes.splice(place..end, piece);
            }
        }
    }

    /// Another number in the place of the next one.
    fn mutate_number(&mut self, bytes: &mut Vec<u8>, at: usize) {
        let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|skipped| at + skipped) else { return };
        let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        bytes.splice(start..start + length, self.one(NUMBERS).bytes());
    }

    /// Another word of the file in the place of the next one: names and ids that lead round in a circle.
    fn mutate_word(&mut self, bytes: &mut Vec<u8>, at: usize) {
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':');
        let next = |from: usize| {
            let start = from + bytes[from..].iter().position(is_word)?;
            Some(start..start + bytes[start..].iter().take_while(|byte| is_word(byte)).count())
        };
        let (Some(word), Some(other)) = (next(at), next(self.below(bytes.len()))) else { return };
        let other = bytes[other].to_vec();
        bytes.splice(word, other);
    }

    /// The bytes with something wrong in what they pack, where they pack anything.
    pub(super) fn mutate_inside(&mut self, bytes: &[u8]) -> Vec<u8> {
        let inside = match bytes {
            [b'P', b'K', ..] => self.mutate_member(bytes),
            [0x1F, 0x8B, ..] => self.mutate_gzip(bytes),
            [b'%', b'P', b'D', b'F', ..] => self.mutate_stream(bytes),
            _ => None,
        };
        inside.unwrap_or_else(|| self.mutate(bytes))
    }

    fn mutate_gzip(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut unpacked = Vec::new();
        GzDecoder::new(bytes).read_to_end(&mut unpacked).ok()?;
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&self.mutate(&unpacked)).ok()?;
        packed.finish().ok()
    }

    /// Damages one member of an archive, or leaves it out, and packs all anew.
    fn mutate_member(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let hit = self.below(archive.len());
        let is_left_out = self.below(40) == 0;
        let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for at in 0..archive.len() {
            let mut member = archive.by_index(at).ok()?;
            let (name, mut content) = (member.name().ok()?.into_owned(), Vec::new());
            member.read_to_end(&mut content).ok()?;
            if at == hit && is_left_out {
                continue;
            }
            if at == hit {
                content = self.mutate_inside(&content);
            }
            packed.start_file(name, options).ok()?;
            packed.write_all(&content).ok()?;
        }
        Some(packed.finish().ok()?.into_inner())
    }

    /// Damages what one stream of a PDF holds.
    fn mutate_stream(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let starts: Vec<usize> = memchr::memmem::find_iter(bytes, b"stream").collect();
        let is_end = |at: &usize| bytes[..*at].ends_with(b"end");
        let begins: Vec<usize> = starts.into_iter().filter(|at| !is_end(at)).collect();
        let start = *begins.get(self.below(begins.len()))? + "stream".len();
        let start = start + bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count().min(2);
        let end = start + memchr::memmem::find(&bytes[start..], b"endstream")?;
        let mut content = Vec::new();
        let stream = if ZlibDecoder::new(&bytes[start..end]).read_to_end(&mut content).is_ok() {
            let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
            packed.write_all(&self.mutate(&content)).ok()?;
            packed.finish().ok()?
        } else {
            self.mutate(&bytes[start..end])
        };
        let head = lengthened(&bytes[..start], stream.len());
        Some([&head, &stream, b"\n".as_slice(), &bytes[end..]].concat())
    }
}

/// The file up to a stream, with the stream's new length in the dictionary before it. What lies behind moves, as it does in
/// files whose ends of lines somebody has changed.
fn lengthened(head: &[u8], length: usize) -> Vec<u8> {
    let Some(at) = memchr::memmem::rfind(head, b"/Length ").map(|at| at + "/Length ".len()) else {
        return head.to_vec();
    };
    let digits = head[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    // A length that another object states stays as it is.
    let is_elsewhere = head[at + digits..].starts_with(b" 0 R");
    let tail = if is_elsewhere { at } else { at + digits };
    let length = if is_elsewhere { String::new() } else { length.to_string() };
    [&head[..at], length.as_bytes(), &head[tail..]].concat()
}
