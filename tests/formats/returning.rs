//! What comes back from another program: an export that is read again adds nothing, and one that somebody added to there
//! brings exactly what was added, whatever the format has no place for.

use std::{collections::BTreeMap, io::Read};

use sayso::{
    export::{self, Limit, Part},
    import::annotations::{self, Choices, File, Joined, join},
    model::{CoderId, Extra, Link, LinkEnd, LinkId, LinkKindId, Project, Span, SpanId, TagId, Time},
};
use serde_json::{Value, json};

use super::{
    exchange::{written, zipped},
    exchanged::{coder, id, project_with},
};

/// The files of a format, and what somebody added to them in the other program.
type Files = BTreeMap<String, Vec<u8>>;

/// How much there is of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Size {
    articles: usize,
    marks: usize,
    aside: usize,
    links: usize,
    tags: usize,
    kinds: usize,
    coders: usize,
    entities: usize,
    notes: usize,
    values: usize,
}

fn size(project: &Project) -> Size {
    let sum = |count: &dyn Fn(&sayso::model::Article) -> usize| project.articles.values().map(|a| count(a)).sum();
    let noted = |article: &sayso::model::Article| {
        let facts = &article.facts;
        let lines = |note: &str| note.lines().count();
        lines(&facts.note)
            + article.spans.iter().map(|span| lines(&span.note)).sum::<usize>()
            + article.links.iter().map(|link| lines(&link.note)).sum::<usize>()
    };
    Size {
        articles: project.articles.len(),
        marks: sum(&|article| article.spans.len()),
        aside: sum(&|article| article.quarantined.len()),
        links: sum(&|article| article.links.len()),
        tags: project.codebook.tags.len(),
        kinds: project.codebook.link_kinds.len(),
        coders: project.coders.len(),
        entities: project.entities.len(),
        notes: sum(&noted),
        values: sum(&|article| {
            article.spans.iter().map(|span| span.fields.len()).sum::<usize>()
                + article.links.iter().map(|link| link.fields.len()).sum::<usize>()
        }),
    }
}

/// Everything that a project can hold, with marks of two coders on the same words and links that differ in nothing but
/// what some formats do not say.
fn everything() -> Project {
    let mut project = project_with(Part::ALL);
    let (article_id, mut article) = project.articles.iter().map(|(id, a)| (*id, (**a).clone())).next().unwrap();
    let first: Vec<Span> = article.spans.iter().cloned().collect();
    // The second coder has marked some of the same words.
    for (number, span) in first.iter().filter(|span| span.by == CoderId(id(1))).take(3).enumerate() {
        let new = SpanId(id(100 + number as u8));
        article.spans.insert(Span { id: new, by: CoderId(id(2)), note: String::new(), ..span.clone() });
    }
    let link = article.links.iter().find(|link| link.to.span().is_some()).cloned().unwrap();
    article.links.insert(Link { id: LinkId(id(110)), order: 3, by: CoderId(id(2)), note: String::new(), ..link });
    let of_ben = article.spans.iter().filter(|span| span.by == CoderId(id(2))).map(|span| span.id).collect::<Vec<_>>();
    let mut own = article.links.iter().next().cloned().unwrap();
    own.id = LinkId(id(111));
    own.kind = LinkKindId::new("cue");
    (own.from, own.to, own.by) = (of_ben[0], LinkEnd::Span(of_ben[1]), CoderId(id(2)));
    article.links.insert(own);
    project.articles.insert(article_id, article.into());
    project
}

/// Reads files into a project as somebody whose marks are not in it.
fn imported(project: &Project, reader: &annotations::Format, files: &Files) -> (Project, Joined) {
    imported_by(project, reader, files, (1, "Anna Ö."))
}

/// The same as somebody else.
fn imported_by(
    project: &Project,
    reader: &annotations::Format,
    files: &Files,
    (number, called): (u8, &str),
) -> (Project, Joined) {
    let (mut project, mut joined) = (project.clone(), Joined::default());
    for (name, bytes) in files {
        let file = File { name, bytes, beside: files };
        if annotations::format_of(&file).is_some_and(|found| found.name == reader.name) {
            let found = annotations::read(reader, &file).unwrap_or_else(|error| panic!("{name}: {error}"));
            joined.add(join(&mut project, found, &Choices::new(coder(number, called), Time(0))));
        }
    }
    (project, joined)
}

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

fn named(files: &Files, ending: &str) -> String {
    files.keys().find(|name| name.ends_with(ending)).unwrap_or_else(|| panic!("{ending}: {:?}", files.keys())).clone()
}

fn put(files: &mut Files, name: &str, text: String) {
    files.insert(name.to_owned(), text.into_bytes());
}

