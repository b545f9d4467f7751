//! Old Excel workbooks (`.xls`): looks over their parts before they are read as a whole, since a few
//! kilobytes can lead in circles, or have cells so far apart that reading them takes all memory.

/// The most cells that the corners of a sheet may span.
const MOST_CELLS: u64 = 4_000_000;

/// Numbers of sectors from here on stand for something else: the end of a chain, a free sector.
const RESERVED: u32 = 0xFFFF_FFFA;

/// The length of the header and of the list in it, and of an entry of the directory, in bytes.
const HEADER: usize = 512;
const LISTED: std::ops::Range<usize> = 76..HEADER;
const ENTRY: usize = 128;

/// Streams shorter than this are in small sectors.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// Whether a workbook can be read within bounds; false also if its parts can't be found.
pub(super) fn is_bounded(bytes: &[u8]) -> bool {
    CompoundFile::read(bytes).and_then(|file| file.workbook()).is_some_and(|stream| spans_few_cells(&stream))
}

/// A file that contains streams, as chains of sectors.
struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For each sector, the next one of its chain.
    next: Vec<u32>,
    next_small: Vec<u32>,
    directory: Vec<u8>,
}

impl<'a> CompoundFile<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let (next, next_small, directory) = (Vec::new(), Vec::new(), Vec::new());
        let mut file = Self { bytes, sector, next, next_small, directory };
        let mut lists = numbers(bytes.get(LISTED)?);
        let (mut more, mut count) = (u32_at(bytes, 68)?, 0);
        while more < RESERVED {
            count += 1;
            if count > file.sectors() {
                return None;
            }
            lists.extend(numbers(file.sector(more)?));
            more = lists.pop()?;
        }
        for list in lists.into_iter().filter(|&list| list < RESERVED).take(file.sectors()) {
            file.next.extend(numbers(file.sector(list)?));
        }
        file.directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
        file.next_small = numbers(&file.chain(u32_at(bytes, 60)?, usize::MAX)?);
        Some(file)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// A sector; the last one of a file may be cut off.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a chain of sectors, at most `length`; `None` if it leads in a circle or out of the file.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        joined(start, length, &self.next, self.sectors(), |number| self.sector(number))
    }

    /// The stream with the workbook's records.
    fn workbook(&self) -> Option<Vec<u8>> {
        let entries = || self.directory.chunks_exact(ENTRY);
        let named = |wanted: &str| entries().find(|entry| is_named(entry, wanted));
        let entry = named("Workbook").or_else(|| named("Book"))?;
        let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        if length >= SMALL_STREAM {
            return self.chain(start, length);
        }
        let root = entries().next()?;
        let small = self.chain(u32_at(root, 116)?, usize::MAX)?;
        let sector = |number: u32| {
            let start = (number as usize).checked_mul(SMALL_SECTOR)?;
            small.get(start..(start + SMALL_SECTOR).min(small.len())).filter(|sector| !sector.is_empty())
        };
        joined(start, length, &self.next_small, small.len().div_ceil(SMALL_SECTOR), sector)
    }
}

fn joined<'a>(
    start: u32,
    length: usize,
    next: &[u32],
    most: usize,
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Option<Vec<u8>> {
    let (mut bytes, mut at, mut count) = (Vec::new(), start, 0);
    while at < RESERVED && bytes.len() < length {
        count += 1;
        if count > most {
            return None;
        }
        bytes.extend_from_slice(sector(at)?);
        if bytes.len() < length {
            at = *next.get(at as usize)?;
        }
    }
    bytes.truncate(length);
    Some(bytes)
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let units =
        entry.get(..64).unwrap_or_default().chunks_exact(2).map(|unit| u16_at(unit, 0).unwrap_or_default());
    let text: String =
        char::decode_utf16(units.take_while(|&unit| unit != 0)).map(|c| c.unwrap_or('\u{FFFD}')).collect();
    text.eq_ignore_ascii_case(name)
}

