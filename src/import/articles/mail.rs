//! Mails, and web pages that a browser saved as one file, which have the form of a mail.

use mail_parser::{
    Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, charsets::map::charset_decoder, quoted_printable::quoted_printable_decode},
};

use super::{
    dates::{self, Place},
    format::{Body, Format, Input},
    html::{self, one_line},
    words::Step,
};
use crate::{
    import::{
        doubt::Doubt,
        encoding::{self, Decoded, decode},
        error::ImportError,
        markup,
    },
    model::Facts,
    text::FrozenText,
};

/// Mails.
pub(super) const MAIL: Format = Format {
    name: "mail",
    extensions: &["eml"],
    cannot_hold: "attachments, images and layout",
    reader: "mail-parser 0.11",
    read: read_mail,
};

/// Saved web pages in one file.
pub(super) const MHTML: Format = Format {
    name: "mhtml",
    extensions: &["mhtml", "mht"],
    cannot_hold: "menus, comments, images, links and layout",
    reader: html::READER,
    read: read_page,
};

fn message<'b>(input: &Input<'b>) -> Result<Message<'b>, ImportError> {
    let parsed = MessageParser::default().parse(input.bytes);
    parsed.ok_or(ImportError::NotMail)
}

fn read_mail(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let message = message(input)?;
    if message.from().is_none() && message.subject().is_none() && message.date().is_none() {
        return Err(ImportError::NotMail);
    }
    let (mut texts, mut encoding, mut doubts) = (Vec::new(), "", Vec::new());
    // All that is shown as text, one after the other: a picture may stand between two parts.
    for number in &message.text_body {
        let words = message.part(*number).map(|part| words_of(input, part)).transpose()?;
        let Some(words) = words.flatten() else { continue };
        encoding = if encoding.is_empty() { words.encoding } else { encoding };
        let name = if words.is_in_file { String::new() } else { format!("part {number}") };
        doubts.extend(words.doubts.into_iter().map(|doubt| (name.clone(), doubt)));
        texts.extend(Some(words.text.trim_end().to_owned()).filter(|text| !text.is_empty()));
    }
    let text = texts.join("\n\n");
    let [title, author] = named(&message, input, &mut doubts)?;
    let text = if text.trim_start().starts_with(&title) { text } else { format!("{title}\n\n{text}") };
    let (text, _) = FrozenText::import(&text);
    let mut facts = Facts { title, author, ..Facts::default() };
    let stated = message.header_raw("Date").unwrap_or_default();
    let warnings = dates::settle_by_value(&mut facts, Place::Mail, stated);
    let steps = vec![Step::SubjectFirst.to_string()];
    let body = Body { steps, encoding, warnings, ..Body::new(text, facts) };
    Ok(vec![body.doubted(doubts)])
}

/// Subject and sender. Headers are ASCII and name the encoding of all else; where one does not, its bytes are looked at.
fn named(
    message: &Message<'_>,
    input: &Input<'_>,
    doubts: &mut Vec<(String, Doubt)>,
) -> Result<[String; 2], ImportError> {
    let of = |message: &Message<'_>| {
        [message.subject().map(one_line), message.from().and_then(sender)].map(Option::unwrap_or_default)
    };
    let is_damaged = |name: &String| name.contains('\u{FFFD}');
    let stated = of(message);
    let Some((head, told)) = (if stated.iter().any(is_damaged) { headers(input)? } else { None }) else {
        return Ok(stated);
    };
    doubts.extend(told.into_iter().map(|doubt| (String::new(), doubt)));
    let [subject, sender] =
        MessageParser::default().parse_headers(head.as_bytes()).map(|head| of(&head)).unwrap_or_default();
    let [stated_subject, stated_sender] = stated;
    let whole = |stated: String, other: String| if is_damaged(&stated) { other } else { stated };
    Ok([whole(stated_subject, subject), whole(stated_sender, sender)])
}

/// The headers of a mail in letters, where they are not all ASCII.
fn headers(input: &Input<'_>) -> Result<Option<(String, Vec<Doubt>)>, ImportError> {
    let end = |between: &[u8]| Some(memchr::memmem::find(input.bytes, between)? + between.len());
    let end = [end(b"\n\n"), end(b"\r\n\r\n")].into_iter().flatten().min().unwrap_or(input.bytes.len());
    let head = input.bytes.get(..end).filter(|head| !head.is_ascii());
    let decoded = head.map(|head| decode(head, input.encoding, None)).transpose()?;
    Ok(decoded.map(|decoded| (decoded.text.into_owned(), decoded.doubts)))
}

