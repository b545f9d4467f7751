//! The sample archive, which packages install along with the program.

use std::path::{Path, PathBuf};

/// The folder of the sample archive; `None` if this machine has none. A program built from a checkout offers that of
/// the checkout.
pub fn samples() -> Option<PathBuf> {
    let program = std::env::current_exe().ok();
    let installed = program.as_deref().and_then(samples_of);
    installed.or_else(|| Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).filter(|it| it.is_dir()))
}

/// The samples installed along with a program: on Linux, in an app bundle, or next to it.
fn samples_of(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    let above = folder.parent()?;
    let places = [above.join("share/seogo/samples"), above.join("Resources/samples"), folder.join("samples")];
    places.into_iter().find(|place| place.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_has_its_samples_where_the_program_looks() {
        for (program, samples) in [
            ("usr/bin/seogo", "usr/share/seogo/samples"),
            ("Seogo.app/Contents/MacOS/seogo", "Seogo.app/Contents/Resources/samples"),
            ("seogo/seogo.exe", "seogo/samples"),
        ] {
            let root = tempfile::tempdir().unwrap();
            assert_eq!(samples_of(&root.path().join(program)), None);
            std::fs::create_dir_all(root.path().join(samples)).unwrap();
            assert_eq!(samples_of(&root.path().join(program)), Some(root.path().join(samples)));
        }
    }
}
