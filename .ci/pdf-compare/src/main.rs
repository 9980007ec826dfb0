//! Prints the text that an extractor finds in a PDF:  pdf-compare EXTRACTOR FILE

use std::{error::Error, process::ExitCode};

/// The name of an extractor, and how it is called.
type Extractor = (&'static str, fn(&[u8]) -> Result<String, Box<dyn Error>>);

const EXTRACTORS: &[Extractor] = &[
    ("pdf-extract", |bytes| Ok(pdf_extract::extract_text_from_mem(bytes)?)),
    ("lopdf", |bytes| {
        let document = lopdf::Document::load_mem(bytes)?;
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        Ok(document.extract_text(&pages)?)
    }),
    ("pdf_oxide", |bytes| Ok(pdf_oxide::document::PdfDocument::from_bytes(bytes.to_vec())?.extract_all_text()?)),
    ("unpdf", |bytes| Ok(unpdf::render::to_text(&unpdf::parse_bytes(bytes)?, &Default::default())?)),
    ("oxidize-pdf", |bytes| {
        let reader = oxidize_pdf::parser::PdfReader::new(std::io::Cursor::new(bytes.to_vec()))?;
        let pages = oxidize_pdf::parser::PdfDocument::new(reader).extract_text()?;
        Ok(pages.into_iter().map(|page| page.text).collect::<Vec<_>>().join("\n"))
    }),
    ("pdfpurr", |bytes| Ok(pdfpurr::Document::from_bytes(bytes)?.extract_all_text()?)),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, path] = arguments.as_slice() else {
        EXTRACTORS.iter().for_each(|(name, _)| println!("{name}"));
        return ExitCode::SUCCESS;
    };
    let Some((_, extract)) = EXTRACTORS.iter().find(|(known, _)| known == name) else { return ExitCode::FAILURE };
    let text = std::fs::read(path).map_err(Into::into).and_then(|bytes| extract(&bytes));
    match text {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
