//! Exports of press databases: each article is found with all that the database says of it, and nothing is lost.

use std::{
    collections::BTreeSet,
    fmt::Write,
    path::{Path, PathBuf},
    time::Instant,
};

use sayso::{
    import::{ImportError, Imported, Reading, articles},
    model::RunKind,
};

fn articles_split(name: &str, bytes: &[u8], pattern: &str) -> Result<Vec<Imported>, ImportError> {
    articles(name, bytes, Reading { split: pattern.to_owned(), ..Reading::default() })
}

use super::exchange::zipped;

const FOLDER: &str = "tests/data/press";

/// The exports, in order.
fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let is_export = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        !name.ends_with(".expected.txt") && !name.ends_with(".md")
    };
    let mut files: Vec<PathBuf> = entries.filter(is_export).collect();
    files.sort();
    files
}

fn name_of(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

fn read(path: &Path) -> Vec<Imported> {
    articles(name_of(path), &std::fs::read(path).unwrap(), None).unwrap()
}

/// All that was read, to be looked at.
fn shown(all: &[Imported]) -> String {
    let mut out = String::new();
    for (number, article) in all.iter().enumerate() {
        let facts = &article.facts;
        writeln!(out, "######## {}", number + 1).unwrap();
        let stated = if facts.dating.is_doubtful { "doubtful: " } else { "" };
        let dated = format!("{} ({stated}{}: {})", facts.published, facts.dating.source, facts.dating.stated);
        for (name, value) in [
            ("title", &facts.title),
            ("outlet", &facts.outlet),
            ("author", &facts.author),
            ("date", &dated),
            ("language", &facts.language),
            ("address", &facts.address),
        ] {
            writeln!(out, "{name}: {value}").unwrap();
        }
        for (name, value) in &article.fields {
            writeln!(out, "field {name}: {value}").unwrap();
        }
        for step in &article.source.steps {
            writeln!(out, "step: {step}").unwrap();
        }
        for warning in &article.warnings {
            writeln!(out, "warning: {warning}").unwrap();
        }
        writeln!(out, "--------\n{}\n", article.text.as_str()).unwrap();
    }
    out
}

/// `SAYSO_WRITE=1 cargo test` writes what is expected anew.
#[test]
fn every_layout_is_read_as_expected() {
    let files = files();
    assert!(files.len() >= 18);
    for path in files {
        let read = shown(&read(&path));
        let beside = path.with_file_name(format!("{}.expected.txt", path.file_stem().unwrap().to_str().unwrap()));
        if std::env::var_os("SAYSO_WRITE").is_some() {
            std::fs::write(&beside, &read).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&beside).unwrap();
        assert!(read == expected, "{} is read as\n{read}", path.display());
    }
}

#[test]
fn every_golden_file_has_a_page_that_documents_its_layout() {
    let readme = std::fs::read_to_string(Path::new(FOLDER).join("README.md")).unwrap();
    for path in files() {
        assert!(readme.contains(&format!("`{}`", name_of(&path))), "{}", path.display());
    }
}

#[test]
fn facts_are_taken_in_every_language() {
    let first = |name: &str| read(&Path::new(FOLDER).join(name)).swap_remove(0);
    for (name, author, day, language) in [
        ("lexisnexis-english.txt", "Ada Example, Ben Sample", "2018-03-01", "en"),
        ("lexisnexis-german.txt", "Änne Müßig", "2018-03-01", "de"),
        ("lexisnexis-french.txt", "Amélie Exemple", "2018-03-01", "fr"),
        ("lexisnexis-spanish.txt", "José Ejemplo", "2018-03-01", "es"),
        ("lexisnexis-portuguese.txt", "João Exemplo", "2018-03-01", "pt"),
        ("nexis-english.txt", "Ada Example, Ben Sample", "2018-03-01", ""),
        ("nexis-german.txt", "Änne Müßig", "2018-03-01", "de"),
        ("nexis-french.txt", "Amélie Exemple", "2018-03-01", "fr"),
        ("nexis-spanish.txt", "José Ejemplo", "2018-03-01", "es"),
        ("nexis-portuguese.txt", "João Exemplo", "2018-03-01", "pt"),
        ("factiva-english.txt", "Ada Example", "2018-03-01", "en"),
        ("factiva-german.txt", "Änne Müßig", "2018-03-01", "de"),
        ("factiva-french.txt", "Amélie Exemple", "2018-03-01", "fr"),
        ("factiva-codes-english.txt", "Ada Example", "2018-03-01", "en"),
        ("factiva-codes-french.html", "Amélie Exemple", "2018-03-01", "fr"),
        ("europresse-french.html", "Amélie Exemple", "2018-03-01", ""),
        ("proquest-english.txt", "Ada Example, Ben Sample", "2018-03-01", "en"),
    ] {
        let facts = first(name).facts;
        let taken = (facts.author.as_str(), facts.published.as_str(), facts.language.as_str());
        assert_eq!(taken, (author, day, language), "{name}");
        assert!(!facts.title.is_empty() && !facts.outlet.is_empty(), "{name}");
    }
}

#[test]
fn words_of_labels_stay_in_the_text() {
    let texts = |name: &str| shown(&read(&Path::new(FOLDER).join(name)));
    for (name, paragraph) in [
        ("lexisnexis-english.txt", "\n\nSection: that word begins"),
        ("lexisnexis-english.txt", "\n\nLanguage: many of those"),
        ("lexisnexis-german.txt", "\n\nLänge: So lang"),
        ("nexis-english.txt", "\n\nSection: that word begins"),
        ("nexis-english.txt", "\n\nLoad-Date: so a clerk"),
        ("nexis-german.txt", "\n\nLänge: So lang"),
        ("factiva-english.txt", "\n\nIN a hall full of people"),
        ("factiva-english.txt", "\n\nDocument 1 of 2 had been lost"),
        ("factiva-codes-english.txt", "\n\nPD, as they call"),
        ("europresse-french.html", "\n\nSection : ce mot"),
        ("proquest-english.txt", "\nSection: that word begins"),
        ("proquest-english.txt", "\n\nSubject: what the tide"),
    ] {
        assert!(texts(name).contains(paragraph), "{name}: {paragraph}");
    }
}

#[test]
fn warnings_name_the_place() {
    let all = |name: &str| {
        let read = read(&Path::new(FOLDER).join(name));
        read.into_iter().flat_map(|article| article.warnings).collect::<Vec<_>>()
    };
    let warned = |name: &str, words: &str| {
        let all = all(name);
        assert!(all.iter().any(|warning| warning == words), "{name}: {words}: {all:?}");
    };
    warned("lexisnexis-english.txt", "Article 3 of the export is missing.");
    warned("lexisnexis-english.txt", "Article 3 (line 93) has no text.");
    warned(
        "lexisnexis-english.txt",
        "Its date, 9 March 2018, is later than the day on which it was added to the database (March 6, 2018).",
    );
    warned("nexis-english.txt", "The file says that it has 4 articles, but 3 were found.");
    warned("factiva-english.txt", "Article 3 is cut by a page break at line 71; check the paragraphs there.");
    warned("mixed-english.txt", "The file holds articles of several databases: LexisNexis, Factiva, Nexis.");
    assert_eq!(all("nexis-german.txt"), Vec::<String>::new());
}

/// The words of a text, without signs and case.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The lines of a file that are in no article, and of which words are nowhere: neither in what is known of an article nor
/// among what was removed. Signs of the databases say nothing.
fn lost(file: &str, all: &[Imported]) -> Vec<String> {
    const SIGNS: &str = "Body Textkörper Corps End of Document Ende des Dokuments Fin du document documents Dokument von de \
        Documento Classification Klassifizierung Graphic Grafik Section Rubrik Rubrique Length Länge Longueur Longitud Tamanho \
        Byline Autor Auteur Dateline Highlight Language Sprache Langue Idioma Subject Publication Type Geographic Full text \
        Title Author Location Abstract Sección Seção HD SE BY WC PD ET SN SC ED PG LA CY LP TD CO IN NS RE IPD PUB AN CR ID \
        URL title date ProQuest English German Deutsch French Français Spanish Español Portuguese Português and by von par et \
        URL Pg S Pág words mots palabras palavras Wörter Company Person";
    let mut known = words(SIGNS);
    let mut texts = String::new();
    for article in all {
        writeln!(texts, "{}", article.text.as_str()).unwrap();
        known.append(&mut words(&shown(std::slice::from_ref(article))));
    }
    let texts: BTreeSet<&str> = texts.lines().map(str::trim).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_lost =
        |line: &&str| !texts.contains(line) && words(line).iter().any(|word| !known.contains(word) && !is_number(word));
    file.lines().map(str::trim).filter(is_lost).map(str::to_owned).collect()
}

/// The lines of the articles stand in the file in this order.
fn in_order(file: &str, all: &[Imported]) -> Result<(), String> {
    let mut lines = file.lines().map(str::trim);
    for line in all.iter().flat_map(|article| article.text.as_str().lines()).map(str::trim) {
        if !line.is_empty() && !lines.any(|own| own.ends_with(line)) {
            return Err(line.to_owned());
        }
    }
    Ok(())
}

/// Numbers by chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// The lines of a file, some of them lost, repeated or elsewhere.
fn damaged(file: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<&str> = file.lines().collect();
    for _ in 0..=chance.below(12) {
        if lines.is_empty() {
            break;
        }
        let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
        match chance.below(4) {
            0 => drop(lines.remove(one)),
            1 => lines.insert(other, lines[one]),
            2 => lines.swap(one, other),
            _ => {
                let (from, to) = (one.min(other), one.max(other).min(one.min(other) + 20));
                let cut: Vec<&str> = lines.drain(from..to).collect();
                let at = chance.below(lines.len() + 1);
                lines.splice(at..at, cut);
            }
        }
    }
    lines.join("\n")
}

#[test]
fn nothing_of_an_export_is_lost() {
    for path in files().into_iter().filter(|path| path.extension().unwrap() == "txt") {
        let file = std::fs::read_to_string(&path).unwrap();
        let all = read(&path);
        assert!(all.len() >= 2, "{}", path.display());
        assert_eq!(lost(&file, &all), Vec::<String>::new(), "{}", path.display());
        assert_eq!(in_order(&file, &all), Ok(()), "{}", path.display());
    }
}

#[test]
fn nothing_of_a_damaged_export_is_lost() {
    let mut chance = Chance(7);
    let mut split = 0;
    for path in files().into_iter().filter(|path| path.extension().unwrap() == "txt") {
        let file = std::fs::read_to_string(&path).unwrap();
        for _ in 0..40 {
            let damaged = damaged(&file, &mut chance);
            let Ok(all) = articles("a.txt", damaged.as_bytes(), None) else { continue };
            split += usize::from(all.len() > 1);
            assert_eq!(lost(&damaged, &all), Vec::<String>::new(), "{} as\n{damaged}", path.display());
            assert_eq!(in_order(&damaged, &all), Ok(()), "{} as\n{damaged}", path.display());
        }
    }
    assert!(split > 400, "{split}");
}

/// All files below a folder.
fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { below(&path, files) } else { files.push(path) }
    }
}

