//! The files: the shared corpus if it exists, otherwise generated files.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::contenders;

#[path = "../../generate/mod.rs"]
mod generate;

pub use generate::{Kind, article};

/// Files of one kind.
pub struct Group {
    pub name: String,
    pub files: Vec<String>,
}

impl Group {
    pub fn body_bytes(&self) -> usize {
        let bodies = self.files.iter().map(|file| contenders::body(file));
        bodies.map(str::len).sum()
    }
}

/// The path of the corpus, next to the repository.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus")
}

/// The corpus by folder, or, if it is missing or with `generated`, generated files by kind.
pub fn groups(generated: bool) -> io::Result<Vec<Group>> {
    if !generated && corpus().is_dir() {
        return read(&corpus());
    }
    let number = |kind| match kind {
        Kind::Text => 2_000,
        Kind::Clip | Kind::Post => 400,
        Kind::Dated | Kind::Page | Kind::Bare => 100,
    };
    let group = |kind: Kind| Group {
        name: kind.name().to_owned(),
        files: (0..number(kind)).map(|seed| article(kind, seed)).collect(),
    };
    Ok(Kind::ALL.into_iter().map(group).collect())
}

fn read(corpus: &Path) -> io::Result<Vec<Group>> {
    let order = [
        "society",
        "teahouse",
        "oped2",
        "oped2_bare",
        "chinadigitaltimes",
    ];
    order
        .into_iter()
        .filter(|name| corpus.join(name).is_dir())
        .map(|name| {
            let mut paths = fs::read_dir(corpus.join(name))?
                .map(|entry| Ok(entry?.path()))
                .collect::<io::Result<Vec<_>>>()?;
            paths.sort();
            let files = paths
                .iter()
                .map(fs::read_to_string)
                .collect::<io::Result<_>>()?;
            Ok(Group {
                name: name.to_owned(),
                files,
            })
        })
        .collect()
}
