"""What the model sees of a place between two letters; `src/article/blocks/lines/` computes the same."""

import numpy as np

PAD = 6  # sentinels between texts
BODY = 1200  # letters of the body that are looked at
SPACE, FIRST = 32, 1
MASK = np.uint64(0xFFFFFFFF)
QUOTES = '"\'“”‘’()[]<>'
BREAKS = np.array([ord(c) for c in '…,·' + QUOTES], dtype=np.uint64)

# Each template names letters by their offset from the place (-1 is the one before it), and the lengths of the
# words that end (dl) and begin (dr) there.
SPACING = [(-1,), (-2, -1), (-3, -2, -1), (0,), (0, 1), (0, 1, 2), (-1, 0), (-2, -1, 0), (-1, 0, 1),
           (-3, -2, -1, "dl"), (0, 1, 2, "dr"), ("dl", "dr"), (-2, -1, "dr"), (0, 1, "dl"), (-2, -1, "dl"),
           (0, 1, "dr"), (-1, 0, "dl", "dr")]
ENDS = [(-1,), (-2, -1), (-3, -2, -1), (-3, -2, -1, "dl"), (-1, "dl"), (-2, -1, "dl"), (-3, -2), (-3, -1)]
BEGINS = [(0,), (0, 1), (0, 1, 2), (0, 1, 2, "dr"), (0, "dr"), (0, 1, "dr"), (1, 2), (0, 2)]
TABLES = [("spacing", SPACING, 19), ("ends", ENDS, 17), ("begins", BEGINS, 17), ("sentences", BEGINS, 17)]
ADJACENT_BITS = 19
SCALE = 16  # weights are stored as sixteenths

NAMES = ("a22 a12 a21 s22 s12 s21 spacing ends begins sentences total last last2 first spaced at rest length "
         "rank spaces left right near far double single b_lr b_ll b_lrr b_srr b_lls b_rrr beside word_l word_r").split()


# What is added for the beginning of a paragraph, from which a sub-headline may have to be parted.
HEADING_NAMES = ("repeated mark topic particles words tail sentence ellipses lists equals second shared").split()


def normal(text):
    """The text's code points: digits, Latin letters and white space are one each."""
    codes = []
    for c in text:
        n = ord(c)
        if c.isspace() or n == 0x200B:
            n = SPACE
        elif 48 <= n <= 57:
            n = 48
        elif 97 <= n <= 122:
            n = 97
        elif 65 <= n <= 90:
            n = 65
        codes.append(n)
    return codes


def mix(h, c):
    h = (h ^ c) * np.uint64(0x9E3779B1) & MASK
    return h ^ (h >> np.uint64(15))


def mix_one(h, c):
    h = (h ^ c) * 0x9E3779B1 & 0xFFFFFFFF
    return h ^ (h >> 15)


def tail(word):
    """The class of the last letter of a word: what particle it may be."""
    for index, particles in enumerate(["은는", "이가", "을를", "의", "에서로와과도", "다"]):
        if word and word[-1] in particles:
            return index + 1
    return 0 if not word else 7 if "가" <= word[-1] <= "힣" else 8


def word_at(text, at):
    """The word that begins at a place, up to a space or a stop."""
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in ",.…·":
        end += 1
    return text[at:end]


def heading(text, at):
    """What tells that a sub-headline ends at a place: the text behind it says its words again, and headlines have few
    particles."""
    head, rest = text[:at], text[at:]
    repeated = 0
    for length in range(2, 9):
        run = rest[:length]
        if len(run) < length or length == 2 and " " in run or run not in head:
            break
        repeated = length
    words, topic = head.split(), word_at(text, at)
    tails = [tail(word) for word in words]
    second = at + len(topic) + 1
    return [repeated, kind(normal(text[0])[0]), tail(topic), sum(1 <= t <= 3 for t in tails), len(words),
            tails[-1] if tails else 0, int(any(end in head for end in ("다.", "요.", "니다"))), head.count("…"),
            int("," in head or "·" in head), int("=" in rest[:25]),
            tail(word_at(text, second)) if second < len(text) else 0,
            sum(len(word) >= 2 and word[:2] in head for word in rest.split()[:5])]


