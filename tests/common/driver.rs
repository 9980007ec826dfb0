//! Drives the window as an analyst would: words are dragged over by what they say, keys are named as in the menus,
//! controls are found by the names that screen readers use. Jobs run at once; dialogs are answered from a list.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use sayso::{
    app::{Action, Answer, App, Asked, Dialogs, Folders, Jobs, ProjectAction, Shortcut, View},
    model::Article,
    text::ByteRange,
    ui::Window,
};

use super::marked::of_article;

/// Dialogs that answer from a list, then as a system without dialogs does.
#[derive(Default)]
struct Scripted {
    answers: Mutex<VecDeque<Answer>>,
    asked: Mutex<Vec<Asked>>,
    page: Mutex<Option<String>>,
    windows: Mutex<Vec<PathBuf>>,
}

impl Dialogs for Scripted {
    fn ask(&self, asked: &Asked) -> Answer {
        self.asked.lock().unwrap().push(asked.clone());
        self.answers.lock().unwrap().pop_front().unwrap_or(Answer::Unavailable)
    }

    fn open_window(&self, path: &Path) -> std::io::Result<()> {
        self.windows.lock().unwrap().push(path.to_owned());
        Ok(())
    }

    fn copied_page(&self) -> Option<String> {
        self.page.lock().unwrap().clone()
    }
}

/// The running application with a folder of its own.
pub(crate) struct Sayso {
    pub harness: Harness<'static, Window>,
    pub folder: tempfile::TempDir,
    dialogs: Arc<Scripted>,
}

impl Sayso {
    /// The window on an article with this text and the built-in codebook.
    pub(crate) fn with_text(text: &str) -> Self {
        let mut sayso = Self::start(Vec::new());
        let path = sayso.folder.path().join("article.txt");
        std::fs::write(&path, text).unwrap();
        sayso.act(Action::Command(sayso::app::Command::NewProject));
        sayso.act(Action::Project(ProjectAction::Open(vec![path])));
        sayso
    }

