//! Mails, and web pages that a browser saved as one file, which have the form of a mail.

use mail_parser::{
    Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use super::{
    format::{Body, Format, Input},
    html::{self, one_line},
    words::Step,
};
use crate::{
    import::{encoding::decode, error::ImportError},
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
    let (mut texts, mut encoding, mut is_damaged) = (Vec::new(), "", false);
    // All that is shown as text, one after the other: a picture may stand between two parts.
    for part in message.text_body.iter().filter_map(|number| message.part(*number)) {
        let text = match (&part.body, input.encoding) {
            (PartType::Text(_) | PartType::Html(_), Some(_)) => {
                let bytes = unencoded(raw(input, part), part.encoding);
                let decoded = decode(&bytes, input.encoding, None)?;
                (encoding, is_damaged) = (decoded.encoding, is_damaged || decoded.is_damaged);
                decoded.text.into_owned()
            }
            (PartType::Text(text) | PartType::Html(text), None) => text.to_string(),
            _ => continue,
        };
        let text = match part.body {
            PartType::Html(_) => html::plain(&text)?,
            _ => plain(part, &text.replace("\r\n", "\n")),
        };
        texts.extend(Some(text.trim_end().to_owned()).filter(|text| !text.is_empty()));
    }
    is_damaged |= texts.iter().any(|text| text.contains('\u{FFFD}'));
    let text = texts.join("\n\n");
    let title = one_line(message.subject().unwrap_or_default());
    let text = if text.trim_start().starts_with(&title) { text } else { format!("{title}\n\n{text}") };
    let (text, _) = FrozenText::import(&text);
    let facts = Facts {
        title,
        author: message.from().and_then(sender).unwrap_or_default(),
        published: day(&message),
        ..Facts::default()
    };
    let body = Body { steps: vec![Step::SubjectFirst.to_string()], ..Body::new(text, facts) };
    Ok(vec![body.decoded(encoding, is_damaged)])
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
    let has_charset = page.content_type().is_some_and(|kind| kind.attribute("charset").is_some());
    let mut body = match &page.body {
        // Where the part does not name its encoding, the page itself may.
        PartType::Html(text) if has_charset && input.encoding.is_none() => html::body(text)?.decoded("", false),
        _ => {
            let bytes = unencoded(raw(input, page), page.encoding);
            let decoded = decode(&bytes, input.encoding, html::stated_encoding(&bytes))?;
            html::body(&decoded.text)?.decoded(decoded.encoding, decoded.is_damaged)
        }
    };
    let address = message.header("Snapshot-Content-Location").and_then(|value| value.as_text());
    if let Some(address) = address.filter(|_| body.facts.address.is_empty()) {
        body.facts.address = address.trim().to_owned();
    }
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

fn day(message: &Message<'_>) -> String {
    message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)).unwrap_or_default()
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
