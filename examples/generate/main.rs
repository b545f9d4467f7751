//! Writes an archive of invented articles, of any size, in the format of the crawler that Seogo reads.
//!
//! `cargo run --release --example generate -- --articles 40000 --seed 1 FOLDER`. The benchmarks use such
//! archives, so that anyone can repeat them. Damaged files are printed one per line: the kind of damage, a tab,
//! and the path.

mod archive;

use archive::Plan;
use clap::{Arg, Command, value_parser};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let matches = command().get_matches();
    let number = |name: &str| matches.get_one::<u64>(name).copied().unwrap_or_default();
    let plan = Plan {
        articles: usize::try_from(number("articles")).map_err(io::Error::other)?,
        seed: number("seed"),
        damage: matches.get_one::<f64>("damage").copied().unwrap_or_default(),
    };
    let Some(folder) = matches.get_one::<PathBuf>("DIR") else { return Ok(()) };
    must_be_empty(folder)?;
    let damaged = plan.write(folder, 2)?;
    let mut output = BufWriter::new(io::stdout().lock());
    for (path, damage) in damaged {
        writeln!(output, "{damage:?}\t{}", path.display())?;
    }
    output.flush()
}

fn command() -> Command {
    let number = |name: &'static str, default: &'static str, help: &'static str| {
        let arg = Arg::new(name).long(name).value_name("N").default_value(default).help(help);
        arg.value_parser(value_parser!(u64))
    };
    let damage = Arg::new("damage")
        .long("damage")
        .value_name("SHARE")
        .default_value("0")
        .value_parser(value_parser!(f64))
        .help("The share of files to damage, from 0 to 1");
    let folder = Arg::new("DIR")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help("The folder to write into: empty, or not there yet");
    Command::new("generate")
        .about("Writes an archive of invented articles, for tests and benches")
        .arg(number("articles", "40000", "How many files, revisions and copies of articles among them"))
        .arg(number("seed", "1", "The same seed gives the same archive"))
        .arg(damage)
        .arg(folder)
}

fn must_be_empty(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    match fs::read_dir(folder)?.next() {
        None => Ok(()),
        Some(_) => Err(io::Error::other(format!("{} is not empty: name another folder", folder.display()))),
    }
}