#[test]
fn ordinary_articles_are_not_taken_for_exports() {
    let mut files = Vec::new();
    below(Path::new("tests/data"), &mut files);
    let mut read = 0;
    for path in files.iter().filter(|path| !path.starts_with(FOLDER)) {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        // What is no article is read as text as well: it may hold anything.
        let name = if ["html", "htm", "docx", "odt", "pdf"].contains(&ending) { name_of(path) } else { "a.txt" };
        let Ok(all) = articles(name, &std::fs::read(path).unwrap(), None) else { continue };
        let steps = all.iter().flat_map(|article| &article.source.steps);
        assert_eq!((all.len(), steps.filter(|step| step.contains(" export, ")).count()), (1, 0), "{}", path.display());
        read += 1;
    }
    assert!(read > 100, "{read}");
}

#[test]
fn articles_that_quote_an_export_stay_whole() {
    for text in [
        "A title\n\nDocument 1 of 2\n\nThe clerk said so.\n\nDocument 2 of 2\n\nNothing more.",
        "A title\n\n1 of 2 DOCUMENTS\n\nLength: two metres\n\nCopyright 2018 The Daily Example",
        "A title\n\n693 words\n\nThat is how long the speech was on 1 March 2018.\n\nDocument lost",
        "End of Document\n\nBody\n\nHow a film ends. End of Document\n\nEnd of Document",
        "____________________________________________________________\nTitle: A song\nFull text: la la la\n",
        "HD\n\nTD\n\nAN\n\nThese are letters.",
    ] {
        let all = articles("a.txt", text.as_bytes(), None).unwrap();
        assert_eq!((all.len(), all[0].text.as_str()), (1, text));
    }
}

