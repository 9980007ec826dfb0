//! Everything the program can do at a key, as one table: menus, palette, shortcuts and the sheet of them all read it.

use super::{Menu, Needs, Panel, Reach, Row, Shortcut, Toggle};

/// Makes the commands from a table of menus, each a list of groups between which the menu draws a line.
///
/// A row reads: variant, label, help, keys as shipped; then what it needs, what it turns on, and how far it reaches,
/// where there is something to say.
macro_rules! commands {
    ($($menu:ident { $({ $(
        $name:ident $label:literal $help:literal [$($key:literal),*]
        $(needs $needs:ident)? $(is $toggle:ident)? $(and $reach:ident)?;
    )* })* })*) => {
        /// Something the program does when asked, without an object of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $($($(#[doc = $help] $name,)*)*)*
            /// Shows a panel, or puts it away.
            Show(Panel),
        }

        /// The groups of the menus, in order; but for the panels, which follow those of their menu.
        const GROUPS: &[(Menu, &[Command])] = &[$($((Menu::$menu, &[$(Command::$name),*]),)*)*];

        impl Command {
            /// What the table says of it.
            pub fn row(self) -> Row {
                match self {
                    $($($(Self::$name => Row {
                        label: $label,
                        help: $help,
                        name: stringify!($name),
                        keys: &[$($key),*],
                        menu: Menu::$menu,
                        needs: or!(Needs::Nothing $(, Needs::$needs)?),
                        toggle: or!(None $(, Some(Toggle::$toggle))?),
                        reach: or!(Reach::Within $(, Reach::$reach)?),
                    },)*)*)*
                    Self::Show(panel) => Row {
                        label: panel.title(),
                        help: panel.help(),
                        name: panel.command_name(),
                        keys: panel.keys(),
                        menu: PANELS,
                        needs: Needs::Nothing,
                        toggle: Some(Toggle::Panel(panel)),
                        reach: Reach::Within,
                    },
                }
            }
        }
    };
}

/// The second of two values, or the first where there is only that.
macro_rules! or {
    ($usual:expr) => {
        $usual
    };
    ($usual:expr, $own:expr) => {
        $own
    };
}

/// The menu that shows panels.
const PANELS: Menu = Menu::View;

