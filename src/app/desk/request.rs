//! What only the window can do.

use crate::{model::TagId, text::ByteOffset};

/// Something that only the window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Put text on the clipboard.
    Copy(String),
    /// Close the window; everything that guards data has been asked.
    Close,
    /// Open the tag menu at the selection.
    TagMenu,
    /// Put the keyboard into the note of the selected mark.
    EditNote,
    /// Open the form for the facts of the shown article.
    EditFacts,
    /// Open the form of a tag.
    EditTag(TagId),
    /// Put the keyboard into the search field.
    EditFind,
    /// Put the keyboard into the panel below the text.
    EnterDrawer,
    /// Show the article from the line that holds this offset.
    ShowFrom(ByteOffset),
    /// Open what can be done with the selected mark.
    MarkMenu,
    /// Open the first menu of the bar.
    MenuBar,
    /// Give the keyboard to the panels, or back to the text.
    LeaveText,
}