#[test]
fn exports_as_word_documents_and_pages_are_split() {
    let text = std::fs::read_to_string(Path::new(FOLDER).join("nexis-english.txt")).unwrap();
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs = |open: &str, close: &str| {
        let lines = escaped.lines().filter(|line| !line.is_empty());
        lines.map(|line| format!("{open}{line}{close}")).collect::<String>()
    };
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
        paragraphs("<w:p><w:r><w:t xml:space=\"preserve\">", "</w:t></w:r></w:p>")
    );
    let docx = zipped(&[("word/document.xml", document.as_bytes())]);
    let page = format!("<html><head><title>Nexis</title></head><body>{}</body></html>", paragraphs("<p>", "</p>"));
    let of_text = read(&Path::new(FOLDER).join("nexis-english.txt"));
    for (name, bytes) in [("a.docx", docx), ("a.html", page.into_bytes())] {
        let all = articles(name, &bytes, None).unwrap();
        let facts = |all: &[Imported]| all.iter().map(|article| article.facts.clone()).collect::<Vec<_>>();
        assert_eq!(facts(&all), facts(&of_text), "{name}");
        assert_eq!(all[1].text, of_text[1].text, "{name}");
        assert_eq!(all[2].fields, of_text[2].fields, "{name}");
    }
}