class Texts:
    """Texts in one array, sentinels between them, with the lengths of words at each place."""

    def __init__(self, texts):
        codes, self.spans = [FIRST] * PAD, []
        for text in texts:
            start = len(codes)
            codes += normal(text)
            self.spans.append((start, len(codes)))
            codes += [FIRST] * PAD
        self.codes = np.array(codes, dtype=np.uint64)
        n = len(codes)
        at = np.arange(n)
        breaks = (self.codes <= 32) | np.isin(self.codes, BREAKS)
        before = np.maximum.accumulate(np.where(breaks, at, -1))
        after = np.minimum.accumulate(np.where(breaks, at, n)[::-1])[::-1]
        left = np.zeros(n, dtype=np.int64)
        left[1:] = at[:-1] - before[:-1]
        self.words = {"dl": np.minimum(left, 6).astype(np.uint64),
                      "dr": np.minimum(after - at, 6).astype(np.uint64)}

    def hashes(self, at, shift, templates, bits):
        """One column for each template; `shift` is 1 where a space before the place is passed over."""
        columns = []
        for index, template in enumerate(templates):
            h = np.full(len(at), (index + 1) * 7919, dtype=np.uint64)
            for part in template:
                if part == "dl":
                    h = mix(h, self.words["dl"][at - shift])
                elif part == "dr":
                    h = mix(h, self.words["dr"][at])
                else:
                    h = mix(h, self.codes[at + part - (shift if part < 0 else 0)])
            columns.append((h & np.uint64((1 << bits) - 1)).astype(np.int32))
        return np.stack(columns, 1)


def kind(n):
    """The class of a letter."""
    c = chr(n)
    if "가" <= c <= "힣":
        return 1
    if "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff":
        return 2
    for index, signs in enumerate(["0", "A", "a", '"', "'", "“", "‘", "”", "’", "([<〈《「『【〔［＜",
                                   ")]>〉》」』】〕］＞", "…⋯", "·ㆍ,/~-–—∼:;&+=", ".", "?!", "%％℃㎞㎡↑↓",
                                   "■◆●▲△▶▷◇□○①②③④⑤⑥⑦⑧⑨☞※", " "]):
        if c in signs:
            return index + 3
    return 21


OPENING, CLOSING, HEADS = (8, 9, 12, 19), (10, 11, 13, 14, 16, 17, 18), 19


class Body:
    """How often short runs of letters stand in a body, with its spaces and without."""

    def __init__(self, body):
        codes = []
        for n in normal(body[: 2 * BODY]):
            if n != SPACE or codes and codes[-1] != SPACE:
                codes.append(n)
        codes = codes[:BODY]
        squeezed = [n for n in codes if n != SPACE]
        self.counts = [0] * 65536
        for text, length, salt in ((codes, 2, 21), (codes, 3, 22), (squeezed, 3, 23), (squeezed, 4, 24)):
            for i in range(len(text) - length + 1):
                self.counts[self.slot(text[i : i + length], salt)] += 1

    @staticmethod
    def slot(run, salt):
        h = salt * 7919
        for n in run:
            h = mix_one(h, n)
        return h & 65535

    def count(self, run, length, salt):
        return min(self.counts[self.slot(run, salt)], 4) if len(run) == length else -1


def is_letter(n):
    return n >= 0xAC00 or n in (48, 65, 97) or 0x3400 <= n < 0xA000


def adjacent_hash(run, salt):
    h = salt * 7919
    for n in run:
        if not is_letter(n):
            return None
        h = mix_one(h, n)
    return h


