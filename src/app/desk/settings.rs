//! What belongs to the person and not to the project: name, theme, sizes, keys, recent files.
//!
//! Kept in a small file of our own in the user's configuration folder; a file that cannot be read counts as absent,
//! and is kept beside the new one.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    appearance::{PanelSizes, Reading, ThemeChoice},
    article_order::ArticleOrder,
    clock,
    graphics::Graphics,
    mappings::Mappings,
    watched::WatchedFolders,
};
use crate::{
    app::command::{Command, Dock, Panel, Shortcut},
    model::{Article, CoderId, Project, ProjectId},
};

/// When a project that has a file is saved unasked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Autosave {
    /// Never; changes are kept in the journal all the same.
    #[default]
    Off,
    /// When nothing was changed for a while.
    Idle,
    /// When another window comes to the front.
    FocusLoss,
}

/// The settings of one person on one machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The person's id in all projects; made once.
    pub coder: String,
    /// The name that new marks carry.
    pub coder_name: String,
    /// The colours of the window.
    pub theme: ThemeChoice,
    /// What draws the window, from the next start on.
    pub graphics: Graphics,
    /// How the text is set.
    pub reading: Reading,
    /// When a project is saved unasked.
    pub autosave: Autosave,
    /// Magnification of the whole window.
    pub zoom: f32,
    /// Keys that differ from the shipped ones, by the command's name; an empty text takes the key away.
    pub keys: BTreeMap<String, String>,
    /// The projects opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// The folder used last for each kind of file dialog, by the name of the kind.
    pub folders: BTreeMap<String, PathBuf>,
    /// Where people were in the projects they had open last, newest first.
    pub places: Vec<Place>,
    /// The outlet and date typed last in each project, newest first: offered for articles that state none.
    pub typed: Vec<Typed>,
    /// What was chosen for the columns of tables.
    pub mappings: Mappings,
    /// Whether what others share is brought in without asking.
    pub always_update: bool,
    /// The folders that are watched for new files.
    pub watched: WatchedFolders,
    /// Whether marks in the text carry the letters of their tags.
    pub letters: bool,
    /// Whether the lines under marks are dashed or dotted by tag.
    pub patterns: bool,
    /// Whether all links of the paragraph at the caret are drawn.
    pub arcs: bool,
    /// Whether the list of articles is shown.
    pub show_articles: bool,
    /// What articles are sorted by.
    pub article_order: ArticleOrder,
    /// Whether that order is reversed.
    pub articles_reversed: bool,
    /// Whether the panels beside the text are shown.
    pub show_codebook: bool,
    /// The panel beside the text.
    pub side: Panel,
    /// Whether the drawer below the text is shown.
    pub show_drawer: bool,
    /// The panel in the drawer.
    pub drawer: Panel,
    /// The columns of the ledger that are shown, by their keys; empty as shipped.
    pub ledger_columns: Vec<String>,
    /// The window's size in points.
    pub window: (f32, f32),
    /// How large the panels are.
    pub panels: PanelSizes,
}

/// The outlet and date typed last in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The project's id.
    pub project: String,
    /// The outlet.
    pub outlet: String,
    /// The date.
    pub published: String,
}

/// Where somebody was in a project when it was left. It belongs to the person, and never stands in the project's file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The project's file.
    pub path: PathBuf,
    /// The id of the article shown.
    pub article: String,
    /// Where the caret was, in bytes of its text.
    pub caret: u32,
    /// Where the first line in sight began, in bytes of its text.
    pub top: u32,
}

/// How many recent projects are remembered.
const RECENT: usize = 10;
/// Of how many projects it is remembered what was typed last.
const MOST_TYPED: usize = 50;
/// Of how many projects it is remembered where somebody was.
const MOST_PLACES: usize = 50;

impl Default for Settings {
    fn default() -> Self {
        Self {
            coder: String::new(),
            coder_name: String::new(),
            theme: ThemeChoice::default(),
            graphics: Graphics::default(),
            reading: Reading::default(),
            autosave: Autosave::default(),
            zoom: 1.0,
            keys: BTreeMap::new(),
            recent: Vec::new(),
            folders: BTreeMap::new(),
            places: Vec::new(),
            typed: Vec::new(),
            mappings: Mappings::default(),
            always_update: false,
            watched: WatchedFolders::default(),
            letters: true,
            patterns: false,
            arcs: false,
            show_articles: true,
            article_order: ArticleOrder::default(),
            articles_reversed: false,
            show_codebook: true,
            side: Panel::Codebook,
            show_drawer: false,
            drawer: Panel::Ledger,
            ledger_columns: Vec::new(),
            window: (1400.0, 900.0),
            panels: PanelSizes::default(),
        }
    }
}

