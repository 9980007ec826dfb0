//! `sayso import`: articles, annotations and codebooks become projects.

use sayso::store::read_project;

use super::sayso;

#[test]
fn articles_become_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new.sayso");
    let out = out.to_str().unwrap();
    assert_eq!(sayso(&["import", "tests/data/sample/article.txt", "-o", out]).0, 0);
    assert_eq!(sayso(&["check", out]).0, 0);
    let (code, _, err) = sayso(&["import", "tests/data/sample/article.txt", "-o", out]);
    assert_eq!(code, 2);
    assert!(err.contains("already exists"), "{err}");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let (code, _, err) =
        sayso(&["import", empty.to_str().unwrap(), "-o", folder.path().join("x.sayso").to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("contains nothing that"), "{err}");
}

#[test]
fn files_of_several_articles_are_split_in_their_order_and_their_names_say_facts() {
    let folder = tempfile::tempdir().unwrap();
    let (first, other) = (folder.path().join("2022-03-04 Gazette.txt"), folder.path().join("table.csv"));
    let articles: String =
        (1..=30).map(|number| format!("Artikel {number}\nTitle {number}\n\nIt rains {number}.\n\n")).collect();
    std::fs::write(&first, articles).unwrap();
    std::fs::write(&other, "title,text\nArtikel 5,\"A table is\nArtikel 6\nno text.\"\n").unwrap();
    let out = folder.path().join("new.sayso");
    let (first, other, path) = (first.to_str().unwrap(), other.to_str().unwrap(), out.to_str().unwrap());
    let patterns = ["--split", "Artikel #", "--names", "{date} {outlet}"];
    let (code, _, err) = sayso(&[&["import", first, other, "-o", path], &patterns[..]].concat());
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("table.csv doesn't fit the pattern of file names"), "{err}");
    let project = read_project(&std::fs::read(&out).unwrap()).unwrap().project;
    let (of_text, of_table): (Vec<_>, Vec<_>) =
        project.listed_articles().into_iter().partition(|article| article.source.name.ends_with(".txt"));
    let titles: Vec<&str> = of_text.iter().map(|article| article.facts.title.as_str()).collect();
    assert_eq!(titles, (1..=30).map(|number| format!("Title {number}")).collect::<Vec<_>>());
    assert!(of_text.iter().all(|article| article.facts.published == "2022-03-04" && article.facts.outlet == "Gazette"));
    assert_eq!(of_table.len(), 1, "a table is not split");
    let bad = [["--split", "/(/"], ["--split", " "], ["--names", "{date"]];
    for [option, pattern] in bad {
        let unmade = folder.path().join("unmade.sayso");
        let (code, _, err) = sayso(&["import", first, "-o", unmade.to_str().unwrap(), option, pattern]);
        assert_eq!(code, 2, "{option} {pattern}: {err}");
        assert!(!unmade.exists() && err.contains(option), "{err}");
    }
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
fn files_in_gzip_are_articles_or_annotations_by_what_is_in_them() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let file = std::fs::File::create(folder.path().join(name)).unwrap();
        let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap();
    };
    write("marks.jsonl.gz", br#"{"id":1,"text":"Anna left","label":[[0,4,"PER"]]}"#);
    write("news.json.gz", &std::fs::read("tests/data/json/newsapi.json").unwrap());
    std::fs::write(folder.path().join("cut.csv.gz"), [0x1F, 0x8B, 8, 0]).unwrap();
    let output = folder.path().join("new.sayso");
    let (code, _, err) = sayso(&["import", folder.path().to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("cut.csv.gz was not added: the gzip file is damaged"), "{err}");
    let project = read_project(&std::fs::read(output).unwrap()).unwrap().project;
    assert_eq!((project.articles.len(), project.span_count()), (3, 1), "{err}");
    assert!(project.articles.values().any(|article| article.source.name == "news.json.gz"));
}

#[test]
fn folders_and_archives_say_what_they_skip_by_kind() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let mut archive = zip::ZipWriter::new(std::fs::File::create(at("all.zip")).unwrap());
    let files = [
        ("a.txt", "News of the day"),
        ("b.JPG", "x"),
        ("deep/c.jpg", "x"),
        ("deep/film.mp4", "x"),
        ("deep/old.ppt", "x"),
        ("notes", "x"),
        ("~$a.docx", "x"),
        ("__MACOSX/._a.txt", "x"),
        // The configuration is a part of these marks; that of brat's tools is not.
        ("brat/story.txt", "Anna said so."),
        ("brat/story.ann", "T1\tSpeaker 0 4\tAnna\n"),
        ("brat/annotation.conf", "[entities]\nSpeaker\n"),
        ("brat/tools.conf", "[options]\n"),
    ];
    for (name, text) in files {
        let path = at("all").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.start_file("../out.txt", zip::write::SimpleFileOptions::default()).unwrap();
    archive.finish().unwrap();
    let kinds = "2 .jpg, 2 left by the system or an office program, 1 without an ending, 1 .conf, 1 .mp4, 1 .ppt";
    let folder_told = format!("all: 8 files skipped: {kinds}.\n");
    let archive_told = format!("all.zip: 9 files skipped: {kinds}, 1 with an unusable path.\n");
    for (input, expected) in [("all", folder_told), ("all.zip", archive_told)] {
        let output = at(&format!("{input}.sayso"));
        let (code, _, told) = sayso(&["import", at(input).to_str().unwrap(), "-o", output.to_str().unwrap()]);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains(&expected), "{told}");
        let project = read_project(&std::fs::read(output).unwrap()).unwrap().project;
        assert_eq!((project.articles.len(), project.span_count()), (2, 1), "{told}");
    }
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
fn what_becomes_of_possible_duplicates_can_be_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in ["ap.txt", "reuters.txt"] {
        std::fs::write(path(name), "The bridge is closed.\n\nNobody is hurt.").unwrap();
    }
    let articles = |more: &[&str]| {
        let output = path(&format!("all{}.sayso", more.join("")));
        let (code, _, err) = sayso(&[&["import", &path("ap.txt"), &path("reuters.txt"), "-o", &output], more].concat());
        (read_project(&std::fs::read(output).unwrap()).unwrap().project.articles.len(), code, err)
    };
    let (count, code, err) = articles(&[]);
    assert_eq!((count, code), (2, 1), "{err}");
    assert!(err.contains("has the same text as") && err.contains("It was added."), "{err}");
    for (policy, count) in [("add", 2), ("skip", 1), ("same", 1)] {
        let (found, _, err) = articles(&["--duplicates", policy]);
        assert_eq!(found, count, "{policy} {err}");
    }
    // The same file again is known, whatever is said of duplicates.
    let (both, again) = (path("all.sayso"), path("again.sayso"));
    let (_, _, err) = sayso(&["import", &both, &path("ap.txt"), "-o", &again, "--duplicates", "add"]);
    assert!(err.contains("is already in the project"), "{err}");
    assert_eq!(sayso(&["import", &both, "-o", &again, "--duplicates", "maybe"]).0, 2);
}

