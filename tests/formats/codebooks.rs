//! Codebooks as tables, as people and other programs write them.

use std::collections::BTreeMap;

use sayso::{
    export,
    import::annotations::{self, File, Found},
    model::{Codebook, Colour, Tag},
};

use super::exchange::project_with;

fn read(name: &str, bytes: &[u8]) -> Found {
    let format = annotations::format("codebook").unwrap();
    let file = File { name, bytes, beside: &BTreeMap::new() };
    annotations::read(format, &file).unwrap_or_else(|error| panic!("{}: {error}", String::from_utf8_lossy(bytes)))
}

fn format_of(name: &str, bytes: &[u8]) -> Option<&'static str> {
    annotations::format_of(&File { name, bytes, beside: &BTreeMap::new() }).map(|format| format.name)
}

/// The tags in the order of the tree, each with the names above it.
fn tree(codebook: &Codebook) -> Vec<String> {
    let parent = |tag: &Tag| tag.parent.as_ref().map(|id| codebook.tag(id).unwrap());
    let path = |tag: &Tag| {
        let mut names = vec![tag.name.clone()];
        let mut here = parent(tag);
        while let Some(above) = here {
            names.insert(0, above.name.clone());
            here = parent(above);
        }
        names.join(" > ")
    };
    codebook.tree().into_iter().map(|(_, tag)| path(tag)).collect()
}

#[track_caller]
fn has_tree(table: &str, tags: &[&str]) -> Found {
    let found = read("codes.csv", table.as_bytes());
    assert_eq!(tree(&found.codebook), tags, "{table}\n{:?}", found.problems);
    found
}

const TWO: [&str; 3] = ["Economy", "Economy > Prices", "Sport"];

#[test]
fn what_a_tag_is_under_is_said_in_many_ways() {
    let tables = [
        "name,definition,parent,colour\nEconomy,Money,,#102030\nPrices,Costs,Economy,\nSport,,,\n",
        "code;description;path\nEconomy;Money;Economy\nPrices;Costs;Economy/Prices\nSport;;Sport\n",
        "Code,Description,Path\nEconomy,Money,\nPrices,Costs,Economy\nSport,,\n",
        "Name,Memo\nEconomy,Money\nEconomy::Prices,Costs\nSport,\n",
        "Name,Memo\nEconomy > Prices,Costs\nSport,\n",
        "Tag\tDefinition\nEconomy\tMoney\nEconomy/Prices\tCosts\nSport\t\n",
        "Level 1,Level 2,Definition\nEconomy,,Money\n,Prices,Costs\nSport,,\n",
        "Category,Subcategory,Definition\nEconomy,Prices,Costs\nSport,,\n",
        "id,name,parent_id,description\n1,Economy,,Money\n2,Prices,1,Costs\n3,Sport,,\n",
        "category,code,memo\n,Economy,Money\nEconomy,Prices,Costs\n,Sport,\n",
        "Kode;Beschreibung;Oberkategorie\nPrices;Costs;Economy\nSport;;\n",
        "code,label,definition,parent\nECO,Economy,Money,\nPRI,Prices,Costs,ECO\nSPO,Sport,,\n",
    ];
    for table in tables {
        has_tree(table, &TWO);
        let found = read("codes.csv", table.as_bytes());
        let definition =
            |name: &str| found.codebook.tags.iter().find(|tag| tag.name == name).unwrap().definition.clone();
        assert_eq!(definition("Prices"), "Costs", "{table}");
        assert_eq!(format_of("codes.csv", table.as_bytes()), Some("codebook"), "{table}");
    }
}

#[test]
fn columns_are_known_in_several_languages() {
    let heads = [
        "Name;Definition;Übergeordneter Code;Farbe",
        "\u{FEFF}Bezeichnung;Beschreibung;Obercode;Farbe",
        "Nom;Définition;Catégorie parente;Couleur",
        "Nombre;Descripción;Padre;Color",
        "Nome;Descrição;Pai;Cor",
        "Nome;Descrizione;Genitore;Colore",
        "Naam;Omschrijving;Ouder;Kleur",
        "Nazwa;Opis;Rodzic;Kolor",
        "Название;Описание;Родитель;Цвет",
        "Код;Визначення;Батьківський код;Колір",
        "名称;定义;父级;颜色",
        "TAG_NAME;Code Description;Parent code;Code-Color",
    ];
    for head in heads {
        let table = format!("{head}\r\nEconomy;Money;;ff8800\r\nPrices;Costs;Economy;\r\nSport;;;\r\n");
        let found = has_tree(&table, &TWO);
        let economy = &found.codebook.tags[0];
        assert_eq!(economy.definition, "Money", "{head}");
        let is_coloured = !head.contains("Колір");
        assert_eq!(economy.colour == Colour::Rgb(0xFF, 0x88, 0), is_coloured, "{head}");
    }
}

