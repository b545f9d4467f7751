//! STUB until the article branch brings it
use super::Lang;
use crate::article::{Problem, ProblemKind};
pub fn problem_message(problem: &Problem, _lang: Lang) -> String {
    problem.kind.name().to_owned()
}
pub fn problem_title(kind: ProblemKind, _lang: Lang) -> &'static str {
    kind.name()
}