fn change_json(files: &mut Files, name: &str, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_slice(&files[name]).unwrap();
    change(&mut value);
    put(files, name, value.to_string());
}

/// The offsets of the words that are marked in the other program, in code points.
fn at(project: &Project) -> (usize, usize) {
    let text = project.articles.values().next().unwrap().text.as_str();
    let start = text[..text.find("added").unwrap()].chars().count();
    (start, start + "added".len())
}

fn utf16(project: &Project) -> (usize, usize) {
    let text = project.articles.values().next().unwrap().text.as_str();
    let start = text[..text.find("added").unwrap()].encode_utf16().count();
    (start, start + "added".len())
}

/// The members of an archive.
fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut members = Vec::new();
    for place in 0..archive.len() {
        let mut member = archive.by_index(place).unwrap();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        members.push((member.name().unwrap().into_owned(), bytes));
    }
    members
}

/// Changes a member of the archive that a file is.
fn change_member(files: &mut Files, name: &str, member: &str, change: impl FnOnce(String) -> String) {
    let mut members = unzipped(&files[name]);
    let (_, bytes) = members.iter_mut().find(|(name, _)| name == member).unwrap();
    *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    files.insert(name.to_owned(), zipped(&members));
}

/// GUIDs as another program gives them to what it writes again: others, the same for the same thing.
fn other_guids(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("guid=\"") {
        let (before, guid) = rest.split_at(start + 6);
        out += before;
        rest = guid;
        let (guid, after) = rest.split_at(36);
        out += guid;
        rest = after;
    }
    out += rest;
    let mut guids: Vec<String> = out.split("guid=\"").skip(1).map(|part| part[..36].to_owned()).collect();
    guids.sort();
    guids.dedup();
    for (number, guid) in guids.iter().enumerate() {
        out = out.replace(guid.as_str(), &format!("{:08x}-0000-4000-8000-{number:012x}", 0xABC0_0000_u32));
    }
    out
}

