//! Reads arbitrary bytes as every kind of file. Nothing may panic, each entry must read the same on its own, and the text of
//! a rendered article must be the text of its blocks.

#![no_main]

use libfuzzer_sys::fuzz_target;
use seogo::formats::{Kind, read_entries, parse_file};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    for name in ["2026-01-02-a.md", "a.html", "a.txt"] {
        let article = parse_file(Path::new(name), bytes, None);
        let Some(rendered) = &article.rendered else { continue };
        let texts: Vec<&str> = rendered.blocks.iter().map(|block| rendered.text_of(block)).collect();
        let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(rendered.text, texts.join("\n\n"));
        for block in &rendered.blocks {
            let text = rendered.text_of(block);
            let ranges = block.links.iter().map(|(range, _)| range);
            for range in ranges.chain(block.styles.iter().map(|(range, _)| range)) {
                assert!(text.get(range.clone()).is_some(), "a range is outside its block's text");
            }
        }
    }
    for kind in [Kind::Table, Kind::JsonLines, Kind::Json, Kind::Workbook] {
        let mut entries = Vec::new();
        let reading = read_entries(Cursor::new(bytes), kind, None, |entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        });
        let Ok(Some(reading)) = reading else { continue };
        for entry in entries {
            let range = entry.range.start as usize..entry.range.end as usize;
            let stored = reading.unpacked(&entry.range).or(bytes.get(range)).unwrap_or_default();
            let again = reading.article(stored);
            assert_eq!((&again.title, &again.body), (&entry.article.title, &entry.article.body));
        }
    }
});
