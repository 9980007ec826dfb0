//! Annotations in and out: whatever a format has a place for comes back as it was, and what it has no place for is told.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    analysis::value_words,
    export::{self, Limit, Loss, Part, Unsupported},
    import::annotations::{self, Beside, Choices, File, Joined, join},
    model::{
        Article, Codebook, Colour, EntityId, Facts, FieldKind, FieldValue, LinkEnd, Origin, Project, ProjectId, Span,
        Time,
    },
};

pub(crate) use super::exchanged::project_with;
use super::exchanged::{coder, id};

/// What a project holds in these parts, in words that do not depend on ids.
pub(crate) fn told(project: &Project, parts: &[Part]) -> Vec<String> {
    let has = |part: Part| parts.contains(&part);
    let entity = |id: EntityId| {
        let entity = &project.entities[&id];
        format!("{} {}", entity.kind.as_str(), entity.name)
    };
    let mut lines = Vec::new();
    for article in project.articles.values() {
        lines.push(format!("text {:?}", article.text.as_str()));
        if has(Part::Facts) {
            let bare = Facts { fields: Default::default(), ..article.facts.clone() };
            lines.push(format!("{bare:?}"));
        }
        if has(Part::ArticleFields) {
            // A format may know values as words only.
            lines.extend(article.facts.fields.iter().map(|(id, value)| {
                let field = project.codebook.article_field(id).unwrap();
                format!("{}: {}", field.name, value_words(project, value))
            }));
        }
        let span_line = |span: &Span| {
            let tag = project.codebook.tag(&span.tag).unwrap();
            let mut line = format!("{} {:?}", tag.name, span.pieces);
            if has(Part::Notes) {
                line += &format!(" note {:?}", span.note);
            }
            if has(Part::Coders) {
                line += &format!(" by {}", project.coder_name(span.by));
            }
            if has(Part::Times) {
                line += &format!(" at {}", span.made);
            }
            if has(Part::Flags) {
                line += &format!(" flag {}", span.flag);
            }
            if has(Part::Mentions) {
                line += &format!(" {:?}", span.mention);
            }
            if has(Part::Entities) {
                line += &format!(" names {:?}", span.entity.map(entity));
            }
            if has(Part::Fields) {
                let mut fields: Vec<String> = span
                    .fields
                    .iter()
                    .map(|(id, value)| {
                        let field = tag.fields.iter().find(|field| field.id == *id).unwrap();
                        let words = match value {
                            FieldValue::Choice(words) | FieldValue::Text(words) | FieldValue::Date(words) => {
                                words.clone()
                            }
                            // A format may know numbers, and yes and no, as words only.
                            FieldValue::YesNo(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
                            FieldValue::Number(number) => number.to_string(),
                            other => format!("{other:?}"),
                        };
                        format!("{}={words}", field.name)
                    })
                    .collect();
                fields.sort();
                line += &format!(" {fields:?}");
            }
            assert!(span.origin != Origin::Rule);
            line
        };
        lines.extend(article.spans.iter().map(span_line));
        for link in article.links.iter() {
            let end = match link.to {
                LinkEnd::Span(to) if has(Part::Links) => span_line(article.span(to).unwrap()),
                LinkEnd::Span(_) => continue,
                _ if !has(Part::OpenLinks) => continue,
                LinkEnd::Entity(id) => entity(id),
                LinkEnd::Unnamed => "unnamed".to_owned(),
                LinkEnd::Nobody => "nobody".to_owned(),
            };
            let kind = &project.codebook.link_kind(&link.kind).unwrap().name;
            let mut line = format!("{kind}: {} → {end}", span_line(article.span(link.from).unwrap()));
            if has(Part::LinkDetails) {
                let fields: Vec<&FieldValue> = link.fields.values().collect();
                line += &format!(" order {} note {:?} fields {fields:?}", link.order, link.note);
            }
            lines.push(line);
        }
    }
    for tag in &project.codebook.tags {
        let mut line = format!("tag {}", tag.name);
        if has(Part::Colours) && matches!(tag.colour, Colour::Rgb(..)) {
            line += &format!(" {:?}", tag.colour);
        }
        if has(Part::Definitions) {
            line += &format!(" {:?}", tag.definition);
        }
        if has(Part::Examples) {
            line += &format!(" {:?}", tag.examples);
        }
        if has(Part::Tree) {
            line +=
                &format!(" under {:?}", tag.parent.as_ref().map(|id| project.codebook.tag(id).unwrap().name.clone()));
        }
        lines.push(line);
    }
    lines.sort();
    lines
}

/// Reads files as one who is called like the first coder, into a project without a codebook.
pub(crate) fn read_back(format: &annotations::Format, files: &BTreeMap<String, Vec<u8>>) -> (Project, Joined) {
    read_into(Project::new(ProjectId(id(9)), "Back", Codebook::default()), format, files)
}

pub(crate) fn read_into(
    mut project: Project,
    format: &annotations::Format,
    files: &BTreeMap<String, Vec<u8>>,
) -> (Project, Joined) {
    let mut joined = Joined::default();
    let choices = Choices::new(coder(1, "Anna Ö."), Time(0));
    for name in files.names() {
        let file = File { name: &name, bytes: &files[&name], beside: files };
        if annotations::format_of(&file).is_some_and(|found| found.name == format.name) {
            let found = annotations::read(format, &file).unwrap_or_else(|error| panic!("{name}: {error}"));
            joined.add(join(&mut project, found, &choices));
        }
    }
    (project, joined)
}

/// The files of a format, as they lie in one folder.
pub(crate) fn written(format: &export::Format, project: &Project) -> (BTreeMap<String, Vec<u8>>, Vec<Loss>) {
    let written = format.write(project);
    let alone = format!("project.{}", format.extensions[0]);
    let named = |(name, bytes): (String, Vec<u8>)| (if name.is_empty() { alone.clone() } else { name }, bytes);
    (written.files.into_iter().map(named).collect(), written.losses)
}

#[test]
fn what_a_format_holds_comes_back_as_it_was() {
    let mut both = 0;
    for format in export::ALL {
        let Some(reader) = annotations::format(format.name) else { continue };
        both += 1;
        // A table of marks alone is read from a workbook.
        let beside = [Part::EntityDetails, Part::Links, Part::OpenLinks, Part::LinkDetails, Part::Colours];
        let is_read = |part: &Part| format.name != "xlsx" || !beside.contains(part);
        let parts: Vec<Part> = format.holds.iter().copied().filter(is_read).collect();
        let mut project = project_with(&parts);
        if format.limits.contains(&Limit::Marks) {
            project.articles.clear();
        }
        let (files, losses) = written(format, &project);
        // Texts, times and colours are in every project; a format without a place for them says so, and rightly. What
        // its limits say is not of these parts.
        let is_expected = |loss: &Loss| match loss.what {
            Unsupported::Part(part) => matches!(part, Part::Texts | Part::Times | Part::Colours),
            Unsupported::Limit(limit) => format.limits.contains(&limit),
        };
        let losses: Vec<Loss> = losses.into_iter().filter(|loss| !is_expected(loss)).collect();
        assert_eq!(losses, [], "{} holds all of it", format.name);
        let mut empty = Project::new(ProjectId(id(9)), "Back", Codebook::default());
        if !format.holds.contains(&Part::Texts) {
            // The marks join articles that are there already.
            for article in project.articles.values() {
                let facts = Facts { fields: Default::default(), ..article.facts.clone() };
                let source = article.source.clone();
                let bare = Article::new(article.id, article.text.clone(), facts, source, article.added);
                empty.articles.insert(article.id, Arc::new(bare));
            }
        }
        let (back, joined) = read_into(empty, reader, &files);
        assert_eq!(joined.notes, [""; 0], "{}", format.name);
        let mut back_told = told(&back, &parts);
        if format.limits.contains(&Limit::BlanksInTagNames) {
            back_told = back_told.iter().map(|line| line.replace("Said_what", "Said what")).collect();
        }
        pretty(format.name, &told(&project, &parts), &back_told);
        // What is read twice is one.
        let (again, joined) = read_into(back.clone(), reader, &files);
        assert_eq!((joined.spans, joined.links, joined.articles), (0, 0, 0), "{}", format.name);
        assert_eq!(again, back, "{}", format.name);
    }
    assert!(both > 0);
}

#[track_caller]
fn pretty(name: &str, ours: &[String], theirs: &[String]) {
    let missing: Vec<&String> = ours.iter().filter(|line| !theirs.contains(line)).collect();
    let more: Vec<&String> = theirs.iter().filter(|line| !ours.contains(line)).collect();
    assert!(missing.is_empty() && more.is_empty(), "{name}\nmissing {missing:#?}\nmore {more:#?}");
    assert_eq!(ours.len(), theirs.len(), "{name}");
}

#[test]
fn what_a_format_has_no_place_for_is_told() {
    let everything = project_with(Part::ALL);
    for format in export::ALL {
        let losses = format.write(&everything).losses;
        for part in Part::ALL.iter().filter(|part| !format.holds.contains(part) && part.count(&everything) > 0) {
            let loss = Loss { what: Unsupported::Part(*part), count: part.count(&everything) };
            assert!(losses.contains(&loss), "{}: {loss:?} is not in {losses:?}", format.name);
        }
        for Loss { what, .. } in losses {
            assert!(format.unsupported().any(|known| known == what), "{}: {what:?} is not listed", format.name);
        }
    }
}

pub(crate) fn folder(path: &str) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn brat_files_of_brat_are_read() {
    let (project, joined) = read_back(annotations::format("brat").unwrap(), &folder("tests/data/brat"));
    assert_eq!((joined.articles, joined.spans, joined.aside, joined.notes.len()), (5, 79, 0, 0), "{:?}", joined.notes);
    // 5 relations, 2 links of an alias of three, and the arguments of 19 events.
    let kinds = |name: &str| {
        let kind = &project.codebook.link_kinds.iter().find(|kind| kind.name == name).unwrap().id;
        project.articles.values().map(|article| article.links.iter().filter(|link| link.kind == *kind).count()).sum()
    };
    let counts: [usize; 4] = ["Family", "Alias", "Org-Arg", "Reporter-Arg"].map(kinds);
    assert_eq!(counts, [3, 2, 22, 8]);
    let all = || project.articles.values().flat_map(|article| article.spans.iter().map(move |span| (article, span)));
    assert_eq!(all().filter(|(_, span)| !span.note.is_empty()).count(), 3);
    let (article, salinas) = all().find(|(_, span)| span.entity.is_some()).unwrap();
    assert_eq!(article.words_of(salinas), "former Mexican president");
    let entity = &project.entities[&salinas.entity.unwrap()];
    assert_eq!((entity.name.as_str(), entity.kind.as_str()), ("Carlos Salinas de Gortari", "person"));
    let person = project.codebook.tags.iter().find(|tag| tag.name == "Person").unwrap();
    assert_eq!(person.colour, Colour::Rgb(0xFF, 0x82, 0x1C));
    let mention = person.fields.iter().find(|field| field.name == "Mention").unwrap();
    assert_eq!(mention.kind, FieldKind::Choice(["Name", "Nominal", "Other"].map(str::to_owned).to_vec()));
}

/// An archive of these files.
pub(crate) fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // What is short is easier to damage as it is.
        let is_short = bytes.len() < 1 << 20;
        let method = if is_short { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