impl Settings {
    /// The file of the settings, where the system says where such files belong.
    pub fn file() -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        let strategy = etcetera::choose_base_strategy().ok()?;
        Some(strategy.config_dir().join("sayso").join("settings.ron"))
    }

    /// What somebody begins with who has no settings yet: the ledger shows what the program is for.
    fn of_newcomer() -> Self {
        Self { show_drawer: true, ..Self::default() }
    }

    /// Reads the settings; a missing or damaged file gives the defaults. A new person gets an id and the login name.
    pub fn load(file: Option<&PathBuf>) -> Self {
        let text = file.and_then(|file| fs_err::read_to_string(file).ok());
        let mut settings = text.as_deref().map_or_else(Self::of_newcomer, |text| {
            ron::from_str(text).unwrap_or_else(|error| {
                log::warn!("the settings could not be read and begin anew: {error}");
                if let Some(file) = file {
                    let kept = fs_err::write(file.with_extension("ron.damaged"), text);
                    kept.unwrap_or_else(|error| log::warn!("{error}"));
                }
                Self::default()
            })
        });
        if settings.coder.parse::<CoderId>().is_err() {
            settings.coder = clock::random_id().to_string();
        }
        if settings.coder_name.trim().is_empty() {
            settings.coder_name = whoami::username().unwrap_or_else(|_unknown| "Coder".to_owned());
        }
        settings.reading = settings.reading.clamped();
        if settings.side.dock() != Dock::Side {
            settings.side = Self::default().side;
        }
        if settings.drawer.dock() != Dock::Drawer {
            settings.drawer = Self::default().drawer;
        }
        let (width, height) = settings.window;
        let is_size = |points: f32| (300.0..20_000.0).contains(&points);
        if !is_size(width) || !is_size(height) {
            settings.window = Self::default().window;
        }
        settings.panels = settings.panels.checked();
        settings.zoom = if settings.zoom.is_finite() { settings.zoom.clamp(0.5, 3.0) } else { 1.0 };
        settings
    }

    /// Writes the settings, beside the old file first.
    ///
    /// # Errors
    /// When the folder cannot be made or the file not be written.
    pub fn save(&self, file: &PathBuf) -> std::io::Result<()> {
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n"))
            .map_err(std::io::Error::other)?;
        if let Some(folder) = file.parent() {
            fs_err::create_dir_all(folder)?;
        }
        let beside = file.with_extension("ron.new");
        fs_err::write(&beside, text)?;
        fs_err::rename(&beside, file)
    }

    /// The id of the person at work.
    pub fn coder_id(&self) -> CoderId {
        self.coder.parse().unwrap_or_else(|_damaged| CoderId(crate::model::Id::from_bits([0; 10])))
    }

    /// The keys that start a command, the shown one first.
    pub fn shortcuts(&self, command: Command) -> Vec<Shortcut> {
        match self.keys.get(command.name()).map(|own| own.parse()) {
            Some(Ok(own)) => vec![own],
            Some(Err(_)) if self.keys.get(command.name()).is_some_and(String::is_empty) => Vec::new(),
            // What is no key, such as a Ctrl alone, takes none away.
            Some(Err(_)) | None => {
                // A shipped key that the person gave to another command no longer starts this one.
                let taken = |shortcut: &Shortcut| {
                    let others = self.keys.iter().filter(|(name, _)| *name != command.name());
                    others.filter_map(|(_, own)| own.parse().ok()).any(|own: Shortcut| own == *shortcut)
                };
                command.default_shortcuts().into_iter().filter(|shortcut| !taken(shortcut)).collect()
            }
        }
    }

    /// The key shown beside a command; empty for none.
    pub fn shortcut_label(&self, command: Command) -> String {
        self.shortcuts(command).first().map(ToString::to_string).unwrap_or_default()
    }

    /// The command that a key starts already.
    pub fn owner_of(&self, shortcut: &Shortcut) -> Option<Command> {
        Command::all().find(|command| self.shortcuts(*command).contains(shortcut))
    }

    /// Gives a command a key of the person's choice, or its own ones back with `None`. Whether another command has the key
    /// is asked with [`Self::owner_of`] before.
    pub fn set_key(&mut self, command: Command, shortcut: Option<&Shortcut>) {
        let name = command.name().to_owned();
        match shortcut {
            Some(shortcut) => self.keys.insert(name, shortcut_text(shortcut)),
            None => self.keys.remove(&name),
        };
    }

    /// The panel that a dock holds, whether or not the dock is shown.
    pub fn docked(&self, dock: Dock) -> Panel {
        match dock {
            Dock::Side => self.side,
            Dock::Drawer => self.drawer,
        }
    }

    /// Whether a panel is shown.
    pub fn shows(&self, panel: Panel) -> bool {
        let is_open = match panel.dock() {
            Dock::Side => self.show_codebook,
            Dock::Drawer => self.show_drawer,
        };
        is_open && self.docked(panel.dock()) == panel
    }

    /// Shows a panel in its dock.
    pub fn show(&mut self, panel: Panel) {
        match panel.dock() {
            Dock::Side => (self.show_codebook, self.side) = (true, panel),
            Dock::Drawer => (self.show_drawer, self.drawer) = (true, panel),
        }
    }

    /// Shows a panel; one in the drawer that is shown already hides the drawer.
    pub fn show_or_hide(&mut self, panel: Panel) {
        if panel.dock() == Dock::Drawer && self.shows(panel) {
            self.show_drawer = false;
        } else {
            self.show(panel);
        }
    }

    /// What was typed last in a project.
    pub fn typed_in(&self, project: ProjectId) -> Option<&Typed> {
        let project = project.to_string();
        self.typed.iter().find(|typed| typed.project == project)
    }

    /// Remembers what was typed in a project; `None` leaves what is remembered.
    pub fn remember_typed(&mut self, project: ProjectId, outlet: Option<String>, published: Option<String>) {
        let mut typed = self.typed_in(project).cloned().unwrap_or_default();
        typed.project = project.to_string();
        typed.outlet = outlet.unwrap_or(typed.outlet);
        typed.published = published.unwrap_or(typed.published);
        self.typed.retain(|other| other.project != typed.project);
        self.typed.insert(0, typed);
        self.typed.truncate(MOST_TYPED);
    }

    /// Where somebody was in the project of a file.
    pub fn place_in(&self, path: &Path) -> Option<&Place> {
        self.places.iter().find(|place| place.path == path)
    }

    /// Remembers where somebody is in a project.
    pub fn remember_place(&mut self, place: Place) {
        self.places.retain(|other| other.path != place.path);
        self.places.insert(0, place);
        self.places.truncate(MOST_PLACES);
    }

    /// Sorts articles, which come in the order of the project, as the person wants them.
    pub fn sort(&self, project: &Project, articles: &mut [&Article]) {
        self.article_order.sort(project, self.coder_id(), self.articles_reversed, articles);
    }

    /// Puts a project at the head of the recent ones.
    pub fn remember(&mut self, path: PathBuf) {
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
    }
}

