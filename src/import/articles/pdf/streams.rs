//! What the streams of a PDF would take to unpack, counted before they are unpacked: the reader trusts what it is given.
//!
//! Sizes are counted layer by layer, once for each stream of the file, and again for each time that one is drawn.
//! Pictures, which hold no text, are never unpacked. The file's own tables are unpacked by the reader as it opens the
//! file, so they are looked for in its bytes first.

use std::{borrow::Cow, io::Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::{
    Filter, Pdf,
    object::{Name, Object, Stream},
};
use memchr::memmem;

use crate::import::{error::ImportError, limits::LARGEST};

/// The most that all streams may hold when unpacked, in bytes, as often as they are drawn.
const LARGEST_STREAMS: u64 = 4 * LARGEST;
/// How deep forms lie in forms at most.
pub(super) const DEEPEST: usize = 20;
/// How often forms are drawn at most, in all.
const MOST_DRAWN: usize = 100_000;
/// How far before its stream a dictionary begins at most, in bytes, where the file's own tables are looked for.
const HEAD: usize = 1_000;

/// What is left of what may be unpacked to draw pages.
pub(super) struct Budget {
    left: u64,
    drawn: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: LARGEST_STREAMS, drawn: 0 }
    }

    /// Counts a stream that a page is about to draw.
    pub(super) fn draw(&mut self, stream: &Stream<'_>, page: u32) -> Result<(), ImportError> {
        self.drawn += 1;
        if self.drawn > MOST_DRAWN {
            return Err(ImportError::PdfTooManyForms(page));
        }
        self.left = take(self.left, size_of(stream, self.left))?;
        Ok(())
    }
}

fn take(left: u64, size: u64) -> Result<u64, ImportError> {
    left.checked_sub(size).ok_or(ImportError::PdfTooLarge)
}

/// Refuses a file whose own tables would fill the memory.
pub(super) fn check_tables(bytes: &[u8]) -> Result<(), ImportError> {
    let mut left = LARGEST_STREAMS;
    for at in memmem::find_iter(bytes, b"stream") {
        let head = bytes.get(at.saturating_sub(HEAD)..at).unwrap_or_default();
        let head = memmem::rfind(head, b"obj").and_then(|at| head.get(at..)).unwrap_or(head);
        if [b"/ObjStm".as_slice(), b"/XRef"].iter().any(|kind| memmem::find(head, kind).is_some()) {
            let content = bytes.get(at + b"stream".len()..).unwrap_or_default().trim_ascii_start();
            left = take(left, inflated(content, left, false).0)?;
        }
    }
    Ok(())
}

/// Refuses a document whose streams, each once, would fill the memory.
pub(super) fn check(document: &Pdf) -> Result<(), ImportError> {
    let mut left = LARGEST_STREAMS;
    for object in document.objects() {
        if let Object::Stream(stream) = object
            && stream.dict().get::<Name<'_>>(b"Subtype").as_deref() != Some(b"Image".as_slice())
        {
            left = take(left, size_of(&stream, left))?;
        }
    }
    Ok(())
}

/// How much a stream holds when unpacked, in bytes, counted as far as a little more than `most`. What is damaged counts as
/// far as it goes; pictures count nothing, for they are not unpacked.
fn size_of(stream: &Stream<'_>, most: u64) -> u64 {
    let filters = stream.filters();
    let is_image = |filter: &Filter| {
        matches!(filter, Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::DctDecode | Filter::JpxDecode)
    };
    if filters.iter().any(is_image) {
        return 0;
    }
    let mut content = stream.raw_data();
    let mut largest = content.len() as u64;
    for (place, filter) in filters.iter().enumerate() {
        let is_wanted = place + 1 < filters.len();
        let (size, next) = unpacked(*filter, content, most, is_wanted);
        largest = largest.max(size);
        if largest > most {
            break;
        }
        content = next;
    }
    largest
}