commands! {
    File {
        {
            NewProject "New project" "Start an empty project with the built-in codebook" ["Ctrl+N"] and Leaves;
            OpenProject "Open project…" "Open a project file" ["Ctrl+O"] and Leaves;
            OpenRecent "Open recent…" "Open one of the projects you worked on last" [] and Leaves;
            OpenSample "Open sample project" "Open a copy of the sample article with its marks" [] and Leaves;
        }
        {
            Save "Save" "Save the project to its file" ["Ctrl+S"] and Writes;
            SaveAs "Save as…" "Save the project to another file" ["Ctrl+Shift+S"] and Writes;
        }
        {
            Versions "Saved versions…" "See your latest saves; preview or restore one" [] needs OwnFile and Leaves;
            History "Change history…" "See who changed what, and when" [] and Writes;
            Problems "Problems…" "See what doesn't fit in this project, and fix it" [] needs Problem;
            MergeCopies "Merge copies…" "Bring in what others marked in their copies of this project" [];
            MergeFile "Merge changes on disk" "Bring in what somebody else saved to the file of this project" [] needs File;
            SharedFolder "Shared folder…"
                "Work on this project with others in a folder that a sync service or network drive carries; see who is there" [];
            UpdateShared "Update from shared folder" "Bring in what others in the shared folder have made" [] needs File;
            MergeConflictCopies "Merge conflict copies"
                "Bring in the copies that Dropbox, Syncthing, OneDrive or Nextcloud put beside the file" [] needs ConflictCopies;
            Duplicates "Possible duplicates…" "See articles, tags, coders, names and marks that look the same, and merge them" [];
            ByOthers "Changes to your marks…" "See what others changed, deleted or decided about your marks" [] needs Coders;
            Reload "Reload from disk" "Read the file again, in case someone else has changed it" []
                needs File and Leaves;
            Recover "Recover unsaved project" "Open a project that had never been saved when the program ended" []
                and Leaves;
            ProjectFacts "Project details…" "Give the project a title, and a note for colleagues" [];
            Blind "Blind coding" "Hide what others marked in each article until you are done with it" [] is Blind;
            Assign "Assign articles…" "Say who is to mark which articles; draw some at random to be marked twice" [];
            Coders "Coders…" "See whose marks these are; rename coders, merge two, or say which one is you" [];
        }
        {
            Import "Import…" "Add articles or annotations from files; see what they add first" ["Ctrl+Shift+I"];
            Export "Export…" "Choose a format, and see what it can't store" ["Ctrl+Shift+E"] needs AnyMark and Writes;
            ExportCsv "Export marks as CSV…" "Write all marks as a table for spreadsheets" ["Ctrl+E"]
                needs AnyMark and Writes;
            ExportReport "Export report…" "Write articles, marks and claims as a web page" [] needs AnyMark and Writes;
            ExportXlsx "Export workbook…"
                "Write claims, marks, articles and codebook as sheets for Excel and LibreOffice" []
                needs AnyMark and Writes;
            ExportLedger "Export ledger…" "Write the table of claims with speakers, places and chains of sources" []
                needs AnyMark and Writes;
        }
        {
            AutosaveOff "Autosave: off" "Save only when asked; changes stay recoverable between saves" []
                is AutosaveOff;
            AutosaveIdle "Autosave: when idle" "Save after ten seconds without changes" [] is AutosaveIdle;
            AutosaveFocus "Autosave: when switching windows" "Save when you switch to another window" []
                is AutosaveFocus;
        }
        {
            Quit "Quit" "Quit Sayso" ["Ctrl+Q"] and Leaves;
        }
    }
    Edit {
        {
            Undo "Undo" "Undo the last change" ["Ctrl+Z"] needs Undo;
            Redo "Redo" "Redo the change last undone" ["Ctrl+Y", "Ctrl+Shift+Z"] needs Redo;
        }
        {
            CopyWords "Copy text" "Copy the selected words, or those of the selected mark" ["Ctrl+C"] needs WordsOrMark;
            CopyQuote "Copy as quote"
                "Copy the words in quotation marks, with speaker, outlet and date" ["Ctrl+Shift+C"]
                needs WordsOrMark;
            CopyLink "Copy link address" "Copy the address that the link at the cursor leads to" [] needs LinkHere;
        }
        {
            SelectWord "Select word" "Select the word at the cursor" ["Ctrl+D"] needs Article;
            SelectSentence "Select sentence" "Select the sentence at the cursor" ["Ctrl+L"] needs Article;
            SelectParagraph "Select paragraph" "Select the paragraph at the cursor" ["Ctrl+Shift+L"] needs Article;
            SelectAll "Select all" "Select the whole article" ["Ctrl+A"] needs Article;
        }
        {
            Find "Find in article…" "Find words in the article you are reading" ["Ctrl+F"] needs Article;
            SearchAll "Search all articles…" "Search all articles for words, names or marks" ["Ctrl+Shift+F"];
            FindNext "Find next" "Go to the next match" ["F3"] needs Matches;
            FindPrevious "Find previous" "Go to the previous match" ["Shift+F3"] needs Matches;
        }
    }
    Article {
        {
            AddArticles "Add articles…"
                "Add articles from files: text, web pages, Word, PDF, email and more" ["Ctrl+Shift+O"];
            LookAtArticle "Preview and add…"
                "See how a file is read before you add it; choose its encoding and paragraphs" [];
            AddFolder "Add folder…" "Add all articles in a folder" [];
            WatchFolder "Watch folder…" "Be told of new files in a folder; nothing is added unasked" [];
            AddNewFiles "Add new files…" "See what the new files in the watched folder add, and add them" [] needs NewFiles;
            SkipNewFiles "Skip new files" "Don't offer the new files in the watched folder again" [] needs NewFiles;
            StopWatching "Stop watching folder" "Don't look for new files any more" [] needs WatchedFolder;
            PasteArticle "Paste as new article…" "Add copied text as an article, or fetch a web page" ["Ctrl+Shift+V"];
        }
        {
            NewVersion "Replace with new version…"
                "Replace the article's text with a newer one, and carry its marks over" []
                needs Article;
            CompareVersions "Compare versions…"
                "Compare this article with the one most like it; keep one with the marks of both" []
                needs Article;
            EditFacts "Facts…" "Change title, outlet, date, author and language of this article" [] needs Article;
            CorrectText "Fix a typo…"
                "Correct the selected words, or the paragraph at the cursor; marks are carried over" []
                needs Article;
        }
        {
            NextArticle "Next article" "Go to the next article in the list" ["Ctrl+PageDown"] needs Article;
            PreviousArticle "Previous article" "Go to the previous article in the list" ["Ctrl+PageUp"] needs Article;
            NextHeading "Next heading" "Go to the next heading in the text" ["Alt+PageDown"] needs Heading;
            PreviousHeading "Previous heading" "Go to the previous heading in the text" ["Alt+PageUp"] needs Heading;
        }
        {
            SortAdded "Sort by order added" "List articles as they joined the project" [] is SortAdded;
            SortDate "Sort by date" "List the oldest articles first" [] is SortDate;
            SortOutlet "Sort by outlet" "List articles by outlet" [] is SortOutlet;
            SortTitle "Sort by title" "List articles by title" [] is SortTitle;
            SortStatus "Sort by status" "List articles by how far you are with them" [] is SortStatus;
            SortReversed "Reverse order" "List articles the other way round" [] is SortReversed;
        }
        {
            MarkNew "Status: new" "You have not started on this article" [] needs Article is StatusNew;
            MarkInWork "Status: in progress" "You are working on this article" [] needs Article is StatusInWork;
            MarkDone "Status: done" "You have finished this article" ["Ctrl+Enter"] needs Article is StatusDone;
        }
        {
            RemoveArticle "Remove article…" "Remove this article and its marks from the project" [] needs Article;
        }
    }
    Mark {
        {
            TagMenu "Mark as…" "Choose a tag for the selected words or mark" ["Enter"] needs WordsOrMark;
            MarkMenu "Actions for mark…" "List all that can be done with the selected mark, or words" ["Shift+F10", "Menu"]
                needs Article;
            MarkAlike "Mark all occurrences…" "Find the words of this mark elsewhere, and mark them too" ["Ctrl+Shift+M"]
                needs Mark;
            AddPiece "Add selection to mark"
                "Add the selected words to the selected mark, as another piece" ["Ctrl+Shift+A"]
                needs WordsAndMark;
            CloseQuote "Extend to closing quotation mark"
                "Extend the selected words, or the selected mark, to the end of the quotation that they begin" ["Q"]
                needs WordsOrMark;
        }
        {
            NextSpan "Next mark" "Select the next mark in the text" ["Ctrl+J"] needs Article;
            PreviousSpan "Previous mark" "Select the previous mark in the text" ["Ctrl+Shift+J"] needs Article;
            SpanHere "Select mark at cursor" "Select the smallest mark at the cursor; again for the next larger" ["Tab"]
                needs Article;
            NextUntagged "Next sentence without a mark" "Select the next sentence that has no mark" ["Ctrl+U"]
                needs Article;
            GoBack "Go back" "Return to where you were before the last jump" ["Ctrl+B"] needs Trail;
        }
        {
            StartEarlier "Move start back" "Start the selected mark a word earlier" ["Alt+H"] needs Mark;
            StartLater "Move start forward" "Start the selected mark a word later" ["Alt+J"] needs Mark;
            EndEarlier "Move end back" "End the selected mark a word earlier" ["Alt+K"] needs Mark;
            EndLater "Move end forward" "End the selected mark a word later" ["Alt+L"] needs Mark;
        }
        {
            LinkSpeaker "Said by…" "Choose who said the selected claim" ["S"] needs Mark;
            LinkAddressee "Told to…" "Choose who was told the selected claim" ["A"] needs Mark;
            LinkPlace "Place…" "Choose where it happened, where it was said, or what place it is about" ["P"]
                needs Mark;
            LinkTime "Time…" "Choose when the selected claim was said, or when what it describes happened" ["T"]
                needs Mark;
            LinkWithin "Within…" "Choose the claim that reports the selected one" ["W"] needs Mark;
        }
        {
            NameMention "Name…" "Choose whom or what the selected mark refers to" ["E"] needs Mark;
            NameByLetter "Name by letter…" "Name the selected mark by the letter of a name" ["N"] needs Mark;
            Answer "Details…" "Answer the codebook's questions about the selected mark, one by one" ["D"] needs Mark;
            SameClaim "Says the same as…" "Group the selected claim with the same claim elsewhere" ["G"] needs Mark;
            ToggleFlag "Look again" "Flag the selected mark for another look" ["F"] needs Mark is Flag;
            EditNote "Edit note" "Write a note on the selected mark" ["M"] needs Mark;
        }
        {
            EditTag "Edit tag…" "Change a tag: name, letter, key, colour, definition, questions" [] needs Tag;
            MergeTag "Merge tag…" "Give all marks of a tag to another one" [] needs Tag;
            SplitTag "Split tag…" "Give some marks of a tag to a new one" [] needs Tag;
            DeleteTag "Delete tag…" "Delete a tag with its marks" [] needs Tag;
        }
        {
            Codebooks "Codebooks and rules…" "Add a ready-made codebook or use it instead; set what claims need" [];
            ArticleFields "Article fields…" "Define fields of your own for every article, such as region or type of outlet"
                [] and Writes;
            ImportCodebook "Import codebook…" "Add the codebook of a file or another project, or use it instead" [];
            ExportCodebook "Export codebook…" "Write the codebook to a file of its own, for colleagues" [] and Writes;
        }
        {
            DeleteSpan "Delete mark" "Delete the selected mark and its links" ["Delete", "Backspace"] needs Mark;
            Release "Close or deselect"
                "Close what is open, clear the selection, or stop marking with a tag" ["Escape"];
        }
    }
    View {
        {
            Palette "Command palette" "Find any command by its name" ["Ctrl+Shift+P"];
        }
        {
            LargerText "Zoom in" "Make everything larger" ["Ctrl+Plus", "Ctrl+Equals"];
            SmallerText "Zoom out" "Make everything smaller" ["Ctrl+Minus"];
            NormalText "Reset zoom" "Return to the normal size" ["Ctrl+0"];
            ReadingSettings "Text and theme…" "Set text size, line width, spacing and theme" [];
        }
        {
            ThemeSystem "Theme: system" "Follow the desktop's light or dark theme" [] is ThemeSystem;
            ThemeLight "Theme: light" "Dark text on a light background" [] is ThemeLight;
            ThemeDark "Theme: dark" "Light text on a dark background" [] is ThemeDark;
            ThemeHighContrast "Theme: high contrast" "Black on white, with letters and patterns on marks" []
                is ThemeHighContrast;
        }
        {
            ToggleArcs "Links in the paragraph" "Draw all links in the paragraph at the cursor" [] is Arcs;
            NextCoder "Marks of next coder" "Show the marks of one coder after the other, then those of all" []
                needs Coders;
            ToggleLetters "Letters on marks" "Show the letter of its tag on each mark" [] is Letters;
            TogglePatterns "Patterns under marks" "Dash or dot the line under each mark by its tag" [] is Patterns;
        }
        {
            DirectionAuto "Text direction: automatic" "Let each paragraph run as most of its letters do" []
                needs Article is DirectionAuto;
            DirectionRight "Text direction: left to right" "Let all paragraphs of this article run from left to right" []
                needs Article is DirectionRight;
            DirectionLeft "Text direction: right to left" "Let all paragraphs of this article run from right to left" []
                needs Article is DirectionLeft;
        }
        {
            ToggleArticles "Articles panel" "Show or hide the list of articles" ["Ctrl+1"] is Articles;
            ToggleCodebook "Side panel" "Show or hide the panels beside the text" ["Ctrl+2"] is Side;
            CloseDrawer "Close drawer" "Hide the panels below the text" [];
        }
    }
    Help {
        {
            LeaveText "Text or panels" "Move the keyboard from the text to each panel in turn, where Tab goes on, and back" ["F6"];
            MenuBar "Menu bar" "Open the menus with the keyboard; arrow keys lead through them" ["F10"];
            Shortcuts "Keyboard shortcuts"
                "See all shortcuts, and change them" ["Shift+Questionmark", "Questionmark", "F1"];
            CoderName "Your name…" "Set the name that your marks carry" [];
        }
        {
            About "About Sayso" "See which version this is, and its licences" [];
        }
    }
}

