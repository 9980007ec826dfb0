//! What a page draws: its contents are followed, forms within forms too, and each sign is noted with its place.
//!
//! Only what moves or shows text is followed. Where the file says what a group of signs stands for (ActualText), that is
//! taken for them.

use std::rc::Rc;

use hayro_syntax::{
    content::UntypedIter,
    object::{Array, Dict, Name, Object, Stream},
    page::{Page as PdfPage, Resources},
};

use super::{
    fonts::{Face, Fonts},
    letters::written,
    lines::Glyph,
    streams::{Budget, DEEPEST},
};
use crate::import::error::ImportError;

/// The most signs that a page may hold.
pub(super) const MOST_SIGNS: usize = 1_000_000;
/// How many states of drawing, and how many groups, are kept in each other.
const MOST_KEPT: usize = 500;

/// Rows of a matrix: `[a b c d e f]` as PDF writes it.
type Matrix = [f64; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The matrix that does what `first` does, then what `then` does.
fn after(first: Matrix, then: Matrix) -> Matrix {
    let [right_x, right_y, up_x, up_y, x, y] = first;
    let turned = |x: f64, y: f64| (x * then[0] + y * then[2], x * then[1] + y * then[3]);
    let (right, up, moved) = (turned(right_x, right_y), turned(up_x, up_y), turned(x, y));
    [right.0, right.1, up.0, up.1, moved.0 + then[4], moved.1 + then[5]]
}

/// What a page shows.
#[derive(Default)]
pub(super) struct Page {
    /// Signs by the direction of their lines: in quarters of a turn, and last those that run down the page.
    pub(super) signs: [Vec<Glyph>; 5],
    /// How many signs there are, spaces not counted …
    pub(super) shown: usize,
    /// … and how many of them nothing says the character of.
    pub(super) unmapped: usize,
    /// Whether there were more than are kept.
    pub(super) is_full: bool,
    /// Whether it shows pictures.
    pub(super) has_images: bool,
    /// Whether it draws lines and areas, which may be outlines of letters.
    pub(super) has_shapes: bool,
    /// Whether some of its contents could not be unpacked.
    pub(super) is_damaged: bool,
}

/// Follows a page.
pub(super) fn page<'d>(
    number: u32,
    page: &PdfPage<'d>,
    fonts: &mut Fonts<'d>,
    budget: &mut Budget,
) -> Result<Page, ImportError> {
    let mut drawing = Drawing {
        number,
        fonts,
        budget,
        page: Page::default(),
        state: State::default(),
        kept: Vec::new(),
        lost: 0,
        groups: Vec::new(),
        has_open_text: false,
        lost_groups: 0,
        held: Vec::new(),
    };
    let mut content = Vec::new();
    for stream in contents(page) {
        if stream.dict().get::<Name<'_>>(b"Subtype").as_deref() == Some(b"Image".as_slice()) {
            drawing.page.has_images = true;
            continue;
        }
        content.extend(drawing.unpacked(&stream)?);
        content.push(b'\n');
    }
    drawing.draw(&content, page.resources(), 0)?;
    drawing.release();
    Ok(drawing.page)
}

/// The streams that a page's contents lie in.
fn contents<'d>(page: &PdfPage<'d>) -> Vec<Stream<'d>> {
    if let Some(stream) = page.raw().get::<Stream<'_>>(b"Contents") {
        return vec![stream];
    }
    let parts = page.raw().get::<Array<'_>>(b"Contents");
    let parts = parts.iter().flat_map(|parts| parts.raw_iter()).filter_map(|part| part.as_obj_ref());
    parts.filter_map(|part| page.xref().get::<Stream<'_>>(part.into())).collect()
}

/// How text is set.
#[derive(Clone)]
struct State<'d> {
    matrix: Matrix,
    face: Option<Rc<Face<'d>>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    text: Matrix,
    line: Matrix,
}

impl Default for State<'_> {
    fn default() -> Self {
        Self {
            matrix: IDENTITY,
            face: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            text: IDENTITY,
            line: IDENTITY,
        }
    }
}

