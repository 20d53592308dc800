//! Diagnostics as miette draws them: the one place that knows the library.

use std::fmt::{self, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use crate::source::file::Sources;
use crate::source::span::{FileId, Span};

use super::codes::Code;
use super::printable::{excerpt, is_hidden, printable};
use super::{Diagnostic, Label, Level};

/// The diagnostics, one below the other, each with its code, its places in the policy and what to do; empty for none.
/// Lines are wrapped at `width` terminal columns; escape sequences stand in the text only with `colour`.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, colour: bool, width: usize) -> String {
    let mut drawn = String::new();
    if diagnostics.is_empty() {
        return drawn;
    }
    let handler = GraphicalReportHandler::new_themed(theme(colour))
        .with_width(width)
        .with_links(false)
        .without_syntax_highlighting();
    for diagnostic in diagnostics {
        let shown = Shown::new(diagnostic, sources);
        if handler.render_report(&mut drawn, &shown).is_err() {
            // A span that lies outside its file: the words are worth more than the drawing.
            let _ = writeln!(drawn, "{}: {}", shown.code.id, shown.message);
        }
        drawn.push('\n');
    }
    drawn
}

/// What is to be said of a whole document, drawn like a policy's diagnostics: `position` is a one-based line and
/// column, `text_line` that line's text.
pub fn render_refusal(
    file: &str,
    text_line: Option<&str>,
    code: Code,
    message: &str,
    position: Option<(u32, u32)>,
    help: Option<&str>,
    colour: bool,
) -> String {
    let (sign, paint) = match code.level {
        Level::Error => ("×", "\u{1b}[31m"),
        Level::Warning => ("⚠", "\u{1b}[33m"),
        Level::Note => ("☞", "\u{1b}[36m"),
    };
    let (paint, plain) = if colour {
        (paint, "\u{1b}[0m")
    } else {
        ("", "")
    };
    let number = position.map_or(String::new(), |(line, _)| line.to_string());
    let margin = " ".repeat(number.len().max(1));
    let mut drawn = format!(
        "{paint}{}{plain}\n\n  {paint}{sign}{plain} {}\n",
        code.id,
        printable(message)
    );
    let place = position.map_or(String::new(), |(line, column)| format!(":{line}:{column}"));
    drawn.push_str(&format!(" {margin} ╭─[{}{place}]\n", printable(file)));
    if let (Some(text), Some((_, column))) = (text_line, position) {
        let shown = excerpt(text, column as usize, 1, 100);
        let before = " ".repeat(shown.before);
        drawn.push_str(&format!(" {number} │ {}\n", shown.text));
        drawn.push_str(&format!(" {margin} · {before}{paint}▲{plain}\n"));
    }
    drawn.push_str(&format!(" {margin} ╰────\n"));
    if let Some(help) = help {
        drawn.push_str(&format!("  help: {}\n", printable(help)));
    }
    drawn
}

fn theme(colour: bool) -> GraphicalTheme {
    GraphicalTheme {
        characters: ThemeCharacters::unicode(),
        styles: if colour {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        },
    }
}

/// A diagnostic as the library wants it: labels of one file, and one relative for each further file.
#[derive(Debug)]
struct Shown<'s> {
    code: Code,
    level: Level,
    message: String,
    help: Option<String>,
    file: Option<Text<'s>>,
    labels: Vec<LabeledSpan>,
    elsewhere: Vec<Elsewhere<'s>>,
}

/// The labels of a diagnostic that lie in another file than its first.
#[derive(Debug)]
struct Elsewhere<'s> {
    message: String,
    file: Option<Text<'s>>,
    labels: Vec<LabeledSpan>,
}

/// A file's text, fit for a terminal, with every byte where it was.
#[derive(Debug)]
struct Text<'s> {
    name: String,
    text: std::borrow::Cow<'s, str>,
}

impl<'s> Shown<'s> {
    fn new(diagnostic: &Diagnostic, sources: &'s Sources) -> Shown<'s> {
        let first = diagnostic.span().map(|span| span.file);
        let mut others: Vec<FileId> = Vec::new();
        for label in &diagnostic.labels {
            let file = label.span.file;
            if Some(file) != first && !others.contains(&file) {
                others.push(file);
            }
        }
        Shown {
            code: diagnostic.code,
            level: diagnostic.level,
            message: printable(&diagnostic.message).into_owned(),
            help: diagnostic
                .help
                .as_deref()
                .map(|help| printable(help).into_owned()),
            file: first.and_then(|file| Text::new(file, sources)),
            labels: labels(diagnostic, first, sources),
            elsewhere: others
                .into_iter()
                .map(|file| Elsewhere::new(diagnostic, file, sources))
                .collect(),
        }
    }
}

impl<'s> Elsewhere<'s> {
    fn new(diagnostic: &Diagnostic, file: FileId, sources: &'s Sources) -> Elsewhere<'s> {
        let name = sources
            .get(file)
            .map_or("another file", |file| file.name.as_str());
        Elsewhere {
            message: format!("see also {}", printable(name)),
            file: Text::new(file, sources),
            labels: labels(diagnostic, Some(file), sources),
        }
    }
}

impl<'s> Text<'s> {
    fn new(file: FileId, sources: &'s Sources) -> Option<Text<'s>> {
        let file = sources.get(file)?;
        Some(Text {
            name: printable(&file.name).into_owned(),
            text: veil(&file.text),
        })
    }
}

fn labels(diagnostic: &Diagnostic, file: Option<FileId>, sources: &Sources) -> Vec<LabeledSpan> {
    let mut first = true;
    diagnostic
        .labels
        .iter()
        .filter(|label| Some(label.span.file) == file)
        .map(|label| {
            let text = (!label.text.is_empty()).then(|| printable(&label.text).into_owned());
            let span = inside(label, sources);
            if std::mem::take(&mut first) {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        })
        .collect()
}

/// The label's bytes, cut to what its file holds.
fn inside(label: &Label, sources: &Sources) -> SourceSpan {
    let Span { file, start, end } = label.span;
    let length = sources.get(file).map_or(0, |file| file.text.len());
    let start = (start as usize).min(length);
    let end = (end as usize).clamp(start, length);
    (start, end - start).into()
}

/// The text with each character that a terminal would obey replaced by one of as many bytes, so that spans still fit.
fn veil(text: &str) -> std::borrow::Cow<'_, str> {
    let obeyed = |c: char| is_hidden(c) && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(obeyed) {
        return text.into();
    }
    let veiled = text.chars().map(|c| match c.len_utf8() {
        _ if !obeyed(c) => c,
        1 => '?',
        2 => '·',
        3 => '\u{fffd}',
        _ => '\u{1f6ab}',
    });
    veiled.collect::<String>().into()
}

impl SourceCode for Text<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.as_bytes().read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            read.data(),
            *read.span(),
            read.line(),
            read.column(),
            read.line_count(),
        )))
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Elsewhere<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}
impl std::error::Error for Elsewhere<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code.id))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_deref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.file.as_ref().map(|file| file as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        Some(Box::new(
            self.elsewhere
                .iter()
                .map(|other| other as &dyn miette::Diagnostic),
        ))
    }
}

impl miette::Diagnostic for Elsewhere<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.file.as_ref().map(|file| file as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

#[cfg(test)]
mod tests;
