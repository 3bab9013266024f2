//! The articles in `tests/clips`. They are written by hand in the forms of all publishers and in
//! all layouts.

use std::path::PathBuf;

use super::files::articles_in;

/// Returns the path of the folder `tests/clips`.
pub fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clips"))
}

/// Returns the name and the text of each article, sorted by name.
pub fn all() -> Vec<(String, String)> {
    let files = articles_in(&folder());
    assert!(files.len() > 20, "{} clips", files.len());
    files
}

/// Defines two tests that call `$check` with articles. `of_clips` runs everywhere. `of_real_files`
/// needs the folder `../shared`.
macro_rules! check_files {
    ($name:ident, $check:path) => {
        common::clips::check_files!($name, $check, common::shared::corpus);
    };
    ($name:ident, $check:path, $real_files:path) => {
        mod $name {
            use super::*;

            #[test]
            fn of_clips() {
                $check(common::clips::all());
            }

            #[test]
            #[ignore = "needs ../shared"]
            fn of_real_files() {
                $check($real_files());
            }
        }
    };
}
pub(crate) use check_files;
