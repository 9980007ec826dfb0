//! Why a project could not be written in a format.

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The archive of several files, or of the parts of a document, could not be packed.
    #[error("the archive could not be packed ({0})")]
    Archive(String),
    /// The workbook could not be put together.
    #[error("the workbook could not be put together ({0})")]
    Workbook(String),
}
