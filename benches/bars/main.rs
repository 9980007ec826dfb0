//! How fast it is, as ratios measured in one run: medians of interleaved pairs, in CPU time of one thread. Each row is
//! one line, `bar <name> <value> <limit> <holds|short>`; the times behind a ratio are printed under it.
//!
//! `cargo bench` runs all rows; `cargo bench -- scroll` those whose name holds the word.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark may fail loudly, and speaks to the terminal"
)]

mod agreeing;
mod claims;
mod exchange;
mod files;
mod frames;
mod generator;
mod kinds;
mod measure;
mod merging;
mod opening;
mod press;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let first = arguments.next();
    if first.as_deref() == Some("--resident") {
        files::print_growth(&arguments.next().expect("a file"));
        return;
    }
    if first.as_deref() == Some("--first-frame") {
        opening::print_first_frame(std::path::Path::new(&arguments.next().expect("a file")));
        return;
    }
    if let Some(work) =
        first.as_deref().filter(|first| first.starts_with("--export=") || ["--batch", "--columns"].contains(first))
    {
        exchange::print_work(work, std::path::Path::new(&arguments.next().expect("a path")));
        return;
    }
    let wanted = first.unwrap_or_default();
    for (name, row) in ROWS {
        if name.contains(wanted.as_str()) {
            row();
        }
    }
}

const ROWS: [(&str, fn()); 25] = [
    ("scroll", frames::scroll),
    ("scripts", frames::scripts),
    ("jump", frames::jump),
    ("tag", frames::tag),
    ("line", frames::one_line),
    ("open", files::open),
    ("first frame", opening::first_frame),
    ("window", opening::window),
    ("save", files::save),
    ("journal", files::journal),
    ("search", files::search),
    ("heap", files::heap),
    ("large", frames::large),
    ("derived", frames::derived),
    ("ledger", claims::ledger),
    ("tag all", claims::tag_all),
    ("columns", exchange::columns),
    ("html", exchange::html),
    ("batch", exchange::batch),
    ("press", press::press),
    ("merge", merging::merging),
    ("agreement", agreeing::agreement),
    ("compare", agreeing::compare),
    ("export", exchange::export),
    ("start", frames::start),
];
