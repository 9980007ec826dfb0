//! Questions and small forms over the window. Everything that guards data is asked here, for native message boxes can
//! be missing.

use egui::{Key, Modal, RichText, ScrollArea, Slider, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{
    alike::AlikeList,
    codebooks::codebooks_ui,
    exchange::{export_ui, import_ui},
    looking::ChosenParagraphs,
    pasting::{correct_ui, paste_ui},
    replacing::TakenList,
    sheets::{history_ui, problems_ui, versions_ui},
    shortcuts::from_egui,
    theme::{STEP, UiTokens, bold},
    widgets::{buttons_ui, main_button, title},
};
use crate::{
    app::{
        Action, ChangeFilter, CodebookAction, Command, DeskAction, Menu, PathPurpose, ProjectAction, Prompt, Reading,
        Tone, UnsavedAnswer, View,
    },
    model::TagId,
    text::plural,
};

/// What is typed into the form that is open.
#[derive(Debug, Default)]
pub struct Prompts {
    shown: Option<Prompt>,
    text: String,
    second: String,
    catching: Option<Command>,
    filter: ChangeFilter,
    alike: AlikeList,
    taken: TakenList,
    paragraphs: ChosenParagraphs,
}

impl Prompts {
    /// Puts text into the form that is about to open (pasted text, for instance).
    pub fn prefill(&mut self, text: String) {
        self.shown = Some(Prompt::PasteArticle(None));
        self.text = text;
    }

    /// Shows what is asked, if anything but the palette is.
    pub fn show(&mut self, ui: &Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let prompt = view.prompt.filter(|prompt| **prompt != Prompt::Palette);
        let Some(prompt) = prompt else {
            if self.shown.is_some() && view.prompt.is_none() {
                *self = Self::default();
            }
            return;
        };
        let is_new = self.shown.as_ref() != Some(prompt);
        if is_new {
            *self = Self { shown: Some(prompt.clone()), text: first_text(prompt, view), ..Self::default() };
        }
        let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(20));
        let modal = Modal::new(egui::Id::unique("question")).frame(frame).show(ui.ctx(), |ui| {
            let wanted = match prompt {
                Prompt::Shortcuts | Prompt::PasteArticle(_) | Prompt::CorrectText { .. } => 620.0,
                Prompt::Versions(_) | Prompt::History(_) | Prompt::Problems | Prompt::MarkAlike(_) => 680.0,
                Prompt::Codebooks(_) | Prompt::Import(_) | Prompt::Export(_) | Prompt::Replace(_) | Prompt::Look(_) => {
                    680.0
                }
                _ => 440.0,
            };
            ui.set_width(f32::min(wanted, ui.ctx().content_rect().width() - 80.0));
            ui.spacing_mut().item_spacing.y = STEP;
            self.contents(ui, prompt, view, is_new, actions);
        });
        if modal.should_close() && self.catching.is_none() {
            actions.push(match prompt {
                Prompt::Unsaved(_) => Action::Project(ProjectAction::AnswerUnsaved(UnsavedAnswer::Cancel)),
                _ => Action::Desk(DeskAction::ClosePrompt),
            });
        }
    }

    fn contents(&mut self, ui: &mut Ui, prompt: &Prompt, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        match prompt {
            Prompt::Unsaved(_) => unsaved_ui(ui, view, is_new, actions),
            Prompt::TypePath { purpose, reason, .. } => self.type_path_ui(ui, purpose, reason, is_new, actions),
            Prompt::PasteArticle(old) => paste_ui(ui, &mut self.text, *old, view, is_new, actions),
            Prompt::CorrectText { article, range } => {
                correct_ui(ui, &mut self.text, *article, *range, is_new, actions);
            }
            Prompt::Replace(plan) => self.taken.show(ui, plan, view, is_new, actions),
            Prompt::Overwrite { path, .. } => {
                title(ui, "Replace the file?");
                ui.label(format!("{} exists already. Replacing it writes over what it holds.", path.display()));
                destroy_ui(ui, "Replace", is_new, actions);
            }
            Prompt::DeleteTag { tag, spans } => {
                title(ui, &format!("Delete the tag “{}”?", name_of(view, tag)));
                ui.label(match spans {
                    0 => "No mark carries it.".to_owned(),
                    _ => format!(
                        "{} with this tag will be deleted too, in all articles. Undo brings them back.",
                        plural(*spans, "mark")
                    ),
                });
                let name =
                    if *spans == 0 { "Delete".to_owned() } else { format!("Delete with {}", plural(*spans, "mark")) };
                destroy_ui(ui, &name, is_new, actions);
            }
            Prompt::MergeTag { from, into, spans } => {
                title(ui, &format!("Merge “{}” into “{}”?", name_of(view, from), name_of(view, into)));
                let what = format!(
                    "{} will carry “{}”, and “{}” goes.",
                    plural(*spans, "mark"),
                    name_of(view, into),
                    name_of(view, from)
                );
                ui.label(what);
                confirm_ui(ui, "Merge", is_new, actions);
            }
            Prompt::SplitTag(tag) => self.split_ui(ui, tag, view, is_new, actions),
            Prompt::RemoveArticle { article, spans } => {
                let article = view.project().article(*article).map_or("", |article| article.facts.title.as_str());
                title(ui, "Remove this article?");
                ui.label(format!(
                    "“{article}” and its {} will leave the project. Undo brings them back.",
                    plural(*spans, "mark")
                ));
                destroy_ui(ui, "Remove", is_new, actions);
            }
            Prompt::MarkAlike(asked) => self.alike.show(ui, asked, view, is_new, actions),
            Prompt::Codebooks(templates) => codebooks_ui(ui, templates, view, actions),
            Prompt::Versions(rows) => versions_ui(ui, rows, actions),
            Prompt::History(changes) => history_ui(ui, changes, &mut self.filter, view, actions),
            Prompt::Problems => problems_ui(ui, view, actions),
            Prompt::Look(plan) => self.paragraphs.show(ui, plan, is_new, actions),
            Prompt::Import(plan) => import_ui(ui, plan, &mut self.text, is_new, actions),
            Prompt::Export(counts) => export_ui(ui, counts, actions),
            Prompt::Shortcuts => self.shortcuts_ui(ui, view, is_new, actions),
            Prompt::Palette => {}
            Prompt::ProjectFacts => {
                title(ui, "The project");
                if is_new {
                    self.second.clone_from(&view.project().note);
                }
                let done = self.field_ui(ui, "Title", is_new);
                let note = TextEdit::multiline(&mut self.second).hint_text("A note for colleagues");
                let note = ui.add(note.desired_rows(4).desired_width(f32::INFINITY));
                note.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, "Note on the project"));
                if buttons_ui(ui, "Keep", actions) || done {
                    actions.push(Action::Project(ProjectAction::SetFacts(self.text.clone(), self.second.clone())));
                }
            }
            Prompt::CoderName => {
                title(ui, "Your name");
                ui.label("New marks carry this name, so that colleagues know whose they are.");
                let done = self.field_ui(ui, "Your name", is_new);
                if buttons_ui(ui, "Keep", actions) || done {
                    actions.push(Action::Desk(DeskAction::SetCoderName(self.text.clone())));
                }
            }
            Prompt::Reading => reading_ui(ui, view, actions),
        }
    }

    /// A line of text over the full width; returns whether Enter was pressed in it.
    fn field_ui(&mut self, ui: &mut Ui, name: &str, is_new: bool) -> bool {
        let field = ui.add(TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        if is_new {
            field.request_focus();
        }
        field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    fn type_path_ui(
        &mut self,
        ui: &mut Ui,
        purpose: &PathPurpose,
        reason: &str,
        is_new: bool,
        actions: &mut Vec<Action>,
    ) {
        title(ui, purpose.title());
        if !reason.is_empty() {
            ui.weak(reason);
        }
        let done = self.field_ui(ui, "Path", is_new);
        let path = std::path::PathBuf::from(self.text.trim());
        let exists = path.exists();
        let hint = match (purpose.is_for_writing(), exists && !path.is_dir()) {
            (true, true) => "This file exists; it will be replaced.",
            (false, false) if !path.is_dir() => "There is no such file yet.",
            _ => "",
        };
        ui.weak(hint);
        if (buttons_ui(ui, if purpose.is_for_writing() { "Write" } else { "Open" }, actions) || done)
            && !self.text.trim().is_empty()
        {
            actions.push(Action::Project(ProjectAction::PathChosen(purpose.clone(), Some(vec![path]))));
        }
    }

    fn split_ui(&mut self, ui: &mut Ui, tag: &TagId, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        title(ui, &format!("Split “{}”", name_of(view, tag)));
        ui.label("A new tag takes the marks whose words hold a text; leave that empty to move none.");
        ui.weak("Name of the new tag");
        self.field_ui(ui, "Name of the new tag", is_new);
        ui.weak("… takes marks whose words hold");
        let field = ui.add(TextEdit::singleline(&mut self.second).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Words held"));
        let wanted = self.second.trim().to_lowercase();
        let count = crate::edit::tagged_spans(view.project(), tag)
            .filter(|(article, span)| !wanted.is_empty() && article.words_of(span).to_lowercase().contains(&wanted))
            .count();
        ui.label(format!("{} of {} will change.", count, plural(view.session.tag_count(tag), "mark")));
        if buttons_ui(ui, "Split", actions) {
            let (name, holding) = (self.text.clone(), self.second.clone());
            actions.push(Action::Codebook(CodebookAction::Split { from: tag.clone(), name, holding }));
        }
    }

    fn shortcuts_ui(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        title(ui, "Keys");
        ui.weak("Click a key to change it; press the new one. Digits belong to the tags of the codebook.");
        if let Some(command) = self.catching {
            self.catch_key(ui, command, actions);
        }
        let field = ui.add(TextEdit::singleline(&mut self.text).hint_text("Filter").desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter the keys"));
        if is_new {
            field.request_focus();
        }
        let wanted = self.text.trim().to_lowercase();
        let fits = |what: &str| what.to_lowercase().contains(&wanted);
        let height = (ui.ctx().content_rect().height() - 250.0).max(160.0);
        ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                mouse_ui(ui, fits);
                for menu in Menu::ALL {
                    let keys = |command: &Command| view.settings.shortcut_label(*command);
                    let commands = menu.commands().filter(|command| fits(command.label()) || fits(&keys(command)));
                    section_ui(ui, menu.label(), commands, |ui, command| self.shortcut_row(ui, command, view, actions));
                }
                let tags = view.project().codebook.tags.iter().filter(|tag| !tag.key.is_empty() && fits(&tag.name));
                section_ui(ui, "Tags", tags, |ui, tag| {
                    ui.label(format!("{}   {}", tag.key.to_uppercase(), tag.name));
                });
            },
        );
        for notice in view.notices.iter().filter(|notice| notice.tone == Tone::Problem) {
            ui.label(RichText::new(&notice.text).color(ui.tokens().problem));
        }
        if ui.button("Close").clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
    }

    fn shortcut_row(&mut self, ui: &mut Ui, command: Command, view: &View<'_>, actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            let keys = view.settings.shortcut_label(command);
            let shown = match (self.catching == Some(command), keys.is_empty()) {
                (true, _) => "press a key…".to_owned(),
                (false, true) => "–".to_owned(),
                (false, false) => keys,
            };
            let button = ui.add_sized([150.0, 24.0], egui::Button::new(shown));
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Key of {}", command.label())));
            if button.clicked() {
                self.catching = Some(command);
            }
            if view.settings.keys.contains_key(command.name()) && ui.button("reset").clicked() {
                actions.push(Action::Desk(DeskAction::SetKey(command, None)));
            }
            ui.label(command.label()).on_hover_text(command.help());
        });
    }

    fn catch_key(&mut self, ui: &Ui, command: Command, actions: &mut Vec<Action>) {
        let pressed = ui.input_mut(|input| {
            let found = input.events.iter().find_map(|event| match event {
                egui::Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
                _other => None,
            });
            input.events.retain(|event| !matches!(event, egui::Event::Key { .. }));
            found
        });
        match pressed {
            Some((Key::Escape, _)) => self.catching = None,
            Some((key, modifiers)) => {
                self.catching = None;
                actions.push(Action::Desk(DeskAction::SetKey(command, Some(from_egui(key, modifiers)))));
            }
            None => {}
        }
    }
}

