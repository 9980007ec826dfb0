//! Annotations in and out: whatever a format has a place for comes back as it was, and what it has no place for is told.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    export::{self, Part},
    import::annotations::{self, Beside, Choices, File, Joined, join},
    model::{
        Article, ArticleId, Codebook, Coder, CoderId, Colour, Entity, EntityId, EntityKind, Examples, Extra, Facts,
        FieldDef, FieldId, FieldKind, FieldValue, Id, Link, LinkEnd, LinkId, LinkKind, LinkKindId, Mention, Origin,
        Project, ProjectId, Source, Span, SpanId, Tag, TagId, Time,
    },
    text::{ByteRange, FrozenText},
};

/// Emoji, right-to-left, composed and decomposed characters before everything that is marked.
const TEXT: &str = "A 🙂 headline: é, e\u{301}, قال\n\nThe mayor, Anna B., said on Monday: “It is over,” and left.\n\
                    “I am,” he added, “tired of 5 < 6 & all that.”\nNobody else spoke.";

fn id(number: u8) -> Id {
    Id::from_bits([number; 10])
}

fn coder(number: u8, name: &str) -> Coder {
    Coder { id: CoderId(id(number)), name: name.to_owned(), extra: Extra::new() }
}

fn tag(codebook: &Codebook, name: &str) -> Tag {
    codebook.new_tag(TagId::new(&name.to_lowercase()), name)
}

fn field(name: &str, kind: FieldKind) -> FieldDef {
    FieldDef { id: FieldId::new(&name.to_lowercase()), name: name.to_owned(), kind, definition: String::new() }
}

fn codebook(has: &impl Fn(Part) -> bool) -> Codebook {
    let mut codebook = Codebook::default();
    let mut claim = tag(&codebook, "Claim");
    if has(Part::Definitions) {
        claim.definition = "What somebody says, <as> \"told\"\nby the article.".to_owned();
        claim.examples = Examples { yes: vec!["“It is over”".to_owned()], no: vec!["he left".to_owned()] };
    }
    if has(Part::Fields) {
        claim.fields = vec![
            field("Stance", FieldKind::Choice(vec!["for".to_owned(), "rather against".to_owned()])),
            field("Doubtful", FieldKind::YesNo),
            field("Remark", FieldKind::Text),
            field("Weight", FieldKind::Number),
        ];
    }
    if has(Part::Colours) {
        claim.colour = Colour::Rgb(1, 2, 250);
    }
    codebook.tags.push(claim);
    for (place, name) in ["Speaker", "Said what"].into_iter().enumerate() {
        let mut tag = tag(&codebook, name);
        if has(Part::Colours) {
            tag.colour = Colour::Rgb(200, 10 * place as u8, 7);
        }
        if has(Part::Tree) && name == "Said what" {
            tag.parent = Some(TagId::new("claim"));
        }
        codebook.tags.push(tag);
    }
    for name in ["Said by", "Cue"] {
        codebook.link_kinds.push(LinkKind {
            id: LinkKindId::new(&name.to_lowercase().replace(' ', "-")),
            name: name.to_owned(),
            definition: String::new(),
            from: Vec::new(),
            to: Vec::new(),
            fields: Vec::new(),
            extra: Extra::new(),
        });
    }
    codebook
}

