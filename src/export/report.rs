//! A report for readers without Sayso: one HTML file that needs no network, with the claims as a table that leads to
//! their words, the articles with their marks, and the codebook. Readable printed, on a phone, and without scripts.
//!
//! The number at the beginning of a mark leads to what is known of it, in a list under its article, and from there back:
//! nothing hides where only a mouse finds it.
//!
//! Whatever people wrote runs the way of its own first letter, whatever stands around it.
//!
//! Whatever comes from articles and notes is escaped, and the page's own policy lets nothing run but its one script.

use std::{collections::BTreeMap, fmt::Write as _};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::{
    article_fields,
    format::{Format, Written},
    part::Part,
    reading::{self, Palette, hex, tag_name},
    shape::{Block, Cell, Kind, Shape, Text, shown},
    subject::Subject,
    words,
};
use crate::{
    analysis::{LedgerColumn, ledger},
    model::{Article, Codebook, Flow, Project, Span, SpanId, Tag},
    text::{ByteRange, plural, shortened, visible},
};

/// The report.
pub(super) const FORMAT: Format = Format {
    name: "report",
    title: "Report",
    purpose: "a web page to read and print in any browser",
    extensions: &["html"],
    holds: &[
        Part::Texts,
        Part::Facts,
        Part::ArticleFields,
        Part::Overlaps,
        Part::Pieces,
        Part::Coders,
        Part::Notes,
        Part::Flags,
        Part::Fields,
        Part::Entities,
        Part::Links,
        Part::OpenLinks,
        Part::LinkDetails,
        Part::Definitions,
        Part::Examples,
        Part::Colours,
        Part::Tree,
        Part::ProjectNote,
    ],
    limits: &[],
    note: "for reading only: cannot be imported again",
    subject: Subject::Marks,
    write: |project| Written::one(report(project).into_bytes()),
};

const STYLE: &str = include_str!("../../assets/report.css");
const SCRIPT: &str = include_str!("../../assets/report.js");

fn report(project: &Project) -> String {
    let mut page = String::new();
    head(&mut page, project);
    claims(&mut page, project);
    for article in project.listed_articles() {
        article_section(&mut page, project, article);
    }
    codebook(&mut page, &project.codebook);
    // The script stands last, when all that it needs is there.
    put(&mut page, format_args!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    page
}

/// Adds to the page; writing to memory cannot fail.
fn put(page: &mut String, what: std::fmt::Arguments<'_>) {
    let _in_memory = page.write_fmt(what);
}

fn head(page: &mut String, project: &Project) {
    let hash = STANDARD.encode(Sha256::digest(SCRIPT));
    let title = escaped(&project.title);
    put(
        page,
        format_args!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
             <title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">{title}</h1>\n",
            colours(&project.codebook),
        ),
    );
    if !project.note.is_empty() {
        put(page, format_args!("<p dir=\"auto\">{}</p>\n", escaped(&project.note)));
    }
    let articles = project.listed_articles();
    let coders: Vec<String> = project.coders.values().map(|coder| apart(&coder.name)).collect();
    let spans = articles.iter().flat_map(|article| article.spans.iter());
    let last = spans.map(|span| span.changed.map_or(span.made, |(at, _)| at)).max();
    let last = last
        .map(|at| format!(" · last changed on {}", at.to_string().get(..10).unwrap_or_default()))
        .unwrap_or_default();
    put(
        page,
        format_args!(
            "<p class=\"soft\">{} · {} · coders: {}{last}</p>\n</header>\n<nav aria-label=\"Contents\">\n\
             <ul>\n<li><a href=\"#claims\">Claims</a></li>\n",
            plural(articles.len(), "article"),
            plural(articles.iter().map(|article| article.spans.len()).sum(), "mark"),
            coders.join(", "),
        ),
    );
    for article in articles {
        put(
            page,
            format_args!("<li><a href=\"#a-{}\" dir=\"auto\">{}</a></li>\n", article.id, escaped(&article.facts.title)),
        );
    }
    put(page, format_args!("<li><a href=\"#codebook\">Codebook</a></li>\n</ul>\n</nav>\n<main>\n"));
}