/// A page as far as it is followed.
struct Drawing<'d, 'w> {
    number: u32,
    fonts: &'w mut Fonts<'d>,
    budget: &'w mut Budget,
    page: Page,
    state: State<'d>,
    kept: Vec<State<'d>>,
    /// How many states were to be kept beyond those that are.
    lost: usize,
    /// The groups that are open, each with the text that stands for it.
    groups: Vec<Option<String>>,
    /// Whether a text stands for one of them; it does so for all in it.
    has_open_text: bool,
    /// How many more are open than are kept.
    lost_groups: usize,
    /// Signs of a group that a text stands for, with the direction of their lines.
    held: Vec<(usize, Glyph)>,
}

impl<'d> Drawing<'d, '_> {
    fn unpacked(&mut self, stream: &Stream<'_>) -> Result<Vec<u8>, ImportError> {
        self.budget.draw(stream, self.number)?;
        let content = stream.decoded_data();
        self.page.is_damaged |= content.is_err();
        Ok(content.map(std::borrow::Cow::into_owned).unwrap_or_default())
    }

    fn draw(&mut self, content: &[u8], resources: &Resources<'d>, depth: usize) -> Result<(), ImportError> {
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Operands<'_, '_> = Operands(instruction.operands().collect());
            match &**instruction.operator {
                b"Do" => self.draw_object(&operands, resources, depth)?,
                b"BI" => self.page.has_images = true,
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => self.page.has_shapes = true,
                b"BDC" => self.open_group(&operands, resources),
                b"BMC" => self.push_group(None),
                b"EMC" => self.close_group(),
                b"Tf" => {
                    self.state.face = operands
                        .name(0)
                        .and_then(|name| resources.fonts.get::<Dict<'_>>(name))
                        .and_then(|font| self.fonts.face(&font));
                    self.state.size = operands.number(1);
                }
                b"Tj" => self.show(&operands, 0),
                b"'" => {
                    self.next_line(0.0, -self.state.leading);
                    self.show(&operands, 0);
                }
                b"\"" => {
                    (self.state.word_gap, self.state.letter_gap) = (operands.number(0), operands.number(1));
                    self.next_line(0.0, -self.state.leading);
                    self.show(&operands, 2);
                }
                b"TJ" => self.show_all(&operands),
                operator => self.set(operator, &operands),
            }
        }
        Ok(())
    }

    /// Operators that set how and where the next signs stand.
    fn set(&mut self, operator: &[u8], operands: &Operands<'_, '_>) {
        let state = &mut self.state;
        match operator {
            b"q" if self.kept.len() < MOST_KEPT => self.kept.push(state.clone()),
            b"q" => self.lost += 1,
            b"Q" if self.lost > 0 => self.lost -= 1,
            b"Q" => *state = self.kept.pop().unwrap_or_default(),
            b"cm" => state.matrix = after(operands.matrix(), state.matrix),
            b"BT" => (state.text, state.line) = (IDENTITY, IDENTITY),
            b"Tm" => (state.text, state.line) = (operands.matrix(), operands.matrix()),
            b"Td" => self.next_line(operands.number(0), operands.number(1)),
            b"TD" => {
                state.leading = -operands.number(1);
                self.next_line(operands.number(0), operands.number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tc" => state.letter_gap = operands.number(0),
            b"Tw" => state.word_gap = operands.number(0),
            b"Tz" => state.stretch = operands.number(0) / 100.0,
            b"TL" => state.leading = operands.number(0),
            b"Ts" => state.rise = operands.number(0),
            _other => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.state.line = after([1.0, 0.0, 0.0, 1.0, x, y], self.state.line);
        self.state.text = self.state.line;
    }

    fn draw_object(
        &mut self,
        operands: &Operands<'_, '_>,
        resources: &Resources<'d>,
        depth: usize,
    ) -> Result<(), ImportError> {
        let Some(object) = operands.name(0).and_then(|name| resources.x_objects.get::<Stream<'_>>(name)) else {
            return Ok(());
        };
        if object.dict().get::<Name<'_>>(b"Subtype").as_deref() != Some(b"Form".as_slice()) {
            self.page.has_images = true;
            return Ok(());
        }
        if depth >= DEEPEST {
            return Err(ImportError::PdfFormsTooDeep { page: self.number, most: DEEPEST });
        }
        let content = self.unpacked(&object)?;
        // A form without resources of its own has those of what draws it.
        let own = object.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        let before =
            (self.state.clone(), std::mem::take(&mut self.kept), std::mem::take(&mut self.lost), self.groups.len());
        let lost_groups = std::mem::take(&mut self.lost_groups);
        let matrix = object.dict().get::<[f64; 6]>(b"Matrix").unwrap_or(IDENTITY);
        self.state.matrix = after(matrix, self.state.matrix);
        self.draw(&content, own.as_ref().unwrap_or(resources), depth + 1)?;
        self.lost_groups = 0;
        while self.groups.len() > before.3 {
            self.close_group();
        }
        self.lost_groups = lost_groups;
        (self.state, self.kept, self.lost) = (before.0, before.1, before.2);
        Ok(())
    }

    fn show_all(&mut self, operands: &Operands<'_, '_>) {
        let Some(Object::Array(parts)) = operands.0.first() else { return };
        for part in parts.iter::<Object<'_>>() {
            if let Object::String(bytes) = &part {
                self.show_bytes(bytes.as_bytes());
            } else if let Object::Number(number) = part {
                self.forward(-number.as_f64() / 1000.0 * self.state.size);
            }
        }
    }

    fn show(&mut self, operands: &Operands<'_, '_>, place: usize) {
        if let Some(Object::String(bytes)) = operands.0.get(place) {
            self.show_bytes(bytes.as_bytes());
        }
    }

    fn show_bytes(&mut self, bytes: &[u8]) {
        let Some(face) = self.state.face.clone() else { return };
        for (code, length) in face.codes(bytes) {
            let advance = face.advance(code);
            self.sign(&face, code, advance);
            let word_gap = if length == 1 && code == 32 { self.state.word_gap } else { 0.0 };
            self.forward(advance * self.state.size + self.state.letter_gap + word_gap);
        }
    }

    /// Moves on along the line, by a way that is not yet stretched.
    fn forward(&mut self, way: f64) {
        let is_horizontal = self.state.face.as_ref().is_none_or(|face| face.is_horizontal());
        let (x, y) = if is_horizontal { (way * self.state.stretch, 0.0) } else { (0.0, way) };
        self.state.text = after([1.0, 0.0, 0.0, 1.0, x, y], self.state.text);
    }

    /// Notes a sign at the place where the text has arrived.
    fn sign(&mut self, face: &Face<'d>, code: u32, advance: f64) {
        let state = &self.state;
        let placed = [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise];
        let at = after(after(placed, state.text), state.matrix);
        let text = face.text(code);
        if text.as_ref().is_none_or(|text| text.is_empty() || !text.trim().is_empty()) {
            self.page.shown += 1;
            self.page.unmapped += usize::from(text.as_ref().is_none_or(|text| text.is_empty()));
        }
        let text = text.map_or_else(|| '\u{FFFD}'.to_string(), |text| text.to_string());
        let (direction, x, y) = placed_at(at, face.is_horizontal());
        let along = if face.is_horizontal() { at[0].hypot(at[1]) } else { at[2].hypot(at[3]) };
        let size = at[2].hypot(at[3]) * face.height;
        let glyph = Glyph { x, y, width: advance.abs() * along, size, text };
        self.page.is_full |= self.page.signs.iter().map(Vec::len).sum::<usize>() + self.held.len() >= MOST_SIGNS;
        let is_sound = [x, y, glyph.width, size].iter().all(|number| number.is_finite() && number.abs() < 1e9);
        if self.page.is_full || !is_sound {
            return;
        }
        if self.has_open_text {
            self.held.push((direction, glyph));
        } else if let Some(signs) = self.page.signs.get_mut(direction) {
            signs.push(glyph);
        }
    }

    fn open_group(&mut self, operands: &Operands<'_, '_>, resources: &Resources<'d>) {
        if self.has_open_text {
            self.push_group(None);
            return;
        }
        let actual = |properties: &Dict<'_>| {
            properties.get::<hayro_syntax::object::String<'_>>(b"ActualText").map(|text| decoded(text.as_bytes()))
        };
        let text = match operands.0.get(1) {
            Some(Object::Dict(properties)) => actual(properties),
            Some(Object::Name(name)) => resources.properties.get::<Dict<'_>>(name).as_ref().and_then(actual),
            _none => None,
        };
        self.push_group(text);
    }

    /// Opens a group; what is deeper than is kept is counted.
    fn push_group(&mut self, text: Option<String>) {
        if self.groups.len() >= MOST_KEPT {
            self.lost_groups += 1;
            return;
        }
        self.has_open_text |= text.is_some();
        self.groups.push(text);
    }

    fn close_group(&mut self) {
        if self.lost_groups > 0 {
            self.lost_groups -= 1;
            return;
        }
        let Some(Some(text)) = self.groups.pop() else { return };
        self.has_open_text = false;
        let text = written(&text).into_owned();
        let held = std::mem::take(&mut self.held);
        let Some((direction, glyph)) = joined(&held, text) else { return };
        if let Some(signs) = self.page.signs.get_mut(direction) {
            signs.push(glyph);
        }
    }

    /// Ends the groups that the page left open.
    fn release(&mut self) {
        self.lost_groups = 0;
        while !self.groups.is_empty() {
            self.close_group();
        }
    }
}

