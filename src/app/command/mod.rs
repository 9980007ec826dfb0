//! Everything the program can do at a key, as one list: menus, palette, shortcuts and the key sheet all read it.

pub mod shortcut;

pub use shortcut::Shortcut;

macro_rules! commands {
    ($( $group:ident { $( $name:ident $label:literal $help:literal [$($key:literal),*] )* } )*) => {
        /// Something the program does when asked, without an object of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command { $($(#[doc = $help] $name,)*)* }

        impl Command {
            /// All commands, in the order of the menus.
            pub const ALL: &[Self] = &[$($(Self::$name,)*)*];

            /// The name shown.
            pub fn label(self) -> &'static str {
                match self { $($(Self::$name => $label,)*)* }
            }

            /// What it does, in a sentence.
            pub fn help(self) -> &'static str {
                match self { $($(Self::$name => $help,)*)* }
            }

            /// The name in the settings file.
            pub fn name(self) -> &'static str {
                match self { $($(Self::$name => stringify!($name),)*)* }
            }

            /// The menu it stands in.
            pub fn menu(self) -> Menu {
                match self { $($(Self::$name => Menu::$group,)*)* }
            }

            /// The keys that start it, as shipped; the first is shown.
            fn shipped_keys(self) -> &'static [&'static str] {
                match self { $($(Self::$name => &[$($key),*],)*)* }
            }
        }
    };
}

/// The menus of the window, left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Projects and files.
    File,
    /// Undo, copy, find.
    Edit,
    /// Articles.
    Article,
    /// Marks.
    Mark,
    /// The window.
    View,
    /// Keys and where things are.
    Help,
}

impl Menu {
    /// All menus, left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Article, Self::Mark, Self::View, Self::Help];

    /// The name shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Article => "Article",
            Self::Mark => "Mark",
            Self::View => "View",
            Self::Help => "Help",
        }
    }

    /// Its commands, in order.
    pub fn commands(self) -> impl Iterator<Item = Command> {
        Command::ALL.iter().copied().filter(move |command| command.menu() == self)
    }
}

