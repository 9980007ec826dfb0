//! Mails, and web pages that a browser saved as one file, which have the form of a mail.

use mail_parser::{
    Address, Encoding, Message, MessageParser, MimeHeaders, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use super::{
    Body, Format, ImportError, Input,
    encoding::decode,
    html::{self, one_line},
};
use crate::{model::Facts, text::FrozenText};

/// Mails.
pub(super) const MAIL: Format = Format {
    name: "mail",
    extensions: &["eml"],
    cannot_hold: "attachments, pictures and layout are left behind",
    reader: "mail-parser 0.11",
    read: read_mail,
};

/// Saved web pages in one file.
pub(super) const MHTML: Format = Format {
    name: "mhtml",
    extensions: &["mhtml", "mht"],
    cannot_hold: "menus, comments, pictures, links and layout are left behind",
    reader: html::READER,
    read: read_page,
};

fn message<'b>(input: &Input<'b>) -> Result<Message<'b>, ImportError> {
    let parsed = MessageParser::default().parse(input.bytes);
    parsed.ok_or_else(|| ImportError::Unreadable("it has no headers of a mail".to_owned()))
}

fn read_mail(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let message = message(input)?;
    if message.from().is_none() && message.subject().is_none() && message.date().is_none() {
        return Err(ImportError::Unreadable("it has no headers of a mail".to_owned()));
    }
    let plain =
        message.text_part(0).and_then(|part| if let PartType::Text(text) = &part.body { Some(text) } else { None });
    let text = match plain {
        Some(text) => text.replace("\r\n", "\n").trim_end().to_owned(),
        None => message.body_html(0).map(|page| html::plain(&page)).transpose()?.unwrap_or_default(),
    };
    let title = one_line(message.subject().unwrap_or_default());
    let text = if text.trim_start().starts_with(&title) { text } else { format!("{title}\n\n{text}") };
    let (text, _) = FrozenText::import(&text);
    let facts = Facts {
        title,
        author: message.from().and_then(sender).unwrap_or_default(),
        published: day(&message),
        ..Facts::default()
    };
    Ok(vec![Body { steps: vec!["subject put first".to_owned()], ..Body::new(text, facts) }])
}

fn read_page(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let message = message(input)?;
    let page = message.parts.iter().find(|part| {
        let kind = part.content_type();
        kind.is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("html"))
    });
    let page = page.ok_or_else(|| ImportError::Unreadable("it holds no web page".to_owned()))?;
    let has_charset = page.content_type().is_some_and(|kind| kind.attribute("charset").is_some());
    let mut body = match &page.body {
        // Where the part does not name its encoding, the page itself may.
        PartType::Html(text) if has_charset && input.encoding.is_none() => html::body(text)?.decoded("", false),
        _ => {
            let raw =
                input.bytes.get(page.raw_body_offset() as usize..page.raw_end_offset() as usize).unwrap_or_default();
            let bytes = unencoded(raw, page.encoding);
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
