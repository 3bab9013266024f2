//! Keeps articles together with their sources, in a collection that is sent to another thread.
//!
//! An `Article` borrows its source. To store both in one value, tie them with `self_cell`, which
//! needs no unsafe code of yours (`yoke` and `ouroboros` do the same).
//!
//! `cargo run --example owned -- FILE...`

use std::collections::BTreeMap;
use std::error::Error;
use std::{env, fs, thread};

use newsprint::Article;
use self_cell::self_cell;

self_cell!(
    /// An article and the source that it borrows.
    struct OwnedArticle {
        owner: String,
        #[covariant]
        dependent: Article,
    }

    impl {Debug}
);

impl OwnedArticle {
    /// Returns the article in a source, which it takes.
    fn parse(source: String) -> Result<Self, newsprint::Error> {
        Self::try_new(source, |source| Article::parse(source))
    }

    fn article(&self) -> &Article<'_> {
        self.borrow_dependent()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut sources = env::args()
        .skip(1)
        .map(fs::read_to_string)
        .collect::<Result<Vec<_>, _>>()?;
    if sources.is_empty() {
        sources.push(include_str!("inspect/sample.md").to_owned());
    }
    let mut by_date = BTreeMap::new();
    for source in sources {
        let owned = OwnedArticle::parse(source)?;
        by_date.insert(owned.article().timestamp(), owned);
    }
    let oldest = thread::spawn(move || by_date.pop_first())
        .join()
        .expect("it does not panic");
    if let Some((date, owned)) = oldest {
        println!("{date:?} {}", owned.article().title());
        let source = owned.into_owner();
        println!("{} bytes", source.len());
    }
    Ok(())
}