impl Command {
    /// All commands, in the order of the menus, the panels last.
    pub fn all() -> impl Iterator<Item = Self> {
        let panels = Panel::ALL.iter().copied().map(Self::Show);
        GROUPS.iter().flat_map(|(_, group)| *group).copied().chain(panels)
    }

    /// What an arrow key that starts this command means where the text runs to the left.
    pub fn mirrored(self) -> Self {
        const PAIRS: [[Command; 2]; 2] =
            [[Command::StartEarlier, Command::StartLater], [Command::EndEarlier, Command::EndLater]];
        let other = PAIRS.iter().find_map(|[one, other]| match self {
            command if command == *one => Some(*other),
            command if command == *other => Some(*one),
            _neither => None,
        });
        other.unwrap_or(self)
    }

    /// The name shown.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// What it does, in a sentence.
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// The name in the settings file.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The keys that start it, as shipped.
    pub fn default_shortcuts(self) -> Vec<Shortcut> {
        self.row().keys.iter().filter_map(|key| key.parse().ok()).collect()
    }

    /// The command that the settings file calls `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|command| command.name() == name)
    }
}

impl Menu {
    /// Its commands, in groups between which a line is drawn.
    pub fn groups(self) -> impl Iterator<Item = Vec<Command>> {
        let own = GROUPS.iter().filter(move |(menu, _)| *menu == self).map(|(_, group)| group.to_vec());
        let panels: Vec<Command> = Panel::ALL.iter().copied().map(Command::Show).collect();
        own.chain((self == PANELS).then_some(panels))
    }

