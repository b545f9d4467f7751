//! How much of each article an export has: what its file says, what the reader has put on it, or what others may
//! get.

use super::sharing::{SharedPiece, Sharing};
use super::{ArticleFields, ExportPiece, Format, Wording};
use crate::article::Comment;
use crate::library::{ArticleMarks, Marks};
use std::io;
use std::sync::Arc;

/// How much of each article is written.
#[derive(Clone, Debug, Default)]
pub enum Extent {
    /// What its file says.
    #[default]
    Own,
    /// The reader's marks, too.
    WithMarks(Arc<Marks>),
    /// What others may get.
    Shared(Arc<Sharing>),
}

impl Extent {
    /// Whether the reader's marks are written.
    pub(super) fn has_marks(&self) -> bool {
        matches!(self, Self::WithMarks(_))
    }

    /// What is written of an article with this key.
    ///
    /// # Errors
    /// Never because of the article's content.
    pub fn piece(
        &self,
        format: Format,
        article: ArticleFields<'_>,
        comments: &[Comment],
        wording: Wording,
        key: &str,
    ) -> io::Result<ExportPiece> {
        let marks: Option<&ArticleMarks> = match self {
            Self::Own => None,
            Self::WithMarks(marks) => Some(marks.of(key)),
            Self::Shared(sharing) => {
                let piece = SharedPiece::of(format, &article, comments, wording.problem_text, (sharing, key));
                return Ok(ExportPiece::Shared(Box::new(piece)));
            }
        };
        format.write(&ArticleFields { marks, ..article }, comments, wording)
    }
}
