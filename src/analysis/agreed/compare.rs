//! Every measure that applies to what the coders of a project marked, answered and linked.

use super::{
    super::{agreement::Outcome, table::Evidence, united::united},
    aligned,
    answers::{self, Answers},
    attributions::attributions,
    matching::matched,
    measure::{Agreed, Finding, Measure, Measured, Work},
    pairs::{Shares, pairs},
    running_text::{Alpha, As, Continuum, differing},
    worked::{Worked, compared_coders, worked},
};
use crate::model::{CoderId, FieldDef, Project, Tag, TagId};

/// What is asked about; without a choice, all.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Whose work is compared.
    pub coders: Option<Vec<CoderId>>,
    /// Which tags.
    pub tags: Option<Vec<TagId>>,
}

/// Compares the work of coders. Marks that one of them made twice count once, with the links and the answers of both.
pub fn agreed(project: &Project, asked: &Asked) -> Agreed {
    let project = &*united(project);
    let is_asked = |coder: &CoderId| asked.coders.as_ref().is_none_or(|chosen| chosen.contains(coder));
    let coders: Vec<CoderId> = compared_coders(project).into_iter().filter(is_asked).collect();
    let articles = worked(project, &coders);
    let is_asked = |tag: &&Tag| asked.tags.as_ref().is_none_or(|chosen| chosen.contains(&tag.id));
    let is_used =
        |tag: &&Tag| articles.iter().any(|worked| coders.iter().any(|coder| !worked.marks(&tag.id, *coder).is_empty()));
    let tags: Vec<&Tag> = project.codebook.tags.iter().filter(is_asked).filter(is_used).collect();
    let mut comparing = Comparing { project, coders: &coders, articles: &articles, measured: Vec::new() };
    tags.iter().for_each(|tag| comparing.tag(tag));
    if tags.len() > 1 && coders.len() > 1 {
        comparing.all_tags(&tags);
    }
    let measured = comparing.measured;
    let shared: Vec<&Worked<'_>> = articles.iter().filter(|worked| worked.coders.len() > 1).collect();
    let work = |coder: &CoderId| {
        let own: Vec<_> = shared.iter().filter(|worked| worked.coders.contains(coder)).collect();
        let marks = |worked: &&&Worked<'_>| tags.iter().map(|tag| worked.marks(&tag.id, *coder).len()).sum::<usize>();
        Work { name: project.coder_name(*coder), articles: own.len(), marks: own.iter().map(marks).sum() }
    };
    Agreed { coders: coders.iter().map(work).collect(), articles: articles.len(), shared: shared.len(), measured }
}

/// A comparison while it is made.
struct Comparing<'c, 'p> {
    project: &'p Project,
    coders: &'c [CoderId],
    articles: &'c [Worked<'p>],
    measured: Vec<Measured>,
}

impl Comparing<'_, '_> {
    /// Everything about one tag.
    fn tag(&mut self, tag: &Tag) {
        let (coders, articles) = (self.coders, self.articles);
        let differing = differing(&tag.id, coders, articles);
        let Alpha { value, interval, articles: count, tokens } = Alpha::new(&tag.id, coders, articles);
        let evidence = differing.clone();
        let alpha =
            Finding { measure: Measure::Alpha, value, interval: Some(interval), n: tokens, articles: count, evidence };
        self.add(Some(tag), None, coders, alpha);
        if coders.len() < 2 {
            return;
        }
        for pair in pairs(coders) {
            for finding in of_shares(Shares::new(&tag.id, pair, articles)) {
                self.add(Some(tag), None, &pair, finding);
            }
        }
        let continuum = Continuum::new(&[&tag.id], coders, articles, As::Pieces);
        self.add(Some(tag), None, coders, of_continuum(Measure::UAlpha, continuum.u_alpha(), &continuum, differing));
        for pair in pairs(coders) {
            self.add(Some(tag), None, &pair, aligned::of_pair(&[&tag.id], pair, articles));
        }
        self.answers(tag);
        if self.project.codebook.claim_tags().contains(&&tag.id) {
            for pair in pairs(coders) {
                for finding in attributions(&tag.id, pair, articles) {
                    self.add(Some(tag), None, &pair, finding);
                }
            }
        }
    }

