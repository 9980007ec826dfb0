//! Transcripts and posts: files of ours in the layouts of others, what is made of them, and what goes wrong in such files.

use std::{fmt::Write, path::Path, time::Instant};

use sayso::{
    import::{self, ImportError, Imported, Reading, Threads, annotations},
    model::RunKind,
};

use super::exchange::folder;

fn read_as(name: &str, bytes: &[u8], threads: Threads) -> Result<Vec<Imported>, ImportError> {
    import::articles(name, bytes, Reading { threads, ..Reading::default() })
}

/// What was read, for people to read.
fn shown(articles: &[Imported]) -> String {
    let mut shown = String::new();
    for Imported { text, structure, facts, source, warnings, fields, .. } in articles {
        let known = [
            ("title", &facts.title),
            ("outlet", &facts.outlet),
            ("author", &facts.author),
            ("published", &facts.published),
            ("stated", &facts.dating.stated),
            ("address", &facts.address),
            ("language", &facts.language),
            ("format", &source.format),
        ];
        shown.push_str("=====\n");
        let known = known.into_iter().filter(|(_, value)| !value.is_empty());
        known.for_each(|(name, value)| writeln!(shown, "{name}: {value}").unwrap());
        fields.iter().for_each(|(name, value)| writeln!(shown, "field {name}: {value}").unwrap());
        source.steps.iter().skip(1).for_each(|step| writeln!(shown, "step: {step}").unwrap());
        warnings.iter().for_each(|warning| writeln!(shown, "warning: {warning}").unwrap());
        writeln!(shown, "-----\n{}\n-----", text.as_str()).unwrap();
        for run in structure {
            let words = text.get(run.at).unwrap().replace('\n', "¶");
            let kind = match &run.kind {
                RunKind::Time(start, end) => format!("{start:.2}–{end:.2}"),
                other => format!("{other:?}"),
            };
            writeln!(shown, "{kind}: {words}").unwrap();
        }
    }
    shown
}