/// Marks “added” as Speaker in the format's own terms, by nobody that the file names.
fn add_mark(format: &str, files: &mut Files, project: &Project) {
    let (start, end) = at(project);
    match format {
        "csv" => {
            let name = named(files, ".csv");
            let table = text(files, &name);
            let heads: Vec<&str> = table.trim_start_matches('\u{FEFF}').lines().next().unwrap().split(',').collect();
            let cell = |head: &&str| match *head {
                "tag" => "Speaker".to_owned(),
                "words" => "added".to_owned(),
                "start" => start.to_string(),
                "end" => end.to_string(),
                "article" => format!("\"{}\"", project.articles.values().next().unwrap().facts.title),
                _ => String::new(),
            };
            let row: Vec<String> = heads.iter().map(cell).collect();
            put(files, &name, format!("{table}{}\r\n", row.join(",")));
        }
        "brat" => {
            let name = named(files, ".ann");
            let more = format!("{}T900\tSpeaker {start} {end}\tadded\n", text(files, &name));
            put(files, &name, more);
        }
        "qdpx" | "qdpx-nvivo" => {
            let (start, end) = match format {
                "qdpx" => (start, end),
                _ => {
                    let (start, end) = utf16(project);
                    let article = project.articles.values().next().unwrap();
                    let before = article.text.as_str().find("added").unwrap();
                    let lines = article.text.as_str()[..before].matches('\n').count();
                    (start + lines, end + lines)
                }
            };
            let name = named(files, ".qdpx");
            change_member(files, &name, "project.qde", |document| {
                let code = document.split("<Code guid=\"").find(|code| code[36..].starts_with("\" name=\"Speaker\""));
                let code = code.unwrap()[..36].to_owned();
                let coding = format!(
                    "<PlainTextSelection guid=\"11111111-2222-4333-8444-555555555555\" name=\"added\" startPosition=\"{start}\" \
                     endPosition=\"{end}\"><Coding guid=\"11111111-2222-4333-8444-555555555556\"><CodeRef \
                     targetGUID=\"{code}\"/></Coding></PlainTextSelection></TextSource>"
                );
                other_guids(&document.replacen("</TextSource>", &coding, 1))
            });
        }
        "qdc" => {
            let name = named(files, ".qdc");
            let code = "<Code guid=\"11111111-2222-4333-8444-555555555555\" name=\"Tone\" isCodable=\"true\"/></Codes>";
            let more = text(files, &name).replacen("</Codes>", code, 1);
            put(files, &name, other_guids(&more));
        }
        "codebook" => {
            let name = named(files, ".csv");
            let more = format!("{}tag,Tone{}\r\n", text(files, &name), ",".repeat(13));
            put(files, &name, more);
        }
        "conll" => {
            let name =
                files.keys().filter(|name| name.ends_with(".conll")).min_by_key(|name| name.len()).unwrap().clone();
            let lines = text(files, &name);
            let token = lines.lines().find(|line| line.starts_with("added")).unwrap();
            assert!(token.ends_with('O'), "{token}");
            let tagged = format!("{}B-Speaker", &token[..token.len() - 1]);
            put(files, &name, lines.replacen(token, &tagged, 1));
        }
        "ptc" => {
            let name = named(files, ".labels");
            let more = format!("{}1\tSpeaker\t{start}\t{end}\n", text(files, &name));
            put(files, &name, more);
        }
        "w3c" => {
            let name = named(files, ".jsonld");
            change_json(files, &name, |value| {
                let items = value.pointer_mut("/first/items").unwrap().as_array_mut().unwrap();
                let source = items[0]
                    .pointer("/target/source")
                    .cloned()
                    .unwrap_or_else(|| items[0].pointer("/target/items/0/source").cloned().unwrap());
                items.push(json!({
                    "id": "http://example.org/900", "type": "Annotation", "motivation": "tagging",
                    "body": { "type": "TextualBody", "purpose": "tagging", "value": "Speaker" },
                    "target": { "source": source, "selector": [
                        { "type": "TextQuoteSelector", "exact": "added" },
                        { "type": "TextPositionSelector", "start": start, "end": end },
                    ] },
                }));
            });
        }
        "label-studio" => change_json(files, "tasks.json", |value| {
            let results = value.pointer_mut("/0/annotations/0/result").unwrap().as_array_mut().unwrap();
            let like = results.iter().find(|result| result["type"] == "labels").cloned().unwrap();
            results.push(json!({
                "id": "new-900", "type": "labels", "from_name": like["from_name"], "to_name": like["to_name"],
                "value": { "start": start, "end": end, "text": "added", "labels": ["Speaker"] },
            }));
        }),
        "doccano" => {
            let (start, end) = utf16(project);
            let name = named(files, ".jsonl");
            change_json(files, &name, |value| {
                let entities = value["entities"].as_array_mut().unwrap();
                entities.push(json!({ "id": 900, "label": "Speaker", "start_offset": start, "end_offset": end }));
            });
        }
        "prodigy" => {
            let name = named(files, ".jsonl");
            let lines = text(files, &name);
            let (first, others) = lines.split_once('\n').unwrap();
            let mut task: Value = serde_json::from_str(first).unwrap();
            task["spans"].as_array_mut().unwrap().push(json!({ "start": start, "end": end, "label": "Speaker" }));
            put(files, &name, format!("{task}\n{others}"));
        }
        "cas-json" => {
            let (start, end) = utf16(project);
            let name = named(files, ".json");
            change_json(files, &name, |value| {
                let structures = value["%FEATURE_STRUCTURES"].as_array_mut().unwrap();
                structures.push(json!({
                    "%ID": 9000, "%TYPE": "custom.Span", "@sofa": 1, "begin": start, "end": end, "label": "Speaker",
                }));
                value.pointer_mut("/%VIEWS/_InitialView/%MEMBERS").unwrap().as_array_mut().unwrap().push(json!(9000));
            });
        }
        "xlsx" => {
            let name = named(files, ".xlsx");
            let sheet = sheet_of(&files[&name], "Marks");
            change_member(files, &name, &sheet, |document| {
                let row = document.matches("<row ").count() + 1;
                let title = project.articles.values().next().unwrap().facts.title.clone();
                let cell = |column: char, words: &str| {
                    format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
                };
                // Tag, words, start, end, pieces and article are the first columns.
                let cells = [cell('A', "Speaker"), cell('B', "added"), cell('F', &title)].concat();
                document.replacen("</sheetData>", &format!("<row r=\"{row}\">{cells}</row></sheetData>"), 1)
            });
        }
        other => panic!("{other} has nothing added to it in another program"),
    }
}

