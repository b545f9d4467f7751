//! The program's dependencies: crates from crates.io, under compatible licences, none of which uses the
//! internet. `deny.toml` defines the rules.

use crate::support::skipped::skip;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The crates that only `src/cluster` may use.
const OF_THE_CLUSTER: [&str; 2] = ["rustls", "ureq"];

/// The names in a list of `deny.toml`.
fn listed(rules: &toml::Table, section: &str, list: &str) -> Vec<String> {
    let name = |entry: &toml::Value| match entry.as_str() {
        Some(name) => name.to_owned(),
        None => entry["name"].as_str().unwrap().to_owned(),
    };
    rules[section][list].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn every_crate_has_a_known_source_and_a_fitting_licence_and_none_is_banned() {
    check(&[], &OF_THE_CLUSTER);
}

#[test]
fn without_the_cluster_there_is_no_crate_that_uses_the_internet() {
    check(&["--no-default-features"], &[]);
}

/// Checks the crates of a build with these options, of which those named may use the internet.
fn check(options: &[&str], may_use_it: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = std::fs::read_to_string(root.join("deny.toml")).unwrap();
    let rules: toml::Table = rules.parse().unwrap();
    let (allowed, banned) = (listed(&rules, "licenses", "allow"), listed(&rules, "bans", "deny"));
    assert!(allowed.len() > 3 && banned.len() > 3);
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let arguments = ["metadata", "--format-version", "1", "--locked", "--offline"];
    let output = Command::new(cargo).args(arguments).args(options).current_dir(root).output().unwrap();
    if !output.status.success() {
        // Crates for other systems are fetched only on request.
        skip(String::from_utf8_lossy(&output.stderr));
        return;
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let is_banned = banned.iter().any(|banned| banned == name) && !may_use_it.contains(&name);
        assert!(!is_banned, "{name} is banned");
        if name != "seogo" {
            let source = package["source"].as_str();
            assert_eq!(source, Some("registry+https://github.com/rust-lang/crates.io-index"), "{name}");
        }
        let licence = package["license"].as_str().unwrap_or_default();
        let terms = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX).unwrap();
        let fits = terms.evaluate(|asked| allowed.iter().any(|allowed| asked.to_string() == *allowed));
        assert!(fits, "{name} is under {licence}");
    }
}
