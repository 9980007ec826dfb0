//! What the streams of a PDF would take to read, counted before they are read: the reader trusts what it is given.
//!
//! It unpacks each stream whole, draws forms within forms by calling itself, and follows a page to its parents the same
//! way. So sizes are counted first, layer by layer, and once for each time that a stream would be drawn; pictures, which
//! hold no text, are emptied.

use std::{collections::BTreeMap, io::Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream, content::Content};

use crate::import::{error::ImportError, limits::LARGEST};

/// The most that all streams may hold when unpacked, in bytes, as often as they are drawn.
const LARGEST_STREAMS: u64 = 4 * LARGEST;
/// A stream packed as LZW is not read from this size on, in bytes: nothing says what it holds but unpacking it whole.
const LARGEST_LZW: usize = 256 << 10;
/// How deep forms lie in forms, and pages under parents, at most.
const DEEPEST: usize = 20;
/// How often forms are drawn at most, in all.
const MOST_DRAWN: usize = 100_000;

/// Empties the pictures of a document, and refuses one whose streams would fill the memory or never end.
pub(super) fn check(document: &mut Document) -> Result<(), ImportError> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        {
            stream.content = Vec::new();
            stream.dict.remove(b"Filter");
        }
    }
    let mut reading = Reading { document, left: LARGEST_STREAMS, drawn: 0, forms: BTreeMap::new() };
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            let size = size_of(stream, reading.left)?;
            reading.count(size)?;
        }
    }
    reading.left = LARGEST_STREAMS;
    document.get_pages().into_iter().try_for_each(|(number, page)| reading.page(number, page))
}

/// A form or the contents of a page: its size when unpacked, and the names of what it draws.
struct Form {
    size: u64,
    draws: Vec<Vec<u8>>,
}

/// What is left of what may be unpacked.
struct Reading<'d> {
    document: &'d Document,
    left: u64,
    drawn: usize,
    forms: BTreeMap<ObjectId, Form>,
}

impl<'d> Reading<'d> {
    fn count(&mut self, size: u64) -> Result<(), ImportError> {
        self.left = self.left.checked_sub(size).ok_or(ImportError::PdfTooLarge)?;
        Ok(())
    }

    /// Counts everything that a page draws.
    fn page(&mut self, number: u32, page: ObjectId) -> Result<(), ImportError> {
        let resources = self.resources(page).ok_or(ImportError::PdfPageTooDeep { page: number, most: DEEPEST })?;
        let contents = self.document.get_page_contents(page);
        let mut waiting: Vec<(ObjectId, Option<&Dictionary>, usize)> =
            contents.into_iter().map(|id| (id, resources, 0)).collect();
        while let Some((id, resources, depth)) = waiting.pop() {
            if depth > DEEPEST {
                return Err(ImportError::PdfFormsTooDeep { page: number, most: DEEPEST });
            }
            self.drawn += 1;
            if self.drawn > MOST_DRAWN {
                return Err(ImportError::PdfTooManyForms(number));
            }
            let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { continue };
            let form = self.forms.entry(id).or_insert_with(|| form_of(stream));
            let (size, draws) = (form.size, form.draws.clone());
            self.count(size)?;
            // A form without resources of its own has those of what draws it.
            let own = self.document.get_dict_in_dict(&stream.dict, b"Resources").ok();
            let resources = if depth == 0 { resources } else { own.or(resources) };
            let objects = resources.and_then(|resources| self.document.get_dict_in_dict(resources, b"XObject").ok());
            let named = draws.iter().filter_map(|name| objects?.get(name).ok()?.as_reference().ok());
            waiting.extend(named.map(|id| (id, resources, depth + 1)));
        }
        Ok(())
    }

    /// The resources of a page or the nearest of those above it; `None` when they go up without end.
    fn resources(&self, page: ObjectId) -> Option<Option<&'d Dictionary>> {
        let mut page = page;
        for _ in 0..DEEPEST {
            let Ok(dictionary) = self.document.get_dictionary(page) else { return Some(None) };
            let resources = self.document.get_dict_in_dict(dictionary, b"Resources").ok();
            let parent = dictionary.get(b"Parent").and_then(Object::as_reference).ok();
            // The reader looks up from there for other things too.
            match parent {
                Some(parent) if resources.is_none() => page = parent,
                _ if self.ends(page) => return Some(resources),
                _ => return None,
            }
        }
        None
    }

    /// Whether the way up from a page ends.
    fn ends(&self, page: ObjectId) -> bool {
        let up = |id: &ObjectId| self.document.get_dictionary(*id).ok()?.get(b"Parent").ok()?.as_reference().ok();
        std::iter::successors(Some(page), up).nth(DEEPEST).is_none()
    }
}

/// What a stream draws; its size is known to be small.
fn form_of(stream: &Stream) -> Form {
    let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let size = content.len() as u64;
    let operations = Content::decode(&content).map(|content| content.operations).unwrap_or_default();
    let drawing = operations.into_iter().filter(|operation| operation.operator == "Do");
    let draws = drawing.filter_map(|operation| Some(operation.operands.first()?.as_name().ok()?.to_vec())).collect();
    Form { size, draws }
}

/// How much a deflated layer holds, counted as far as one more than `most`, and its bytes, if they are `wanted`. Where the
/// head of such a layer is damaged the reader goes on behind it, and so does this.
fn inflated(content: &[u8], most: u64, wanted: bool) -> (u64, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut count = |packed: &mut dyn Read| {
        let mut packed = packed.take(most + 1);
        let read = if wanted {
            packed.read_to_end(&mut bytes).map(|length| length as u64)
        } else {
            std::io::copy(&mut packed, &mut std::io::sink())
        };
        read.unwrap_or(most - packed.limit().min(most))
    };
    let size = count(&mut ZlibDecoder::new(content));
    let size = if size > 0 { size } else { count(&mut DeflateDecoder::new(content.get(2..).unwrap_or_default())) };
    (size, bytes)
}

/// How much a stream holds when unpacked, in bytes; an error when that is more than `most`. What is damaged counts as far
/// as it goes.
fn size_of(stream: &Stream, most: u64) -> Result<u64, ImportError> {
    let filters = stream.filters().unwrap_or_default();
    let mut content = std::borrow::Cow::Borrowed(stream.content.as_slice());
    for (place, filter) in filters.iter().enumerate() {
        let is_last = place + 1 == filters.len();
        match *filter {
            b"FlateDecode" => {
                let (size, next) = inflated(&content, most, !is_last);
                if is_last || size > most {
                    return Ok(size);
                }
                content = next.into();
            }
            b"LZWDecode" if content.len() > LARGEST_LZW => {
                return Err(ImportError::PdfLzw);
            }
            b"LZWDecode" | b"ASCII85Decode" => {
                let mut one = Dictionary::new();
                one.set("Filter", Object::Name(filter.to_vec()));
                let layer = Stream::new(one, content.into_owned());
                content = layer.decompressed_content().unwrap_or_default().into();
            }
            // The reader knows no other way and leaves such a stream as it is.
            _other => return Ok(stream.content.len() as u64),
        }
    }
    Ok(content.len() as u64)
}