commands! {
    File {
        NewProject "New project" "Start an empty project with the built-in codebook" ["Ctrl+N"]
        OpenProject "Open project…" "Open a project file" ["Ctrl+O"]
        OpenSample "Open the sample" "Open a copy of the marked sample article" []
        Save "Save" "Write the project to its file" ["Ctrl+S"]
        SaveAs "Save as…" "Write the project to another file" ["Ctrl+Shift+S"]
        Versions "Versions…" "See the last saves; look at one, or bring it back" []
        History "History of changes…" "See who changed what, and when" []
        Problems "Problems…" "See what does not fit in this project, and put it right" []
        Reload "Reload from disk" "Read the file again, as somebody else may have changed it" []
        Recover "Recover an unsaved project" "Open a project that was never saved when the program ended" []
        ProjectFacts "Title and note of the project…" "Give the project a title, and write a note for colleagues" []
        Import "Import…" "Add articles, or annotations of other programs, from files; what annotations would add is shown first" ["Ctrl+Shift+I"]
        Export "Export…" "Write the annotations for another program: choose the format, see what it cannot hold" ["Ctrl+Shift+E"]
        ExportCsv "Export marks as CSV…" "Write all marks as a table that spreadsheets open" ["Ctrl+E"]
        ExportReport "Write a report…" "Write articles with their marks and the table of claims as a page for any browser" []
        ExportXlsx "Export as a workbook…" "Write claims, marks, articles and codebook as sheets for Excel and LibreOffice" []
        ExportLedger "Export the ledger…" "Write the table of claims, with speakers, places and chains" []
        AutosaveOff "Autosave: off" "Save only when asked; changes are kept between saves all the same" []
        AutosaveIdle "Autosave: when idle" "Save when nothing was changed for ten seconds" []
        AutosaveFocus "Autosave: when leaving the window" "Save when another window comes to the front" []
        Quit "Quit" "Leave the program" ["Ctrl+Q"]
    }
    Edit {
        Undo "Undo" "Take the last change back" ["Ctrl+Z"]
        Redo "Redo" "Make the change undone last again" ["Ctrl+Y", "Ctrl+Shift+Z"]
        CopyWords "Copy words" "Copy the selected words, or those of the chosen mark" ["Ctrl+C"]
        CopyQuote "Copy as quote" "Copy the words with quotation marks, speaker, outlet and date" ["Ctrl+Shift+C"]
        SelectWord "Select the word" "Select the word at the caret" ["Ctrl+D"]
        SelectSentence "Select the sentence" "Select the sentence at the caret" ["Ctrl+L"]
        SelectParagraph "Select the paragraph" "Select the paragraph at the caret" ["Ctrl+Shift+L"]
        SelectAll "Select the whole text" "Select the whole article" ["Ctrl+A"]
        Find "Find in the article…" "Look for words in the shown article" ["Ctrl+F"]
        SearchAll "Search all articles…" "Look for words, names or marks in all articles" ["Ctrl+Shift+F"]
        FindNext "Find next" "Go to the next place found" ["F3"]
        FindPrevious "Find previous" "Go to the place found before" ["Shift+F3"]
    }
    Article {
        AddArticles "Add articles…" "Add articles from files: texts, web pages, Word, PDF, mails and more" ["Ctrl+Shift+O"]
        LookAtArticle "Add an article after a look…" "See how a file is read before it is added: choose its encoding and what of it is the article" []
        AddFolder "Add a folder…" "Add all articles of a folder" []
        PasteArticle "Paste as new article…" "Add the text of the clipboard as an article, or the page at an address" ["Ctrl+Shift+V"]
        NewVersion "New version of this article…" "Put a changed text in the place of the shown article, and keep its marks where their words are" []
        CompareVersions "Compare versions…" "Lay the shown article beside the one most like it, and keep one with the marks of both" []
        CorrectText "Correct the text…" "Put other words in the place of the selected ones, or change the paragraph at the caret; marks stay" []
        NextArticle "Next article" "Show the next article of the list" ["Ctrl+PageDown"]
        PreviousArticle "Previous article" "Show the article before in the list" ["Ctrl+PageUp"]
        MarkNew "Status: new" "Say that you have not begun with this article" []
        MarkInWork "Status: in work" "Say that you are at work on this article" []
        MarkDone "Status: done" "Say that you have finished this article" ["Ctrl+Enter"]
        RemoveArticle "Remove the article…" "Remove the shown article with its marks" []
    }
    Mark {
        TagMenu "Mark as…" "Choose a tag for the selected words or the chosen mark" ["Enter"]
        MarkAlike "Mark all like this…" "Find the words of the chosen mark elsewhere, and mark those places too" ["Ctrl+M"]
        AddPiece "Add the selection as a piece" "Add the selected words to the chosen mark" ["Ctrl+Shift+A"]
        NextSpan "Next mark" "Choose the next mark in the text" ["Ctrl+J"]
        PreviousSpan "Previous mark" "Choose the mark before in the text" ["Ctrl+Shift+J"]
        SpanHere "Choose the mark here" "Choose the smallest mark at the caret; again: the next larger" ["Tab"]
        NextUntagged "Next sentence without a mark" "Select the next sentence that carries no mark" ["Ctrl+U"]
        GoBack "Go back" "Return to where you were before the last jump" ["Ctrl+B"]
        StartEarlier "Move the start a word back" "The chosen mark begins a word earlier" ["Ctrl+Alt+ArrowLeft"]
        StartLater "Move the start a word on" "The chosen mark begins a word later" ["Ctrl+Alt+ArrowRight"]
        EndEarlier "Move the end a word back" "The chosen mark ends a word earlier" ["Alt+Shift+ArrowLeft"]
        EndLater "Move the end a word on" "The chosen mark ends a word later" ["Alt+Shift+ArrowRight"]
        LinkSpeaker "Said by…" "Say who said the chosen claim" ["S"]
        LinkAddressee "Told to…" "Say who was told the chosen claim" ["A"]
        LinkPlace "Place…" "Say where it happened, where it was said, or what place the chosen claim is about" ["P"]
        LinkTime "Time…" "Say when the chosen claim was said, or when what it tells of happened" ["T"]
        LinkWithin "Within…" "Say which claim reports the chosen one" ["W"]
        NameMention "Name…" "Say whom or what the chosen mark mentions" ["E"]
        NameByLetter "Name by letter…" "Press N, then the letter of a name" ["N"]
        Answer "Details…" "Answer the questions that the codebook asks of the chosen mark, one after the other" ["D"]
        SameClaim "Says the same as…" "Group the chosen claim with the same claim elsewhere" ["G"]
        ToggleFlag "Look again" "Flag the chosen mark to be looked at again" ["F"]
        EditNote "Write a note" "Write a note on the chosen mark" ["M"]
        Codebooks "Codebooks and rules…" "Add a ready-made codebook, or use it instead; say what claims need" []
        ImportCodebook "Codebook from a file…" "Add the codebook of a file or of another project, or use it instead" []
        ExportCodebook "Codebook to a file…" "Write the codebook to a file of its own, for colleagues" []
        DeleteSpan "Delete the mark" "Delete the chosen mark with its links" ["Delete", "Backspace"]
        Release "Close or deselect" "Close what is open; drop the selection; stop marking with one tag" ["Escape"]
    }
    View {
        Palette "Command palette" "Find any command by its name" ["Ctrl+Shift+P"]
        LargerText "Larger text" "Make everything larger" ["Ctrl+Plus", "Ctrl+Equals"]
        SmallerText "Smaller text" "Make everything smaller" ["Ctrl+Minus"]
        NormalText "Normal size" "Return to the normal size" ["Ctrl+0"]
        ReadingSettings "Text and theme…" "Set text size, line width, spacing and theme" []
        ThemeSystem "Theme: as the system" "Follow the system's light or dark theme" []
        ThemeLight "Theme: light" "Dark ink on warm paper" []
        ThemeDark "Theme: dark" "Light ink on a dark ground" []
        ToggleArcs "Links of the paragraph" "Draw all links of the paragraph at the caret as arcs" []
        ToggleLetters "Letters on marks" "Show the letter of its tag on each mark" []
        ToggleArticles "Articles panel" "Show or hide the list of articles" ["Ctrl+1"]
        ToggleLedger "Ledger" "Show or hide the table of claims: who said what, to whom, where" ["Ctrl+3"]
        Codebook "Codebook" "Show the tags beside the text" ["Ctrl+4"]
        Names "Names" "Show whom and what the marks mention, and which names may be one" ["Ctrl+5"]
        Checklist "Checklist" "Show what to look at again: sentences without a claim, claims without a speaker" ["Ctrl+6"]
        CloseDrawer "Close the drawer" "Hide the ledger or the search at the lower edge" []
        ToggleCodebook "Codebook panel" "Show or hide the codebook and the inspector" ["Ctrl+2"]
    }
    Help {
        LeaveText "Text or panels" "Give the keyboard to the panels, where Tab goes on; or back to the text" ["F6"]
        Shortcuts "Keys" "Show all keys; change them" ["Shift+Questionmark", "Questionmark", "F1"]
        CoderName "Your name…" "Set the name that your marks carry" []
    }
}

