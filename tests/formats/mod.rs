//! The project file, byte by byte, and the command line over it.

mod articles;
mod columns;
mod documents;
pub mod exchange;
mod exchanged;
mod exports;
mod held;
mod joining;
mod json;
mod label_studio;
mod pages;
mod qda;
mod tei;
mod uima;
mod web;

use std::process::{Command, Output};

use sayso::store::{read_project, write_project};

use crate::common::tools::is_here;

/// A file of format 1 as it was first written. It must open for ever.
const V1: &[u8] = include_bytes!("../data/golden/v1.sayso");

#[test]
fn a_file_of_the_first_format_opens_and_is_written_back_byte_for_byte() {
    let loaded = read_project(V1).unwrap();
    assert_eq!(loaded.problems, []);
    let written = write_project(&loaded.project).bytes;
    if std::env::var_os("SAYSO_WRITE").is_some() {
        std::fs::write("tests/data/golden/v1.sayso", &written).unwrap();
    }
    assert_eq!(String::from_utf8(written).unwrap(), String::from_utf8(V1.to_vec()).unwrap());
}

#[test]
fn a_file_laid_out_by_other_hands_reads_the_same() {
    let file = String::from_utf8(V1.to_vec()).unwrap();
    let as_written = read_project(V1).unwrap().project;
    let one_line = file.lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join(" ");
    assert_eq!(read_project(one_line.as_bytes()).unwrap().project, as_written);

    // Strings of other hands may hold line breaks, and so lines that look like those between the lists.
    let decoy = "raw\n  articles: [\n  ],\n  spans: [\n    (id: 1),\n  ],\n";
    let title = format!("title: \"{}\"", as_written.title);
    let with_decoy = file.replacen(&title, &format!("title: \"{decoy}\""), 1);
    assert_ne!(with_decoy, file);
    let mut expected = as_written.clone();
    decoy.clone_into(&mut expected.title);
    assert_eq!(read_project(with_decoy.as_bytes()).unwrap().project, expected);
}

#[test]
fn an_error_in_any_list_is_told_with_its_line() {
    let file = String::from_utf8(V1.to_vec()).unwrap();
    for section in ["articles", "spans", "links"] {
        let opening = format!("\n  {section}: [\n");
        let line = file[..file.find(&opening).unwrap() + opening.len()].matches('\n').count() + 1;
        let broken = file.replacen(&opening, &format!("{opening}    (id: 7),\n"), 1);
        let error = read_project(broken.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("line {line}, column ")), "{section}: {error}");
    }
}

