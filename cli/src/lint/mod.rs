//! `newsprint lint`: prints the errors and warnings in the files of archives.

mod check;
mod finding;
mod options;
mod printer;

use crate::arguments::Common;
use crate::status::{Result, Status};
use crate::terminal::in_stdout;
use check::Linter;
pub use options::Options;
use printer::Printer;

pub fn run(options: &Options, common: &Common) -> Result<Status> {
    let sources = options.opening.open_all(&options.sources)?;
    let filters = options.filters.ready_all(&options.sources)?;
    let mut printer = Printer::new(options.format(), common);
    for (source, filter) in sources.iter().zip(filters) {
        let linter = Linter {
            source,
            filter,
            lists_skipped: options.skipped,
        };
        let renderer = printer.renderer();
        let articles = source.articles()?.ordered(true).report_skipped(true);
        articles.process(
            |item| Some(renderer.render(linter.check(item)?)),
            |rendered| match rendered {
                Some(rendered) => printer.print(rendered).map_err(in_stdout),
                None => Ok(()),
            },
        )?;
    }
    printer.finish().map_err(in_stdout)?;
    Ok(match printer.has_errors() {
        true => Status::Found,
        false => Status::Success,
    })
}