/// A project with exactly these parts, and plain marks.
pub fn project_with(parts: &[Part]) -> Project {
    let has = |part: Part| parts.contains(&part);
    let mut project = Project::new(ProjectId(id(1)), "Exchange", codebook(&has));
    let anna = coder(1, "Anna Ö.");
    project.coders.insert(anna.id, anna.clone());
    if has(Part::Coders) {
        project.coders.insert(CoderId(id(2)), coder(2, "Ben, \"B\""));
    }
    let mayor = EntityId(id(1));
    if has(Part::Entities) || has(Part::OpenLinks) {
        project.entities.insert(mayor, Arc::new(Entity::new(mayor, EntityKind::Person, "Anna B. <mayor>")));
    }
    let mut facts = Facts { title: "A 🙂 headline: é, e\u{301}, قال".to_owned(), ..Facts::default() };
    if has(Part::Facts) {
        facts.outlet = "The \"Daily\"".to_owned();
        facts.author = "C. Ünal".to_owned();
        facts.published = "2022-03-06".to_owned();
        facts.address = "https://example.org/a?b=1&c=2".to_owned();
        facts.language = "en".to_owned();
    }
    let source = Source { name: "story.txt".to_owned(), format: "text".to_owned(), ..Source::default() };
    let made: Time = "2022-03-07T10:00:00Z".parse().unwrap();
    let mut article = Article::new(ArticleId(id(1)), FrozenText::verbatim(TEXT), facts, source, made);
    let at = |words: &str| {
        let start = TEXT.find(words).unwrap();
        ByteRange::new(start, start + words.len())
    };
    let mut number = 0;
    let mut mark = |tag: &str, pieces: Vec<ByteRange>, change: &dyn Fn(&mut Span)| {
        number += 1;
        let mut span = Span::new(SpanId(id(number)), TagId::new(tag), pieces, anna.id, made);
        change(&mut span);
        let span_id = span.id;
        article.spans.insert(span);
        span_id
    };
    let over = mark("claim", vec![at("It is over,")], &|span| {
        if has(Part::Notes) {
            span.note = "two lines;\nthe \"second\", with <b> & \\ 🙂".to_owned();
        }
        if has(Part::Fields) {
            span.fields.insert(FieldId::new("stance"), FieldValue::Choice("rather against".to_owned()));
            span.fields.insert(FieldId::new("doubtful"), FieldValue::YesNo(true));
            span.fields.insert(FieldId::new("remark"), FieldValue::Text("a, b; c: d".to_owned()));
            span.fields.insert(FieldId::new("weight"), FieldValue::Number(1.5));
        }
        span.flag = has(Part::Flags);
    });
    let speaker = mark("speaker", vec![at("The mayor, Anna B.")], &|span| {
        if has(Part::Entities) {
            span.entity = Some(mayor);
        }
        if has(Part::Mentions) {
            span.mention = Mention::Description;
        }
        if has(Part::Coders) {
            span.by = CoderId(id(2));
        }
        if has(Part::Times) {
            span.made = "2023-01-02T03:04:05Z".parse().unwrap();
        }
    });
    mark("said what", vec![at("قال")], &|_| {});
    let last = mark("claim", vec![at("Nobody else spoke")], &|_| {});
    if has(Part::Overlaps) {
        mark("speaker", vec![at("Anna B.")], &|_| {});
        mark("claim", vec![at("Monday: “It is")], &|_| {});
        mark("said what", vec![at("Monday: “It is")], &|_| {});
    }
    if has(Part::Pieces) {
        mark("claim", vec![at("I am,"), at("tired of 5 < 6 & all that.")], &|_| {});
    }
    let mut number = 0;
    let mut link = |kind: &str, from: SpanId, to: LinkEnd, order: u32, note: &str| {
        number += 1;
        let details = has(Part::LinkDetails);
        article.links.insert(Link {
            id: LinkId(id(number)),
            kind: LinkKindId::new(kind),
            from,
            to,
            order: if details { order } else { 0 },
            fields: BTreeMap::new(),
            note: if details { note.to_owned() } else { String::new() },
            by: anna.id,
            made,
            extra: Extra::new(),
        });
    };
    if has(Part::Links) {
        link("said-by", over, LinkEnd::Span(speaker), 0, "sure");
        link("cue", last, LinkEnd::Span(over), 2, "");
    }
    if has(Part::OpenLinks) {
        link("said-by", over, LinkEnd::Entity(mayor), 1, "");
        link("said-by", last, LinkEnd::Nobody, 0, "");
        link("cue", last, LinkEnd::Unnamed, 0, "");
    }
    project.articles.insert(article.id, Arc::new(article));
    project
}

/// What a project holds in these parts, in words that do not depend on ids.
pub fn told(project: &Project, parts: &[Part]) -> Vec<String> {
    let has = |part: Part| parts.contains(&part);
    let entity = |id: EntityId| {
        let entity = &project.entities[&id];
        format!("{} {}", entity.kind.as_str(), entity.name)
    };
    let mut lines = Vec::new();
    for article in project.articles.values() {
        lines.push(format!("text {:?}", article.text.as_str()));
        if has(Part::Facts) {
            lines.push(format!("{:?}", article.facts));
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
                line += &format!(" order {} note {:?}", link.order, link.note);
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
            line += &format!(" {:?} {:?}", tag.definition, tag.examples);
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
pub fn read_back(format: &annotations::Format, files: &BTreeMap<String, Vec<u8>>) -> (Project, Joined) {
    read_into(Project::new(ProjectId(id(9)), "Back", Codebook::default()), format, files)
}

pub fn read_into(
    mut project: Project,
    format: &annotations::Format,
    files: &BTreeMap<String, Vec<u8>>,
) -> (Project, Joined) {
    let mut joined = Joined::default();
    let choices = Choices { coder: coder(1, "Anna Ö."), now: Time(0), counting: None };
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
pub fn written(format: &export::Format, project: &Project) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
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
        let mut project = project_with(format.holds);
        if format.limits.starts_with("marks") {
            project.articles.clear();
        }
        let (files, losses) = written(format, &project);
        // Texts, times and colours are in every project; a format without a place for them says so, and rightly. What
        // its limits say is not of these parts.
        let always = [Part::Texts, Part::Times, Part::Colours].map(Part::words);
        let is_limit = |loss: &str| loss.rsplit_once(": ").is_some_and(|(what, _)| format.limits.contains(what));
        let losses: Vec<String> = losses
            .into_iter()
            .filter(|loss| !is_limit(loss) && !always.iter().any(|words| loss.starts_with(words)))
            .collect();
        assert_eq!(losses, [""; 0], "{} holds all of it", format.name);
        let mut empty = Project::new(ProjectId(id(9)), "Back", Codebook::default());
        if !format.holds.contains(&Part::Texts) {
            // The marks join articles that are there already.
            for article in project.articles.values() {
                let (facts, source) = (article.facts.clone(), article.source.clone());
                let bare = Article::new(article.id, article.text.clone(), facts, source, article.added);
                empty.articles.insert(article.id, Arc::new(bare));
            }
        }
        let (back, joined) = read_into(empty, reader, &files);
        assert_eq!(joined.notes, [""; 0], "{}", format.name);
        let mut back_told = told(&back, format.holds);
        if format.limits.contains("blanks in names of tags") {
            back_told = back_told.iter().map(|line| line.replace("Said_what", "Said what")).collect();
        }
        pretty(format.name, &told(&project, format.holds), &back_told);
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
            let told = losses.iter().any(|loss| loss.starts_with(part.words()));
            assert!(told, "{}: {part:?} is not in {losses:?}", format.name);
        }
    }
}

pub fn folder(path: &str) -> BTreeMap<String, Vec<u8>> {
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
    let counts: [usize; 4] = ["Family", "Alias", "Org", "Reporter"].map(kinds);
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