/// One class a tag, with its colour in light and dark.
fn colours(codebook: &Codebook) -> String {
    let mut rules = String::new();
    for (place, palette) in [Palette::light(), Palette::dark()].into_iter().enumerate() {
        let of_theme: String = codebook
            .tags
            .iter()
            .enumerate()
            .map(|(number, tag)| format!(".t{number} {{ --c: #{}; }}\n", hex(palette.rgb(tag.colour))))
            .collect();
        match place {
            0 => rules.push_str(&of_theme),
            _ => put(&mut rules, format_args!("@media (prefers-color-scheme: dark) {{\n{of_theme}}}\n")),
        }
    }
    rules
}

fn claims(page: &mut String, project: &Project) {
    let ledger = ledger(project);
    let columns = reading::columns(project, &ledger);
    let count = plural(ledger.rows.len(), "claim");
    put(
        page,
        format_args!(
            "<section id=\"claims\" aria-labelledby=\"claims-title\">\n<h2 id=\"claims-title\">Claims</h2>\n\
             <p class=\"filter\"><label for=\"filter\">Filter {count}</label> <input type=\"search\" \
             id=\"filter\"> <span id=\"told\" class=\"soft\" role=\"status\"></span></p>\n\
             <div class=\"wide\" tabindex=\"0\" role=\"group\" aria-labelledby=\"claims-title\">\n<table>\n<thead><tr>"
        ),
    );
    for (_, _, name) in &columns {
        put(page, format_args!("<th scope=\"col\" dir=\"auto\">{}</th>", escaped(name)));
    }
    put(page, format_args!("</tr></thead>\n<tbody id=\"rows\">\n"));
    for row in &ledger.rows {
        put(page, format_args!("<tr>"));
        for (place, column, _) in &columns {
            let cell = row.cell(*place);
            match (column, row.mark()) {
                (LedgerColumn::Claim, Some((_, claim))) => {
                    put(page, format_args!("<td dir=\"auto\"><a href=\"#s-{claim}\">{}</a></td>", escaped(cell)));
                }
                (LedgerColumn::Published, _) => {
                    put(page, format_args!("<td class=\"day\" dir=\"auto\">{}</td>", escaped(cell)));
                }
                _ => put(page, format_args!("<td dir=\"auto\">{}</td>", escaped(cell))),
            }
        }
        put(page, format_args!("</tr>\n"));
    }
    put(page, format_args!("</tbody>\n</table>\n</div>\n</section>\n"));
}

fn article_section(page: &mut String, project: &Project, article: &Article) {
    let (facts, id) = (&article.facts, article.id);
    put(page, format_args!("<section class=\"article\" id=\"a-{id}\" aria-labelledby=\"t-{id}\">\n<h2 id=\"t-{id}\""));
    let flow = Flow::new(facts);
    let direction = |paragraph: ByteRange| {
        if flow.level(article.words(paragraph)).is_rtl() { " dir=\"rtl\">" } else { " dir=\"ltr\">" }
    };
    // The headline of the text is the heading, with its marks.
    let shape = Shape::of(article);
    let numbers: Numbers = article.spans.in_text_order().zip(1..).map(|(span, number)| (span.id, number)).collect();
    let mut paragraphs = reading::paragraphs(article).peekable();
    match paragraphs.next_if(|first| article.heading().is_some_and(|heading| heading.start == first.start)) {
        Some(heading) => {
            page.push_str(direction(heading));
            marked(page, project, &shape, whole(heading), &numbers);
        }
        None => put(page, format_args!(" dir=\"auto\">{}", escaped(&facts.title))),
    }
    put(page, format_args!("</h2>\n"));
    let parts: Vec<&str> = reading::facts(article).collect();
    let own: Vec<String> = article_fields::lines(project, article).collect();
    for about in [listed(&parts), listed(&own), escaped(&facts.note)].iter().filter(|about| !about.is_empty()) {
        put(page, format_args!("<p class=\"soft\" dir=\"auto\">{about}</p>\n"));
    }
    let language =
        if facts.language.is_empty() { String::new() } else { format!(" lang=\"{}\"", escaped(&facts.language)) };
    put(page, format_args!("<div class=\"text\"{language}>\n"));
    let mut lists = Lists::default();
    for block in shape.blocks(&paragraphs.collect::<Vec<_>>()) {
        match block {
            Block::Text(text) => {
                let element = lists.begin(page, text);
                put(page, format_args!("<{element}{}", direction(text.at)));
                marked(page, project, &shape, whole(text.at), &numbers);
                // An item ends where the next begins, for others may be in it.
                page.push_str(&if element == "li" { "\n".to_owned() } else { format!("</{element}>\n") });
            }
            Block::Table(rows) => {
                lists.end(page);
                put(page, format_args!("<table>\n"));
                for row in rows {
                    put(page, format_args!("<tr>"));
                    for cell in row {
                        put(page, format_args!("<td{}", direction(cell.words)));
                        marked(page, project, &shape, cell, &numbers);
                        put(page, format_args!("</td>"));
                    }
                    put(page, format_args!("</tr>\n"));
                }
                put(page, format_args!("</table>\n"));
            }
        }
    }
    lists.end(page);
    put(page, format_args!("</div>\n"));
    marks(page, project, article);
    put(page, format_args!("</section>\n"));
}

