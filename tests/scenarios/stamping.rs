//! Whoever changes a mark or a link is named by it, whatever the way: here Ada changes what another coder has marked.

use sayso::{
    app::{Action, CodebookAction, Command, ExchangeAction, MarkAction, NameAction, NewVersionAction},
    model::{CoderId, EntityId, LinkKindId, Project, TagId, Time},
};

use crate::common::driver::Sayso;

/// Who changed each mark and link that differs from how it was, and when.
fn changed_by(before: &Project, after: &Project) -> Vec<(String, Option<(Time, CoderId)>)> {
    let mut all = Vec::new();
    let former = |id| before.articles.values().find_map(|article| Some((article, article.span(id)?)));
    for article in after.articles.values() {
        for span in article.spans.iter() {
            let Some((home, was)) = former(span.id) else { continue };
            let is_same = home.id == article.id || home.words_of(was) == article.words_of(span);
            let mut plain = was.clone();
            plain.changed = span.changed;
            if home.id != article.id {
                plain.pieces.clone_from(&span.pieces);
            }
            if plain != *span || !is_same {
                all.push((article.words_of(span), span.changed));
            }
        }
        for link in article.links.iter() {
            let Some(was) = before.articles.values().find_map(|article| article.links.get(link.id)) else { continue };
            let mut plain = was.clone();
            plain.changed = link.changed;
            if plain != *link {
                all.push((format!("link {}", link.kind), link.changed));
            }
        }
    }
    all
}

/// Acts on the sample, and expects that so many marks and links were changed, each by Ada.
#[track_caller]
fn changes(count: usize, act: impl FnOnce(&mut Sayso)) {
    let mut sayso = Sayso::start(Vec::new());
    let before = sayso.view().project().clone();
    let ada = sayso.view().settings.coder_id();
    assert!(!before.coders.contains_key(&ada), "the marks are another coder's");
    act(&mut sayso);
    let after = sayso.view().project().clone();
    let changed = changed_by(&before, &after);
    assert_eq!(changed.len(), count, "{changed:?} {}", sayso.notices());
    for (what, stamp) in changed {
        assert!(stamp.is_some_and(|(at, by)| by == ada && at.0 > 0), "{what} was changed by {stamp:?}");
    }
    assert_eq!(after.coders.contains_key(&ada), count > 0, "who changed something is among the coders");
    sayso.act(Action::Command(Command::Undo));
    assert_eq!(sayso.view().project().articles, before.articles, "one step");
}

fn name(sayso: &Sayso, name: &str) -> EntityId {
    sayso.view().project().entities.values().find(|entity| entity.name == name).unwrap().id
}

fn mentions(sayso: &Sayso, called: &str) -> usize {
    let id = name(sayso, called);
    sayso.article().spans.iter().filter(|span| span.entity == Some(id)).count()
}

fn act(action: MarkAction) -> impl FnOnce(&mut Sayso) {
    move |sayso| sayso.act(Action::Mark(action))
}

#[test]
fn names_that_are_split_merged_or_deleted_stamp_their_mentions() {
    let sayso = Sayso::start(Vec::new());
    let (putin, erdogan) = (name(&sayso, "Vladimir Putin"), name(&sayso, "Recep Tayyip Erdogan"));
    let of_putin = mentions(&sayso, "Vladimir Putin");
    let called = |words: &str| {
        let spans = sayso.article().spans.iter().filter(|span| span.entity == Some(erdogan));
        spans.filter(|span| sayso.article().words_of(span) == words).count()
    };
    assert!(of_putin > 1 && called("Endorgan") > 0);
    let named = |action: NameAction| act(MarkAction::Name(action));
    changes(called("Endorgan"), named(NameAction::Split(erdogan, "Endorgan".to_owned())));
    changes(of_putin, named(NameAction::Merge { from: putin, into: erdogan }));
    changes(of_putin, named(NameAction::Delete(putin)));
}

#[test]
fn tags_that_are_split_or_merged_stamp_their_marks() {
    let sayso = Sayso::start(Vec::new());
    let count = |tag: &str| sayso.view().session.tag_count(&TagId::new(tag));
    let said =
        sayso.article().spans.iter().filter(|span| {
            span.tag.as_str() == "cue" && sayso.article().words_of(span).to_lowercase().contains("said")
        });
    let said = said.count();
    assert!(said > 0 && count("addressee") > 0);
    let split = CodebookAction::Split { from: TagId::new("cue"), name: "Said".to_owned(), holding: "said".to_owned() };
    changes(said, |sayso| sayso.act(Action::Codebook(split)));
    changes(count("addressee"), |sayso| {
        let merge = CodebookAction::AskMerge { from: TagId::new("addressee"), into: TagId::new("speaker") };
        sayso.act(Action::Codebook(merge));
        sayso.act(Action::Confirm);
    });
}

#[test]
fn voices_that_change_places_are_stamped() {
    let sayso = Sayso::start(Vec::new());
    let links = sayso.article().links.iter();
    let voice = links.filter(|link| link.kind.as_str() == LinkKindId::SAID_BY && link.order == 0).map(|link| link.id);
    let voice = voice.min().unwrap();
    changes(1, act(MarkAction::MoveVoice(voice, 1)));
}

#[test]
fn marks_are_stamped_however_they_are_changed() {
    let sayso = Sayso::start(Vec::new());
    let cue = sayso.article().spans.iter().find(|span| span.tag.as_str() == "cue").unwrap();
    let (id, piece) = (cue.id, cue.pieces[0]);
    let shorter = sayso::text::ByteRange::new(piece.start.index(), piece.end.index() - 1);
    changes(1, act(MarkAction::SetNote(id, "so".to_owned())));
    changes(1, act(MarkAction::SetFlag(id, true)));
    changes(1, act(MarkAction::Retag(id, TagId::new("speaker"))));
    changes(1, act(MarkAction::Reshape(id, vec![shorter])));
    changes(0, act(MarkAction::Reshape(id, vec![piece])));
}

#[test]
fn a_corrected_word_stamps_the_marks_on_it_and_no_others() {
    let sayso = Sayso::start(Vec::new());
    let at = sayso.find("Endorgan");
    let on_it = sayso.article().spans.iter().filter(|span| span.pieces.iter().any(|piece| piece.overlaps(at))).count();
    assert!(on_it > 0 && on_it < 10);
    let article = sayso.article().id;
    let correct = NewVersionAction::Correct(article, at, "Erdogan".to_owned());
    changes(on_it, |sayso| sayso.act(Action::Exchange(ExchangeAction::NewVersion(correct))));
}