/// A document of Nexis with this title, text and end.
fn nexis(title: &str, text: &str, end: &str) -> String {
    format!(
        "{title}\n\nThe Daily Example\n\nMarch 1, 2018 Thursday\n\nCopyright 2018 Daily Example Ltd\n\nLength: 30 words\n\n\
         Byline: Reuters, Berlin\n\nBody\n\n{text}\n\n{end}End of Document\n\n"
    )
}

/// The texts of articles.
fn texts(name: &str, file: &str) -> Vec<String> {
    let all = articles(name, file.as_bytes(), None).unwrap();
    all.iter().map(|article| article.text.as_str().to_owned()).collect()
}

#[test]
fn headlines_that_begin_like_labels_or_notices_are_titles() {
    let titles = [
        "Correction: Bridge vote story",
        "UPDATE: Fire at the harbour",
        "State: what it owes the town",
        "Copyright reform splits the council",
        "Copyright 2018: a look back",
    ];
    let file: String = titles.iter().map(|title| nexis(title, "It rained.", "Load-Date: March 2, 2018\n\n")).collect();
    let all = articles("a.txt", file.as_bytes(), None).unwrap();
    assert_eq!(all.iter().map(|article| article.facts.title.as_str()).collect::<Vec<_>>(), titles);
    for (article, title) in all.iter().zip(titles) {
        let facts = &article.facts;
        let known = (facts.outlet.as_str(), facts.published.as_str(), facts.author.contains("Berlin Reuters"));
        assert_eq!(known, ("The Daily Example", "2018-03-01", false), "{title}");
        assert_eq!(article.text.as_str(), format!("{title}\n\nIt rained."));
    }
    let titles = ["UPDATE: Fire at the harbour kills two", "Copyright reform divides the council", "STATE: OWES TOWN"];
    let file: String = (1..)
        .zip(titles)
        .map(|(number, title)| {
            format!(
                "   {number} of 3 DOCUMENTS\n\n   The Daily Example\n\n   March 1, 2018 Thursday\n   Late Edition\n\n{title}\n\n\
                 BYLINE: By Ada Example\n\nLENGTH: 30 words\n\nIt rained.\n\nLOAD-DATE: March 2, 2018\n\n\
                 LANGUAGE: ENGLISH\n\n   Copyright 2018 Daily Example\n\n"
            )
        })
        .collect();
    let all = articles("a.txt", file.as_bytes(), None).unwrap();
    for (article, title) in all.iter().zip(titles) {
        let known = [&article.facts.title, &article.facts.author, &article.facts.published].map(String::as_str);
        assert_eq!(known, [title, "Ada Example", "2018-03-01"]);
        assert_eq!(article.text.as_str(), format!("{title}\n\nIt rained."));
    }
    assert_eq!(all.len(), titles.len());
}

