//! The arguments that the timing programs share.

use crate::inputs::{self, Group};

/// Returns whether `--quick` is given, and the files to time.
///
/// # Errors
///
/// A message, if an argument is unknown or the corpus cannot be read.
pub fn read() -> Result<(bool, Vec<Group>), String> {
    let (mut quick, mut generated) = (false, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--quick" => quick = true,
            "--generated" => generated = true,
            other => {
                return Err(format!(
                    "unknown argument {other}: --quick and --generated are known"
                ));
            }
        }
    }
    let groups =
        inputs::groups(generated).map_err(|error| format!("cannot read the corpus: {error}"))?;
    Ok((quick, groups))
}