/// The member of a workbook that is the sheet of this name.
fn sheet_of(workbook: &[u8], sheet: &str) -> String {
    let members = unzipped(workbook);
    let (_, list) = members.iter().find(|(name, _)| name == "xl/workbook.xml").unwrap();
    let list = String::from_utf8(list.clone()).unwrap();
    let sheets: Vec<&str> = list.split("<sheet name=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
    format!("xl/worksheets/sheet{}.xml", sheets.iter().position(|name| *name == sheet).unwrap() + 1)
}

/// The formats that are written and read, with the one that reads each.
fn both_ways() -> Vec<(&'static export::Format, &'static annotations::Format)> {
    let reader = |name: &str| annotations::format(if name == "qdpx-nvivo" { "qdpx" } else { name });
    export::ALL.iter().filter_map(|format| Some((format, reader(format.name)?))).collect()
}

#[test]
fn an_export_that_comes_back_adds_nothing() {
    let project = everything();
    let mut wrong = Vec::new();
    for (format, reader) in both_ways() {
        let (files, _) = written(format, &project);
        for by in [(1, "Anna Ö."), (7, "Zoe")] {
            let (back, joined) = imported_by(&project, reader, &files, by);
            if back != project {
                let changed = sayso::edit::difference(&project, &back);
                wrong.push(format!("{} by {}: {joined:#?}\n{changed:#?}", format.name, by.1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(both_ways().len() > 11);
}

#[test]
fn what_was_added_in_another_program_is_exactly_what_comes_back() {
    let project = everything();
    let before = size(&project);
    let mut wrong = Vec::new();
    for (format, reader) in both_ways() {
        let (mut files, _) = written(format, &project);
        add_mark(format.name, &mut files, &project);
        let (back, joined) = imported(&project, reader, &files);
        let expected = if format.limits.contains(&Limit::Marks) {
            Size { tags: before.tags + 1, ..before }
        } else {
            Size { marks: before.marks + 1, ..before }
        };
        if size(&back) != expected {
            let changed = sayso::edit::difference(&project, &back);
            wrong.push(format!("{}: {:?}, not {expected:?}\n{joined:#?}\n{changed:#?}", format.name, size(&back)));
        }
        // Read once more, it brings nothing.
        let (again, _) = imported(&back, reader, &files);
        if size(&again) != expected {
            wrong.push(format!("{} again: {:?}", format.name, size(&again)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn links_that_a_format_says_less_of_come_back_once() {
    let project = everything();
    let before = size(&project);
    let (mut files, _) = written(export::format("qdpx").unwrap(), &project);
    let name = named(&files, ".qdpx");
    change_member(&mut files, &name, "project.qde", |document| {
        // Another program writes links in its own order, and one more; of users it knows none.
        let lines: Vec<&str> = document.lines().collect();
        let (mut links, others): (Vec<&str>, Vec<&str>) = lines.into_iter().partition(|line| line.contains("<Link "));
        links.reverse();
        let codings: Vec<&str> = document.split("<Coding guid=\"").skip(1).map(|part| &part[..36]).collect();
        let more = format!(
            "<Link guid=\"11111111-2222-4333-8444-555555555557\" name=\"Cue\" direction=\"OneWay\" originGUID=\"{}\" \
             targetGUID=\"{}\"/>",
            codings[0],
            codings[codings.len() - 1]
        );
        let links = [links.join("\n"), more].join("\n");
        let document = others.join("\n").replacen("<Links>", &format!("<Links>{links}"), 1);
        let without_users = document.split(" creatingUser=\"").map(|part| part.to_owned()).collect::<Vec<_>>();
        let cut = |(at, part): (usize, String)| if at == 0 { part } else { part[37..].to_owned() };
        other_guids(&without_users.into_iter().enumerate().map(cut).collect::<String>())
    });
    let (back, joined) = imported(&project, annotations::format("qdpx").unwrap(), &files);
    assert_eq!(size(&back), Size { links: before.links + 1, ..before }, "{joined:#?}");
}

#[test]
fn a_note_that_was_added_elsewhere_comes_back_to_its_mark() {
    let mut project = everything();
    let (article_id, mut article) = project.articles.iter().map(|(id, a)| (*id, (**a).clone())).next().unwrap();
    let mut claim = article.spans.iter().find(|span| span.note.is_empty()).cloned().unwrap();
    claim.tag = TagId::new("claim");
    claim.extra = Extra::new();
    article.spans.insert(claim.clone());
    project.articles.insert(article_id, article.into());
    let before = size(&project);
    for name in ["csv", "w3c", "brat", "label-studio"] {
        let (format, reader) = (export::format(name).unwrap(), annotations::format(name).unwrap());
        let mut noted = project.clone();
        let mut article = (*noted.articles[&article_id]).clone();
        article.spans.insert(Span { note: "new there".to_owned(), ..claim.clone() });
        noted.articles.insert(article_id, article.into());
        let (files, _) = written(format, &noted);
        let (back, joined) = imported(&project, reader, &files);
        assert_eq!(size(&back), Size { notes: before.notes + 1, ..before }, "{name}: {joined:#?}");
        assert_eq!(back.articles[&article_id].span(claim.id).unwrap().note, "new there", "{name}");
    }
}