#[test]
fn the_last_paragraphs_stay_in_the_text() {
    let loaded = "Load-Date: March 2, 2018\n\n";
    let classes = "Classification\n\nLanguage: ENGLISH\n\nSubject: RAIN (90%)\n\nLoad-Date: March 2, 2018\n\n";
    for text in [
        "They asked for:\n\n(a) more money\n\n(b) less noise\n\n(c) a new office",
        "Shares fell.\n\nCompany: the firm said it was fine.\n\nState: it said nothing.",
        "Shares fell.\n\nUpdate: they fell further.",
        "Shares fell.\n\nCorrection\n\nThe report of Friday was wrong.\n\nThey fell by 3 per cent.",
        "Shares fell.\n\nNotes\n\nThe bank printed some.\n\nNobody took them.",
    ] {
        for end in [loaded, classes, ""] {
            let file = nexis("A title", text, end) + &nexis("Another", "It rained.", loaded);
            assert_eq!(texts("a.txt", &file)[0], format!("A title\n\n{text}"), "{end}");
        }
    }
    let under = "Graphic\n\nThe bridge.\n\nThe quay.\n\nCorrection\n\nIt was Friday.\n\nLoad-Date: March 2, 2018\n\n";
    let file = nexis("A title", "It rained.", under);
    let all = articles("a.txt", file.as_bytes(), None).unwrap();
    assert_eq!(all[0].text.as_str(), "A title\n\nIt rained.\n\nCorrection\n\nIt was Friday.");
    assert!(all[0].fields.contains(&("graphic".to_owned(), "The bridge. The quay.".to_owned())), "{:?}", all[0].fields);
}

#[test]
fn pages_of_factiva_are_no_articles() {
    let notice = "© 2018 Factiva, Inc. All rights reserved.\n\n";
    let one = |title: &str, number: usize| {
        format!(
            "{title}\n\n1 234 words\n\n1 March 2018\n\nThe Daily Example\n\nDAIEX\n\nEnglish\n\n\
             Copyright The Example Group\n\nIt rained.\n\nDocument DAIEX00020180301ee310000{number}\n\n"
        )
    };
    let plain = [one("Rain", 1), notice.to_owned(), one("Snow Stops Play", 2), notice.to_owned()].concat();
    let coded = "HD  Rain\nWC  24 words\nPD  1 March 2018\nSN  The Daily Example\nLA  English\nLP  It rained.\n\
                 AN  Document DAIEX00020180301ee3100001\n\n";
    let summary = "Search Summary\n\nText\n\nrain\n";
    assert_eq!(texts("a.txt", &(plain + summary)), ["Rain\n\nIt rained.", "Snow Stops Play\n\nIt rained."]);
    assert_eq!(texts("a.txt", &format!("{coded}{coded}{summary}")), ["Rain\n\nIt rained."; 2]);
}

