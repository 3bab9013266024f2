//! The columns of the page's table.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::facts::{CHARTS, Facts};

#[derive(Default, Serialize)]
pub struct Columns {
    titles: Vec<String>,
    seconds: Vec<Option<i64>>,
    characters: Vec<usize>,
    names: [Names; CHARTS.len()],
    /// The help texts for warnings, by the name of the warning in the chart.
    helps: BTreeMap<String, &'static str>,
}

/// A column of names, such as tags. An article may have any number of names. Each name is stored
/// once, and articles refer to names by index.
#[derive(Default, Serialize)]
struct Names {
    names: Vec<String>,
    /// The number of names of each article.
    counts: Vec<usize>,
    /// The names of all articles, one article after another, as indexes into `names`.
    values: Vec<usize>,
    #[serde(skip)]
    numbers: HashMap<String, usize>,
}

impl Columns {
    pub fn add(&mut self, facts: Facts) {
        self.titles.push(facts.title);
        self.seconds.push(facts.second);
        self.characters.push(facts.characters);
        for (column, names) in self.names.iter_mut().zip(facts.names) {
            column.add(names);
        }
        self.helps.extend(facts.helps);
    }

    /// Returns the number of articles.
    pub fn rows(&self) -> usize {
        self.titles.len()
    }
}

impl Names {
    fn add(&mut self, names: Vec<String>) {
        self.counts.push(names.len());
        for name in names {
            let next = self.names.len();
            let number = *self.numbers.entry(name).or_insert_with_key(|name| {
                self.names.push(name.clone());
                next
            });
            self.values.push(number);
        }
    }
}
