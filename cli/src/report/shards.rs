//! Writes the articles in groups (shards). The page loads a shard when one of its articles is
//! opened. Shards are scripts, because a page that is a local file cannot load other data.

use std::io;

use super::place::Place;

/// The maximum number of articles in a shard.
const MOST_ARTICLES: usize = 250;

/// The maximum size in bytes of a shard with several articles.
const MOST_BYTES: usize = 1 << 20;

pub struct Shards<'p> {
    place: &'p Place,
    /// The number of the first article of each shard.
    starts: Vec<usize>,
    articles: usize,
    script: String,
}

impl<'p> Shards<'p> {
    pub fn new(place: &'p Place) -> Self {
        Shards {
            place,
            starts: Vec::new(),
            articles: 0,
            script: String::new(),
        }
    }

    /// Adds an article, as JSON.
    pub fn add(&mut self, json: &str) -> io::Result<()> {
        let in_last = self.starts.last().map(|start| self.articles - start);
        let is_full = self.script.len() + json.len() > MOST_BYTES || in_last >= Some(MOST_ARTICLES);
        if in_last.is_none() || is_full {
            self.write()?;
            self.script = format!("shard({},[\n", self.starts.len());
            self.starts.push(self.articles);
        } else {
            self.script += ",\n";
        }
        self.script += json;
        self.articles += 1;
        Ok(())
    }

    /// Writes the last shard. Returns the number of the first article of each shard.
    pub fn complete(mut self) -> io::Result<Vec<usize>> {
        self.write()?;
        Ok(self.starts)
    }

    fn write(&mut self) -> io::Result<()> {
        let Some(last) = self.starts.len().checked_sub(1) else {
            return Ok(());
        };
        self.script += "\n]);\n";
        self.place.write_shard(last, &self.script)
    }
}
