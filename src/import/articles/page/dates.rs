//! The dates that a page states, each with its place; and the other times on it, which tell the outlet's zone.

use dom_query::NodeRef;

use super::{
    super::dates::{Clues, Label, Place, Stated, date_in, datelines, label, read},
    linked_data::Described,
    parts::Parts,
};

/// Names in the head of a page that state when it was published, without signs, in lower case.
const PUBLISHED: [&str; 41] = [
    "articlepublishedtime",
    "ogpublishedtime",
    "ogarticlepublishedtime",
    "articlepublished",
    "ogarticlepublished",
    "publishedtime",
    "articlepublisheddate",
    "publishdate",
    "publisheddate",
    "datepublished",
    "publicationdate",
    "publicationtime",
    "publishtime",
    "pubdate",
    "pubtime",
    "date",
    "displaydate",
    "originalpublicationdate",
    "originaldate",
    "articledate",
    "articledateoriginal",
    "articlepubdate",
    "articlecreated",
    "parselypubdate",
    "sailthrudate",
    "btpubdate",
    "cxenseparserecspublishtime",
    "cxenseparsepublishtime",
    "rnewsdatepublished",
    "schemadatepublished",
    "vrpublishedtime",
    "ptime",
    "citationpublicationdate",
    "citationdate",
    "citationonlinedate",
    "firstpublished",
    "firstpublicationdate",
    "releasedate",
    "contentpublished",
    "newsdate",
    "storydate",
];

/// The same in Dublin Core.
const DUBLIN_CORE: [&str; 12] = [
    "dcdateissued",
    "dctermsissued",
    "dcissued",
    "dctermsdate",
    "dcdate",
    "dcdatepublished",
    "dcdatecreated",
    "dctermscreated",
    "dccreated",
    "dctermsavailable",
    "dcdateavailable",
    "dctermsdateaccepted",
];

/// Names that state when it was changed.
const CHANGED: [&str; 14] = [
    "articlemodifiedtime",
    "ogupdatedtime",
    "ogmodifiedtime",
    "articleupdated",
    "datemodified",
    "lastmodified",
    "revised",
    "dctermsmodified",
    "dcdatemodified",
    "dcmodified",
    "lastmod",
    "modificationdate",
    "datelastmodified",
    "updatedate",
];

/// What states when a page was published: its linked data, elements and head, its address, and the `lines` at its heading.
pub(crate) fn dates(
    parts: &Parts<'_>,
    own: Option<(&Described, bool)>,
    address: &str,
    lines: &[String],
    language: &str,
) -> (Vec<Stated>, Clues) {
    let (mut stated, mut clues) = (Vec::new(), Clues::new());
    if let Some((own, is_unsure)) = own {
        let made = own.published.is_empty();
        let words = if made { &own.created } else { &own.published };
        let found = Stated::read(Place::JsonLd, words, language);
        stated.extend(found.map(|found| Stated { is_unsure: is_unsure || made, ..found }));
        clues.extend(read(&own.changed, language));
    }
    properties(parts, language, &mut stated, &mut clues);
    time_elements(parts, language, &mut stated, &mut clues);
    head(parts, language, &mut stated, &mut clues);
    let in_address =
        date_in(address).map(|(moment, words)| Stated { place: Place::Address, words, moment, is_unsure: false });
    stated.extend(in_address);
    let (written, changes) = datelines(lines.iter().map(String::as_str), language);
    stated.extend(written);
    clues.extend(changes);
    (stated, clues)
}

/// The value that an element states: in an attribute for machines, else in its words.
fn value_of(node: &NodeRef<'_>) -> String {
    let attribute = ["content", "datetime", "title"].into_iter().find_map(|name| node.attr(name));
    attribute
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| node.text().trim().to_owned())
}

/// Properties of elements: microdata and RDFa.
fn properties(parts: &Parts<'_>, language: &str, stated: &mut Vec<Stated>, clues: &mut Clues) {
    let own = |selector: &str| -> Vec<String> {
        let all = parts.document.select(selector);
        let own = all.nodes().iter().filter(|node| !parts.is_aside(node) && !is_of_a_remark(node));
        // What belongs to the thing that the heading names comes before what belongs to others, as teasers over it.
        let (of_heading, others): (Vec<&NodeRef<'_>>, Vec<_>) = own.partition(|node| {
            let scope = node.ancestors_it(None).find(|other| other.has_attr("itemscope") || other.has_attr("typeof"));
            scope.is_some_and(|scope| parts.surrounds_heading(&scope))
        });
        of_heading.into_iter().chain(others).map(value_of).collect()
    };
    let first = |values: Vec<String>| values.iter().find_map(|value| Stated::read(Place::Property, value, language));
    let published = first(own("[itemprop~='datePublished'], [property$='datePublished']"));
    let made = || Some(Stated { is_unsure: true, ..first(own("[itemprop~='dateCreated']"))? });
    stated.extend(published.or_else(made));
    let changed = own("[itemprop~='dateModified'], [property$='dateModified']");
    clues.extend(changed.iter().filter_map(|value| read(value, language)));
}