/// How much a layer holds, and its bytes if they are wanted.
fn unpacked(filter: Filter, content: Cow<'_, [u8]>, most: u64, is_wanted: bool) -> (u64, Cow<'_, [u8]>) {
    let (size, bytes) = match filter {
        Filter::FlateDecode => inflated(&content, most, is_wanted),
        Filter::LzwDecode => lzw(&content, most),
        Filter::AsciiHexDecode => sized(hexadecimal(&content)),
        Filter::Ascii85Decode => sized(ascii85(&content, most)),
        Filter::RunLengthDecode => sized(run_lengths(&content, most)),
        Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::DctDecode | Filter::JpxDecode | Filter::Crypt => {
            return (content.len() as u64, content);
        }
    };
    (size, Cow::Owned(bytes))
}

fn sized(bytes: Vec<u8>) -> (u64, Vec<u8>) {
    (bytes.len() as u64, bytes)
}

/// How much a deflated layer holds, counted as far as one more than `most`, and its bytes, if they are wanted. Where its
/// head is damaged the reader tries what is behind it, and so does this.
fn inflated(content: &[u8], most: u64, is_wanted: bool) -> (u64, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut count = |packed: &mut dyn Read| {
        let mut packed = packed.take(most + 1);
        let read = if is_wanted {
            packed.read_to_end(&mut bytes).map(|length| length as u64)
        } else {
            std::io::copy(&mut packed, &mut std::io::sink())
        };
        read.unwrap_or(most - packed.limit().min(most))
    };
    let mut size = count(&mut ZlibDecoder::new(content));
    for head in [0, 2] {
        if size == 0 {
            size = count(&mut DeflateDecoder::new(content.get(head..).unwrap_or_default()));
        }
    }
    (size, bytes)
}

/// Keeps what is written to it, up to a size.
struct Bounded {
    bytes: Vec<u8>,
    most: u64,
}

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() as u64 > self.most { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn lzw(content: &[u8], most: u64) -> (u64, Vec<u8>) {
    let mut sink = Bounded { bytes: Vec::new(), most };
    let mut decoder = weezl::decode::Decoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
    // What is damaged counts as far as it goes.
    let _damage = decoder.into_stream(&mut sink).decode_all(content).status;
    sized(sink.bytes)
}

fn hexadecimal(content: &[u8]) -> Vec<u8> {
    let digits = content.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit) << (4 * (2 - pair.len())))
        .collect()
}

fn ascii85(content: &[u8], most: u64) -> Vec<u8> {
    let (mut bytes, mut digits): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for byte in content.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if digits.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => digits.push(byte - b'!'),
            _blank => {}
        }
        if digits.len() == 5 {
            bytes.extend(four(&digits));
            digits.clear();
        }
        if bytes.len() as u64 > most {
            break;
        }
    }
    if digits.len() > 1 {
        let kept = digits.len() - 1;
        digits.resize(5, 84);
        bytes.extend(four(&digits).into_iter().take(kept));
    }
    bytes
}

fn four(digits: &[u8]) -> [u8; 4] {
    digits.iter().fold(0_u32, |number, digit| number.wrapping_mul(85).wrapping_add(u32::from(*digit))).to_be_bytes()
}

fn run_lengths(content: &[u8], most: u64) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), content);
    while let Some((length, after)) = rest.split_first() {
        let (taken, times) = match length {
            0..=127 => (usize::from(*length) + 1, 1),
            128 => break,
            129..=255 => (1, 257 - usize::from(*length)),
        };
        let run = after.get(..taken.min(after.len())).unwrap_or_default();
        bytes.extend(run.iter().cycle().take(run.len() * times));
        if bytes.len() as u64 > most {
            break;
        }
        rest = after.get(taken..).unwrap_or_default();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_unpacked_as_far_as_the_limit() {
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>", 100), b"Hello World!");
        assert_eq!(ascii85(b"zz", 100), [0; 8]);
        assert_eq!(ascii85(&[b'z'; 100], 10).len(), 12);
        assert_eq!(hexadecimal(b"48 65 6C6c 6F7>"), b"Hellop");
        assert_eq!(run_lengths(&[2, b'a', b'b', b'c', 254, b'x', 128, 9], 100), b"abcxxx");
        assert_eq!(run_lengths(&[129, b'x'].repeat(100), 200).len(), 256);
        let blanks =
            weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(&[b' '; 5000]).unwrap();
        assert_eq!(lzw(&blanks, 10_000).0, 5000);
        assert!(lzw(&blanks, 100).0 > 100);
    }
}