fn first_text(prompt: &Prompt, view: &View<'_>) -> String {
    match prompt {
        Prompt::TypePath { proposal, .. } => proposal.clone(),
        Prompt::CoderName => view.settings.coder_name.clone(),
        Prompt::ProjectFacts => view.project().title.clone(),
        Prompt::CorrectText { article, range } => {
            view.project().article(*article).map_or_else(String::new, |article| article.words(*range).to_owned())
        }
        _ => String::new(),
    }
}

fn name_of(view: &View<'_>, tag: &TagId) -> String {
    view.project().codebook.tag(tag).map_or_else(|| tag.to_string(), |tag| tag.name.clone())
}

fn confirm_ui(ui: &mut Ui, name: &str, is_new: bool, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let button = main_button(ui, name);
        if is_new {
            button.request_focus();
        }
        if button.clicked() {
            actions.push(Action::Confirm);
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
    });
}

/// Like [`confirm_ui`] for what takes something away: in red, and Enter alone does not do it.
fn destroy_ui(ui: &mut Ui, name: &str, is_new: bool, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    ui.horizontal(|ui| {
        let button = egui::Button::new(RichText::new(name).color(tokens.on_accent)).fill(tokens.problem);
        if ui.add(button).clicked() {
            actions.push(Action::Confirm);
        }
        let cancel = ui.button("Cancel");
        if is_new {
            cancel.request_focus();
        }
        if cancel.clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
    });
}

