//! Why a theme was refused: which file, which line, what is wrong.

use std::fmt;

use tera::ErrorKind;

/// One reason why a theme, or a new version of it, is not used.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The theme's folder.
    pub theme: String,
    /// The file inside the themes folder, `platen-one/single.html`; empty where it is about the whole theme.
    pub file: String,
    /// Line, counted from 1; 0 where it is about the whole file.
    pub line: usize,
    /// Column, counted from 1; 0 where it is about the whole line.
    pub column: usize,
    /// One sentence.
    pub reason: String,
    /// The line with a mark under the place, where there is one.
    pub excerpt: String,
}

impl Fault {
    /// A fault of the whole theme.
    pub(super) fn of_theme(theme: &str, reason: impl Into<String>) -> Self {
        Self::in_file(theme, "", reason)
    }

    /// A fault of a whole file.
    pub(super) fn in_file(theme: &str, file: &str, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self { theme: theme.into(), file: file.into(), line: 0, column: 0, reason, excerpt: String::new() }
    }

    /// A fault at the byte `offset` of the text of `file`.
    pub(super) fn at(theme: &str, file: &str, text: &str, offset: usize, reason: impl Into<String>) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { line, column, ..Self::in_file(theme, file, reason) }
    }

    /// What Tera says, with the place that it names.
    pub(super) fn from_tera(theme: &str, error: &tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self {
                line: report.span().start_line,
                column: report.span().start_col + 1,
                excerpt: error.to_string(),
                ..Self::in_file(theme, report.filename(), report.message())
            },
            ErrorKind::MissingParent { current, parent } => {
                Self::in_file(theme, current, format!("extends {parent}, which does not exist"))
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                Self::in_file(theme, tpl, format!("extends itself: {}", inheritance_chain.join(" → ")))
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                Self::in_file(theme, tpl, format!("includes itself: {}", include_chain.join(" → ")))
            }
            _ => Self::from_report(theme, &with_causes(error)),
        }
    }

    /// Some of Tera's findings (an unknown filter, function or include) come as text only: `--> file:line:column`.
    fn from_report(theme: &str, report: &str) -> Self {
        let headline = |line: &str| line.trim_start_matches("error: ").trim().to_owned();
        let reason = report.lines().find(|line| line.starts_with("error: ")).or(report.lines().next());
        let mut fault = Self::of_theme(theme, reason.map(headline).unwrap_or_default());
        if let Some((file, line, column)) = report.lines().find_map(place) {
            (fault.file, fault.line, fault.column, fault.excerpt) = (file, line, column, report.to_owned());
        }
        fault
    }
}

fn with_causes(error: &tera::Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

fn place(line: &str) -> Option<(String, usize, usize)> {
    let (_, place) = line.split_once("--> ")?;
    let place = place.trim().trim_start_matches('[').trim_end_matches(']');
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?.to_owned(), line, column))
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.as_str(), self.line) {
            ("", _) => write!(formatter, "theme {}: {}", self.theme, self.reason),
            (file, 0) => write!(formatter, "theme {}: {file}: {}", self.theme, self.reason),
            (file, line) => write!(formatter, "theme {}: {file}:{line}:{}: {}", self.theme, self.column, self.reason),
        }
    }
}