    /// The window as it opens on these files.
    pub(crate) fn start(files: Vec<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("settings.ron"), "(coder_name: \"Ada\", theme: Light)").unwrap();
        let state = folder.path().join("state");
        Self::start_in(folder, state, files)
    }

    /// Another window of the same person, at the same time.
    pub(crate) fn second_window(&self, files: Vec<PathBuf>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(self.path("settings.ron"), folder.path().join("settings.ron")).unwrap();
        Self::start_in(folder, self.path("state"), files)
    }

    fn start_in(folder: tempfile::TempDir, state: PathBuf, files: Vec<PathBuf>) -> Self {
        let dialogs = Arc::new(Scripted::default());
        let shared = Arc::clone(&dialogs);
        let documents = folder.path().join("Documents");
        std::fs::create_dir_all(&documents).unwrap();
        let folders = Folders {
            settings: Some(folder.path().join("settings.ron")),
            state: Some(state),
            documents: Some(documents),
        };
        let harness =
            Harness::builder().with_size([1400.0, 900.0]).with_step_dt(1.0 / 60.0).with_max_steps(120).build_eframe(
                move |creation| {
                    let mut app = App::new(folders, Jobs::inline(), shared);
                    app.start(files);
                    Window::new(&creation.egui_ctx, app)
                },
            );
        let mut sayso = Self { harness, folder, dialogs };
        sayso.settle();
        sayso
    }

    /// The program ends without a word, and the same person opens it again with these files.
    pub(crate) fn restart(self, files: Vec<PathBuf>) -> Self {
        let Self { folder, harness, .. } = self;
        drop(harness);
        Self::start_again(folder, files)
    }

    /// The person whose folder this is opens the program again.
    pub(crate) fn start_again(folder: tempfile::TempDir, files: Vec<PathBuf>) -> Self {
        let state = folder.path().join("state");
        Self::start_in(folder, state, files)
    }

    /// Saves under a name in the own folder; returns the path.
    pub(crate) fn save_as(&mut self, name: &str) -> PathBuf {
        let path = self.path(name);
        self.answer(&path);
        self.act(Action::Command(sayso::app::Command::SaveAs));
        assert!(path.is_file(), "{}", self.notice());
        path
    }

    /// All messages shown.
    pub(crate) fn notices(&self) -> String {
        self.view().notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn settle(&mut self) {
        self.harness.run_steps(6);
    }

    pub(crate) fn view(&self) -> View<'_> {
        self.harness.state().app().view()
    }

    pub(crate) fn article(&self) -> &Article {
        self.view().article().expect("an article is shown")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What comes from outside the window.
    pub(crate) fn act(&mut self, action: Action) {
        self.harness.state_mut().app_mut().handle(action);
        self.harness.state_mut().app_mut().take_finished();
        self.settle();
    }

    /// The next dialog gives this path.
    pub(crate) fn answer(&self, path: &Path) {
        self.dialogs.answers.lock().unwrap().push_back(Answer::Paths(vec![path.to_owned()]));
    }

    /// The files that were opened in windows of their own.
    pub(crate) fn windows(&self) -> Vec<PathBuf> {
        self.dialogs.windows.lock().unwrap().clone()
    }

    /// The clipboard holds this page.
    pub(crate) fn copy_page(&self, page: &str) {
        *self.dialogs.page.lock().unwrap() = Some(page.to_owned());
    }

    /// What the last dialog was asked for.
    pub(crate) fn asked(&self) -> Asked {
        self.dialogs.asked.lock().unwrap().last().cloned().expect("a dialog was shown")
    }

    /// The shown article with its marks in it.
    pub(crate) fn marks(&self) -> String {
        of_article(self.article())
    }

    /// The place of words in the shown article: their first occurrence.
    pub(crate) fn find(&self, words: &str) -> ByteRange {
        let start = self.article().text.as_str().find(words).unwrap_or_else(|| panic!("no {words:?} in the article"));
        ByteRange::new(start, start + words.len())
    }

    /// The words selected now.
    pub(crate) fn selected(&self) -> String {
        self.article().words(self.view().selection.text()).to_owned()
    }

    pub(crate) fn rects(&self, words: &str) -> Vec<Rect> {
        let rects = self.harness.state().rects_of(self.find(words));
        assert!(!rects.is_empty(), "{words:?} cannot be seen");
        rects
    }

    /// The handles of the selected mark's piece over these words.
    pub(crate) fn handles(&self, words: &str) -> [Pos2; 2] {
        self.harness.state().handles_of(self.find(words)).unwrap()
    }

    /// The handle from which a link of the selected mark is drawn.
    pub(crate) fn link_handle(&self) -> Pos2 {
        self.harness.state().link_handle().expect("a claim is chosen and can be seen")
    }

    /// Drags over words from the middle of the first letter to the middle of the last.
    pub(crate) fn drag(&mut self, words: &str) {
        self.drag_with(words, Modifiers::NONE);
    }

    pub(crate) fn drag_with(&mut self, words: &str, modifiers: Modifiers) {
        let rects = self.rects(words);
        let (first, last) = (rects[0], rects[rects.len() - 1]);
        let inset = if modifiers.alt { 0.3 } else { 3.0 };
        let is_rtl = sayso_is_rtl(words);
        let (from, to) = if is_rtl {
            (pos2(first.max.x - inset, first.center().y), pos2(last.min.x + inset, last.center().y))
        } else {
            (pos2(first.min.x + inset, first.center().y), pos2(last.max.x - inset, last.center().y))
        };
        self.drag_between(from, to, modifiers);
    }

    pub(crate) fn drag_between(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.button(from, true, modifiers);
        for step in 1..=4 {
            self.pointer(from + (to - from) * (step as f32 / 4.0), modifiers);
        }
        self.button(to, false, modifiers);
        self.settle();
    }

    pub(crate) fn click_words(&mut self, words: &str, times: usize) {
        let rect = self.rects(words)[0];
        for _ in 0..times {
            self.button(rect.center(), true, Modifiers::NONE);
            self.button(rect.center(), false, Modifiers::NONE);
        }
        self.harness.run_steps(if times > 1 { 30 } else { 6 });
    }

    pub(crate) fn right_click(&mut self, words: &str) {
        let at = self.rects(words)[0].center();
        for pressed in [true, false] {
            self.raw(Event::PointerMoved(at), Modifiers::NONE);
            let button = PointerButton::Secondary;
            self.raw(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE }, Modifiers::NONE);
        }
        self.settle();
    }

    pub(crate) fn pointer(&mut self, at: Pos2, modifiers: Modifiers) {
        self.raw(Event::PointerMoved(at), modifiers);
    }

    /// The button goes down, and stays so.
    pub(crate) fn press(&mut self, at: Pos2) {
        self.button(at, true, Modifiers::NONE);
    }

    /// The button goes up.
    pub(crate) fn lift(&mut self, at: Pos2) {
        self.button(at, false, Modifiers::NONE);
        self.settle();
    }

    fn button(&mut self, at: Pos2, pressed: bool, modifiers: Modifiers) {
        self.pointer(at, modifiers);
        self.raw(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers }, modifiers);
    }

    fn raw(&mut self, event: Event, modifiers: Modifiers) {
        self.harness.event_modifiers(event, modifiers);
        self.harness.step();
    }

    /// Presses a key by its name in the menus (`Ctrl+Shift+P`). A digit arrives as text too, for
    /// the list of tags.
    pub(crate) fn key(&mut self, name: &str) {
        let shortcut: Shortcut = name.parse().unwrap();
        let key = Key::from_name(&shortcut.key).unwrap_or_else(|| panic!("no key {name}"));
        let mut modifiers = Modifiers::NONE;
        modifiers.ctrl = shortcut.ctrl;
        modifiers.command = shortcut.ctrl;
        modifiers.alt = shortcut.alt;
        modifiers.shift = shortcut.shift;
        self.harness.key_press_modifiers(modifiers, key);
        if shortcut.is_typing() && shortcut.key.chars().all(|c| c.is_ascii_digit()) {
            self.harness.event(Event::Text(shortcut.key.clone()));
        }
        self.settle();
    }

    pub(crate) fn type_text(&mut self, text: &str) {
        for character in text.chars() {
            self.harness.event(Event::Text(character.to_string()));
        }
        self.settle();
    }

    /// Pastes text where the keyboard is.
    pub(crate) fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.settle();
    }

    /// Clicks a control by its name.
    pub(crate) fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.settle();
    }

    /// Clicks a control of a named panel.
    pub(crate) fn click_in(&mut self, panel: &str, name: &str) {
        self.harness.get_by_label(panel).get_by_label(name).click();
        self.settle();
    }

    /// Clicks the first of several controls of one name in a panel.
    pub(crate) fn click_first(&mut self, panel: &str, name: &str) {
        let panel = self.harness.get_by_label(panel);
        panel.query_all_by_label(name).next().unwrap_or_else(|| panic!("no {name}")).click();
        self.settle();
    }

    /// Clicks the control whose name holds these words.
    pub(crate) fn click_part(&mut self, words: &str) {
        self.harness.get_by_label_contains(words).click();
        self.settle();
    }

    /// Types into the field of this name in the place of what it holds, and presses Enter.
    pub(crate) fn fill(&mut self, field: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, field).focus();
        self.settle();
        self.key("Ctrl+A");
        self.type_text(text);
        self.key("Enter");
    }

    /// Whether something with this name is shown.
    pub(crate) fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// Whether something whose name holds these words is shown.
    pub(crate) fn shows_part(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// How many things screen readers see.
    pub(crate) fn nodes(&self) -> usize {
        self.harness.root().children_recursive().count()
    }

    /// The last message.
    pub(crate) fn notice(&self) -> String {
        self.view().notices.last().map(|notice| notice.text.clone()).unwrap_or_default()
    }
}

fn sayso_is_rtl(words: &str) -> bool {
    words.chars().any(|c| matches!(c, '\u{590}'..='\u{6FF}'))
}