/// Whether an element belongs to a comment or a review by what it lies in.
fn is_of_a_remark(node: &NodeRef<'_>) -> bool {
    let scope = node.ancestors_it(None).find(|other| other.has_attr("itemscope") || other.has_attr("typeof"));
    scope.is_some_and(|scope| {
        let kind = format!("{}{}", scope.attr_or("itemtype", ""), scope.attr_or("typeof", ""));
        ["Comment", "Review", "Event", "ListItem"].iter().any(|other| kind.ends_with(other))
    })
}

/// Elements for times: the one that is said to be the day of publication, else the first after the heading.
fn time_elements(parts: &Parts<'_>, language: &str, stated: &mut Vec<Stated>, clues: &mut Clues) {
    let all = parts.document.select("h1, h2, time");
    let heading = parts.heading.as_ref().map(|heading| heading.id);
    let (mut is_after, mut best): (bool, Option<(u8, Stated)>) = (heading.is_none(), None);
    for node in all.nodes() {
        if Some(node.id) == heading {
            is_after = true;
        }
        let is_time = node.node_name().is_some_and(|name| &*name == "time");
        if !is_time || parts.is_aside(node) || is_of_a_remark(node) {
            continue;
        }
        let Some(found) = Stated::read(Place::TimeElement, &value_of(node), language) else { continue };
        let class = node.class().unwrap_or_default().to_lowercase();
        let says = |parts: &[&str]| parts.iter().any(|part| class.contains(part));
        let is_published = node.has_attr("pubdate") || says(&["publish", "entry-date", "posted", "pubdate", "created"]);
        let label = label(&words_before(node));
        if label == Some(Label::Changed) || (says(&["updat", "modif", "edit"]) && !is_published) {
            clues.push(found.moment);
            continue;
        }
        let in_list = node.ancestors_it(None).any(|other| other.node_name().is_some_and(|name| &*name == "li"));
        let rank = match () {
            () if is_published || label == Some(Label::Published) => 0,
            () if is_after && !in_list => 1,
            () if !in_list => 2,
            () => continue,
        };
        if best.as_ref().is_none_or(|(before, _)| rank < *before) {
            best = Some((rank, found));
        }
    }
    stated.extend(best.map(|(rank, found)| Stated { is_unsure: rank > 1, ..found }));
}

/// The words right before an element, of its line.
fn words_before(node: &NodeRef<'_>) -> String {
    const ENOUGH: usize = 80;
    let mut words = String::new();
    let mut here = *node;
    for _ in 0..2 {
        let mut before = here.prev_sibling();
        while let Some(sibling) = before.filter(|_| words.len() < ENOUGH) {
            // Another time closes what was said before it.
            if sibling.node_name().is_some_and(|name| &*name == "time") {
                return words;
            }
            words = format!("{} {words}", sibling.text());
            before = sibling.prev_sibling();
        }
        let Some(parent) = here.parent().filter(|_| words.trim().is_empty()) else { break };
        here = parent;
    }
    words
}

/// The head of the page.
fn head(parts: &Parts<'_>, language: &str, stated: &mut Vec<Stated>, clues: &mut Clues) {
    for node in parts.document.select("meta[content]").nodes() {
        let content = node.attr_or("content", "");
        let stated_as = ["property", "name", "itemprop"].iter().filter_map(|name| node.attr(name));
        // One attribute may state several, as `dc:date article:published_time`.
        let stated_as: Vec<String> = stated_as.flat_map(|names| plain_names(&names)).collect();
        for name in stated_as.iter().map(String::as_str) {
            if CHANGED.contains(&name) {
                clues.extend(read(&content, language));
            } else if DUBLIN_CORE.contains(&name) {
                stated.extend(Stated::read(Place::DublinCore, &content, language));
            } else if PUBLISHED.contains(&name) && node.attr("itemprop").is_none() {
                stated.extend(Stated::read(Place::Meta, &content, language));
            }
        }
    }
}

/// The names that an attribute states, one by one and as a whole, without signs and in lower case.
pub(super) fn plain_names(stated: &str) -> Vec<String> {
    let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let stated = stated.to_lowercase();
    let whole = Some(plain(&stated)).filter(|_| stated.contains(char::is_whitespace));
    stated.split_whitespace().map(plain).chain(whole).collect()
}
