//! The columns of a codebook, by the names that people and programs give them.

use std::collections::BTreeSet;

use crate::import::sheet::Sheet;

/// Where the parts of a codebook stand in its table.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) name: Option<usize>,
    /// All names from the top down, in one cell.
    pub(super) path: Option<usize>,
    /// The names from the top down, in a column each.
    pub(super) levels: Vec<usize>,
    pub(super) parent: Option<usize>,
    pub(super) definition: Option<usize>,
    pub(super) colour: Option<usize>,
    pub(super) key: Option<usize>,
    pub(super) badge: Option<usize>,
    pub(super) examples: Option<usize>,
    pub(super) counterexamples: Option<usize>,
    /// Whether a row is a tag or a kind of link, in a table of Sayso's.
    pub(super) kind: Option<usize>,
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
    /// What a row is known by elsewhere in the table.
    pub(super) id: Option<usize>,
    /// Remarks, with their names, which belong to the definition.
    pub(super) remarks: Vec<(String, usize)>,
    /// The columns that are not read, with their names.
    pub(super) others: Vec<(String, usize)>,
}

/// Names of tags, the surest first.
const NAME: [&str; 48] = [
    "name",
    "tag",
    "tag name",
    "code name",
    "codename",
    "label",
    "bezeichnung",
    "nom",
    "libellé",
    "étiquette",
    "nombre",
    "etiqueta",
    "nome",
    "etichetta",
    "rótulo",
    "naam",
    "nazwa",
    "etykieta",
    "название",
    "имя",
    "метка",
    "тег",
    "назва",
    "мітка",
    "isim",
    "ad",
    "etiket",
    "الاسم",
    "שם",
    "名称",
    "标签",
    "名前",
    "ラベル",
    "entity name",
    "code",
    "kode",
    "codes",
    "código",
    "codigo",
    "codice",
    "kod",
    "код",
    "الرمز",
    "编码",
    "代码",
    "コード",
    "node",
    "codename (label)",
];
/// Names of tags where nothing surer is there; groups of tags where something is.
const GROUP: [&str; 27] = [
    "category",
    "categories",
    "theme",
    "group",
    "code group",
    "code groups",
    "folder",
    "kategorie",
    "oberkategorie",
    "gruppe",
    "thema",
    "catégorie",
    "thème",
    "groupe",
    "categoría",
    "tema",
    "grupo",
    "categoria",
    "gruppo",
    "categorie",
    "groep",
    "kategoria",
    "grupa",
    "категория",
    "группа",
    "kategori",
    "类别",
];
const PARENT: [&str; 47] = [
    "parent",
    "parent tag",
    "parent code",
    "parent name",
    "parent category",
    "parent node",
    "parent id",
    "parent label",
    "broader",
    "higher code",
    "supercode",
    "super code",
    "belongs to",
    "part of",
    "übergeordnet",
    "übergeordneter code",
    "übergeordnete kategorie",
    "überkategorie",
    "obercode",
    "oberkode",
    "obercodes",
    "elterncode",
    "elternkategorie",
    "elternelement",
    "code parent",
    "catégorie parente",
    "parente",
    "padre",
    "código padre",
    "categoría padre",
    "superior",
    "genitore",
    "codice padre",
    "pai",
    "código pai",
    "categoria pai",
    "ouder",
    "bovenliggende code",
    "nadrzędny",
    "kod nadrzędny",
    "rodzic",
    "родитель",
    "родительский код",
    "батьківський код",
    "üst kod",
    "父级",
    "上级",
];
const PATH: [&str; 19] = [
    "path",
    "full path",
    "code path",
    "tag path",
    "full name",
    "full code",
    "hierarchy",
    "hierarchical name",
    "code system",
    "codesystem",
    "pfad",
    "codepfad",
    "chemin",
    "ruta",
    "percorso",
    "caminho",
    "ścieżka",
    "путь",
    "路径",
];
const DEFINITION: [&str; 43] = [
    "definition",
    "definitions",
    "description",
    "code description",
    "code definition",
    "desc",
    "meaning",
    "explanation",
    "instruction",
    "instructions",
    "scope note",
    "memo",
    "code memo",
    "comment",
    "beschreibung",
    "erläuterung",
    "erklärung",
    "bedeutung",
    "kodieranweisung",
    "code-memo",
    "définition",
    "definición",
    "descripción",
    "descripcion",
    "definizione",
    "descrizione",
    "definição",
    "descrição",
    "definitie",
    "beschrijving",
    "omschrijving",
    "definicja",
    "opis",
    "определение",
    "описание",
    "визначення",
    "опис",
    "tanım",
    "açıklama",
    "التعريف",
    "定义",
    "描述",
    "説明",
];
const COLOUR: [&str; 18] = [
    "colour",
    "color",
    "code color",
    "code colour",
    "color code",
    "colour code",
    "hex",
    "rgb",
    "farbe",
    "codefarbe",
    "couleur",
    "colore",
    "cor",
    "kleur",
    "kolor",
    "цвет",
    "renk",
    "颜色",
];
const EXAMPLES: [&str; 20] = [
    "examples",
    "example",
    "anchor example",
    "anchor examples",
    "beispiel",
    "beispiele",
    "ankerbeispiel",
    "ankerbeispiele",
    "exemple",
    "exemples",
    "ejemplo",
    "ejemplos",
    "esempio",
    "esempi",
    "exemplo",
    "exemplos",
    "voorbeelden",
    "przykłady",
    "примеры",
    "örnekler",
];
const COUNTEREXAMPLES: [&str; 8] = [
    "counterexamples",
    "counterexample",
    "counter-examples",
    "negative examples",
    "non-examples",
    "gegenbeispiele",
    "contre-exemples",
    "contraejemplos",
];
const KEY: [&str; 5] = ["key", "shortcut", "hotkey", "taste", "tastenkürzel"];
const ID: [&str; 8] = ["id", "guid", "uuid", "code id", "tag id", "cid", "nr", "no"];
const REMARKS: [&str; 18] = [
    "note",
    "notes",
    "remark",
    "remarks",
    "comments",
    "anmerkung",
    "anmerkungen",
    "kommentar",
    "hinweis",
    "inclusion",
    "exclusion",
    "inclusion criteria",
    "exclusion criteria",
    "when to use",
    "when not to use",
    "einschluss",
    "ausschluss",
    "kodierregel",
];
/// Counts and dates that say nothing of a tag.
const COUNTS: [&str; 19] = [
    "depth",
    "number",
    "articles",
    "count",
    "frequency",
    "files",
    "references",
    "documents",
    "sources",
    "segments",
    "coded segments",
    "grounded",
    "density",
    "created",
    "created by",
    "modified",
    "modified by",
    "häufigkeit",
    "anzahl",
];
/// What a codebook does not have: texts, places in them, and what articles and marks are known by.
const OTHER_TABLES: [&str; 54] = [
    "title",
    "summary",
    "abstract",
    "author",
    "authors",
    "byline",
    "text",
    "body",
    "content",
    "full text",
    "words",
    "segment",
    "coded segment",
    "quote",
    "quotation",
    "quotation content",
    "exact",
    "coded text",
    "selected text",
    "start",
    "end",
    "begin",
    "start_offset",
    "end_offset",
    "offset",
    "position",
    "article",
    "document",
    "document name",
    "file",
    "filename",
    "source",
    "url",
    "address",
    "link",
    "published",
    "date",
    "publishedat",
    "published_at",
    "outlet",
    "publication",
    "headline",
    "coder",
    "annotator",
    "zitat",
    "dokument",
    "artikel",
    "texte",
    "citation",
    "documento",
    "texto",
    "testo",
    "текст",
    "документ",
];