#[test]
fn the_article_of_marks_can_be_named_where_two_go_by_one_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for outlet in ["a", "b"] {
        std::fs::create_dir(path(outlet)).unwrap();
        let text = format!("Budget\n\nThe government said no, writes {outlet}.");
        std::fs::write(path(&format!("{outlet}/budget-{outlet}.txt")), text).unwrap();
    }
    std::fs::write(path("marks.csv"), "tag,words,document\nClaim,government,Budget\n").unwrap();
    let import = |more: &[&str], output: &str| {
        let files = [path("a"), path("b"), path("marks.csv")];
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let (_, _, err) = sayso(&[&["import"], &files[..], &["-o", &path(output)], more].concat());
        let project = read_project(&std::fs::read(path(output)).unwrap()).unwrap().project;
        let marked = project.articles.values().filter(|article| !article.spans.is_empty());
        (marked.map(|article| article.source.name.clone()).collect::<Vec<_>>(), err)
    };
    let (marked, err) = import(&[], "none.sayso");
    assert!(marked.is_empty() && err.contains("2 such articles in the project"), "{err}");
    let (marked, err) = import(&["--article", "budget-b"], "named.sayso");
    assert_eq!(marked, ["budget-b.txt"], "{err}");
    let (_, err) = import(&["--article", "Budget"], "twice.sayso");
    assert!(err.contains("2 articles are called “Budget”"), "{err}");
}

