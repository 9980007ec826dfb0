//! Mails, mailboxes, and web pages that a browser saved as one file, which have the form of a mail.
//!
//! Mails that are attached to a mail, as when somebody forwards them, become articles of their own.

use mail_parser::{
    Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, charsets::map::charset_decoder, quoted_printable::quoted_printable_decode},
};

use super::{
    dates::{self, Place},
    format::{Body, Format, Input},
    html::{self, one_line},
    words::{Step, Warning},
};
use crate::{
    import::{
        charset::encoding,
        doubt::Doubt,
        encoding::{Decoded, decode},
        ending::ending,
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
    cannot_hold: "attachments other than mails, images and layout",
    reader: "mail-parser 0.11",
    read: |input| {
        let mut bodies = Vec::new();
        add_mails(input, 0, &mut bodies)?;
        Ok(bodies)
    },
};

/// Mailboxes: mails one after the other, each after a line that begins with `From `.
pub(super) const MAILBOX: Format = Format {
    name: "mbox",
    extensions: &["mbox"],
    cannot_hold: MAIL.cannot_hold,
    reader: MAIL.reader,
    read: read_mailbox,
};

/// How deep mails may lie in mails; those below are reported as attachments.
const DEEPEST: usize = 16;

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

/// Adds a mail, and after it the mails that are attached to it.
fn add_mails(input: &Input<'_>, depth: usize, bodies: &mut Vec<Body>) -> Result<(), ImportError> {
    let message = message(input)?;
    let Mail { mut body, has_words } = read_mail(input, &message)?;
    let subject = body.facts.title.clone();
    let (mut attached, mut skipped) = (Vec::new(), Vec::new());
    for (number, part) in message.parts.iter().enumerate() {
        let is_attached = message.attachments.iter().any(|other| usize::try_from(*other) == Ok(number));
        let is_mail = is_mail(part);
        if !is_attached && !is_mail || matches!(part.body, PartType::InlineBinary(_)) {
            continue;
        }
        let bytes = unencoded(raw(input, part), part.encoding);
        let inner = Input { bytes: &bytes, ..input.clone() };
        if !(is_mail && depth < DEEPEST && add_mails(&inner, depth + 1, &mut attached).is_ok()) {
            skipped.push(called(part));
        }
    }
    for mail in &mut attached {
        mail.steps.push(Step::AttachedTo(subject.clone()).to_string());
    }
    if !skipped.is_empty() {
        body.warnings.push(Warning::AttachmentsSkipped(skipped));
    }
    // What only passes others on has nothing to read in itself.
    match attached.first_mut().filter(|_| !has_words) {
        Some(first) => {
            first.warnings.append(&mut body.warnings);
            first.warnings.push(Warning::OnlyForwards(subject));
        }
        None => bodies.push(body),
    }
    bodies.append(&mut attached);
    Ok(())
}

/// Whether a part is a mail, by its kind or the name of its file.
fn is_mail(part: &MessagePart<'_>) -> bool {
    let is_named = part.attachment_name().is_some_and(|name| ending(name) == "eml");
    matches!(part.body, PartType::Message(_)) || part.is_content_type("message", "rfc822") || is_named
}

/// What an attachment is called: its file, else its kind.
fn called(part: &MessagePart<'_>) -> String {
    let kind = || {
        let kind = part.content_type()?;
        Some(kind.subtype().map_or_else(|| kind.ctype().to_owned(), |below| format!("{}/{below}", kind.ctype())))
    };
    part.attachment_name().map(one_line).filter(|name| !name.is_empty()).or_else(kind).unwrap_or_default()
}

fn read_mailbox(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let (mut bodies, mut skipped) = (Vec::new(), 0);
    let mails = mails_of(input.bytes);
    for (done, mail) in mails.iter().enumerate() {
        input.watch.at(done, mails.len())?;
        skipped += usize::from(add_mails(&Input { bytes: mail, ..input.clone() }, 0, &mut bodies).is_err());
    }
    match bodies.first_mut() {
        None => return Err(ImportError::NotMail),
        Some(first) if skipped > 0 => first.warnings.push(Warning::MailsSkipped(skipped)),
        Some(_) => {}
    }
    Ok(bodies)
}

/// The mails of a mailbox. A line that begins with `From ` parts two only after an empty line and before a header, for many
/// programs leave such lines of a text as they are; where one has `>` before it, that is taken off.
fn mails_of(bytes: &[u8]) -> Vec<Vec<u8>> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let is_empty = |line: &[u8]| line.iter().all(u8::is_ascii_whitespace);
    let is_header = |line: &[u8]| {
        let name = line.iter().take_while(|byte| byte.is_ascii_graphic() && **byte != b':').count();
        name > 0 && line.get(name) == Some(&b':') || line.starts_with(b">From ")
    };
    let mut mails: Vec<Vec<u8>> = Vec::new();
    let mut before: &[u8] = &[];
    for (line, next) in lines.iter().copied().zip(lines.iter().copied().skip(1).chain([&[][..]])) {
        let is_between = line.starts_with(b"From ") && is_empty(before) && is_header(next);
        before = line;
        if is_between {
            mails.push(Vec::new());
        } else if let Some(mail) = mails.last_mut() {
            let quoted = line.iter().position(|byte| *byte != b'>').unwrap_or_default();
            let is_quoted = quoted > 0 && line.get(quoted..).is_some_and(|rest| rest.starts_with(b"From "));
            mail.extend_from_slice(line.get(usize::from(is_quoted)..).unwrap_or_default());
        }
    }
    mails
}