    /// What coders answered about marks of a tag.
    fn answers(&mut self, tag: &Tag) {
        let fields: Vec<&FieldDef> = tag.fields.iter().filter(|field| answers::is_compared(field)).collect();
        if fields.is_empty() {
            return;
        }
        let of_all = matched(&tag.id, self.coders, self.articles);
        let of_pairs: Vec<_> = pairs(self.coders).map(|pair| (pair, matched(&tag.id, &pair, self.articles))).collect();
        for field in fields {
            let answers = Answers::new(self.project, &field.id, &of_all);
            if answers.is_empty() {
                continue;
            }
            let of_all = answers.of_all();
            let fleiss = (self.coders.len() > 2).then(|| answers.fleiss(self.coders.len()));
            for finding in of_all.into_iter().chain(fleiss) {
                self.add(Some(tag), Some(&field.name), self.coders, finding);
            }
            for (pair, matched) in &of_pairs {
                for finding in Answers::new(self.project, &field.id, matched).of_two() {
                    self.add(Some(tag), Some(&field.name), pair, finding);
                }
            }
        }
    }

    /// Measures of all tags together.
    fn all_tags(&mut self, tags: &[&Tag]) {
        let (coders, articles) = (self.coders, self.articles);
        let ids: Vec<&TagId> = tags.iter().map(|tag| &tag.id).collect();
        let each: Vec<Vec<Evidence>> = ids.iter().map(|tag| differing(tag, coders, articles)).collect();
        let continuum = Continuum::new(&ids, coders, articles, As::Pieces);
        let together = [
            (Measure::UAlpha, continuum.u_alpha()),
            (Measure::UAlphaBinary, continuum.u_alpha_binary()),
            (Measure::CuAlpha, continuum.cu_alpha()),
        ];
        for (measure, value) in together {
            self.add(None, None, coders, of_continuum(measure, value, &continuum, each.concat()));
        }
        let by_tag = continuum.cu_alpha_by_tag();
        for ((tag, value), differing) in tags.iter().zip(by_tag).zip(each) {
            self.add(Some(tag), None, coders, of_continuum(Measure::CuAlphaOfTag, value, &continuum, differing));
        }
        for pair in pairs(coders) {
            self.add(None, None, &pair, aligned::of_pair(&ids, pair, articles));
        }
    }

    fn add(&mut self, tag: Option<&Tag>, field: Option<&String>, coders: &[CoderId], finding: Finding) {
        let coders = coders.iter().map(|coder| self.project.coder_name(*coder)).collect();
        self.measured.push(Measured { tag: tag.map(|tag| tag.name.clone()), field: field.cloned(), coders, finding });
    }
}

/// What two coders share of a tag.
fn of_shares(shares: Shares) -> [Finding; 5] {
    let (n, articles, differing) = (shares.marks(), shares.articles, shares.differing());
    let Shares { exact, overlapping, both, alone: [only_one, only_other], apart, .. } = shares;
    let finding = |measure, value: Outcome, evidence| Finding { measure, value, interval: None, n, articles, evidence };
    let count = |measure, count: usize, evidence| finding(measure, Ok(count as f64), evidence);
    [
        finding(Measure::ExactF1, exact.f1(), differing),
        finding(Measure::OverlapF1, overlapping.f1(), apart),
        count(Measure::Both, exact.both_of_one, both),
        count(Measure::OnlyA, exact.only_one, only_one),
        count(Measure::OnlyB, exact.only_other, only_other),
    ]
}

fn of_continuum(measure: Measure, value: Outcome, continuum: &Continuum<'_>, evidence: Vec<Evidence>) -> Finding {
    let (n, articles) = (continuum.tokens(), continuum.articles);
    Finding { measure, value, interval: None, n, articles, evidence }
}
