//! The formats that articles are read from, one file each.

mod docx;
mod epub;
mod feed;
pub(super) mod html;
mod mail;
mod markdown;
mod odt;
pub(super) mod pdf;
pub(super) mod preview;
pub(super) mod table;
pub(super) mod text;
mod warc;

use super::{
    Body, Format, ImportError, Imported, Input, LARGEST, OWN_READER, Remark, articles, encoding, first_line, package,
    plain,
};

/// All formats, in the order in which they are listed.
pub const ALL: &[Format] = &[
    text::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    mail::MHTML,
    docx::FORMAT,
    odt::FORMAT,
    pdf::FORMAT,
    epub::FORMAT,
    mail::MAIL,
    feed::FORMAT,
    table::FORMAT,
    warc::FORMAT,
];
