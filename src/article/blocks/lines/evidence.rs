//! Evidence from a body about the lines glued above it: which letters are adjacent in it, and where words
//! begin.

use super::letters::{SPACE, normal};
use super::model::{SALT, mix};

/// The number of letters considered at the beginning of the body.
const LETTERS: usize = 1200;

/// Counts are capped at this.
const MANY: u8 = 4;

/// How often short runs of letters occur at the beginning of a body, by hash.
pub(in super::super) struct Evidence {
    counts: Vec<u8>,
}

/// A kind of counted run, with or without the body's spaces.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Two letters, with spaces.
    Two = 21,
    /// Three letters, with spaces.
    Three = 22,
    /// Three letters, without spaces.
    ThreeSqueezed = 23,
    /// Four letters, without spaces.
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

    /// How often a run occurs in the body, up to [`MANY`]; -1 if an end of the text cuts it off.
    pub(super) fn count(&self, run: Run, letters: Option<&[u32]>) -> i16 {
        letters.map_or(-1, |letters| self.counts[(hash(run, letters) & 0xFFFF) as usize].into())
    }
}

fn hash(run: Run, letters: &[u32]) -> u32 {
    letters.iter().fold(run as u32 * SALT, |hash, &letter| mix(hash, letter))
}