/// A shortcut in the form that can be read back.
fn shortcut_text(shortcut: &Shortcut) -> String {
    let modifiers = [(shortcut.ctrl, "Ctrl+"), (shortcut.alt, "Alt+"), (shortcut.shift, "Shift+")];
    let mut text: String = modifiers.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
    text.push_str(&shortcut.key);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_ones_own_replaces_the_shipped_one_and_takes_it_from_other_commands() {
        let mut settings = Settings::default();
        let f9: Shortcut = "F9".parse().unwrap();
        settings.set_key(Command::Save, Some(&f9));
        assert_eq!(settings.shortcut_label(Command::Save), "F9");
        assert_eq!(settings.owner_of(&f9), Some(Command::Save));
        let freed: Shortcut = "Ctrl+S".parse().unwrap();
        assert_eq!(settings.owner_of(&freed), None);
        settings.set_key(Command::Undo, Some(&freed));
        assert_eq!(settings.shortcut_label(Command::Undo), "Ctrl+S");
        settings.set_key(Command::Undo, None);
        assert_eq!(settings.shortcut_label(Command::Undo), "Ctrl+Z");
    }

    #[test]
    fn keys_of_ones_own_stay_when_the_shipped_ones_change() {
        let settings: Settings = ron::from_str(
            "(keys: {\"MarkAlike\": \"Ctrl+M\", \"Undo\": \"Alt+H\", \"NewProject\": \"ControlLeft\", \"Find\": \"\"})",
        )
        .unwrap();
        assert_eq!(settings.shortcut_label(Command::MarkAlike), "Ctrl+M", "as shipped before, and set by hand");
        assert_eq!(settings.shortcut_label(Command::Undo), "Alt+H", "one's own key wins over a new one as shipped");
        assert_eq!(settings.shortcut_label(Command::StartEarlier), "");
        assert_eq!(settings.shortcut_label(Command::NewProject), "Ctrl+N", "a Ctrl alone is no key");
        assert_eq!(settings.shortcut_label(Command::Find), "", "a key taken away stays away");
    }

    #[test]
    fn the_panels_of_an_older_file_are_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.ron");
        std::fs::write(&file, "(side: Names, show_drawer: true, drawer: Search, coder_name: \"Ada\")").unwrap();
        let settings = Settings::load(Some(&file));
        assert_eq!(settings.coder_name, "Ada");
        let shown: Vec<Panel> = Panel::ALL.iter().copied().filter(|panel| settings.shows(*panel)).collect();
        assert_eq!(shown, [Panel::Names, Panel::Search]);
        // A panel in a dock that is not its own gives way to the usual one.
        std::fs::write(&file, "(side: Ledger, drawer: Codebook)").unwrap();
        let settings = Settings::load(Some(&file));
        assert_eq!((settings.side, settings.drawer), (Panel::Codebook, Panel::Ledger));
    }

    #[test]
    fn what_was_typed_is_remembered_by_project() {
        let project = |number: u8| ProjectId(crate::model::Id::from_bits([number; 10]));
        let mut settings: Settings = ron::from_str("(last_outlet: \"Old\", last_published: \"2001-02-03\")").unwrap();
        assert_eq!(settings.typed_in(project(1)), None, "what older versions remembered belongs to no project");
        settings.remember_typed(project(1), Some("Courier".to_owned()), None);
        settings.remember_typed(project(1), None, Some("2022-03-06".to_owned()));
        settings.remember_typed(project(2), Some("Ledger".to_owned()), None);
        let typed = settings.typed_in(project(1)).unwrap();
        assert_eq!((typed.outlet.as_str(), typed.published.as_str()), ("Courier", "2022-03-06"));
        (3..80).for_each(|number| settings.remember_typed(project(number), Some("x".to_owned()), None));
        assert!(settings.typed.len() == MOST_TYPED && settings.typed_in(project(1)).is_none());
        let again: Settings = ron::from_str(&ron::to_string(&settings).unwrap()).unwrap();
        assert_eq!(again, settings);
    }

    #[test]
    fn the_places_of_the_last_projects_are_remembered_by_file() {
        let place = |number: u32| Place { path: format!("/{number}.sayso").into(), caret: number, ..Place::default() };
        let mut settings: Settings = ron::from_str("(coder_name: \"Ada\")").unwrap();
        assert!(settings.places.is_empty() && settings.folders.is_empty(), "an older file says nothing of them");
        (0..80).for_each(|number| settings.remember_place(place(number)));
        settings.remember_place(Place { caret: 7, ..place(79) });
        assert_eq!(settings.place_in(Path::new("/79.sayso")).map(|place| place.caret), Some(7));
        assert!(settings.places.len() == MOST_PLACES && settings.place_in(Path::new("/0.sayso")).is_none());
        let again: Settings = ron::from_str(&ron::to_string(&settings).unwrap()).unwrap();
        assert_eq!(again, settings);
    }

    #[test]
    fn every_panel_is_shown_in_its_dock() {
        let mut settings = Settings::default();
        for panel in Panel::ALL.iter().copied() {
            settings.show_or_hide(panel);
            assert!(settings.shows(panel), "{panel:?}");
            settings.show_or_hide(panel);
            assert_eq!(settings.shows(panel), panel.dock() == Dock::Side, "{panel:?}");
        }
    }

    #[test]
    fn the_ledger_is_open_at_the_first_start_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.ron");
        let first = Settings::load(Some(&file));
        assert!(first.shows(Panel::Ledger));
        for older in ["()", "(show_drawer: false)", "(damaged"] {
            std::fs::write(&file, older).unwrap();
            assert!(!Settings::load(Some(&file)).show_drawer, "{older}");
        }
    }

    #[test]
    fn the_order_of_articles_is_remembered() {
        let older: Settings = ron::from_str("(coder_name: \"Ada\")").unwrap();
        assert_eq!((older.article_order, older.articles_reversed), (ArticleOrder::Project, false));
        let settings = Settings { article_order: ArticleOrder::Outlet, articles_reversed: true, ..older };
        assert_eq!(ron::from_str::<Settings>(&ron::to_string(&settings).unwrap()).unwrap(), settings);
    }

    #[test]
    fn settings_survive_and_a_damaged_file_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/settings.ron");
        let mut settings = Settings::load(None);
        settings.remember("/tmp/a.sayso".into());
        settings.theme = ThemeChoice::Dark;
        settings.save(&file).unwrap();
        assert_eq!(Settings::load(Some(&file)), settings);
        std::fs::write(&file, "(theme: Da").unwrap();
        let fresh = Settings::load(Some(&file));
        assert_eq!(fresh.theme, ThemeChoice::System);
        assert_ne!(fresh.coder, settings.coder);
        assert_eq!(std::fs::read_to_string(file.with_extension("ron.damaged")).unwrap(), "(theme: Da");
    }
}