/// Whether all sheets together span no more cells than can be held, since the reader of `.xls` holds all of them, and
/// no sheet says that it has more.
fn spans_few_cells(stream: &[u8]) -> bool {
    let area = |[top, left, bottom, right]: [u64; 4]| (bottom - top + 1) * (right - left + 1);
    let (mut corners, mut before): (Option<[u64; 4]>, u64) = (None, 0);
    let mut rest = stream;
    while let (Some(kind), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        let Some(data) = rest.get(4..4 + usize::from(length)) else { return true };
        rest = rest.get(4 + data.len()..).unwrap_or_default();
        let place = |at: usize| u16_at(data, at).map(u64::from);
        match kind {
            // The beginning of a sheet.
            0x0809 => before += corners.take().map_or(0, area),
            0x0200 if !has_fair_extent(data) => return false,
            // Cells: a number, a text, a truth or an error, a formula, a number or text given elsewhere.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x0006 | 0x027E | 0x00FD | 0x00BD => {
                let (Some(row), Some(column)) = (place(0), place(2)) else { return false };
                // A row of several numbers ends with the last column.
                let last =
                    if kind == 0x00BD { data.len().checked_sub(2).and_then(place) } else { Some(column) };
                let Some(last) = last.filter(|&last| last >= column) else { return false };
                let [top, left, bottom, right] = corners.unwrap_or([row, column, row, last]);
                let spanned = [top.min(row), left.min(column), bottom.max(row), right.max(last)];
                if before + area(spanned) > MOST_CELLS {
                    return false;
                }
                corners = Some(spanned);
            }
            _ => {}
        }
    }
    true
}

/// Whether the extent that a sheet states is one, and spans no more cells than can be held.
fn has_fair_extent(data: &[u8]) -> bool {
    let short = |at: usize| u16_at(data, at).map(u64::from);
    let long = |at: usize| u32_at(data, at).map(u64::from);
    let extent = if data.len() == 10 {
        [short(0), short(2), short(4), short(6)]
    } else {
        [long(0), long(4), short(8), short(10)]
    };
    let [Some(top), Some(bottom), Some(left), Some(right)] = extent else { return false };
    top <= bottom && left <= right && (bottom - top + 1).saturating_mul(right - left + 1) <= MOST_CELLS
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file whose second sector is a directory with one stream, in the sectors from the third on.
    fn file(stream: &[u8], last: u32) -> Vec<u8> {
        let mut stream = stream.to_vec();
        stream.resize(stream.len().max(SMALL_STREAM).next_multiple_of(512), 0);
        let sectors = stream.len() / 512;
        let mut bytes = vec![0; HEADER];
        bytes[30] = 9;
        bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
        for at in [60, 68] {
            bytes[at..at + 4].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        }
        bytes[LISTED].fill(0xFF);
        bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
        let mut next = vec![0xFFFF_FFFD, 0xFFFF_FFFE];
        next.extend((0..sectors as u32).map(|at| if at as usize + 1 == sectors { last } else { at + 3 }));
        next.resize(128, 0xFFFF_FFFF);
        bytes.extend(next.iter().flat_map(|number: &u32| number.to_le_bytes()));
        let mut entry = vec![0; 512];
        for (at, unit) in "Workbook".encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&2_u32.to_le_bytes());
        // More bytes than there are, so that the whole chain is followed.
        entry[120..124].copy_from_slice(&u32::MAX.to_le_bytes());
        bytes.extend(entry);
        bytes.extend(stream);
        bytes
    }

    fn record(kind: u16, data: &[u16]) -> Vec<u8> {
        let head = [kind, 2 * data.len() as u16];
        head.iter().chain(data).flat_map(|number| number.to_le_bytes()).collect()
    }

    #[test]
    fn a_workbook_that_leads_in_circles_or_asks_for_too_much_is_refused() {
        let cell = |row, column| record(0x0203, &[row, column, 0, 0, 0, 0, 0]);
        let sheet = |cells: &[Vec<u8>]| [record(0x0809, &[]), cells.concat()].concat();
        let end = 0xFFFF_FFFE;
        for (stream, last, expected) in [
            (sheet(&[cell(0, 0), cell(9, 9)]), end, true),
            (sheet(&[cell(0, 0), cell(9, 9)]), 2, false),
            (sheet(&[cell(0, 0), cell(9, 9)]), 500, false),
            (sheet(&[cell(0, 0), cell(65_535, 255)]), end, false),
            ([sheet(&[cell(0, 0)]), sheet(&[cell(65_535, 255)])].concat(), end, true),
            ([0, 1].map(|_| sheet(&[cell(0, 0), cell(65_535, 39)])).concat(), end, false),
            (sheet(&[cell(0, 0), cell(65_535, 39)]), end, true),
            (sheet(&[record(0x0200, &[0, 0, 0xFFFF, 0, 0, 0xFFFF, 0])]), end, false),
            (sheet(&[record(0x0200, &[9, 0, 0, 0, 0, 9, 0])]), end, false),
            (sheet(&[record(0x0200, &[0, 0, 9, 0, 0, 9, 0])]), end, true),
            (sheet(&[record(0x00BD, &[0, 0, 0, 0])]), end, true),
        ] {
            assert_eq!(is_bounded(&file(&stream, last)), expected, "{stream:?} {last}");
        }
        for hostile in [&[][..], &[0xD0; 512], &[0; 4096], &file(&[], end)[..600]] {
            assert!(!is_bounded(hostile));
        }
    }
}
