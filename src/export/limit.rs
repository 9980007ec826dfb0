//! What a format cannot hold besides the parts of a project that it has no place for ([`super::Part`]).

/// Something in a project that a format cannot hold, or cannot hold whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// All marks: the format holds the codebook alone.
    Marks,
    /// Marks whose tag is no kind of claim.
    OtherMarks,
    /// Links from or to such marks.
    LinksOfOtherMarks,
    /// Marks that cover nothing but white space.
    BlankMarks,
    /// Links from or to marks that cover nothing but white space.
    LinksOfBlankMarks,
    /// Line breaks inside a mark.
    LineBreaksInMarks,
    /// Marks that go on after the end of a sentence.
    MarksAcrossSentences,
    /// Marks that share words with nine longer ones of the same tag.
    DeeplyNestedMarks,
    /// Where claims are in the text.
    Positions,
    /// Links of a claim but those to the source nearest to the words.
    FartherLinks,
    /// Who marked a claim that somebody else has checked.
    CodersOfCheckedClaims,
    /// Claims without the verdict that search engines require.
    ClaimsWithoutVerdict,
    /// Claims without the address that search engines require.
    ClaimsWithoutAddress,
    /// Articles in which nothing is marked.
    ArticlesWithoutMarks,
    /// Articles without a claim.
    ArticlesWithoutClaims,
    /// How articles were imported.
    ImportSteps,
    /// Line breaks in the values of fields.
    LineBreaksInFields,
    /// White space at the ends of paragraphs.
    BlanksAtParagraphEnds,
    /// White space in the names of tags.
    BlanksInTagNames,
    /// The kinds of links of the codebook.
    LinkKinds,
    /// Links from one coder's mark to another's.
    LinksBetweenCoders,
    /// Who changed a mark last.
    LastChanges,
    /// Whether a mark was made by hand, by a rule or by an import.
    Origins,
    /// Marks that are set aside.
    MarksSetAside,
    /// Suggestions that were dismissed.
    Dismissed,
    /// Conflicts between merged versions.
    Conflicts,
    /// What was kept of other programs' files.
    ForeignValues,
    /// Characters that XML does not allow.
    CharactersNotInXml,
    /// Columns of the table of claims that Word has no room for.
    FurtherColumns,
    /// Text beyond the longest that a cell may hold.
    EndsOfLongCells,
    /// Rows beyond the last that a sheet may have.
    FurtherRows,
    /// Tags for which a sheet has no column left.
    FurtherTags,
    /// Texts that begin with the sign of a formula, as they are.
    BeginningsOfFormulas,
    /// Signs in texts that a corpus of starred lines has a meaning for.
    SignsOfCorpora,
    /// Whatever is neither a letter without accents nor a digit, in the values of variables.
    SignsInValues,
    /// Articles whose text has no words.
    ArticlesWithoutText,
    /// Asterisks in names.
    Asterisks,
}
