//! Finds texts that have most of their sequences of five letters in common: candidates by 128 MinHashes in 32
//! bands of four, each of which is then checked exactly.

/// A text is compared by its sequences of this many letters.
const SHINGLE: usize = 5;
/// Two texts are the same if this share of all their sequences is in both.
pub(super) const LEAST_COMMON: f64 = 0.6;
/// The hashes are compared in bands; texts that agree in one are candidates.
const BANDS: usize = 32;
const ROWS: usize = 4;
const HASHES: usize = BANDS * ROWS;
/// Candidates that agree in fewer hashes are surely different: five standard deviations below [`LEAST_COMMON`].
const LEAST_AGREEING: usize = 50;
/// The most texts looked at in each band, the latest: thousands of texts that follow one template agree in
/// many bands without being the same, and each would be looked at for each. Texts that are the same mostly
/// come within days.
const MOST_OF_BAND: usize = 256;
/// Marks the end of a chain, and a bin that no sequence fell into.
const NONE: u32 = u32::MAX;
/// One multiplier for each row of the bands.
const MULTIPLIERS: [u64; ROWS] =
    [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0xd6e8_feb8_6659_fd93];

/// The hashed sequences of a text, in order and with duplicates.
pub(super) fn shingles(letters: &[char]) -> impl Iterator<Item = u64> {
    const BASE: u64 = 0x0100_0000_01b3;
    let leaving = (1..SHINGLE).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let first = letters.len().min(SHINGLE) - usize::from(!letters.is_empty());
    let mut hash = 0_u64;
    letters.iter().enumerate().filter_map(move |(at, &letter)| {
        if let Some(&left) = at.checked_sub(SHINGLE).and_then(|left| letters.get(left)) {
            hash = hash.wrapping_sub(u64::from(u32::from(left)).wrapping_mul(leaving));
        }
        hash = hash.wrapping_mul(BASE).wrapping_add(u64::from(u32::from(letter)));
        // A text shorter than a sequence is one.
        (at >= first).then(|| mixed(hash))
    })
}