fn sayso(arguments: &[&str]) -> (i32, String, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn check_counts_and_exits_as_it_found() {
    let (code, out, err) = sayso(&["check", "projects/kremlin-call.sayso"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(
        out,
        "projects/kremlin-call.sayso: articles 1, spans 61 (Claim 16, Speaker 16, Cue 16, Addressee 2, Location 11), links 47, entities 11, coders 1\n"
    );
    let (code, _, err) = sayso(&["check", "no/such.sayso"]);
    assert_eq!(code, 2);
    assert!(err.contains("no/such.sayso: there is no such file"), "{err}");
}

#[test]
fn problems_are_listed_kept_and_exit_with_one() {
    let sample = std::fs::read_to_string("projects/kremlin-call.sayso").unwrap();
    let spans: Vec<&str> = sample.lines().filter(|line| line.contains("tag: \"location\"")).collect();
    let moved = spans[0].replace("at: [(", "at: [(1");
    let other_words = spans[1].replace("words: [\"", "words: [\"Not ");
    let damaged = sample
        .replace(spans[0], &moved)
        .replace(spans[1], &other_words)
        .replace(spans[2], &format!("{}\n{}", spans[2], spans[2]));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.sayso");
    std::fs::write(&path, &damaged).unwrap();
    let (code, out, _) = sayso(&["check", path.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(out.contains("lies outside the text"), "{out}");
    assert!(out.contains("should mark \"Not ") && out.contains("but its place holds"), "{out}");
    assert!(out.contains("a second span with the id"), "{out}");
    let loaded = read_project(damaged.as_bytes()).unwrap();
    let again = String::from_utf8(write_project(&loaded.project).bytes).unwrap();
    for line in [moved.trim(), other_words.trim()] {
        assert!(again.contains(line), "{line}");
    }
    assert_eq!(again.matches(spans[2].trim()).count(), 2, "the second record of an id is kept too");
}

#[test]
fn an_export_never_takes_the_place_of_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("work.sayso");
    std::fs::copy("projects/kremlin-call.sayso", &project).unwrap();
    let before = std::fs::read(&project).unwrap();
    let link = folder.path().join("table.csv");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&project, &link).unwrap();
    for output in [&project, &folder.path().join("other.sayso"), &link] {
        let path = project.to_str().unwrap();
        let (code, _, err) = sayso(&["export", path, "--format", "csv", "-o", output.to_str().unwrap()]);
        assert!(code == 2 && err.contains("this is a project"), "{output:?}: {code} {err}");
    }
    assert_eq!(std::fs::read(&project).unwrap(), before);
}

#[test]
fn a_mistyped_command_says_so_and_opens_no_window() {
    let (code, _, err) = sayso(&["exprot", "projects/kremlin-call.sayso.txt"]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no file or command “exprot”") && err.contains("--help"), "{err}");
}

#[test]
fn a_codebook_alone_makes_a_project_of_tags() {
    let folder = tempfile::tempdir().unwrap();
    let (codebook, output) = (folder.path().join("tags.qdc"), folder.path().join("tags.sayso"));
    let tags = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code guid=\"6f0e5a3c-0b7e-4d56-9c8e-2d1f0a9b8c7d\" \
                name=\"Border\" isCodable=\"true\"/></Codes></CodeBook>";
    std::fs::write(&codebook, tags).unwrap();
    let (_, _, err) = sayso(&["import", codebook.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert!(err.contains("0 articles, 0 marks and 6 tags"), "{err}");
    assert!(output.exists());
}

#[test]
fn how_offsets_count_can_be_said_with_line_ends_and_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("a.jsonl"), folder.path().join("a.sayso"));
    // Counted with the mark and each line end as one, the speaker begins at 5.
    std::fs::write(&input, r#"{"text":"\ufeffOn\r\nAnna Bert said.","label":[[4,8,"Speaker"]]}"#).unwrap();
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let chosen = ["--counting", "code-points", "--line-ends-as-one", "--byte-order-mark"];
    let (_, _, err) = sayso(&[&["import", input, "-o", output], &chosen[..]].concat());
    let project = read_project(&std::fs::read(output).unwrap()).unwrap().project;
    let article = project.articles.values().next().unwrap();
    let words: Vec<String> = article.spans.iter().map(|span| article.words_of(span)).collect();
    assert_eq!(words, ["Anna"], "{err}");
    let (code, _, _) = sayso(&["import", input, "-o", output, "--line-ends-as-one"]);
    assert_eq!(code, 2, "alone it means nothing");
}

#[test]
fn csv_comes_out_of_the_command_line() {
    let (code, out, err) = sayso(&["export", "projects/kremlin-call.sayso", "--format", "csv"]);
    assert_eq!(code, 0);
    // Cells may hold line ends, so rows are not lines.
    let rows = csv::Reader::from_reader(out.as_bytes()).records().map(Result::unwrap).count();
    assert!(out.starts_with('\u{FEFF}') && rows == 61, "{rows}");
    assert!(out.contains("Speaker,Endorgan,"));
    assert!(err.contains("61 marks written"), "{err}");
    assert_eq!(sayso(&["export", "projects/kremlin-call.sayso", "--format", "tapestry"]).0, 2);
}

#[test]
fn search_shows_places_in_context_and_says_what_it_does_not_understand() {
    let project = "projects/kremlin-call.sayso";
    let (code, out, err) = sayso(&["search", project, "erdoğan"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
    assert!(out.contains("Recep Tayyip [Erdogan], in which he assured"), "{out}");
    assert!(err.contains("2 places"), "{err}");
    let (code, out, _) = sayso(&["search", project, "--json", "speaker:Putin", "tag:claim", "stance:against"]);
    assert_eq!((code, out.lines().count()), (0, 3), "{out}");
    let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["start"], &first["end"], &first["tag"]), (&197.into(), &318.into(), &"Claim".into()));
    assert_eq!(first["words"].as_str().unwrap().chars().count(), 318 - 197);
    assert_eq!(sayso(&["search", project, "zebra"]).0, 0, "finding nothing is no failure");
    for (query, problem) in [("tag:zebra", "no tag “zebra”"), ("/(/", "no regular expression"), ("", "names nothing")]
    {
        let (code, _, err) = sayso(&["search", project, query]);
        assert!(code == 2 && err.contains(problem), "{query}: {err}");
    }
    assert_eq!(sayso(&["search", "no/such.sayso", "x"]).0, 2);
}

#[test]
fn articles_become_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new.sayso");
    let out = out.to_str().unwrap();
    assert_eq!(sayso(&["import", "tests/data/sample/article.txt", "-o", out]).0, 0);
    assert_eq!(sayso(&["check", out]).0, 0);
    let (code, _, err) = sayso(&["import", "tests/data/sample/article.txt", "-o", out]);
    assert_eq!(code, 2);
    assert!(err.contains("exists already"), "{err}");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let (code, _, err) =
        sayso(&["import", empty.to_str().unwrap(), "-o", folder.path().join("x.sayso").to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("holds nothing that"), "{err}");
}

#[test]
fn without_a_display_it_says_what_is_missing() {
    let (code, _, err) = sayso(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no display"), "{err}");
    assert_eq!(sayso(&["--help"]).0, 0);
    assert_eq!(sayso(&["formats", "--json"]).0, 0);
    assert_eq!(sayso(&["frobnicate", "--x"]).0, 2);
}

#[test]
fn a_project_without_permission_is_refused_plainly() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.sayso");
    std::fs::copy("projects/kremlin-call.sayso", &path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The administrator may read everything; for everybody else it must be refused.
    if std::fs::read(&path).is_err() {
        let (code, _, err) = sayso(&["check", path.to_str().unwrap()]);
        assert_eq!(code, 2);
        assert!(err.contains("no permission"), "{err}");
    }
}

#[test]
fn a_workbook_has_a_sheet_each_with_dates_filters_and_all_letters() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a.xlsx");
    let (code, _, err) =
        sayso(&["export", "projects/kremlin-call.sayso", "--format", "xlsx", "-o", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
    let mut member = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let workbook = member("xl/workbook.xml");
    let names: Vec<usize> = ["Claims", "Marks", "Articles", "Codebook"]
        .map(|name| workbook.find(&format!("name=\"{name}\"")).unwrap())
        .into();
    assert!(names.is_sorted());
    let (claims, marks) = (member("xl/worksheets/sheet1.xml"), member("xl/worksheets/sheet2.xml"));
    assert_eq!((claims.matches("<row ").count(), marks.matches("<row ").count()), (1 + 16, 1 + 61));
    for sheet in [&claims, &marks] {
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter "), "{sheet}");
    }
    // 2022-03-06 as spreadsheets count days.
    assert!(marks.contains("<v>44626</v>"));
    let strings = member("xl/sharedStrings.xml");
    assert!(strings.contains("Recep Tayyip Erdogan") && strings.contains("“human shield”"));
}

/// The report of a project as a page.
fn report_of(project: &std::path::Path) -> String {
    let (code, page, err) = sayso(&["export", project.to_str().unwrap(), "--format", "report"]);
    assert_eq!(code, 0, "{err}");
    page
}

#[test]
fn the_report_holds_every_claim_and_leads_to_its_words() {
    let page = report_of("projects/kremlin-call.sayso".as_ref());
    let anchors: Vec<&str> = page.split(" id=\"s-").skip(1).map(|rest| &rest[..16]).collect();
    let mut once = anchors.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!((anchors.len(), once.len()), (61, 61), "each mark begins once");
    let links: Vec<&str> = page.split("href=\"#s-").skip(1).map(|rest| &rest[..16]).collect();
    assert_eq!(links.len(), 16 + 61, "from the claims, and from what is known of each mark");
    assert!(links.iter().all(|link| once.contains(link)));
    assert!(page.contains("Kremlin press service › Vladimir Putin"), "the chain");
    // Nothing is fetched: all links stay in the page, and no other part of it names an address to load.
    for attribute in ["src=", "href=\"h", "@import", "url("] {
        assert!(!page.contains(attribute), "{attribute}");
    }
    // What makes it usable with a screen reader.
    for part in [
        "<html lang=",
        "<title>",
        "<main>",
        "<nav aria-label=",
        "<label for=\"filter\">",
        "scope=\"col\"",
        "role=\"status\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
}

#[test]
fn foreign_scripts_in_a_report_are_shown_and_never_run() {
    let folder = tempfile::tempdir().unwrap();
    let text = "<script>document.title='taken'</script>\n\n\"><img src=x onerror=\"document.title='taken'\"> said </title><b>so</b>.";
    let (article, project) = (folder.path().join("a.txt"), folder.path().join("a.sayso"));
    std::fs::write(&article, text).unwrap();
    assert_eq!(sayso(&["import", article.to_str().unwrap(), "-o", project.to_str().unwrap()]).0, 0);
    let page = report_of(&project);
    assert!(page.contains("&lt;img src=x onerror=") && !page.contains("<img") && page.matches("<script>").count() == 1);
    let hash = page.split("script-src 'sha256-").nth(1).unwrap().split('\'').next().unwrap();
    let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
    use base64::Engine;
    use sha2::Digest;
    assert_eq!(hash, base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script)), "our own may run");
    // In a real browser, where one is installed.
    if !is_here("chromium") {
        return;
    }
    let file = folder.path().join("report.html");
    std::fs::write(&file, &page).unwrap();
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("<title>Untitled project</title>") || shown.contains("<title>a</title>"), "{shown}");
    assert!(!shown.contains("<title>taken"), "{shown}");
}

#[test]
fn marks_and_claims_are_counted_by_tag_speaker_article_and_coder() {
    let project = "projects/kremlin-call.sayso";
    let (code, out, _) = sayso(&["stats", project]);
    assert_eq!(code, 0);
    assert!(out.starts_with("\u{FEFF}tag,marks,claims\r\n") && out.contains("\r\nClaim,16,16\r\n"), "{out}");
    let (_, out, _) = sayso(&["stats", project, "--by", "speaker", "--json"]);
    let lines: serde_json::Value = serde_json::from_str(&out).unwrap();
    let of = |name: &str| lines.as_array().unwrap().iter().find(|line| line["name"] == name).unwrap()["claims"].clone();
    // One claim has two speakers, who count both.
    assert_eq!((of("Vladimir Putin"), of("Recep Tayyip Erdogan")), (10.into(), 1.into()), "{out}");
    for by in ["article", "outlet", "coder"] {
        let (_, out, _) = sayso(&["stats", project, "--by", by]);
        assert!(out.trim_end().ends_with(",61,16"), "{by}: {out}");
    }
    assert_eq!(sayso(&["stats", project, "--by", "weather"]).0, 2);
    assert_eq!(sayso(&["stats", "no/such.sayso"]).0, 2);
}

#[test]
fn shells_and_man_know_every_command() {
    let (code, script, _) = sayso(&["completions", "bash"]);
    assert_eq!(code, 0);
    let (code, page, _) = sayso(&["man"]);
    assert_eq!(code, 0);
    for command in ["check", "import", "export", "search", "stats", "formats"] {
        assert!(script.contains(command) && page.contains(command), "{command}");
    }
    assert!(page.starts_with(".ie") || page.contains(".TH sayso"), "{page}");
    assert_eq!(sayso(&["completions", "abacus"]).0, 2);
}
