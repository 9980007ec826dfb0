//! Every crate that is built into Sayso has a licence that `deny.toml` allows, and comes from crates.io.

mod expression;

use std::process::Command;

use expression::satisfied;
use serde_json::Value;

/// The only place that crates may come from.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The allowed licences: the strings of the list `allow` in `deny.toml`.
fn allowed() -> Vec<String> {
    let file = include_str!("../../deny.toml");
    let list = file.split_once("\nallow = [").and_then(|(_, rest)| rest.split_once("\n]")).unwrap().0;
    list.lines().filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
}

/// Everything known about the crates of `Cargo.lock`: for all systems, or, where those of other systems are not at
/// hand and there is no network, for this one.
fn metadata() -> Value {
    let cargo = |more: &[&str]| {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(["metadata", "--format-version", "1", "--locked", "--offline"]).args(more);
        let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
    };
    let host = || {
        eprintln!("only the crates of this system are at hand; `cargo fetch` gets the others");
        let rustc = Command::new("rustc").arg("-vV").output().unwrap();
        let about = String::from_utf8(rustc.stdout).unwrap();
        let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        cargo(&["--filter-platform", host])
    };
    cargo(&[]).or_else(host).expect("cargo metadata should work without a network")
}

/// What is wrong with a package, if anything.
fn complaint(package: &Value, allowed: &[String]) -> Option<String> {
    let text = |field: &str| package[field].as_str().unwrap_or_default();
    let name = format!("{} {}", text("name"), text("version"));
    if text("name") == env!("CARGO_PKG_NAME") && package["source"].is_null() {
        return None;
    }
    if text("source") != CRATES_IO {
        return Some(format!("{name} comes from {:?}", text("source")));
    }
    match satisfied(text("license"), allowed) {
        Ok(true) => None,
        Ok(false) => Some(format!("{name} has the licence {:?}", text("license"))),
        Err(error) => Some(format!("{name} has the licence {:?}: {error}", text("license"))),
    }
}

#[test]
fn every_crate_has_an_allowed_licence_and_comes_from_crates_io() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "there must be something to check");
    let allowed = allowed();
    assert!(allowed.iter().any(|licence| licence == "MIT"), "{allowed:?}");
    let complaints: Vec<String> = packages.iter().filter_map(|package| complaint(package, &allowed)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_copyleft_licences_are_not_allowed() {
    for licence in allowed() {
        assert!(!licence.contains("GPL"), "{licence}");
    }
}

#[test]
fn a_bad_crate_is_noticed() {
    let allowed = allowed();
    let complain = |licence: &str, source: &str| {
        let package = serde_json::json!({"name": "x", "version": "1.0.0", "license": licence, "source": source});
        complaint(&package, &allowed)
    };
    assert_eq!(complain("MIT OR Apache-2.0", CRATES_IO), None);
    assert_eq!(complain("GPL-3.0-only", CRATES_IO).unwrap(), "x 1.0.0 has the licence \"GPL-3.0-only\"");
    assert!(complain("", CRATES_IO).is_some(), "no licence at all");
    assert!(complain("MIT", "git+https://example.org/x").unwrap().contains("comes from"));
}