/// The number of each mark in its article, in the order of the text.
type Numbers = BTreeMap<SpanId, usize>;

/// A paragraph, all of which is shown.
fn whole(at: ByteRange) -> Cell {
    Cell { at, words: at }
}

/// The lists and quotations that are open.
#[derive(Default)]
struct Lists {
    depth: usize,
    is_quoted: bool,
}

impl Lists {
    /// Opens and closes what must be for this paragraph; returns its element.
    fn begin(&mut self, page: &mut String, text: Text) -> &'static str {
        if text.is_quoted != self.is_quoted {
            self.end(page);
            if text.is_quoted {
                page.push_str("<blockquote>\n");
                self.is_quoted = true;
            }
        }
        let (depth, begins) = match text.kind {
            Kind::Plain | Kind::Heading(_) => (0, false),
            Kind::Item { depth, begins } => (depth, begins),
        };
        self.close(page, depth);
        if begins && self.depth == depth {
            page.push_str("</li>\n");
        }
        while self.depth < depth {
            self.depth += 1;
            // A list in a list is part of an item.
            page.push_str(if begins && self.depth == depth { "<ul>\n" } else { "<ul>\n<li>" });
        }
        match text.kind {
            Kind::Heading(1) => "h3",
            Kind::Heading(2) => "h4",
            Kind::Heading(3) => "h5",
            Kind::Heading(_) => "h6",
            Kind::Item { begins: true, .. } => "li",
            Kind::Item { begins: false, .. } | Kind::Plain => "p",
        }
    }

    /// Closes lists that are deeper than this.
    fn close(&mut self, page: &mut String, depth: usize) {
        while self.depth > depth {
            page.push_str("</li>\n</ul>\n");
            self.depth -= 1;
        }
    }

    /// Closes everything.
    fn end(&mut self, page: &mut String) {
        self.close(page, 0);
        if self.is_quoted {
            page.push_str("</blockquote>\n");
            self.is_quoted = false;
        }
    }
}

/// A paragraph or cell cut wherever a mark, an emphasis or a link begins or ends; each part stands inside the marks that cover
/// it, the longest outside.
fn marked(page: &mut String, project: &Project, shape: &Shape<'_>, stretch: Cell, numbers: &Numbers) {
    for (part, over) in shape.cut(stretch.at) {
        for (depth, (_, span)) in over.iter().enumerate() {
            let number = numbers.get(&span.id).filter(|_| span.start() == part.start);
            opening(page, &project.codebook, span, number, over.len() - depth - 1);
        }
        let look = shape.look(part);
        let words = shape.article.words(shown(part, stretch.words)).trim_end_matches('\n');
        let link = look.link.map(|address| format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(address)));
        let (strong, emphasis) = (("<strong>", "</strong>"), ("<em>", "</em>"));
        let around = [
            link.as_deref().map(|link| (link, "</a>")),
            look.is_strong.then_some(strong),
            look.is_emphasized.then_some(emphasis),
        ];
        let around: Vec<(&str, &str)> = around.into_iter().flatten().filter(|_| !words.is_empty()).collect();
        around.iter().for_each(|(begin, _)| page.push_str(begin));
        page.push_str(&escaped(words));
        around.iter().rev().for_each(|(_, end)| page.push_str(end));
        over.iter().for_each(|_| page.push_str("</span>"));
    }
}