impl Command {
    /// The keys that start it, as shipped.
    pub fn default_shortcuts(self) -> Vec<Shortcut> {
        self.shipped_keys().iter().filter_map(|key| key.parse().ok()).collect()
    }

    /// The command that the settings file calls `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_shipped_key_is_readable_and_belongs_to_one_command() {
        let mut owners: BTreeMap<Shortcut, Command> = BTreeMap::new();
        for command in Command::ALL {
            assert_eq!(command.default_shortcuts().len(), command.shipped_keys().len(), "{command:?}");
            for shortcut in command.default_shortcuts() {
                let former = owners.insert(shortcut.clone(), *command);
                assert_eq!(former, None, "{shortcut} is given twice, once to {command:?}");
            }
        }
    }

    #[test]
    fn bare_digits_stay_free_for_tags() {
        for command in Command::ALL {
            for shortcut in command.default_shortcuts() {
                let is_digit = shortcut.key.len() == 1 && shortcut.key.chars().all(|c| c.is_ascii_digit());
                assert!(!(is_digit && shortcut.is_typing()), "{shortcut}");
            }
        }
    }

    #[test]
    fn names_lead_back() {
        for command in Command::ALL {
            assert_eq!(Command::from_name(command.name()), Some(*command));
        }
        assert_eq!(Menu::ALL.iter().map(|menu| menu.commands().count()).sum::<usize>(), Command::ALL.len());
    }
}