impl Columns {
    /// The columns of a sheet that is a codebook, if it has names of tags.
    pub(super) fn of(sheet: &Sheet) -> Option<Self> {
        let names: Vec<String> = sheet.headings.iter().map(|name| plain(name)).collect();
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let mut take = |known: &[&str]| {
            let is_free = |at: &usize| !taken.contains(at);
            let place =
                |known: &&str| (0..names.len()).filter(is_free).find(|at| names.get(*at).is_some_and(|n| n == known));
            let at = known.iter().find_map(place)?;
            taken.insert(at);
            Some(at)
        };
        let path = take(&PATH);
        let name = take(&NAME).or_else(|| take(&GROUP));
        let parent = take(&PARENT).or_else(|| take(&GROUP));
        let mut columns = Self {
            name,
            path,
            parent,
            kind: take(&["kind"]),
            definition: take(&DEFINITION),
            colour: take(&COLOUR),
            key: take(&KEY),
            badge: take(&["badge"]),
            examples: take(&EXAMPLES),
            counterexamples: take(&COUNTEREXAMPLES),
            from: take(&["from"]),
            to: take(&["to"]),
            id: take(&ID).or_else(|| take(&NAME)),
            ..Self::default()
        };
        columns.levels = levels(&names);
        for (at, name) in names.iter().enumerate() {
            let is_free = !taken.contains(&at) && !columns.levels.contains(&at) && !name.is_empty();
            if is_free && (DEFINITION.contains(&name.as_str()) || REMARKS.contains(&name.as_str())) {
                columns.remarks.push((sheet.headings.get(at).cloned().unwrap_or_default(), at));
            } else if is_free && !COUNTS.contains(&name.as_str()) {
                columns.others.push((sheet.headings.get(at).cloned().unwrap_or_default(), at));
            }
        }
        let has_names = columns.name.is_some() || columns.path.is_some() || !columns.levels.is_empty();
        has_names.then_some(columns)
    }