#[test]
fn a_table_is_read_as_what_somebody_chooses_and_its_columns_become_fields() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(
        path("news.csv"),
        "text,label,score\nIt rains.,weather,1\nIt snows.,weather,2.5\nHe left.,people,3\nShe stays.,people,4\n",
    )
    .unwrap();
    let (code, _, err) = sayso(&["import", &path("news.csv"), "-o", &path("a.sayso")]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("4 articles, 0 marks"), "{err}");
    let (_, out, err) = sayso(&["search", &path("a.sayso"), "label:weather it"]);
    assert_eq!(out.lines().count(), 2, "{out}{err}");
    assert!(sayso(&["search", &path("a.sayso"), "label:weathr it"]).2.contains("Did you mean “weather”?"));
    assert!(sayso(&["search", &path("a.sayso"), "score:2,5 it"]).1.contains("snows"));
    // Again with other labels: the field of this name gets them.
    std::fs::write(path("more.csv"), "text,label,score\nShe came.,people,many\nShe won.,sports,4\nShe ran.,sports,5\n")
        .unwrap();
    let (code, _, err) = sayso(&["import", &path("a.sayso"), &path("more.csv"), "-o", &path("b.sayso")]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(sayso(&["search", &path("b.sayso"), "label:sports she"]).1.lines().count(), 2);
    assert_eq!(sayso(&["check", &path("b.sayso")]).0, 0);
    // Either can be forced.
    let (code, _, err) = sayso(&["import", &path("news.csv"), "--format", "csv", "-o", &path("c.sayso")]);
    assert!(code == 1 && err.contains("no article in the project contains these words"), "{err}");
    std::fs::write(path("marks.csv"), "document,code,segment\na,x,It rains\nb,y,It snows\n").unwrap();
    let (_, _, err) = sayso(&["import", &path("marks.csv"), "--format", "table", "-o", &path("d.sayso")]);
    assert!(err.contains("2 articles, 0 marks"), "{err}");
    let (code, _, err) = sayso(&["import", &path("marks.csv"), "--format", "spreadsheet", "-o", &path("e.sayso")]);
    assert!(code == 2 && err.contains("table") && err.contains("csv"), "{err}");
}

#[test]
fn coders_of_files_are_credited_as_somebody_says() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("a.jsonl"), folder.path().join("a.sayso"));
    let task = |by: &str| {
        let by = if by.is_empty() { String::new() } else { format!(r#","_annotator_id":"{by}""#) };
        format!(r#"{{"text":"Anna left.","spans":[{{"start":0,"end":4,"label":"Speaker"}}]{by}}}"#)
    };
    std::fs::write(&input, [task("r1"), task("r2"), task("")].join("\n")).unwrap();
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    let named = ["--coder", "r1=Ana", "--coder", "Cem", "--coder", "nobody=Ben"];
    let (code, _, err) = sayso(&[&["import", input, "-o", output], &named[..]].concat());
    assert!(code == 1 && err.contains("No coder named “nobody” made marks in these files."), "{err}");
    let project = read_project(&std::fs::read(output).unwrap()).unwrap().project;
    let mut names: Vec<&str> = project.coders.values().map(|coder| coder.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Ana", "Cem", "r2"]);
    assert_eq!(sayso(&["import", input, "-o", output, "--coder", "=Ana"]).0, 2);
}

#[test]
fn a_codebook_as_a_table_makes_a_project_of_tags() {
    let folder = tempfile::tempdir().unwrap();
    let (codebook, output) = (folder.path().join("tags.csv"), folder.path().join("tags.sayso"));
    std::fs::write(&codebook, "code,definition,parent\nBorder,a line,\nFence,a wall,Border\n").unwrap();
    let (code, _, err) = sayso(&["import", codebook.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert!(code == 0 && err.contains("0 articles, 0 marks and 7 tags"), "{err}");
}

#[test]
fn a_coder_of_the_project_is_credited_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (lines, again) = (path("lines.jsonl"), path("again.sayso"));
    let (code, _, err) = sayso(&["export", "projects/kremlin-call.sayso", "--format", "doccano", "-o", &lines]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = sayso(&["import", "projects/kremlin-call.sayso", &lines, "--coder", "Sample", "-o", &again]);
    // All of it is there already; under another coder of that name it would be there twice.
    assert!(code == 2 && err.contains("nothing could be added"), "{code}: {err}");
}
