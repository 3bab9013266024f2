//! `newsprint lint`: what is wrong with an archive's files, or odd.

mod check;
mod finding;
mod options;
mod printer;

use std::io;

use crate::arguments::Common;
use crate::source::Source;
use crate::status::{Result, Status};
use check::Linter;
pub use options::Options;
use printer::Printer;

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let sources = options.sources.iter();
    let sources: Vec<_> = sources
        .map(|name| match &options.revision {
            Some(revision) => Source::open_at(name, revision),
            None => Source::open(name),
        })
        .collect::<Result<_>>()?;
    let mut printer = Printer::new(options.format(), common);
    for (name, source) in options.sources.iter().zip(&sources) {
        let linter = Linter {
            // Of several sources, files may have the same path.
            prefix: (sources.len() > 1).then(|| source.name()),
            filter: options.filters.ready(name)?,
            lists_skipped: options.skipped,
        };
        let renderer = printer.renderer();
        let articles = source.articles()?.ordered(true).report_skipped(true);
        articles.process(
            |item| Some(renderer.render(linter.check(item)?)),
            |rendered| match rendered {
                Some(rendered) => printer.print(rendered),
                None => Ok::<_, io::Error>(()),
            },
        )?;
    }
    printer.finish()?;
    Ok(match printer.has_errors() {
        true => Status::Found,
        false => Status::Success,
    })
}