fn unsaved_ui(ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
    title(ui, "Save your changes?");
    ui.label(format!("“{}” has changes that are not in its file yet.", view.session.name()));
    ui.horizontal(|ui| {
        let save = main_button(ui, "Save");
        if is_new {
            save.request_focus();
        }
        if save.clicked() {
            actions.push(Action::Project(ProjectAction::AnswerUnsaved(UnsavedAnswer::Save)));
        }
        if ui.button("Do not save").clicked() {
            actions.push(Action::Project(ProjectAction::AnswerUnsaved(UnsavedAnswer::Discard)));
        }
        if ui.button("Cancel").clicked() {
            actions.push(Action::Project(ProjectAction::AnswerUnsaved(UnsavedAnswer::Cancel)));
        }
    });
}

fn reading_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    use crate::app::ThemeChoice;
    title(ui, "Text and theme");
    let mut reading = view.settings.reading;
    ui.spacing_mut().slider_width = 230.0;
    egui::Grid::new("reading").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        let mut row = |name: &str, slider: Slider<'_>| {
            let label = ui.label(name);
            ui.add(slider).labelled_by(label.id);
            ui.end_row();
        };
        row("Text size", Slider::new(&mut reading.size, 12.0..=30.0).step_by(1.0));
        row("Characters in a line", Slider::new(&mut reading.width, 40.0..=110.0).step_by(2.0));
        row("Line spacing", Slider::new(&mut reading.spacing, 1.3..=2.2).step_by(0.05));
    });
    if reading != view.settings.reading {
        actions.push(Action::Desk(DeskAction::SetReading(reading)));
    }
    ui.horizontal(|ui| {
        for (choice, name) in
            [(ThemeChoice::System, "As the system"), (ThemeChoice::Light, "Light"), (ThemeChoice::Dark, "Dark")]
        {
            if ui.selectable_label(view.settings.theme == choice, name).clicked() {
                actions.push(Action::Desk(DeskAction::SetTheme(choice)));
            }
        }
    });
    ui.horizontal(|ui| {
        if ui.button("Close").clicked() {
            actions.push(Action::Desk(DeskAction::ClosePrompt));
        }
        if reading != Reading::default() && ui.button("Reset").clicked() {
            actions.push(Action::Desk(DeskAction::SetReading(Reading::default())));
        }
    });
}

