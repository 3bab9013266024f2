//! The result of the comparison, which can be printed, written and read.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The two jobs that are timed.
#[derive(Clone, Copy, PartialEq)]
pub enum Job {
    Parse,
    Full,
}

impl Job {
    pub const ALL: [Self; 2] = [Self::Parse, Self::Full];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Full => "full",
        }
    }
}

/// The name of the group of all files.
pub const ALL_FILES: &str = "all";

/// Medians of one run of the comparison, and the machine.
pub struct Report {
    pub date: String,
    pub machine: String,
    /// `rustc`, and the packages with their versions.
    pub versions: BTreeMap<String, String>,
    pub runs: usize,
    /// Name, files and bytes of bodies of each group, `all` last.
    pub groups: Vec<(String, usize, usize)>,
    pub rows: Vec<Row>,
}

/// One contender's figures.
pub struct Row {
    pub contender: String,
    /// Share of all files with text, links and images equal to html5ever's.
    pub right: f64,
    /// MB/s of body bytes by job and group, in the order of the groups.
    pub parse: Vec<f64>,
    pub full: Vec<f64>,
}

impl Row {
    pub fn of(&self, job: Job) -> &[f64] {
        match job {
            Job::Parse => &self.parse,
            Job::Full => &self.full,
        }
    }

    /// MB/s over all files.
    pub fn total(&self, job: Job) -> f64 {
        self.of(job).last().copied().unwrap_or_default()
    }
}

impl Report {
    /// Prints one table per job: MB/s for each group, and how many times as fast newsprint is over
    /// all files.
    pub fn print(&self) {
        println!(
            "{}, {}, {} runs, MB/s of body bytes by CPU time (medians)",
            self.date, self.machine, self.runs
        );
        for (name, files, bytes) in &self.groups {
            println!("  {name}: {files} files, {:.1} MB", *bytes as f64 / 1e6);
        }
        for job in Job::ALL {
            print!("\n{:<28}", job.name());
            for (name, ..) in &self.groups {
                print!("{:>18}", name);
            }
            println!("{:>12}{:>10}", "newsprint", "right");
            let first = self.rows.first().map_or(0.0, |row| row.total(job));
            for row in &self.rows {
                print!("{:<28}", row.contender);
                for speed in row.of(job) {
                    print!("{speed:>18.0}");
                }
                let ratio = first / row.total(job);
                println!("{:>10.2} x{:>8.2} %", ratio, row.right * 100.0);
            }
        }
    }

    /// Writes the report as JSON.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let groups = self.groups.iter();
        let groups: Vec<_> = groups
            .map(|(name, files, bytes)| json!({"name": name, "files": files, "bytes": bytes}))
            .collect();
        let rows = self.rows.iter().map(|row| {
            json!({
                "contender": row.contender,
                "right": row.right,
                "parse": row.parse,
                "full": row.full,
            })
        });
        let value = json!({
            "date": self.date,
            "machine": self.machine,
            "versions": self.versions,
            "runs": self.runs,
            "unit": "MB/s of body bytes, CPU time, medians",
            "groups": groups,
            "rows": rows.collect::<Vec<_>>(),
        });
        fs::write(path, format!("{value:#}\n"))
    }

    /// Reads a report written by `write`.
    pub fn read(path: &Path) -> io::Result<Self> {
        let value: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
        let numbers = |value: &Value| -> Vec<f64> {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(Value::as_f64).collect()
        };
        let items = |key: &str| value[key].as_array().cloned().unwrap_or_default();
        Ok(Self {
            date: text(&value["date"]),
            machine: text(&value["machine"]),
            versions: serde_json::from_value(value["versions"].clone())?,
            runs: number(&value["runs"]),
            groups: items("groups")
                .iter()
                .map(|group| {
                    let (files, bytes) = (number(&group["files"]), number(&group["bytes"]));
                    (text(&group["name"]), files, bytes)
                })
                .collect(),
            rows: items("rows")
                .iter()
                .map(|row| Row {
                    contender: text(&row["contender"]),
                    right: row["right"].as_f64().unwrap_or_default(),
                    parse: numbers(&row["parse"]),
                    full: numbers(&row["full"]),
                })
                .collect(),
        })
    }
}

/// The path of the medians.
pub fn medians() -> PathBuf {
    file("medians", "json")
}

/// The path of the chart.
pub fn chart() -> PathBuf {
    file("chart", "svg")
}

/// Both have other names for newsprint with its feature `simd`.
fn file(stem: &str, extension: &str) -> PathBuf {
    let feature = if cfg!(feature = "simd") { "-simd" } else { "" };
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("{stem}{feature}.{extension}"))
}

/// Today, as `2021-04-15`.
pub fn today() -> String {
    chrono::Local::now().date_naive().to_string()
}

/// Processor, the number of available cores, and the system.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (arch, os) = (std::env::consts::ARCH, std::env::consts::OS);
    let model = fs::read_to_string("/proc/cpuinfo").ok().and_then(|info| {
        let line = info.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let model = model.map_or(String::new(), |model| format!(" ({model})"));
    format!("{cores}-core {arch}{model}, {os}")
}

/// The versions of the compiler, and of the packages in the lock file.
pub fn versions(packages: &[&str]) -> BTreeMap<String, String> {
    let lock = include_str!("../Cargo.lock");
    let mut versions = BTreeMap::from([("rustc".to_owned(), env!("RUSTC_VERSION").to_owned())]);
    for entry in lock.split("[[package]]") {
        let field = |name: &str| {
            let line = entry.lines().find(|line| line.starts_with(name))?;
            line.split('"').nth(1)
        };
        if let (Some(name), Some(version)) = (field("name"), field("version")) {
            if packages.contains(&name) {
                // If there are two versions, the later one is the newer one.
                versions.insert(name.to_owned(), version.to_owned());
            }
        }
    }
    versions
}