/// Reads each file of a folder, and compares what is made of it with what stands beside it.
fn compare(path: &str) {
    let files = folder(path);
    let mut differing = Vec::new();
    let read = |name: &&String| !name.ends_with(".gold") && !name.ends_with(".md");
    let names: Vec<&String> = files.keys().filter(read).collect();
    assert!(names.len() > 6, "{names:?}");
    for name in names {
        let made = shown(&import::articles(name, &files[name], None).unwrap_or_else(|error| panic!("{name}: {error}")));
        let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join(path).join(format!("{name}.gold"));
        if std::env::var_os("SAYSO_WRITE").is_some() {
            std::fs::write(&gold, &made).unwrap();
        } else if std::fs::read_to_string(&gold).unwrap_or_default() != made {
            differing.push(format!("{name} is read as:\n{made}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn transcripts_are_read_as_they_stand_beside_them() {
    compare("tests/data/talk");
}

#[test]
fn posts_are_read_as_they_stand_beside_them() {
    compare("tests/data/posts");
}

#[test]
fn posts_are_told_before_annotations_and_annotations_stay_theirs() {
    let posts = folder("tests/data/posts");
    for (name, bytes) in posts.iter().filter(|(name, _)| name.ends_with(".json") || name.ends_with(".js")) {
        assert!(import::told_first(name, bytes).is_some(), "{name}");
    }
    let mut seen = 0;
    for path in ["w3c", "cas-json", "doccano", "label-studio-named_entity", "label-studio-tasks-taxonomy", "spacy"] {
        let files = folder(&format!("tests/data/{path}"));
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
            assert!(import::told_first(name, bytes).is_none(), "{path}/{name}");
            seen += usize::from(annotations::format_of(&annotations::File { name, bytes, beside: &files }).is_some());
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn a_thread_is_one_article_by_choice() {
    let files = folder("tests/data/posts");
    let count = |name: &str, threads| read_as(name, &files[name], threads).unwrap().len();
    for (name, together, apart, daily) in [
        ("tweets.js", 3, 4, 3),
        ("telegram.json", 3, 4, 3),
        ("telegram-account.json", 3, 4, 2),
        ("outbox.json", 2, 3, 2),
    ] {
        assert_eq!(count(name, Threads::Together), together, "{name}");
        assert_eq!(count(name, Threads::Apart), apart, "{name}");
        assert_eq!(count(name, Threads::Daily), daily, "{name}");
    }
}

#[test]
fn the_text_of_an_interview_stays_as_it_is() {
    let files = folder("tests/data/talk");
    let read = &import::articles("interview.txt", &files["interview.txt"], None).unwrap()[0];
    assert_eq!(read.text.as_str().as_bytes(), files["interview.txt"]);
    let turns = read.structure.iter().filter(|run| matches!(run.kind, RunKind::Turn(_))).count();
    assert_eq!(turns, 5);
    // A page of text that is no interview has none.
    let story = "The mayor: a portrait\n\nShe said: nobody had been told.\n\nKern: “We closed it.”\n\nIt rained.\n";
    assert!(import::articles("a.txt", story.as_bytes(), None).unwrap()[0].structure.is_empty());
}

#[test]
fn captions_in_a_text_are_told_and_other_texts_stay() {
    let files = folder("tests/data/talk");
    let format = |name: &str, bytes: &[u8]| import::articles(name, bytes, None).unwrap()[0].source.format.clone();
    assert_eq!(format("a.txt", &files["interview.srt"]), "captions");
    assert_eq!(format("a.txt", &files["teams.vtt"]), "captions");
    assert_eq!(format("a.txt", b"At 10:15 it rained.\n0:03 was the result.\n"), "text");
}

#[test]
fn files_without_talk_or_posts_say_why() {
    let error = |name: &str, bytes: &[u8]| import::articles(name, bytes, None).unwrap_err().to_string();
    assert!(error("a.srt", b"Nothing here\n").contains("no captions"));
    assert!(error("a.vtt", b"WEBVTT\n\nNOTE so\n").contains("no captions"));
    assert!(error("a.srt", b"").contains("no "));
    assert!(error("a.js", b"window.YTD.account.part0 = []").contains("no posts"));
    assert!(error("a.js", b"window.YTD.tweets.part0 = []").contains("no posts"));
    assert!(error("a.js", b"window.YTD.tweets.part0 = [").contains("JSON"));
    assert!(error("a.json", b"{\"a\": 1}").contains("annotation"));
}

#[test]
fn a_file_that_breaks_off_gives_what_stands_before() {
    let files = folder("tests/data/posts");
    for (name, least) in [("telegram.json", 1), ("outbox.json", 1), ("bluesky-feed.json", 1), ("tweets.js", 1)] {
        let bytes = &files[name][..files[name].len() * 2 / 3];
        let read = import::articles(name, bytes, None).unwrap();
        assert!(read.len() >= least && read[0].warnings.iter().any(|warning| warning.contains("incomplete")), "{name}");
        assert!(read.iter().all(|article| !article.facts.outlet.is_empty()), "{name}");
    }
}

/// The time that reading takes grows with the file, not with its square.
#[test]
fn long_files_are_read_in_time() {
    let message = |number: usize| {
        format!(
            "{{\"id\":{number},\"type\":\"message\",\"date\":\"2023-01-02T09:15:00\",\"date_unixtime\":\"{}\",\"from\":\"A\",\
             \"from_id\":\"user{}\",\"reply_to_message_id\":{},\"text\":\"Message {number}\"}}",
            1_672_650_900 + number,
            number % 3,
            number.saturating_sub(1 + 2 * (number % 2))
        )
    };
    let export = |count: usize| {
        let messages: Vec<String> = (1..=count).map(message).collect();
        format!("{{\"name\":\"A\",\"type\":\"private_group\",\"id\":1,\"messages\":[{}]}}", messages.join(","))
    };
    let captions = |count: usize| {
        let cue =
            |at: usize| format!("{at}\n{:02}:{:02}:{:02},000 --> x\nWords {at}.\n\n", at / 3600, at / 60 % 60, at % 60);
        (1..=count).map(cue).collect::<String>()
    };
    let interview = |count: usize| "ANNA: It rained all day.\nBEN: Nobody had been told.\n".repeat(count);
    let time = |name: &str, text: String| {
        let begin = Instant::now();
        assert!(!import::articles(name, text.as_bytes(), None).unwrap().is_empty());
        begin.elapsed().as_secs_f64()
    };
    type Make<'m> = &'m dyn Fn(usize) -> String;
    let made: [(&str, usize, Make<'_>); 3] =
        [("result.json", 30_000, &export), ("a.srt", 20_000, &captions), ("a.txt", 20_000, &interview)];
    for (name, count, make) in made {
        let (less, more) = (time(name, make(count / 10)), time(name, make(count)));
        assert!(more < 40.0 * less.max(0.05), "{name}: {less:.2} s for a tenth, {more:.2} s for all");
    }
}

/// Damage of every kind: an error in words or articles whose runs lie in their texts.
#[test]
fn damaged_transcripts_and_posts_are_read_or_refused_in_words() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % most as u64).unwrap()
    };
    const THROWN: [&str; 16] = [
        "<v ",
        "<",
        "{\\",
        "&#",
        " --> ",
        "\n\n",
        "00:00:01,000",
        "\"",
        "[",
        "{",
        "99999:99",
        ">>",
        "- ",
        "\u{FEFF}",
        "\0",
        "🙂",
    ];
    let (mut read, mut refused) = (0, 0);
    for path in ["tests/data/talk", "tests/data/posts"] {
        let files = folder(path);
        for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with(".gold") && !name.ends_with(".md")) {
            for _ in 0..60 {
                let mut bytes = bytes.clone();
                for _ in 0..=below(6) {
                    let at = below(bytes.len());
                    match below(4) {
                        0 => bytes[at] = below(256) as u8,
                        1 => drop(bytes.drain(at..(at + below(40)).min(bytes.len()))),
                        2 => drop(bytes.splice(at..at, THROWN[below(THROWN.len())].bytes())),
                        _ => bytes.truncate(at.max(1)),
                    }
                    if bytes.is_empty() {
                        bytes.push(b' ');
                    }
                }
                for threads in [Threads::Together, Threads::Apart, Threads::Daily] {
                    match read_as(name, &bytes, threads) {
                        Ok(articles) => {
                            read += 1;
                            for article in articles {
                                let lies_inside = |run: &sayso::model::Run| article.text.get(run.at).is_some();
                                assert!(article.structure.iter().all(lies_inside), "{name}");
                                let starts = article.structure.iter().map(|run| run.at.start);
                                assert!(starts.is_sorted(), "{name}");
                            }
                        }
                        Err(error) => {
                            refused += 1;
                            assert!(!error.to_string().is_empty());
                        }
                    }
                }
            }
        }
    }
    assert!(read > 500 && refused > 50, "{read} read, {refused} refused");
}