/// One sign in the place of several that a text stands for; none when the text is empty.
fn joined(held: &[(usize, Glyph)], text: String) -> Option<(usize, Glyph)> {
    let (direction, first) = held.iter().find(|(_, glyph)| glyph.width > 0.0).or_else(|| held.first())?;
    let is_level = |glyph: &&Glyph| (glyph.y - first.y).abs() < first.size.max(glyph.size) * 0.5;
    let level = || held.iter().filter(|(other, _)| other == direction).map(|(_, glyph)| glyph).filter(is_level);
    let left = level().map(|glyph| glyph.x).fold(first.x, f64::min);
    let right = level().map(|glyph| glyph.x + glyph.width).fold(first.x + first.width, f64::max);
    let size = level().map(|glyph| glyph.size).fold(first.size, f64::max);
    let glyph = Glyph { x: left, y: first.y, width: right - left, size, text };
    (!glyph.text.is_empty()).then_some((*direction, glyph))
}

/// The direction in which a sign is read, and its place, turned so that words run to the right, and down instead of up.
fn placed_at(at: Matrix, is_horizontal: bool) -> (usize, f64, f64) {
    let [a, b, _, _, x, y] = at;
    if !is_horizontal {
        // Lines run down, one to the left of the other.
        return (4, -y, -x);
    }
    let quarters = (b.atan2(a).rem_euclid(std::f64::consts::TAU) / std::f64::consts::FRAC_PI_2).round() as usize % 4;
    match quarters {
        0 => (0, x, -y),
        1 => (1, y, x),
        2 => (2, -x, y),
        _ => (3, -y, -x),
    }
}

/// What stands before an operator.
struct Operands<'o, 'c>(Vec<&'o Object<'c>>);

impl<'c> Operands<'_, 'c> {
    fn number(&self, place: usize) -> f64 {
        match self.0.get(place) {
            Some(Object::Number(number)) => number.as_f64(),
            _none => 0.0,
        }
    }

    fn matrix(&self) -> Matrix {
        std::array::from_fn(|place| self.number(place))
    }

    fn name(&self, place: usize) -> Option<&Name<'c>> {
        match self.0.get(place) {
            Some(Object::Name(name)) => Some(name),
            _none => None,
        }
    }
}

/// A text string of PDF: in UTF-16 or UTF-8 if it says so, else in a superset of Latin-1.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        [0xEF, 0xBB, 0xBF, ..] => encoding_rs::UTF_8.decode(bytes).0.into_owned(),
        _latin => bytes.iter().map(|byte| latin(*byte)).collect(),
    }
}

/// A byte in PDFDocEncoding.
fn latin(byte: u8) -> char {
    const SPECIAL: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\u{FFFD}€";
    match byte {
        0x80..=0xA0 => SPECIAL.chars().nth(usize::from(byte) - 0x80).unwrap_or('\u{FFFD}'),
        other => char::from(other),
    }
}
