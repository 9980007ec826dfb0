//! Copying words, plain and as a quotation.

use super::words;
use crate::{
    app::desk::{
        desk::Desk,
        request::Request,
        step::{Outcome, Step, Then},
    },
    model::{Article, LinkEnd, LinkKindId, Project, Span},
};

/// Copies the selected words, or those of the selected mark.
pub(crate) fn words(desk: &Desk) -> Outcome {
    Ok(Step::then(Then::Request(Request::Copy(chosen_words(desk)?))))
}

/// Copies the words as they are quoted: “…” – speaker, outlet, date.
pub(crate) fn quotation(desk: &Desk) -> Outcome {
    let article = desk.shown()?;
    let speaker = desk.chosen().ok().and_then(|(article, span)| speaker_of(desk.project(), article, span));
    let from = [speaker.unwrap_or_default(), article.facts.outlet.clone(), article.facts.published.clone()];
    let from: Vec<String> = from.into_iter().filter(|part| !part.is_empty()).collect();
    let quotation = words::quotation(&chosen_words(desk)?, &from);
    Ok(Step::then(Then::Request(Request::Copy(quotation))))
}

/// Copies the address of the link at the cursor.
pub(crate) fn link(desk: &Desk) -> Outcome {
    let address = desk.shown()?.link_at(desk.selection.head).ok_or_else(words::no_link_here)?;
    Ok(Step::then(Then::Request(Request::Copy(address.to_owned()))))
}

fn chosen_words(desk: &Desk) -> Result<String, crate::app::desk::notice::Notice> {
    let selected = desk.shown()?.words(desk.selection.text());
    if !selected.is_empty() {
        return Ok(selected.to_owned());
    }
    let (article, span) = desk.chosen().map_err(|_no_mark| words::nothing_to_tag())?;
    Ok(article.words_of(span))
}

/// The names of the speakers that a claim is linked to, the nearest to the words only.
fn speaker_of(project: &Project, article: &Article, span: &Span) -> Option<String> {
    let said_by = || article.links.of_kind(span.id, LinkKindId::SAID_BY);
    let nearest = said_by().map(|link| link.order).min()?;
    let name = |end: LinkEnd| match end {
        LinkEnd::Span(to) => {
            let speaker = article.span(to)?;
            let entity = speaker.entity.and_then(|id| project.entities.get(&id));
            Some(entity.map_or_else(|| article.words_of(speaker), |entity| entity.name.clone()))
        }
        LinkEnd::Entity(id) => project.entities.get(&id).map(|entity| entity.name.clone()),
        LinkEnd::Unnamed => Some(words::unnamed_source().to_owned()),
        LinkEnd::Nobody => None,
    };
    let names: Vec<String> = said_by().filter(|link| link.order == nearest).filter_map(|link| name(link.to)).collect();
    (!names.is_empty()).then(|| words::and(&names))
}