class Model:
    def __init__(self, tables, adjacent):
        self.tables, self.adjacent = tables, adjacent

    def adjacency(self, run, length, salt):
        h = adjacent_hash(run, salt) if len(run) == length else None
        if h is None:
            return -1
        entry = int(self.adjacent[h & ((1 << ADJACENT_BITS) - 1)])
        return entry & 15 if entry >> 4 == h >> 28 else 0

    def candidates(self, text):
        """The places at which a line can begin."""
        codes = normal(text)
        kinds = [kind(n) for n in codes]
        out = []
        for i in range(1, len(codes)):
            before = i - 1 - (codes[i - 1] == SPACE)
            if (codes[i] != SPACE and before >= 0 and kinds[i - 1] not in OPENING and kinds[before] != HEADS
                    and kinds[i] not in CLOSING and text[i] not in ",·:%"):
                out.append(i)
        return codes, kinds, out

    def features(self, text, body, limit=10**9):
        codes, kinds, places = self.candidates(text)
        places = [i for i in places if i < limit]
        n = len(codes)
        if not places:
            return [], np.zeros((0, len(NAMES)), dtype=np.int16)
        texts = Texts([text])
        at = texts.spans[0][0] + np.arange(n)
        shift = np.array([0] + [int(c == SPACE) for c in codes[:-1]])
        scores = [table[texts.hashes(at, shift, templates, bits)].astype(int).sum(1)
                  for (_, templates, bits), table in zip(TABLES, self.tables)]
        spacing, ends, begins, sentences = ([int(x) for x in column] for column in scores)
        total = [a + b + c for a, b, c in zip(spacing, ends, begins)]
        order = {i: rank for rank, i in enumerate(sorted(places, key=lambda i: (-total[i], i)))}
        strong = [i for i in places if total[i] > 0]
        squeezed = [c for c in codes if c != SPACE]
        to_squeezed = np.cumsum([c != SPACE for c in codes]) - 1
        spaces = codes.count(SPACE) * 100 // n
        double = np.cumsum([c == 34 for c in codes])
        single = np.cumsum([c == 39 for c in codes])
        rows = []
        for i in places:
            spaced = int(codes[i - 1] == SPACE)
            end = i - spaced
            left = [j for j in strong if j < i - 1]
            right = [j for j in strong if j > i + 1]
            around = lambda r: max((total[j] for j in range(max(1, i - r), min(n, i + r + 1))
                                    if j != i and codes[j] != SPACE), default=-200)
            j = int(to_squeezed[i])
            cross = lambda a, b: squeezed[j - a : j + b] if j >= a else []
            l1, l2, r2, r3 = codes[end - 1 : end], codes[max(0, end - 2) : end], codes[i : i + 2], codes[i : i + 3]
            word_l, word_r = 0, 0
            while word_l < end and codes[end - 1 - word_l] != SPACE:
                word_l += 1
            while i + word_r < n and codes[i + word_r] != SPACE:
                word_r += 1
            rows.append([
                self.adjacency(cross(2, 2), 4, 1), self.adjacency(cross(1, 2), 3, 2), self.adjacency(cross(2, 1), 3, 3),
                body.count(cross(2, 2), 4, 24), body.count(cross(1, 2), 3, 23), body.count(cross(2, 1), 3, 23),
                spacing[i], ends[i], begins[i], sentences[i], total[i],
                kinds[end - 1], kinds[end - 2] if end > 1 else 20, kinds[i], spaced,
                i, n - i, n, order[i], spaces,
                i - (left[-1] if left else 0), (right[0] if right else n) - i, around(3), around(12),
                int(double[i - 1]) % 2, int(single[i - 1]) % 2,
                body.count(l1 + codes[i : i + 1], 2, 21), body.count(l2, 2, 21), body.count(l1 + r2, 3, 22),
                body.count([SPACE] + r2, 3, 22), body.count(l2 + [SPACE], 3, 22), body.count(r3, 3, 22),
                max(spacing[i - 1] if i > 1 else -200, spacing[i + 1] if i + 1 < n else -200),
                word_l, word_r,
            ])
        return places, np.array(rows, dtype=np.int16)