/// Spreads a hash over all bits.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// The distinct sequences of a text, sorted.
pub(super) fn distinct(letters: &[char]) -> Vec<u64> {
    let mut distinct: Vec<u64> = shingles(letters).collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

/// The share of the sequences of two texts that is in both: their Jaccard similarity. Both must be sorted.
pub(super) fn common(one: &[u64], other: &[u64]) -> f64 {
    let (mut at, mut with, mut both) = (0, 0, 0_usize);
    while let (Some(a), Some(b)) = (one.get(at), other.get(with)) {
        both += usize::from(a == b);
        at += usize::from(a <= b);
        with += usize::from(b <= a);
    }
    let all = one.len() + other.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

/// The 128 MinHashes of a text. Each of four functions deals the sequences to 32 bins and keeps the least of
/// each bin.
#[derive(Clone)]
pub(super) struct Signature([u32; HASHES]);

impl Signature {
    pub(super) fn of(letters: &[char]) -> Self {
        let mut least = [NONE; HASHES];
        for shingle in shingles(letters) {
            for (row, multiplier) in MULTIPLIERS.into_iter().enumerate() {
                let hash = (shingle.wrapping_mul(multiplier) >> 32) as u32;
                let place = &mut least[(hash >> 27) as usize * ROWS + row];
                *place = (*place).min(hash & 0x07ff_ffff);
            }
        }
        // An empty bin borrows from the next that is not, marked by how far away it is.
        let dealt = least;
        for (place, hash) in least.iter_mut().enumerate().filter(|(_, hash)| **hash == NONE) {
            let next = (1..BANDS).map(|away| (away, dealt[(place + away * ROWS) % HASHES]));
            if let Some((away, borrowed)) = next.into_iter().find(|(_, next)| *next != NONE) {
                *hash = borrowed ^ (away as u32) << 27;
            }
        }
        Self(least)
    }

    /// A hash of each band.
    fn bands(&self) -> impl Iterator<Item = u32> {
        self.0.chunks_exact(ROWS).enumerate().map(|(band, rows)| {
            let hash = rows.iter().fold(band as u64 + 1, |hash, &row| mixed(hash ^ u64::from(row)));
            (hash >> 32) as u32
        })
    }

    /// The last eight bits of each hash, enough to estimate how many agree.
    fn short(&self) -> [u8; HASHES] {
        self.0.map(|hash| (mixed(u64::from(hash)) >> 56) as u8)
    }
}

/// Texts that can be found by others that are like them.
pub(super) struct NearTexts {
    /// For each hash of a band, the last entry with it.
    heads: Vec<u32>,
    /// For each text and band, the hash and the entry before with the same head.
    links: Vec<(u32, u32)>,
    short: Vec<[u8; HASHES]>,
}

impl NearTexts {
    /// Room for this many texts.
    pub(super) fn with_room(texts: usize) -> Self {
        let heads = vec![NONE; (texts.max(1) * BANDS).next_power_of_two()];
        Self { heads, links: Vec::new(), short: Vec::new() }
    }

    /// Adds a text; its number is how many were added before.
    pub(super) fn push(&mut self, signature: &Signature) {
        for hash in signature.bands() {
            let place = hash as usize & (self.heads.len() - 1);
            let entry = self.links.len() as u32;
            self.links.push((hash, std::mem::replace(&mut self.heads[place], entry)));
        }
        self.short.push(signature.short());
    }

    /// The numbers of the added texts that may be the same as one, the earliest first. If there are more than
    /// `most`, those that agree most.
    pub(super) fn candidates(&self, signature: &Signature, most: usize) -> Vec<u32> {
        let mut found = Vec::new();
        for hash in signature.bands() {
            let mut entry = self.heads[hash as usize & (self.heads.len() - 1)];
            for _ in 0..MOST_OF_BAND {
                let Some(&(other, before)) = self.links.get(entry as usize) else { break };
                if other == hash {
                    found.push(entry / BANDS as u32);
                }
                entry = before;
            }
        }
        found.sort_unstable();
        found.dedup();
        let short = signature.short();
        let agreeing = |text: u32| {
            let other = self.short.get(text as usize);
            other.map_or(0, |other| short.iter().zip(other).filter(|(a, b)| a == b).count())
        };
        let mut found: Vec<(usize, u32)> = found.into_iter().map(|text| (agreeing(text), text)).collect();
        found.retain(|&(agreeing, _)| agreeing >= LEAST_AGREEING);
        found.sort_by_key(|&(agreeing, text)| (std::cmp::Reverse(agreeing), text));
        found.truncate(most);
        let mut found: Vec<u32> = found.into_iter().map(|(_, text)| text).collect();
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().filter(|letter| letter.is_alphanumeric()).collect()
    }

    fn share(one: &str, other: &str) -> f64 {
        common(&distinct(&letters(one)), &distinct(&letters(other)))
    }

    #[test]
    fn texts_have_sequences_in_common() {
        assert_eq!(share("느린 달팽이가 이겼다", "느린 달팽이가, 이겼다!"), 1.0);
        assert_eq!(share("가나", "가나"), 1.0, "short ones too");
        assert_eq!(share("가나", "가다"), 0.0);
        assert_eq!(share("", ""), 0.0, "nothing is like nothing");
        // 가나다라마 나다라마바 of three sequences.
        assert_eq!(share("가나다라마바", "가나다라마사"), 1.0 / 3.0);
    }

    /// A text of invented words, of which every `nth` is replaced.
    fn invented(seed: u64, words: u64, nth: u64) -> Vec<char> {
        let word = |number: u64, seed: u64| -> [char; 3] {
            let hash = mixed(number.wrapping_mul(0x9e37_79b9).wrapping_add(seed << 40));
            [0, 16, 32].map(|shift| char::from_u32(0xac00 + (hash >> shift) as u32 % 11_172).unwrap())
        };
        (0..words)
            .flat_map(|at| word(at, if at % nth == nth - 1 { seed + 1_000_000 } else { seed }))
            .collect()
    }

    #[test]
    fn nearly_all_texts_that_are_alike_are_found() {
        let (mut texts, mut found, mut alike) = (NearTexts::with_room(300), 0, 0);
        let all: Vec<Vec<char>> =
            (0..300).map(|seed| invented(seed / 3, 30 + seed / 3 * 5, 8 + seed % 3 * 7)).collect();
        all.iter().for_each(|text| texts.push(&Signature::of(text)));
        for (at, text) in all.iter().enumerate() {
            let candidates = texts.candidates(&Signature::of(text), usize::MAX);
            let own = distinct(text);
            for other in (0..all.len()).filter(|&other| other != at) {
                if common(&own, &distinct(&all[other])) >= LEAST_COMMON {
                    alike += 1;
                    found += usize::from(candidates.contains(&(other as u32)));
                }
            }
        }
        assert!(alike > 100, "{alike}");
        assert!(found as f64 >= 0.995 * alike as f64, "{found} of {alike}");
    }

    #[test]
    fn of_texts_that_follow_one_template_only_the_latest_are_looked_at() {
        let (mut texts, signature) = (NearTexts::with_room(2_000), Signature::of(&invented(1, 50, 9)));
        (0..2_000).for_each(|_| texts.push(&signature));
        let candidates = texts.candidates(&signature, usize::MAX);
        assert_eq!(candidates, Vec::from_iter(2_000 - MOST_OF_BAND as u32..2_000));
    }

    /// Compares with an exact count over all pairs of a real archive's first articles, if there is one.
    #[test]
    fn of_the_pairs_of_a_real_archive_nearly_all_are_found() {
        const MOST: usize = 6_200;
        let Some(folder) = std::env::var_os("SEOGO_REAL_ARCHIVE") else { return };
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
        files.sort();
        let body = |path| {
            let text = std::fs::read_to_string(path).unwrap();
            letters(text.split("\n---\n").nth(2).unwrap_or(&text))
        };
        let all: Vec<Vec<char>> = files.into_iter().take(MOST).map(body).collect();
        let mut texts = NearTexts::with_room(all.len());
        let mut with: rustc_hash::FxHashMap<u64, Vec<u32>> = rustc_hash::FxHashMap::default();
        let mut sizes: Vec<usize> = Vec::new();
        let (mut alike, mut found) = (0, 0);
        for (at, text) in all.iter().enumerate() {
            let (signature, own) = (Signature::of(text), distinct(text));
            let candidates = texts.candidates(&signature, usize::MAX);
            let mut both = vec![0_usize; at];
            for shingle in &own {
                let others = with.entry(*shingle).or_default();
                others.iter().for_each(|&other| both[other as usize] += 1);
                others.push(at as u32);
            }
            for (other, both) in both.into_iter().enumerate() {
                let all = own.len() + sizes[other] - both;
                if both as f64 >= LEAST_COMMON * all as f64 && all > 0 {
                    alike += 1;
                    found += usize::from(candidates.contains(&(other as u32)));
                }
            }
            texts.push(&signature);
            sizes.push(own.len());
        }
        println!("{found} of {alike} pairs of {} articles", all.len());
        assert!(found as f64 >= 0.995 * alike as f64, "{found} of {alike}");
    }
}