/// The words of a part.
struct Words {
    text: String,
    encoding: &'static str,
    doubts: Vec<Doubt>,
    /// Whether the part stands in the mail as it is, so that its places are places of the file.
    is_in_file: bool,
}

/// The words of a part of a mail; `None` where it has none.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn words_of(input: &Input<'_>, part: &MessagePart<'_>) -> Result<Option<Words>, ImportError> {
    let is_page = match part.body {
        PartType::Text(_) => false,
        PartType::Html(_) => true,
        _ => return Ok(None),
    };
    let bytes = unencoded(raw(input, part), part.encoding);
    let name = part.content_type().and_then(|kind| kind.attribute("charset"));
    let stated = name.and_then(encoding::encoding);
    // Mails are written in encodings that pages are not, as UTF-7.
    let other = name.filter(|_| stated.or(input.encoding).is_none()).and_then(|name| charset_decoder(name.as_bytes()));
    let reader: markup::Reader = if is_page { markup::html } else { decode };
    let mut decoded = match other {
        Some(other) => Decoded { text: other(&bytes).into(), encoding: "", doubts: Vec::new() },
        None => reader(&bytes, input.encoding, stated)?,
    };
    let is_in_file = part.encoding == Encoding::None;
    if is_in_file {
        let before = input.bytes.get(..part.raw_body_offset() as usize).unwrap_or_default();
        decoded.doubts.iter_mut().for_each(|doubt| doubt.move_behind(before));
    }
    let text = if is_page { html::plain(&decoded.text)? } else { plain(part, &decoded.text.replace("\r\n", "\n")) };
    Ok(Some(Words { text, encoding: decoded.encoding, doubts: decoded.doubts, is_in_file }))
}

/// The bytes of a part as they stand in the mail.
fn raw<'b>(input: &Input<'b>, part: &MessagePart<'_>) -> &'b [u8] {
    input.bytes.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize).unwrap_or_default()
}

/// The text of a part; lines that its writer's program broke are one again, where it says so (RFC 3676).
fn plain(part: &MessagePart<'_>, text: &str) -> String {
    let says = |name: &str, value: &str| {
        let stated = part.content_type().and_then(|kind| kind.attribute(name));
        stated.is_some_and(|stated| stated.eq_ignore_ascii_case(value))
    };
    if says("format", "flowed") { unflowed(text, says("delsp", "yes")) } else { text.to_owned() }
}

/// Lines that end in a blank go on in the next, if both are quoted as deep; a blank at the start was put there on the way.
fn unflowed(text: &str, takes_blanks: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let rest = line.trim_start_matches('>');
        let depth = line.len() - rest.len();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let goes_on = rest.ends_with(' ') && rest != "-- ";
        let words = if goes_on && takes_blanks { rest.trim_end_matches(' ') } else { rest };
        match lines.last_mut().filter(|_| open == Some(depth) && rest != "-- ") {
            Some(last) => last.push_str(words),
            None if depth == 0 => lines.push(words.to_owned()),
            None => lines.push(format!("{} {words}", ">".repeat(depth))),
        }
        open = goes_on.then_some(depth);
    }
    lines.join("\n")
}

fn read_page(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let message = message(input)?;
    let page = message.parts.iter().find(|part| {
        let kind = part.content_type();
        kind.is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("html"))
    });
    let page = page.ok_or(ImportError::NoWebPage)?;
    let stated = page.content_type().and_then(|kind| kind.attribute("charset")).and_then(encoding::encoding);
    let address = message.header("Snapshot-Content-Location").and_then(|value| value.as_text()).map(str::trim);
    let body = html::page(&unencoded(raw(input, page), page.encoding), input.encoding, stated, address)?;
    Ok(vec![body])
}

/// The bytes of a part as they were before they were made fit for mail.
fn unencoded(raw: &[u8], encoding: Encoding) -> Vec<u8> {
    let decoded = match encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
        Encoding::None => None,
    };
    decoded.unwrap_or_else(|| raw.to_vec())
}

fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    first.name().or_else(|| first.address()).map(one_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_broken_on_the_way_are_one_again() {
        let text = "The mayor said \non Monday.\n From here on\n> quoted \n> twice\n>> deeper\n-- \nAnna ";
        let whole = "The mayor said on Monday.\nFrom here on\n> quoted twice\n>> deeper\n-- \nAnna ";
        assert_eq!(unflowed(text, false), whole);
        assert_eq!(unflowed("北京 \n上海", true), "北京上海");
    }
}