#[test]
fn pages_of_europresse_keep_their_shape() {
    let page = "<html><body><article><header><div class=\"DocPublicationName\">The Example</div>\
        <div class=\"DocHeader\">News, Friday, March 1, 2024 1 345 words, p. 4</div>\
        <p class=\"titreArticle\">Copyright : le conseil tranche</p></header><section><div class=\"DocText\">\
        <p>Il faut&nbsp;:</p><h2>Le chantier</h2><p>(c) réduire les <b>émissions</b></p><p>Voir <a href=\"https://a.example\">ici</a>.</p>\
        <p>© 2024 : une année.</p></div></section><footer><small>© 2024 The Example. All rights reserved.</small></footer>\
        </article></body></html>";
    let all = articles("a.html", page.as_bytes(), None).unwrap();
    let article = &all[0];
    assert_eq!(
        article.text.as_str(),
        "Copyright : le conseil tranche\n\nIl faut :\n\nLe chantier\n\n(c) réduire les émissions\n\nVoir ici.\n\n\
         © 2024 : une année."
    );
    let shaped: Vec<(&str, RunKind)> =
        article.structure.iter().map(|run| (article.text.get(run.at).unwrap(), run.kind.clone())).collect();
    assert_eq!(
        shaped,
        [
            ("Le chantier", RunKind::Heading(2)),
            ("émissions", RunKind::Strong),
            ("ici", RunKind::Link("https://a.example/".to_owned()))
        ]
    );
    let fields: Vec<(&str, &str)> =
        article.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(fields, [("section", "News"), ("words", "1345"), ("page", "4")]);
    assert_eq!(article.facts.published, "2024-03-01");
}

#[test]
fn a_pattern_of_ones_own_splits_what_no_layout_knows() {
    let file = "Artikel 1\nErster Titel\n\nErster Text.\n\nArtikel 2\nZweiter Titel\n\nZweiter Text.\n";
    assert_eq!(articles("a.txt", file.as_bytes(), None).unwrap().len(), 1);
    let all = articles_split("a.txt", file.as_bytes(), "Artikel #").unwrap();
    let texts: Vec<&str> = all.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["Erster Titel\n\nErster Text.", "Zweiter Titel\n\nZweiter Text."]);
    assert_eq!((all[0].facts.title.as_str(), all[0].source.split.as_str()), ("Erster Titel", "Artikel #"));
    let none = articles_split("a.txt", file.as_bytes(), "/^Teil/");
    assert!(none.unwrap_err().to_string().contains("/^Teil/"));
    // What is a page is split as a whole.
    let page = "<html><body><p>=====</p><p>One</p><p>Text.</p><p>=====</p><p>Two</p></body></html>";
    let all = articles_split("a.html", page.as_bytes(), "=====").unwrap();
    assert_eq!(all.iter().map(|article| article.facts.title.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
}

#[test]
fn a_thousand_articles_take_no_time() {
    const ARTICLES: usize = 1_000;
    let one =
        "The council voted on Wednesday to rebuild the harbour bridge: it has been closed since 2008.\n\n".repeat(52);
    let mut file = String::new();
    for number in 1..=ARTICLES {
        write!(
            file,
            "   {number} of {ARTICLES} DOCUMENTS\n\n   The Daily Example\n\n   March 1, 2018 Thursday\n\nTitle {number}\n\n\
             LENGTH: 700 words\n\n{one}LOAD-DATE: March 2, 2018\n\nLANGUAGE: ENGLISH\n\n   Copyright 2018 Daily Example\n\n"
        )
        .unwrap();
    }
    assert!(file.len() > 4_900_000, "{}", file.len());
    let start = Instant::now();
    let all = articles("a.txt", file.as_bytes(), None).unwrap();
    let took = start.elapsed();
    assert_eq!((all.len(), all[999].facts.title.as_str()), (ARTICLES, "Title 1000"));
    assert!(took.as_secs() < 10, "{took:?}");
}