    /// Whether a sheet looks like a codebook and like nothing else: it says more of names than that they are there, and
    /// nothing of texts.
    pub(super) fn are_of_codebook(sheet: &Sheet) -> bool {
        let is_other = |name: &String| {
            OTHER_TABLES.contains(&name.to_lowercase().as_str()) || OTHER_TABLES.contains(&plain(name).as_str())
        };
        let Some(columns) = Self::of(sheet).filter(|_| !sheet.headings.iter().any(is_other)) else { return false };
        let more = [columns.definition, columns.parent, columns.colour, columns.path, columns.examples];
        more.iter().any(Option::is_some) || !columns.levels.is_empty()
    }
}

/// A column's name without what people decorate it with.
fn plain(name: &str) -> String {
    let name = name.split('(').next().unwrap_or_default().replace(['_', '-'], " ");
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_end_matches([':', '*', '.', '?']).to_lowercase()
}

/// The columns that are named as one level of a tree below the other, such as `level 1` and `level 2`, or `code` and
/// `subcode`; none where there is only one.
fn levels(names: &[String]) -> Vec<usize> {
    const LEVEL: [&str; 14] = [
        "level",
        "ebene",
        "niveau",
        "nivel",
        "nível",
        "livello",
        "poziom",
        "уровень",
        "seviye",
        "code",
        "category",
        "kategorie",
        "theme",
        "tier",
    ];
    const BELOW: [(&str, &str); 8] = [
        ("code", "subcode"),
        ("category", "subcategory"),
        ("category", "sub category"),
        ("theme", "subtheme"),
        ("kategorie", "unterkategorie"),
        ("kategorie", "subkategorie"),
        ("oberkategorie", "unterkategorie"),
        ("code", "sub code"),
    ];
    let numbered = |name: &String| {
        let stem = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let number: u32 = name.get(stem.len()..)?.parse().ok()?;
        LEVEL.contains(&stem.trim()).then_some(number)
    };
    let mut levels: Vec<(u32, usize)> =
        names.iter().enumerate().filter_map(|(at, name)| Some((numbered(name)?, at))).collect();
    levels.sort_unstable();
    if levels.len() > 1 {
        return levels.into_iter().map(|(_, at)| at).collect();
    }
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let pair = BELOW.iter().find_map(|(above, below)| Some(vec![place(above)?, place(below)?]));
    pair.unwrap_or_default()
}
