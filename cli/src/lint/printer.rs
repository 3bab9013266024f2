//! Prints findings, up to a maximum of each kind, and then the total number of each kind.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Arc;

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::check::Checked;
use super::finding::{Finding, Level};
use super::options::Format;
use crate::arguments::Common;
use crate::terminal;

/// The maximum number of findings of each kind that are printed as text. Without this maximum, the
/// findings of a frequent kind would hide the others.
const MOST: usize = 20;

/// Renders findings in the format that the user chose. Cheap to clone.
#[derive(Clone)]
pub struct Renderer {
    format: Format,
    is_quiet: bool,
    most: usize,
    handler: Arc<GraphicalReportHandler>,
}

/// The rendered findings of a file.
pub struct Rendered {
    is_skipped: bool,
    findings: Vec<(Kind, Option<String>)>,
}

type Kind = (Level, &'static str);

impl Renderer {
    pub fn render(&self, checked: Checked) -> Rendered {
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        let findings = checked.findings.into_iter().map(|finding| {
            let kind = (finding.level, finding.code);
            let count = counts.entry(kind).or_default();
            *count += 1;
            let is_shown =
                *count <= self.most && (!self.is_quiet || finding.level != Level::Warning);
            (kind, is_shown.then(|| self.text(&finding)))
        });
        Rendered {
            findings: findings.collect(),
            is_skipped: checked.is_skipped,
        }
    }

    fn text(&self, finding: &Finding) -> String {
        match self.format {
            Format::Text => finding.to_text(&self.handler),
            Format::Short => finding.to_line(),
            Format::Json => finding.to_json(),
        }
    }
}

pub struct Printer {
    renderer: Renderer,
    out: BufWriter<Stdout>,
    files: usize,
    skipped: usize,
    /// For each kind: the number of findings, and the number of findings that were printed.
    counts: BTreeMap<Kind, (usize, usize)>,
}

impl Printer {
    pub fn new(format: Format, common: &Common) -> Self {
        let theme = match common.color.is_on(&io::stdout()) {
            true => GraphicalTheme::unicode(),
            false => GraphicalTheme::unicode_nocolor(),
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_links(false)
            .with_width(terminal::columns());
        let renderer = Renderer {
            format,
            is_quiet: common.quiet,
            most: match format {
                Format::Text if !common.verbose => MOST,
                _ => usize::MAX,
            },
            handler: Arc::new(handler),
        };
        Printer {
            renderer,
            out: BufWriter::new(io::stdout()),
            files: 0,
            skipped: 0,
            counts: BTreeMap::new(),
        }
    }

    pub fn renderer(&self) -> Renderer {
        self.renderer.clone()
    }

    /// Prints the findings of a file.
    pub fn print(&mut self, rendered: Rendered) -> io::Result<()> {
        self.files += 1;
        self.skipped += usize::from(rendered.is_skipped);
        for (kind, text) in rendered.findings {
            let (all, printed) = self.counts.entry(kind).or_default();
            *all += 1;
            if let Some(text) = text.filter(|_| *printed < self.renderer.most) {
                *printed += 1;
                writeln!(self.out, "{text}")?;
            }
        }
        Ok(())
    }

    /// Prints the number of findings of each kind, and the number of files. Prints nothing if the
    /// format is not text, or if `--quiet` is set.
    pub fn finish(&mut self) -> io::Result<()> {
        if self.renderer.format == Format::Text && !self.renderer.is_quiet {
            for ((level, code), (all, printed)) in &self.counts {
                let hidden = match all - printed {
                    0 => String::new(),
                    hidden => format!(": {hidden} more than printed; --verbose prints all"),
                };
                writeln!(self.out, "{all:>9} {:8} {code}{hidden}", level.name())?;
            }
            let (files, skipped, broken) = (self.files, self.skipped, self.errors());
            let articles = terminal::counted(files - skipped - broken, "article");
            let name = if files == 1 { "file" } else { "files" };
            writeln!(
                self.out,
                "{files:>9} {name}: {articles}, {broken} broken, {skipped} skipped"
            )?;
        }
        self.out.flush()
    }

    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// Returns the number of errors. Each file has at most one error.
    fn errors(&self) -> usize {
        let errors = self
            .counts
            .iter()
            .filter(|((level, _), _)| *level == Level::Error);
        errors.map(|(_, (all, _))| all).sum()
    }
}