/// A titled part of the sheet of keys; nothing when nothing in it fits.
fn section_ui<T>(ui: &mut Ui, name: &str, rows: impl Iterator<Item = T>, mut row_ui: impl FnMut(&mut Ui, T)) {
    let mut rows = rows.peekable();
    if rows.peek().is_some() {
        ui.add_space(STEP);
        ui.label(RichText::new(name).font(bold(13.0)));
        rows.for_each(|row| row_ui(ui, row));
    }
}

/// What the mouse does, in the sheet of keys.
fn mouse_ui(ui: &mut Ui, fits: impl Fn(&str) -> bool) {
    let ways = [
        ("Drag", "select whole words; the list of tags opens"),
        ("Alt + drag", "select exactly, letter by letter"),
        ("Ctrl + drag", "add a piece to the chosen mark"),
        ("Double, triple, quadruple click", "word, sentence, paragraph"),
        ("Click on a mark, again", "choose it; the next larger one there"),
        ("Drag a handle of the chosen mark", "make it longer or shorter"),
        ("Right click on a mark", "give it another tag"),
        ("Click a tag in the codebook", "keep marking with it until Esc"),
        ("Alt + arrows", "move the end of the selection letter by letter"),
    ];
    section_ui(ui, "Mouse", ways.into_iter().filter(|(how, what)| fits(how) || fits(what)), |ui, (how, what)| {
        ui.horizontal(|ui| {
            let size = egui::vec2(230.0, 20.0);
            ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_width(size.x);
                ui.label(RichText::new(how).color(ui.tokens().soft_ink));
            });
            ui.label(what);
        });
    });
}
