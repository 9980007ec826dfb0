//! An article from its address on the web: fetched only when somebody asks for it, with limits, and read like a file.

use std::{io::Read, path::PathBuf, sync::Arc, time::Duration};

use ureq::{
    Agent,
    http::header::CONTENT_TYPE,
    tls::{RootCerts, TlsConfig},
};

use super::{import_plan, new_version, paste, read, words};
use crate::{
    app::desk::{
        crash::guarded,
        desk::Desk,
        failure::{FetchFailure, ReadFailure},
        jobs::{JobKind, Progress},
        notice::Notice,
        prompt::Prompt,
        step::{Outcome, Step, job},
    },
    import::{self, Imported},
};

/// How long a server may take in all.
const PATIENCE: Duration = Duration::from_secs(30);
/// Addresses lead on to other addresses this often at most.
const REDIRECTS: u32 = 10;

/// The address that a text is, if it is nothing else.
pub fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    });
    (is_web && !text.contains(char::is_whitespace)).then_some(text)
}

/// Fetches an article; its address is what was pasted.
pub(crate) fn fetch(desk: &Desk, text: &str) -> Outcome {
    let address = address(text).map(str::to_owned).ok_or_else(words::no_address)?;
    if desk.is_running(JobKind::Fetch) {
        return Err(words::fetching_already());
    }
    let (old, from) = (paste::pasting_into(desk), address.clone());
    let work = move |_progress: &_| fetched(&address);
    let step = Step::start(job(desk, JobKind::Fetch, work, move |desk, read| {
        let articles = read?.map_err(|why| words::page_not_added(&from, &why))?;
        match old {
            Some(old) => new_version::take(desk, old, articles),
            None => Ok(import_plan::add(desk, articles)),
        }
    }));
    Ok(step.closing_prompt())
}

/// Reads files that are links to pages, and asks whether to fetch these.
pub(crate) fn ask(desk: &Desk, paths: Vec<PathBuf>) -> Step {
    let work = move |_progress: &_| {
        let linked = |path: &PathBuf| import::linked_address(&read::name_of(path), &read::bytes_of(path).ok()?);
        let addresses: Vec<String> = paths.iter().filter_map(linked).collect();
        let unread = paths.len() - addresses.len();
        (addresses, unread)
    };
    Step::start(job(desk, JobKind::LookAtPath, work, move |_desk, read| match read? {
        (none, _) if none.is_empty() => Err(words::no_link_to_web()),
        (addresses, unread) => {
            let step = Step::ask(Prompt::Fetch(addresses.into()));
            Ok(if unread > 0 { step.saying(words::links_not_read(unread)) } else { step })
        }
    }))
}

/// Fetches the pages that somebody was asked about.
pub(crate) fn fetch_all(desk: &Desk, addresses: &[String]) -> Outcome {
    if desk.is_running(JobKind::Fetch) {
        return Err(words::fetching_already());
    }
    let addresses = addresses.to_vec();
    let work = move |progress: &Progress| {
        progress.set_total(addresses.len());
        let (mut articles, mut problems) = (Vec::new(), Vec::new());
        for address in addresses.iter().take_while(|_| !progress.is_cancelled()) {
            match fetched(address) {
                Ok(mut read) => articles.append(&mut read),
                Err(why) => problems.push(words::page_not_added(address, &why)),
            }
            progress.step();
        }
        if progress.is_cancelled() {
            problems.push(Notice::note(words::stopped_fetching()));
        }
        (articles, problems)
    };
    Ok(Step::start(job(desk, JobKind::Fetch, work, move |desk, read| {
        let (articles, problems) = read?;
        let step = if articles.is_empty() { Step::nothing() } else { import_plan::add(desk, articles) };
        Ok(match problems.as_slice() {
            [] | [_] => problems.into_iter().fold(step, Step::saying),
            many => {
                let lines: Vec<String> = many.iter().map(|problem| problem.text.clone()).collect();
                step.saying(Notice::problem(words::listed(&lines)))
            }
        })
    })))
}

/// Reads the articles at an address.
fn fetched(address: &str) -> Result<Vec<Imported>, FetchFailure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(provider)
        .build();
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(REDIRECTS)
        .user_agent(concat!("Sayso/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls)
        .build()
        .into();
    let mut response = agent.get(address).call().map_err(failure)?;
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    let body = response.body_mut().as_reader();
    body.take(import::LARGEST + 1).read_to_end(&mut bytes).map_err(FetchFailure::Incomplete)?;
    let name = name_of(address, &kind);
    let read = guarded(|| import::sent(&name, &bytes, import::stated_in(&kind)));
    let mut articles = read.ok_or(ReadFailure::Damaged)?.map_err(ReadFailure::from)?;
    articles.iter_mut().for_each(|article| article.locate(address));
    Ok(articles)
}

/// Why nothing came.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn failure(error: ureq::Error) -> FetchFailure {
    match error {
        ureq::Error::StatusCode(401..=403) => FetchFailure::NeedsLogin,
        ureq::Error::StatusCode(404 | 410) => FetchFailure::NoSuchPage,
        ureq::Error::StatusCode(code) => FetchFailure::Refused(code),
        ureq::Error::HostNotFound => FetchFailure::NoSuchServer,
        ureq::Error::Timeout(_) => FetchFailure::TooSlow(PATIENCE),
        ureq::Error::TooManyRedirects => FetchFailure::Loop,
        other => FetchFailure::Network(Box::new(other)),
    }
}

/// A file name with the ending that the kind of page asks for.
fn name_of(address: &str, kind: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let kind = kind.split(';').next().unwrap_or_default().trim().to_lowercase();
    let ending = match kind.as_str() {
        "text/plain" => "txt",
        "text/markdown" => "md",
        "application/pdf" => "pdf",
        "message/rfc822" => "eml",
        "application/rss+xml" | "application/atom+xml" | "application/xml" | "text/xml" => "xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/rtf" | "text/rtf" => "rtf",
        _ => "html",
    };
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_nothing_but_an_address() {
        assert_eq!(address(" https://example.org/a?b#c\n"), Some("https://example.org/a?b#c"));
        assert_eq!(address("HTTP://example.org"), Some("HTTP://example.org"));
        for other in ["", "https://", "see https://example.org", "https://a b", "file:///etc/passwd", "example.org"] {
            assert_eq!(address(other), None, "{other}");
        }
    }

    #[test]
    fn what_a_server_states_of_the_encoding_is_found_however_it_is_written() {
        let stated = |kind: &str| import::stated_in(kind).map(import::Charset::name);
        assert_eq!(stated("text/html; Charset=\"windows-1251\""), Some("windows-1251"));
        assert_eq!(stated("text/html;boundary=x; charset=utf-8 "), Some("UTF-8"));
        assert_eq!(stated("text/html"), None);
        // Servers state what they were set up with; bytes that are UTF-8 are.
        let page = "A long enough text with an é in it.".as_bytes();
        let read = import::sent("a.txt", page, import::encoding("iso-8859-1")).unwrap();
        assert!(read[0].text.as_str().contains('é'));
        let read = import::sent("a.txt", b"caf\xE9", import::encoding("iso-8859-2")).unwrap();
        assert_eq!(read[0].source.encoding, "ISO-8859-2");
    }

    #[test]
    fn the_kind_of_page_names_the_format() {
        assert_eq!(name_of("https://a.org/news/story.php?id=3", "text/html; charset=utf-8"), "story.html");
        assert_eq!(name_of("https://a.org/feed/", "application/rss+xml"), "feed.xml");
        assert_eq!(name_of("https://a.org/x.pdf", "application/pdf"), "x.pdf");
    }
}
