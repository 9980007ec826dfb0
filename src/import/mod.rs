//! Articles and annotations from files: one file per format and one line in [`ALL`] or [`annotations::ALL`]; bytes in,
//! frozen texts with their facts, and marks, out.
//!
//! [`articles`](crate::import::articles()) read texts, [`annotations`] read the marks of other programs, [`join`] adds
//! those to a project.
//!
//! # Memory
//!
//! Nothing that is read grows past a limit, whatever the file says of itself; what is larger is refused with a reason.
//!
//! | what | at most |
//! |---|---|
//! | a file; a text; a member of an archive | 64 MiB ([`LARGEST`]) |
//! | a file that is an archive (`.zip`, `.qdpx`) | 1 GiB, of which 256 MiB are unpacked |
//! | streams of a PDF | 256 MiB, as often as they are drawn; a million signs a page |
//! | a web archive | 256 MiB unpacked, and as much of answers that are packed in it |
//! | a file in gzip | 64 MiB unpacked |
//! | a table, JSON of articles | 256 MiB of cells, empty ones counted; 1,048,576 rows of 1,000 columns |
//! | XML | 5 million elements and texts; no entities |
//! | a web page; RTF | 2,000 elements, or groups, in each other |

pub mod annotations;
mod articles;
mod charset;
mod closed;
mod dialect;
mod dom;
mod doubt;
mod encoding;
mod ending;
mod error;
mod guess;
mod gz;
mod hash;
mod headings;
pub mod join;
mod limits;
mod link_file;
mod mapping;
mod markup;
mod package;
mod reader;
mod references;
mod sequences;
mod shape;
mod sheet;
mod sheet_check;
mod table_kind;
mod title;
mod watch;
mod wide;
mod words;

pub use articles::{
    ALL, extensions, file_names,
    format::{Changes, Comment, Format, Imported, Reading, Request, Threads},
    mapped::mapping,
    pdf::move_pages,
    press::cuts::Cuts,
    preview::{Contents, Paragraph, Preview, preview},
    read::{articles, articles_as, may_be_split, pasted, pasted_page, reads, sent},
    told::told_first,
    words::dating_source,
};
pub use charset::{Charset, ENCODINGS, encoding};
pub use doubt::{At, Bad, Doubt, Place};
pub use encoding::stated_in;
pub use ending::ending;
pub use error::ImportError;
pub use gz::ungzipped;
pub(crate) use hash::sha256_of;
pub use limits::{LARGEST, check_size};
pub use link_file::{linked_address, may_be_link};
pub use mapping::{Column, Mapped, Mapping, Role};
pub use package::{file_count, unpacked};
pub use reader::Reader;
pub use watch::Watch;
