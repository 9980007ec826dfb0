//! Short articles in all the languages: saved and opened again, found by their own words, and their language told.

use std::sync::Arc;

use sayso::{
    model::{Article, ArticleId, CoderId, Facts, Id, Project, ProjectId, Source, Span, SpanId, TagId, Time},
    store::{builtin_codebook, read_project, write_project},
    text::{FrozenText, Pattern, detected_language, folded, tokens_in},
};

/// The articles by the names of their files; those in one language have its code.
fn texts() -> Vec<(String, FrozenText)> {
    let mut texts: Vec<(String, FrozenText)> = std::fs::read_dir("tests/data/languages/texts")
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, FrozenText::verbatim(std::fs::read_to_string(path).unwrap()))
        })
        .collect();
    texts.sort_by(|one, other| one.0.cmp(&other.0));
    assert!(texts.len() >= 40, "{}", texts.len());
    texts
}

#[test]
fn marks_on_every_word_of_every_script_are_there_after_saving() {
    let id = |number: usize| Id::from_bits([0, 0, 0, 0, 0, 0, 0, 1, (number / 256) as u8, (number % 256) as u8]);
    let mut project = Project::new(ProjectId(id(0)), "Scripts", builtin_codebook());
    let mut count = 1;
    for (_, text) in texts() {
        count += 1;
        let mut article =
            Article::new(ArticleId(id(count)), text.clone(), Facts::default(), Source::default(), Time(1));
        for word in tokens_in(&text, text.range(), "") {
            count += 1;
            article.spans.insert(Span::new(
                SpanId(id(count)),
                TagId::new("claim"),
                vec![word],
                CoderId(id(1)),
                Time(1),
            ));
        }
        project.articles.insert(article.id, Arc::new(article));
    }
    let loaded = read_project(&write_project(&project).bytes).unwrap();
    assert_eq!(loaded.project.articles, project.articles);
}

#[test]
fn every_word_of_every_script_is_found() {
    for (name, text) in texts() {
        for word in tokens_in(&text, text.range(), &name) {
            let words = text.get(word).unwrap();
            if folded(words).contains(char::is_alphanumeric) {
                assert!(Pattern::folded(words).find_in(&text).any(|found| found.overlaps(word)), "{name}: {words}");
            }
        }
    }
}

#[test]
fn no_language_is_mistaken_for_another() {
    let mut told = Vec::new();
    for (name, text) in texts().into_iter().filter(|(name, _)| name.len() == 2 && !name.ends_with(char::is_numeric)) {
        let found = detected_language(text.as_str());
        if let Some(found) = found {
            assert_eq!(found.language, name, "{found:?}");
            told.push(name);
        } else {
            eprintln!("{name}: not told");
        }
    }
    eprintln!("told: {}", told.join(" "));
    assert!(told.len() >= 20, "{told:?}");
}
