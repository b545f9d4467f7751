//! The model of where lines begin, trained by `assets/lines/train.py`: hashed weights, counts and boosted
//! trees.

/// The model's data: five tables, the line lengths, the trees.
static BYTES: &[u8] = include_bytes!("../../../../assets/lines/model.bin");

/// A table of weights, in sixteenths, by the hash of their feature.
#[derive(Clone, Copy)]
pub(super) struct Weights {
    from: usize,
    bits: u32,
    templates: &'static [&'static [i8]],
}

/// What templates refer to at a position: the three letters before it (from -3), the three after it (from 0),
/// and the lengths of the words that end and begin there.
pub(super) type Surroundings = [u32; 8];
const LEFT_WORD: i8 = 3;
const RIGHT_WORD: i8 = 4;

/// Where Korean puts spaces.
pub(super) const SPACING: Weights = Weights {
    from: 0,
    bits: 19,
    templates: &[
        &[-1],
        &[-2, -1],
        &[-3, -2, -1],
        &[0],
        &[0, 1],
        &[0, 1, 2],
        &[-1, 0],
        &[-2, -1, 0],
        &[-1, 0, 1],
        &[-3, -2, -1, LEFT_WORD],
        &[0, 1, 2, RIGHT_WORD],
        &[LEFT_WORD, RIGHT_WORD],
        &[-2, -1, RIGHT_WORD],
        &[0, 1, LEFT_WORD],
        &[-2, -1, LEFT_WORD],
        &[0, 1, RIGHT_WORD],
        &[-1, 0, LEFT_WORD, RIGHT_WORD],
    ],
};

/// How headlines end.
pub(super) const ENDS: Weights = Weights {
    from: 1 << 19,
    bits: 17,
    templates: &[
        &[-1],
        &[-2, -1],
        &[-3, -2, -1],
        &[-3, -2, -1, LEFT_WORD],
        &[-1, LEFT_WORD],
        &[-2, -1, LEFT_WORD],
        &[-3, -2],
        &[-3, -1],
    ],
};

/// How headlines begin.
pub(super) const BEGINS: Weights = Weights { from: ENDS.from + (1 << 17), bits: 17, templates: BEGINNINGS };

/// How sentences begin.
pub(super) const SENTENCES: Weights =
    Weights { from: BEGINS.from + (1 << 17), bits: 17, templates: BEGINNINGS };

const BEGINNINGS: &[&[i8]] = &[
    &[0],
    &[0, 1],
    &[0, 1, 2],
    &[0, 1, 2, RIGHT_WORD],
    &[0, RIGHT_WORD],
    &[0, 1, RIGHT_WORD],
    &[1, 2],
    &[0, 2],
];

impl Weights {
    /// The sum of the weights at a position.
    pub(super) fn sum(self, window: &Surroundings) -> i16 {
        let mut sum = 0;
        for (template, salt) in self.templates.iter().zip(1..) {
            let part = |of: i8| window[(of + 3) as usize];
            let hash = template.iter().fold(salt * SALT, |hash, &of| mix(hash, part(of)));
            sum += i16::from(BYTES[self.from + low_bits(hash, self.bits)].cast_signed());
        }
        sum
    }
}

/// Separates the hashes of one template from those of the next.
pub(super) const SALT: u32 = 7919;

/// Adds a letter to a hash.
pub(super) fn mix(hash: u32, letter: u32) -> u32 {
    let hash = (hash ^ letter).wrapping_mul(0x9E37_79B1);
    hash ^ (hash >> 15)
}

/// The index of a hash in a table of `2^bits` entries.
pub(super) fn low_bits(hash: u32, bits: u32) -> usize {
    (hash & ((1 << bits) - 1)) as usize
}

const ADJACENT: usize = SENTENCES.from + (1 << 17);
const ADJACENT_BITS: u32 = 19;

/// How many articles contain the hashed run of letters, ignoring spaces, on a scale from 0 to 15.
pub(super) fn adjacency(hash: u32) -> i16 {
    let entry = BYTES[ADJACENT + low_bits(hash, ADJACENT_BITS)];
    if u32::from(entry >> 4) == hash >> 28 { i16::from(entry & 15) } else { 0 }
}

const LENGTHS: usize = ADJACENT + (1 << ADJACENT_BITS);
const LONGEST: usize = 80;

/// The log likelihood ratio of a line of a deck having this length.
pub(super) fn length_score(letters: usize) -> f64 {
    f64::from(short_at(LENGTHS + 2 * letters.min(LONGEST))) / 256.0
}

/// Boosted trees, by their offset in the data.
#[derive(Clone, Copy)]
pub(super) struct Forest(usize);

/// The trees for the lines of a deck.
pub(super) const DECKS: Forest = Forest(LENGTHS + 2 * (LONGEST + 1));
/// The trees for sub-headlines before paragraphs.
pub(super) const PARAGRAPHS: Forest = Forest(DECKS.0 + TREES * TREE_BYTES);
/// The trees for decks before first paragraphs.
pub(super) const LEADS: Forest = Forest(PARAGRAPHS.0 + TREES * TREE_BYTES);

const TREES: usize = 100;
/// After this many trees, a sum below this rarely becomes relevant, so evaluation stops there for most
/// positions.
const FEW_TREES: usize = 24;
const HOPELESS_SUM: i32 = -5400;
const LEAVES: usize = 10;
const NODE_BYTES: usize = 5;
const TREE_BYTES: usize = (LEAVES - 1) * NODE_BYTES + LEAVES * 2;

/// Children from this number on are leaves.
const FIRST_LEAF: usize = 128;

impl Forest {
    /// The trees' log odds that a line begins at a position.
    pub(super) fn odds(self, features: &[i16]) -> f64 {
        let trees = BYTES[self.0..].as_chunks::<TREE_BYTES>().0;
        let mut sum = 0;
        for (tree, count) in trees[..TREES].iter().zip(1..) {
            sum += i32::from(leaf(tree, features));
            if count >= FEW_TREES && sum < HOPELESS_SUM {
                break;
            }
        }
        f64::from(sum) / 1024.0
    }
}

/// The value of the leaf that the features lead to in a tree.
fn leaf(tree: &[u8; TREE_BYTES], features: &[i16]) -> i16 {
    let (nodes, _) = tree.as_chunks::<NODE_BYTES>();
    let mut at = 0;
    while at < FIRST_LEAF {
        let [feature, low, high, left, right] = nodes[at];
        let is_right = features[usize::from(feature)] > i16::from_le_bytes([low, high]);
        at = usize::from(if is_right { right } else { left });
    }
    let leaf = (LEAVES - 1) * NODE_BYTES + 2 * (at - FIRST_LEAF);
    i16::from_le_bytes([tree[leaf], tree[leaf + 1]])
}

fn short_at(at: usize) -> i16 {
    i16::from_le_bytes([BYTES[at], BYTES[at + 1]])
}