    /// Its commands, in order.
    pub fn commands(self) -> impl Iterator<Item = Command> {
        self.groups().flatten()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_shipped_key_is_readable_and_belongs_to_one_command() {
        let mut owners: BTreeMap<Shortcut, Command> = BTreeMap::new();
        for command in Command::all() {
            assert_eq!(command.default_shortcuts().len(), command.row().keys.len(), "{command:?}");
            for shortcut in command.default_shortcuts() {
                let former = owners.insert(shortcut.clone(), command);
                assert_eq!(former, None, "{shortcut} is given twice, once to {command:?}");
            }
        }
    }

    /// The keys that desktops keep for themselves, each with its desktop and what it does there.
    fn keys_of_desktops() -> Vec<(&'static str, &'static str, &'static str)> {
        let lists = [
            ("GNOME", include_str!("../../../tests/data/desktop-keys/gnome.txt")),
            ("KDE", include_str!("../../../tests/data/desktop-keys/kde.txt")),
            ("Windows", include_str!("../../../tests/data/desktop-keys/windows.txt")),
            ("macOS", include_str!("../../../tests/data/desktop-keys/macos.txt")),
        ];
        let keys = lists.iter().flat_map(|(desktop, list)| {
            list.lines().filter_map(move |line| line.split_once(' ').map(|(keys, does)| (*desktop, keys, does)))
        });
        keys.collect()
    }

    /// Whether a key is one of a list, where `*` stands for any key with just these modifiers.
    fn is_kept(shortcut: &Shortcut, kept: &Shortcut) -> bool {
        let modifiers = |shortcut: &Shortcut| (shortcut.ctrl, shortcut.alt, shortcut.shift);
        modifiers(shortcut) == modifiers(kept) && (shortcut.key == kept.key || kept.key == "*")
    }

    #[test]
    fn no_shipped_key_is_one_that_a_desktop_keeps_for_itself() {
        let kept = keys_of_desktops();
        assert!(kept.len() > 100, "all lists are read");
        for (desktop, keys, does) in &kept {
            let keys: Shortcut = keys.parse().unwrap();
            for command in Command::all() {
                for shortcut in command.default_shortcuts() {
                    assert!(!is_kept(&shortcut, &keys), "{shortcut} of {command:?}: {desktop} takes it to {does}");
                }
            }
        }
        let is_taken = |keys: &str| {
            let keys: Shortcut = keys.parse().unwrap();
            kept.iter().any(|(_, other, _)| is_kept(&keys, &other.parse().unwrap()))
        };
        // Those that were shipped before, and others that look harmless.
        assert!(
            ["Ctrl+Alt+ArrowLeft", "Alt+Shift+ArrowRight", "Ctrl+M", "Ctrl+Period"].map(is_taken).iter().all(|is| *is)
        );
        assert!(!is_taken("Ctrl+S") && !is_taken("Alt+H") && !is_taken("F6"));
    }

    #[test]
    fn bare_digits_stay_free_for_tags() {
        for command in Command::all() {
            for shortcut in command.default_shortcuts() {
                let is_digit = shortcut.key.len() == 1 && shortcut.key.chars().all(|c| c.is_ascii_digit());
                assert!(!(is_digit && shortcut.is_typing()), "{shortcut}");
            }
        }
    }

    #[test]
    fn every_command_stands_in_one_menu_under_a_name_and_a_label_of_its_own() {
        let mut names = BTreeMap::new();
        let mut labels = BTreeMap::new();
        for command in Menu::ALL.into_iter().flat_map(Menu::commands) {
            assert_eq!(Command::from_name(command.name()), Some(command));
            assert_eq!(names.insert(command.name(), command), None, "{command:?}");
            assert_eq!(labels.insert(command.label(), command), None, "{command:?}");
        }
        assert_eq!(names.len(), Command::all().count());
        assert!(Command::all().all(|command| names.get(command.name()) == Some(&command)));
    }

    #[test]
    fn labels_and_help_are_written_alike() {
        for command in Command::all() {
            let Row { label, help, .. } = command.row();
            for text in [label, help] {
                let begins_large = text.starts_with(char::is_uppercase);
                assert!(begins_large && !text.ends_with(['.', ':', ' ']), "{command:?}: {text}");
            }
            assert!(!help.contains('…'), "{command:?}: {help}");
        }
    }

    #[test]
    fn what_people_have_in_their_settings_still_means_the_same() {
        let kept = [
            ("Codebook", Command::Show(Panel::Codebook)),
            ("Names", Command::Show(Panel::Names)),
            ("Checklist", Command::Show(Panel::Checklist)),
            ("ToggleLedger", Command::Show(Panel::Ledger)),
            ("SearchAll", Command::SearchAll),
            ("LookAtArticle", Command::LookAtArticle),
        ];
        for (name, command) in kept {
            assert_eq!(Command::from_name(name), Some(command));
        }
    }

    #[test]
    fn whatever_writes_or_leaves_the_project_says_so() {
        let writes = |name: &str| ["Save", "Export"].iter().any(|verb| name.starts_with(verb));
        for command in Command::all() {
            let Row { name, reach, .. } = command.row();
            assert!(!writes(name) || reach == Reach::Writes, "{name}");
        }
        for command in [Command::Quit, Command::Reload, Command::Recover, Command::Versions, Command::OpenSample] {
            assert_eq!(command.row().reach, Reach::Leaves, "{command:?}");
        }
    }
}