/// A mail as it was read.
struct Mail {
    body: Body,
    /// Whether it says anything besides its subject.
    has_words: bool,
}

fn read_mail(input: &Input<'_>, message: &Message<'_>) -> Result<Mail, ImportError> {
    if message.from().is_none() && message.subject().is_none() && message.date().is_none() {
        return Err(ImportError::NotMail);
    }
    let (mut texts, mut pages, mut encoding, mut doubts) = (Vec::new(), String::new(), "", Vec::new());
    // All that is shown as text, one after the other: a picture may stand between two parts.
    for number in &message.text_body {
        let words = message.part(*number).map(|part| words_of(input, part)).transpose()?;
        let Some(words) = words.flatten() else { continue };
        encoding = if encoding.is_empty() { words.encoding } else { encoding };
        let name = if words.is_in_file { String::new() } else { format!("part {number}") };
        doubts.extend(words.doubts.into_iter().map(|doubt| (name.clone(), doubt)));
        pages.push_str(&words.page);
        texts.extend(Some(words.text.trim_end().to_owned()).filter(|text| !text.is_empty()));
    }
    let text = texts.join("\n\n");
    let has_words = !text.trim().is_empty();
    let [title, author] = named(message, input, &mut doubts)?;
    let text = if text.trim_start().starts_with(&title) { text } else { format!("{title}\n\n{text}") };
    let (text, _) = FrozenText::import(&text);
    let mut facts = Facts { title, author, ..Facts::default() };
    let stated = message.header_raw("Date").unwrap_or_default();
    let warnings = dates::settle_by_value(&mut facts, Place::Mail, stated);
    let steps = vec![Step::SubjectFirst.to_string()];
    let structure = html::structure_in(&pages, &text, "");
    let body = Body { structure, steps, encoding, warnings, ..Body::new(text, facts) };
    Ok(Mail { body: body.doubted(doubts), has_words })
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
    /// Its markup, if it is a page.
    page: String,
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
    let stated = name.and_then(encoding);
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
    let page = if is_page { decoded.text.into_owned() } else { String::new() };
    Ok(Some(Words { text, page, encoding: decoded.encoding, doubts: decoded.doubts, is_in_file }))
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
    let stated = page.content_type().and_then(|kind| kind.attribute("charset")).and_then(encoding);
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

    #[test]
    fn mails_of_a_mailbox_are_parted_where_a_mail_begins() {
        let first = "From anna@x.org Mon Mar  7 10:00:00 2022\nSubject: A\n\nText.\n\nFrom now on it rains.\n";
        let second = "From ben@x.org Mon Mar  7 11:00:00 2022\r\nSubject: B\r\n\r\n>From Moscow.\r\n>>From far.\r\n";
        let mails = mails_of(format!("{first}\n{second}").as_bytes());
        let texts: Vec<String> = mails.iter().map(|mail| String::from_utf8_lossy(mail).into_owned()).collect();
        assert_eq!(
            texts,
            ["Subject: A\n\nText.\n\nFrom now on it rains.\n\n", "Subject: B\r\n\r\nFrom Moscow.\r\n>From far.\r\n"]
        );
        assert!(mails_of(b"Subject: A\n\nText.").is_empty());
    }
}
