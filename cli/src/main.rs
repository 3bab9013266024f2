use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    newsprint_cli::main(env::args_os().collect()).into()
}
