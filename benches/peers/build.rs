//! Records the compiler's version, for the report.

use std::process::Command;

fn main() {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc).arg("--version").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let version = version.unwrap_or_default();
    let number = version.split(' ').nth(1).unwrap_or("unknown");
    println!("cargo::rustc-env=RUSTC_VERSION={number}");
    println!("cargo::rerun-if-changed=build.rs");
}