/// Opens a part of a mark, the first one with the mark's number.
fn opening(page: &mut String, codebook: &Codebook, span: &Span, number: Option<&usize>, below: usize) {
    let class = codebook.tag_place(&span.tag).unwrap_or_default();
    let anchor = number.map(|_| format!(" id=\"s-{}\"", span.id)).unwrap_or_default();
    let depth = if below == 0 { String::new() } else { format!(" style=\"--d:{below}\"") };
    put(page, format_args!("<span class=\"m t{class}\"{anchor}{depth}>"));
    if let Some(number) = number {
        let tag = codebook.tag(&span.tag);
        let (badge, name) = tag.map_or(("", span.tag.as_str()), |tag| (&tag.badge, &tag.name));
        // The number is drawn and no text, so that searching and copying find the article's words alone.
        put(
            page,
            format_args!(
                "<a class=\"n\" href=\"#n-{}\" data-b=\"{}{number}\" aria-label=\"{} {number}\"></a>",
                span.id,
                escaped(badge),
                escaped(name),
            ),
        );
    }
}

/// What is known of the marks of an article, by number.
fn marks(page: &mut String, project: &Project, article: &Article) {
    if article.spans.is_empty() {
        return;
    }
    put(page, format_args!("<h3>Marks</h3>\n<ol class=\"marks\">\n"));
    for span in article.spans.in_text_order() {
        let words = escaped(&shortened(&article.words_of(span), reading::LONGEST));
        let mut about = vec![tag_name(project, span)];
        about.extend(reading::details(project, article, span));
        about.push(project.coder_name(span.by));
        let about = about.iter().map(|part| apart(part)).collect::<Vec<_>>().join(" · ");
        let id = span.id;
        put(page, format_args!("<li id=\"n-{id}\"><a href=\"#s-{id}\" dir=\"auto\">{words}</a> · {about}</li>\n"));
    }
    put(page, format_args!("</ol>\n"));
}

fn codebook(page: &mut String, codebook: &Codebook) {
    put(
        page,
        format_args!(
            "<section id=\"codebook\" aria-labelledby=\"codebook-title\">\n<h2 id=\"codebook-title\">Codebook</h2>\n<dl>\n"
        ),
    );
    for (depth, tag) in codebook.tree() {
        let above = tag.parent.as_ref().filter(|_| depth > 0).and_then(|id| codebook.tag(id));
        let above = above.map(|above| format!(" <span class=\"soft\">under {}</span>", apart(&above.name)));
        let number = codebook.tag_place(&tag.id).unwrap_or_default();
        put(
            page,
            format_args!(
                "<dt dir=\"auto\"><span class=\"badge t{number}\" dir=\"auto\">{}</span>{}{}</dt>\n\
                 <dd dir=\"auto\">{}{}</dd>\n",
                escaped(&tag.badge),
                escaped(&tag.name),
                above.unwrap_or_default(),
                escaped(&tag.definition),
                examples(tag),
            ),
        );
    }
    put(page, format_args!("</dl>\n</section>\n"));
}

fn examples(tag: &Tag) -> String {
    let list = |name: &str, examples: &[String]| {
        if examples.is_empty() {
            return String::new();
        }
        let all: Vec<String> = examples.iter().map(|example| apart(example)).collect();
        format!("<div class=\"soft\" dir=\"auto\">{name}: {}</div>", all.join("; "))
    };
    format!("{}{}", list(words::EXAMPLES, &tag.examples.yes), list(words::COUNTEREXAMPLES, &tag.examples.no))
}

/// Text that runs its own way inside a line of others.
fn apart(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}

/// Texts in one line, which runs the way of the first.
fn listed<T: AsRef<str>>(texts: &[T]) -> String {
    let Some((first, others)) = texts.split_first() else { return String::new() };
    let others: String = others.iter().map(|text| format!(" · {}", apart(text.as_ref()))).collect();
    format!("{}{others}", escaped(first.as_ref()))
}

/// Text as HTML shows it and never runs it; characters that hide or turn text are named.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_markup_is_shown_and_not_run() {
        assert_eq!(escaped("<script>alert('&')</script>"), "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;");
    }

    #[test]
    fn nothing_is_fetched_from_anywhere() {
        for part in [STYLE, SCRIPT] {
            assert!(!part.contains("http") && !part.contains("url(") && !part.contains("import"), "{part}");
            assert!(!part.contains("</"), "it would end where it stands");
        }
    }
}
