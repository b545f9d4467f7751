//! The program's dependencies: crates from crates.io, under compatible licences, none of which uses the
//! internet. `deny.toml` defines the rules.

use crate::support::skipped::skip;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The strings of a list in `deny.toml`.
fn listed(text: &str, name: &str) -> Vec<String> {
    let (_, list) = text.split_once(&format!("\n{name} = [")).unwrap();
    let (list, _) = list.split_once(']').unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_crate_has_a_known_source_and_a_fitting_licence_and_none_is_banned() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules = std::fs::read_to_string(root.join("deny.toml")).unwrap();
    let (allowed, banned) = (listed(&rules, "allow"), listed(&rules, "deny"));
    assert!(allowed.len() > 3 && banned.len() > 3);
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let arguments = ["metadata", "--format-version", "1", "--locked", "--offline"];
    let output = Command::new(cargo).args(arguments).current_dir(root).output().unwrap();
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
        assert!(!banned.iter().any(|banned| banned == name), "{name} is banned");
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
