//! The formats that articles are read from: one file each, and one line in [`ALL`].

mod authors;
mod content;
mod counted;
mod dates;
mod day;
mod docx;
mod epub;
mod feed;
pub mod file_names;
pub(super) mod format;
mod front_matter;
mod guess;
mod html;
mod json;
mod mail;
pub(super) mod mapped;
mod markdown;
mod moved;
mod no_text;
mod odf;
mod office;
mod page;
pub(super) mod pdf;
mod posts;
mod pptx;
pub(super) mod press;
pub(super) mod preview;
pub(super) mod read;
mod records;
mod ris;
mod rtf;
mod table;
mod tags;
mod talk;
mod text;
pub(super) mod told;
mod unit;
mod warc;
pub(super) mod words;

use self::format::Format;

/// All formats, in the order in which they are listed.
pub const ALL: &[Format] = &[
    text::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    mail::MHTML,
    docx::FORMAT,
    odf::TEXT,
    rtf::FORMAT,
    pptx::FORMAT,
    odf::PRESENTATION,
    pdf::FORMAT,
    epub::FORMAT,
    mail::MAIL,
    mail::MAILBOX,
    feed::FORMAT,
    table::FORMAT,
    json::FORMAT,
    ris::FORMAT,
    warc::FORMAT,
    talk::CAPTIONS,
    talk::TRANSCRIPT,
    posts::TELEGRAM,
    posts::MASTODON,
    posts::BLUESKY,
    posts::X,
];

/// All endings that articles can be read from, without the dot, each once.
pub fn extensions() -> Vec<&'static str> {
    let mut all = Vec::new();
    for ending in ALL.iter().flat_map(|format| format.extensions).copied() {
        if !all.contains(&ending) {
            all.push(ending);
        }
    }
    all
}
