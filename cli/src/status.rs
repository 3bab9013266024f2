//! The exit status of the program.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use crate::terminal;

/// The result of a command.
pub type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

/// The exit statuses of the program. The help of each command explains the statuses that the
/// command uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Success = 0,
    /// `lint` found errors, or files of the source are broken.
    Found = 1,
    /// The arguments are wrong, or the command failed.
    Failed = 2,
    /// The command was interrupted by Ctrl-C or another signal. The number is 128 plus the number
    /// of SIGINT, as in shells.
    Interrupted = 130,
}

impl Status {
    /// `search` found no hit. The number is the same as in grep.
    pub const NOTHING_FOUND: Status = Status::Found;
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status as u8)
    }
}

/// The error after Ctrl-C or another termination signal.
#[derive(Debug, thiserror::Error)]
#[error("interrupted; nothing was written")]
pub struct Interrupted;

/// The error after a signal if the output is a stream. The data that was already written cannot be
/// removed.
#[derive(Debug, thiserror::Error)]
#[error("interrupted; the output is cut off")]
pub struct CutOff;

/// Prints the error that ended the command, and returns the exit status.
pub fn of_error(error: &(dyn Error + Send + Sync + 'static)) -> Status {
    // The reader of the output has stopped early, like `head`. This is not an error.
    if is_closed_pipe(error) {
        return Status::Success;
    }
    terminal::say_error(error);
    match error.is::<Interrupted>() || error.is::<CutOff>() {
        true => Status::Interrupted,
        false => Status::Failed,
    }
}

fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let mut causes = std::iter::successors(Some(error), |error| (*error).source());
    causes.any(|error| {
        let error = error.downcast_ref::<io::Error>();
        error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}
