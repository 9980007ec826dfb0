//! The panels that share a place in the window, as one list: settings, commands, menus, tabs and the window itself
//! follow from it.

use serde::{Deserialize, Serialize};

/// The list of panels, handed to a macro. A new panel is one line here, and one file in `ui::panels`.
///
/// A line says: what the panel is called in the code and in the settings file; its title; where it docks; its keys as
/// shipped; what its command is called in the settings file; what it shows; and the file and type in `ui::panels` that
/// show it, which only the window reads.
macro_rules! panels {
    ($then:ident) => {
        $then! {
            Codebook "Codebook" Side ["Ctrl+4"] "Codebook" "Show the tags" codebook::CodebookPanel;
            Names "Names" Side ["Ctrl+5"] "Names" "Show whom and what marks refer to" names::NamesPanel;
            Checklist "Checklist" Side ["Ctrl+6"] "Checklist" "Show what needs another look" checklist::ChecklistPanel;
            Outline "Outline" Side ["Ctrl+7"] "Outline" "Show the headings and pages of the article" outline::OutlinePanel;
            Ledger "Ledger" Drawer ["Ctrl+3"] "ToggleLedger" "Show who said what to whom" ledger::LedgerPanel;
            Compare "Compare coders" Drawer ["Ctrl+8"] "CompareCoders" "Show where coders differ, and decide what holds" compare::ComparePanel;
            Undecided "Undecided" Drawer [] "Undecided" "Show where merged copies disagree, and decide" undecided::UndecidedPanel;
            Agreement "Agreement" Drawer [] "Agreement" "Show how far coders agree" agreement::AgreementPanel;
            Search "Search" Drawer [] "Search" "Show the search of all articles" search::SearchPanel;
            Notes "Notes" Drawer [] "Notes" "Show all marks with a note" notes::NotesPanel;
        }
    };
}
pub(crate) use panels;

/// Where a panel docks. One panel of each dock is shown at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dock {
    /// Beside the text, above the inspector.
    Side,
    /// Below the text.
    Drawer,
}

macro_rules! panel_enum {
    ($($panel:ident $title:literal $dock:ident [$($key:literal),*] $command:literal $help:literal
        $file:ident::$type:ident;)*) => {
        /// A panel that shares its place in the window with others.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Panel { $(#[doc = $help] $panel,)* }

        impl Panel {
            /// All panels, in the order of their tabs.
            pub const ALL: &[Self] = &[$(Self::$panel,)*];

            /// The title, on its tab and in the menus.
            pub fn title(self) -> &'static str {
                match self { $(Self::$panel => $title,)* }
            }

            /// Where it docks.
            pub fn dock(self) -> Dock {
                match self { $(Self::$panel => Dock::$dock,)* }
            }

            /// What it shows, in a sentence.
            pub fn help(self) -> &'static str {
                match self { $(Self::$panel => $help,)* }
            }

            /// The keys that show it, as shipped.
            pub(super) fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$panel => &[$($key),*],)* }
            }

            /// What the command that shows it is called in the settings file.
            pub(super) fn command_name(self) -> &'static str {
                match self { $(Self::$panel => $command,)* }
            }
        }
    };
}
panels!(panel_enum);

impl Panel {
    /// The panels of a dock, in the order of their tabs.
    pub fn of(dock: Dock) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |panel| panel.dock() == dock)
    }
}
