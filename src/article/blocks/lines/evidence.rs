//! What a body says of the lines glued above it: which letters stand side by side in it, and where words begin.

use super::letters::{SPACE, normal};
use super::model::{SALT, mix};

/// The most letters of the body that are looked at.
const LETTERS: usize = 1200;

/// The most of a count that matters.
const MANY: u8 = 4;

/// How often short runs of letters stand in the beginning of a body, by their hash.
pub(in super::super) struct Evidence {
    counts: Vec<u8>,
}

/// What runs of letters are counted: with the body's spaces or without them.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Two letters, with spaces.
    Two = 21,
    /// Three letters, with spaces.
    Three = 22,
    /// Three letters, spaces left out.
    ThreeSqueezed = 23,
    /// Four letters, spaces left out.
    FourSqueezed = 24,
}

impl Evidence {
    pub(in super::super) fn new(body: &str) -> Self {
        let mut counts = vec![0; 1 << 16];
        let mut count = |hash: u32| {
            let slot = &mut counts[(hash & 0xFFFF) as usize];
            *slot = MANY.min(*slot + 1);
        };
        let (mut last, mut squeezed) = ([0; 2], [0; 3]);
        let (mut letters, mut solid) = (0, 0);
        for letter in body.chars().take(2 * LETTERS).map(normal) {
            if letter == SPACE && (letters == 0 || last[1] == SPACE) {
                continue;
            }
            if letters == LETTERS {
                break;
            }
            letters += 1;
            if letters >= 2 {
                count(hash(Run::Two, &[last[1], letter]));
            }
            if letters >= 3 {
                count(hash(Run::Three, &[last[0], last[1], letter]));
            }
            last = [last[1], letter];
            if letter == SPACE {
                continue;
            }
            solid += 1;
            if solid >= 3 {
                count(hash(Run::ThreeSqueezed, &[squeezed[1], squeezed[2], letter]));
            }
            if solid >= 4 {
                count(hash(Run::FourSqueezed, &[squeezed[0], squeezed[1], squeezed[2], letter]));
            }
            squeezed = [squeezed[1], squeezed[2], letter];
        }
        Self { counts }
    }

    /// How often the run stands in the body, up to [`MANY`]; -1 where it is cut off by an end of the text.
    pub(super) fn count(&self, run: Run, letters: Option<&[u32]>) -> i16 {
        letters.map_or(-1, |letters| self.counts[(hash(run, letters) & 0xFFFF) as usize].into())
    }
}

fn hash(run: Run, letters: &[u32]) -> u32 {
    letters.iter().fold(run as u32 * SALT, |hash, &letter| mix(hash, letter))
}