#[test]
fn names_with_a_slash_are_no_paths_by_themselves() {
    has_tree("code,definition\nYes/No,a\nHe/She,b\nMaybe,c\n", &["Yes/No", "He/She", "Maybe"]);
    has_tree("code,definition,parent\nYes/No,a,Answers\n", &["Answers", "Answers > Yes/No"]);
}

#[test]
fn one_name_under_two_parents_is_two_tags() {
    let found = has_tree(
        "path,definition\nEconomy/Positive,a\nMigration/Positive,b\n",
        &["Economy", "Economy > Positive", "Migration", "Migration > Migration: Positive"],
    );
    assert!(found.problems.is_empty());
}

#[test]
fn what_a_table_says_wrong_is_told_with_its_row() {
    let table = "name,parent,colour,definition,owner\nA,B,sky,a,me\nB,A,,b,\nA,B,red,more,\n,,,lost,\nC,C,,c,\n";
    let found = read("codes.csv", table.as_bytes());
    let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    let told = told.join("\n");
    for words in [
        "codes.csv, row 2: “sky” is not a colour Sayso knows; another was used.",
        "codes.csv, row 3: the tag “B” was moved to the top level: its parents form a loop.",
        "codes.csv, row 4: the tag “A” occurs twice; the two rows were merged.",
        "codes.csv, row 5: no name; skipped.",
        "codes.csv, row 6: the tag “C” was moved to the top level: its parents form a loop.",
        "codes.csv: 1 column skipped: owner.",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let a = found.codebook.tags.iter().find(|tag| tag.name == "A").unwrap();
    assert_eq!(a.definition, "a\nmore");
    assert_eq!(found.codebook.tags.looped().count(), 0);
}

#[test]
fn other_tables_are_no_codebooks() {
    for table in [
        "title,description,url\nA,b,https://x.org\n",
        "text,label\nSome words.,A\n",
        "code,segment,document\nA,words,story.txt\n",
        "tag,words,start,end,note\nA,words,1,2,x\n",
        "name,memo\nA,x\nA,y\nA,z\nB,w\n",
        "headline,body,date\nA,b,2022-03-06\n",
        "name\nA\n",
    ] {
        assert_ne!(format_of("a.csv", table.as_bytes()), Some("codebook"), "{table}");
    }
    let format = annotations::format("codebook").unwrap();
    let file = File { name: "a.csv", bytes: b"x,y\n1,2\n", beside: &BTreeMap::new() };
    let error = annotations::read(format, &file).unwrap_err().to_string();
    assert!(error.contains("no column with the names of tags"), "{error}");
}

#[test]
fn our_own_tables_and_workbooks_come_back() {
    let project = project_with(export::Part::ALL);
    let format = export::format("codebook").unwrap();
    let bytes = format.write(&project).into_bytes().unwrap();
    assert_eq!(format_of("anything.csv", &bytes), Some("codebook"));
    let found = read("anything.csv", &bytes);
    let told = |codebook: &Codebook| -> Vec<(String, String, String, String)> {
        let of =
            |tag: &Tag| (tag.definition.clone(), format!("{:?}", tag.examples), tag.badge.clone(), tag.key.clone());
        codebook.tree().into_iter().map(|(_, tag)| of(tag)).collect()
    };
    assert_eq!(tree(&found.codebook), tree(&project.codebook));
    assert_eq!(told(&found.codebook), told(&project.codebook));
    let kinds = |codebook: &Codebook| -> Vec<(String, usize, usize)> {
        codebook.link_kinds.iter().map(|kind| (kind.name.clone(), kind.from.len(), kind.to.len())).collect()
    };
    assert_eq!(kinds(&found.codebook), kinds(&project.codebook));
    let workbook = export::format("xlsx").unwrap().write(&project).into_bytes().unwrap();
    assert_eq!(format_of("all.xlsx", &workbook), Some("xlsx"), "a workbook with marks is one of marks");
    assert_eq!(tree(&read("all.xlsx", &workbook).codebook), tree(&project.codebook));
}

/// A workbook as spreadsheets write it is read like a table.
#[test]
fn a_workbook_with_one_sheet_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["Code", "Definition", "Parent"], ["Economy", "Money", ""], ["Prices", "Costs", "Economy"]]
        .into_iter()
        .enumerate()
    {
        for (column, cell) in cells.into_iter().enumerate() {
            sheet.write(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(format_of("codes.xlsx", &bytes), Some("codebook"));
    assert_eq!(tree(&read("codes.xlsx", &bytes).codebook), TWO[..2]);
}
