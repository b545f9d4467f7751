#!/usr/bin/env python3
"""train.py FOLDER… : makes `model.bin` of an archive's articles and of `labels.tsv`, and says how good it is.

Needs numpy and lightgbm. Linear models learn from the articles without labels where Korean puts spaces and what stands at
the ends and beginnings of headlines and sentences; counts of which letters stand side by side come from there, too. Boosted
trees over them, and over what the body itself says, learn from the labels."""

import collections
import math
import os
import random
import re
import struct
import sys

import lightgbm
import numpy as np

import archive
from features import (ADJACENT_BITS, BEGINS, ENDS, NAMES, SCALE, SPACE, SPACING, TABLES, Body, Model, Texts, heading,
                      is_letter, mix, normal)

HERE = os.path.dirname(os.path.abspath(__file__))
TREES, LEAVES, LENGTHS = 100, 10, 81
# Of a paragraph so many letters are looked at; its sub-headline has fewer than so many; a place scores at least so much.
HEAD, SUBHEAD, LIKELY = 70, 48, -45
# The same of the first paragraph of a body, which whole decks are glued to, and of how many bodies is learnt.
LEAD, LEAD_DECK, LEADS = 240, 200, 6000


def logistic(hashes, truth, weights, bits, epochs):
    """Weights of hashed features, and a bias, by stochastic gradient descent with per-weight rates."""
    order = np.random.default_rng(1)
    table = np.zeros(1 << bits, dtype=np.float32)
    squares = np.full(1 << bits, 1e-2, dtype=np.float32)
    bias = np.float32(0)
    batch = 32768
    for _ in range(epochs):
        shuffled = order.permutation(len(truth))
        for start in range(0, len(truth), batch):
            rows = shuffled[start : start + batch]
            x = hashes[rows]
            p = 1 / (1 + np.exp(-(table[x].sum(1) + bias)))
            error = ((p - truth[rows]) * weights[rows]).astype(np.float32)
            gradient = np.bincount(x.ravel(), weights=np.repeat(error, x.shape[1]), minlength=1 << bits)
            gradient = gradient.astype(np.float32) / batch * 100 + 1e-7 * table
            squares += gradient * gradient
            table -= 0.15 * gradient / np.sqrt(squares)
            bias -= 0.15 * error.mean()
    return table, bias


def quantised(table):
    return np.clip(np.round(table * SCALE), -127, 127).astype(np.int8)


def fit(positive, negative, texts, templates, bits, epochs, shifted=None, weights=None):
    """A table that tells places of one kind from places of another."""
    at = np.concatenate([negative, positive])
    shift = np.concatenate([np.zeros(len(negative), dtype=np.int64),
                            np.full(len(positive), 1 if shifted else 0, dtype=np.int64)])
    truth = np.concatenate([np.zeros(len(negative)), np.ones(len(positive))]).astype(np.float32)
    if weights is None:
        weights = np.ones(len(positive))
    weights = np.concatenate([np.ones(len(negative)), weights]).astype(np.float32)
    table, bias = logistic(texts.hashes(at, shift, templates, bits), truth, weights, bits, epochs)
    return quantised(table), bias


def body_tables(bodies, rng):
    """The tables of spaces, and of the beginnings of sentences."""
    texts = Texts([re.sub(r"\s+", " ", body.split("\n\n", 1)[-1][:1200]) for body in bodies])
    codes = texts.codes
    at = np.nonzero(codes[7:-7] > SPACE)[0] + 7
    before = codes[at - 1]
    joined = at[before > SPACE]
    apart = at[before == SPACE]
    apart = apart[codes[apart - 2] > SPACE]
    spacing, bias = fit(rng.choice(apart, min(800_000, len(apart)), replace=False),
                        rng.choice(joined, min(1_700_000, len(joined)), replace=False), texts, SPACING, TABLES[0][2], 4,
                        shifted=True)
    stop = ord(".")
    first = np.concatenate([apart[codes[apart - 2] == stop], joined[(codes[joined - 1] == stop)
                                                                    & np.isin(codes[joined - 2], FINALS)]])
    other = np.concatenate([apart[codes[apart - 2] != stop], joined[codes[joined - 1] != stop]])
    sentences, sbias = fit(first, rng.choice(other, min(900_000, len(other)), replace=False), texts, BEGINS, TABLES[3][2], 4)
    return spacing, bias, sentences, sbias


FINALS = np.array([ord(c) for c in "다요죠까"], dtype=np.uint64)


def headline_tables(titles, decks, guessed):
    """The tables of what stands at the ends and at the beginnings of headlines.

    `guessed` holds, for some decks, where an earlier round thinks that lines begin."""
    texts = Texts(titles + decks)
    codes = texts.codes
    starts = np.array([start for start, _ in texts.spans])
    ends = np.array([end for _, end in texts.spans])
    weights = np.array([1.0] * len(titles) + [2.0] * len(decks))
    seams, doubtful = [], []
    for (start, _), text in zip(texts.spans[len(titles):], decks):
        for place, chance in guessed.get(text, {}).items():
            if chance > 0.12:
                doubtful.append(start + place)
            if chance > 0.75 and codes[start + place - 1] > SPACE:
                seams.append(start + place)
    inner = np.concatenate([np.arange(start + 1, end) for start, end in texts.spans])
    inner = np.setdiff1d(inner, np.array(doubtful, dtype=np.int64))
    seams = np.array(seams, dtype=np.int64)
    weights = np.concatenate([weights, np.full(len(seams), 2.0)])
    ends_table = fit(np.concatenate([ends, seams]), inner[codes[inner - 1] > SPACE], texts, ENDS, TABLES[1][2], 6,
                     weights=weights)
    begins_table = fit(np.concatenate([starts, seams]), inner[codes[inner] > SPACE], texts, BEGINS, TABLES[2][2], 6,
                       weights=weights)
    return *ends_table, *begins_table


def adjacent_table(texts):
    """In how many articles letters stand side by side, spaces aside: a nibble of the hash and one of the logarithm.

    Runs of four that fewer than three articles hold are left out."""
    parts = []
    for title, body in texts:
        runs = []
        for line in re.sub(r"([다요죠까])\.", r"\1.\n", body[:3000]).split("\n") + [title]:
            codes = np.array([n for n in normal(line) if n != SPACE], dtype=np.uint64)
            good = np.array([is_letter(int(n)) for n in codes], dtype=bool)
            for before, after, salt in ((2, 2, 1), (1, 2, 2), (2, 1, 3)):
                at = np.arange(before, len(codes) - after + 1)
                h = np.full(len(at), salt * 7919, dtype=np.uint64)
                keep = np.ones(len(at), dtype=bool)
                for offset in range(-before, after):
                    h = mix(h, codes[at + offset])
                    keep &= good[at + offset]
                runs.append(h[keep])
        parts.append(np.unique(np.concatenate(runs)))
    hashes, counts = np.unique(np.concatenate(parts), return_counts=True)
    table = np.zeros(1 << ADJACENT_BITS, dtype=np.uint8)
    keep = counts >= 3
    for h, count in sorted(zip(hashes[keep].tolist(), counts[keep].tolist()), key=lambda pair: (pair[1], pair[0])):
        table[h & ((1 << ADJACENT_BITS) - 1)] = (h >> 28) << 4 | min(15, int(2 * math.log2(count)))
    return table


def could_be_deck(line):
    """Whether the first line of a body may be a deck; coarser than the program's own rule, as only statistics are made."""
    return (8 <= len(line) < 260 and re.search("[가-힣]", line)
            and not re.search(r"다\.|요\.|죠\.|까\.|사진=|\[사진|\(사진|/사진|자료=|ⓒ|©", line)
            and not re.search(r"(제공|기자|모습|연합뉴스|뉴시스|뉴스1)$|[\])>]$", line)
            and not line.rstrip(" \"'”’)]").endswith(".") and line[0] not in "▲△▶▷※◇<(#*")


def forest(examples):
    """Boosted trees over the features of places, from (features, truths, known) of each text."""
    x = np.concatenate([features[known] for features, _, known in examples])
    y = np.concatenate([truth[known] for _, truth, known in examples])
    model = lightgbm.LGBMClassifier(n_estimators=TREES, num_leaves=LEAVES, learning_rate=0.08, min_child_samples=15,
                                    subsample=0.8, subsample_freq=1, colsample_bytree=0.6, reg_lambda=3, verbose=-1,
                                    n_jobs=1, seed=1, deterministic=True, force_row_wise=True)
    return model.fit(x, y)


def grown(model):
    """The trees as bytes: nodes of feature, threshold and children (from 128 on: leaves), then leaves in 1/1024."""
    out = bytearray()
    for tree in model.booster_.dump_model()["tree_info"]:
        nodes, leaves = [], []

        def walk(node):
            if "split_feature" not in node:
                leaves.append(round(node["leaf_value"] * 1024))
                return 127 + len(leaves)
            at = len(nodes)
            nodes.append(None)
            left = walk(node["left_child"])
            nodes[at] = (node["split_feature"], math.floor(node["threshold"]), left, walk(node["right_child"]))
            return at

        root = walk(tree["tree_structure"])
        if root >= 128:
            nodes = [(0, 32767, root, root)]
        nodes += [(0, 0, 128, 128)] * (LEAVES - 1 - len(nodes))
        leaves += [0] * (LEAVES - len(leaves))
        for node in nodes:
            out += struct.pack("<BhBB", *node)
        out += struct.pack(f"<{LEAVES}h", *leaves)
    return out


def length_scores(lines):
    """How much likelier each length of a line is in a deck than any other, as logarithms in 1/256."""
    counts = np.bincount(np.minimum(lines, LENGTHS - 1), minlength=LENGTHS).astype(float)
    bell = np.exp(-0.5 * (np.arange(-6, 7) / 2.5) ** 2)
    counts = np.convolve(counts, bell / bell.sum(), "same") + 0.5
    return np.round(256 * np.log(counts / counts.sum() * 40)).astype(int)


def chances(length, places, logits, lengths, alone=-1.0):
    """How likely a line begins at each place, over all ways to part the text."""
    keep = [k for k, logit in enumerate(logits) if logit > -5]
    nodes = [0] + [places[k] for k in keep] + [length]
    own = [0.0] + [float(logits[k]) for k in keep] + [0.0]
    last = len(nodes) - 1

    def line(a, b):
        return alone if (a, b) == (0, last) else lengths[min(nodes[b] - nodes[a], LENGTHS - 1)] / 256

    forward, backward = [0.0] * len(nodes), [0.0] * len(nodes)
    for b in range(1, last + 1):
        forward[b] = np.logaddexp.reduce([forward[a] + line(a, b) for a in range(b)]) + own[b]
    for a in range(last - 1, -1, -1):
        backward[a] = np.logaddexp.reduce([backward[b] + own[b] + line(a, b) for b in range(a + 1, last + 1)])
    out = np.zeros(len(places))
    for index, k in enumerate(keep):
        out[k] = math.exp(forward[index + 1] + backward[index + 1] - forward[last])
    return out


def report(name, decks, found):
    """Precision, recall and whole decks for several thresholds."""
    print(name, len(decks))
    for limit in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        right = wrong = missed = whole = 0
        for deck, chance in zip(decks, found):
            cut = {p for p, c in zip(deck.places, chance) if c > limit}
            right += len(cut & deck.sure)
            wrong += len(cut - deck.sure - deck.unsure)
            missed += len(deck.sure - cut)
            whole += cut - deck.unsure == deck.sure
        print(f"  over {limit:.2f}: precision {right / max(1, right + wrong):.3f} recall "
              f"{right / max(1, right + missed):.3f} whole {whole / len(decks):.3f}")


Deck = collections.namedtuple("Deck", "text sure unsure places features use")


def labelled(labels, bodies, model):
    decks = []
    for label in labels:
        if label.kind == "deck" and label.id in bodies:
            body = bodies[label.id]
            end, sure, unsure = label.deck()
            text = body[:end]
            places, features = model.features(text, Body(body[end:]))
            decks.append(Deck(text, sure, unsure, places, features, label.use))
    return decks


def example(deck):
    return (deck.features, np.array([p in deck.sure for p in deck.places]),
            np.array([p not in deck.unsure for p in deck.places]))


def line_lengths(decks):
    edges = [[0, *sorted(deck.sure), len(deck.text)] for deck in decks if deck.sure]
    return length_scores([b - a for edge in edges for a, b in zip(edge, edge[1:])])


def apply(model, lengths, deck):
    logits = model.predict(deck.features, raw_score=True) if deck.places else []
    return chances(len(deck.text), deck.places, logits, lengths)


def cross_validate(decks, folds=5):
    order = list(range(len(decks)))
    random.Random(0).shuffle(order)
    found = [None] * len(decks)
    for fold in range(folds):
        held = set(order[fold::folds])
        rest = [deck for k, deck in enumerate(decks) if k not in held]
        model, lengths = forest([example(deck) for deck in rest]), line_lengths(rest)
        for k in held:
            found[k] = apply(model, lengths, decks[k])
    report("cross-validated", decks, found)


Paragraph = collections.namedtuple("Paragraph", "id seam places features use")


def paragraph(id, text, evidence, model, seam, use, longest=SUBHEAD):
    """A paragraph with the places at which the text behind a sub-headline may begin."""
    columns = [NAMES.index(name) for name in ("spacing", "ends", "sentences")]
    places, features = model.features(text, evidence, longest)
    keep = [k for k, at in enumerate(places) if at >= 4 and not features[k][NAMES.index("spaced")]
            and features[k][columns].sum() > LIKELY]
    places = [places[k] for k in keep]
    more = [heading(text, at) for at in places]
    features = np.hstack([features[keep], np.array(more, dtype=np.int16)]) if keep else features[keep]
    return Paragraph(id, seam, places, features, use)


def labelled_paragraphs(labels, bodies, model):
    """The beginnings of paragraphs that were read."""
    out = []
    for label in labels:
        if label.kind != "subhead" or label.id not in bodies:
            continue
        body = bodies[label.id]
        evidence = Body(body)
        for start, seam in label.paragraphs():
            text = body[start : start + HEAD]
            out.append(paragraph(label.id, text, evidence, model, seam and seam - start, label.use))
    return out


def plain_paragraphs(texts, model, count=2000):
    """Beginnings of sentences in the middle of paragraphs, which have no sub-headline before them."""
    rng, out = random.Random(5), []
    for index in rng.sample(range(len(texts)), len(texts)):
        body = texts[index][1]
        begins = [found.end() for found in re.finditer(r"[다요]\. (?=\S)", body)]
        evidence = None
        for start in rng.sample(begins, min(4, len(begins))):
            text = body[start : start + HEAD]
            if len(text) < 40 or "\n" in text:
                continue
            evidence = evidence or Body(body)
            plain = paragraph(None, text, evidence, model, None, "train")
            if plain.places:
                out.append(plain)
        if len(out) >= count:
            break
    return out[:count]


def first_paragraph(deck, lead, model):
    """A first paragraph as the crawl glues it: a deck, which may be empty, and what follows it."""
    text = re.split(r"(?<=[다요죠까]\.)(?=[^\s\"'”’)\]])|\n", (deck + lead)[:LEAD], maxsplit=1)[0]
    return paragraph(None, text, Body(deck + lead), model, len(deck) or None, "train", LEAD_DECK)


def leads(texts, model):
    """First paragraphs with a deck glued to them that stands apart in the file, and others without one."""
    glued, plain = [], []
    for _, body in texts:
        deck, _, lead = body.partition("\n\n")
        deck, apart = deck.strip(), "\n" not in deck and could_be_deck(deck.strip())
        dateline = DATELINE.match(lead.lstrip() if apart else body)
        lead = DATELINE.sub("", lead.lstrip() if apart else body, count=1)
        if not re.search("[다요죠]\\.", lead[:260]) or lead[0] in "▲△▶▷※◇<(#*[":
            continue
        if apart and not re.search("제공|사진|뉴스1|연합뉴스", lead[:120]):
            glued.append((deck, lead))
        elif not apart and dateline and re.search("=|기자", dateline[0]):
            plain.append(("", lead))
    rng = random.Random(6)
    plain += [("", lead) for _, lead in rng.sample(glued, len(glued) // 2)]
    chosen = rng.sample(glued + plain, min(LEADS, len(glued + plain)))
    return [lead for lead in (first_paragraph(*pair, model) for pair in chosen) if lead.places]


# What a first paragraph begins with: where it was written, and by whom.
DATELINE = re.compile(r"\s*[\[(【<][^\])】>]{2,60}[\])】>]\s*([가-힣·ㆍ ]{2,20}(기자|특파원)\s*=\s*)?")


def paragraph_example(paragraph):
    truth = np.array([at == paragraph.seam for at in paragraph.places], dtype=bool)
    return paragraph.features, truth, np.ones(len(truth), dtype=bool)


def report_paragraphs(name, paragraphs, model):
    """Precision and recall for several pairs of thresholds on the logarithm of the odds: for a sub-headline that stands
    alone in its article, and for one in the company of another."""
    print(name, len(paragraphs), "paragraphs,", sum(p.seam is not None for p in paragraphs), "sub-headlines")
    best, company = [], collections.defaultdict(list)
    for p in paragraphs:
        odds = model.predict(p.features, raw_score=True) if p.places else [-9]
        best.append((p.id, max(odds), p.places[int(np.argmax(odds))] if p.places else None, p.seam))
        company[p.id].append(max(odds))
    for alone, among, other in ((1.5, 1.5, 9), (1, 1, 9), (1, 0.25, 0.5), (1, 0, 0.5), (0.75, 0, 0.5), (0.5, -0.25, 0.5)):
        right = cut = 0
        for id, odds, at, seam in best:
            others = sorted(company[id])[:-1] if odds == max(company[id]) else company[id]
            apart = odds > alone or odds > among and max(others, default=-9) > other
            cut, right = cut + apart, right + (apart and at == seam)
        print(f"  over {alone:.2f}, or {among:.2f} beside {other:.2f}: precision {right / max(1, cut):.3f} recall "
              f"{right / max(1, sum(seam is not None for *_, seam in best)):.3f}")


def main(folders):
    labels = archive.labels(os.path.join(HERE, "labels.tsv"))
    marked = {label.id: label for label in labels}
    bodies, texts = {}, []
    for folder in folders:
        for id, title, body in archive.articles(folder):
            if id in marked and archive.digest(body) == marked[id].hash:
                bodies[id] = body
            elif id not in marked and re.search("[가-힣]", body):
                texts.append((id, title, body))
    texts = [(title, body) for _, title, body in {text[0]: text for text in texts}.values()]
    rng = np.random.default_rng(2)
    spacing, b0, sentences, b3 = body_tables([body for _, body in texts], rng)
    titles = [re.sub(r"^\s*(\[[^\]]{1,12}\]|<[^>]{1,12}>)\s*", "", re.sub(r"\s+", " ", title)) for title, _ in texts]
    titles = [title for title in titles if len(title) > 8 and re.search("[가-힣]", title)]
    first = {body.split("\n\n")[0].strip(): body for _, body in texts if "\n\n" in body}
    decks = [line for line in first if "\n" not in line and could_be_deck(line)]
    adjacent = adjacent_table(texts)
    guessed = {}
    for round in range(2):
        ends, b1, begins, b2 = headline_tables(titles, decks, guessed)
        tables = [spacing, ends, begins, sentences]
        model = Model(tables, adjacent)
        known = labelled(labels, bodies, model)
        learnt = [deck for deck in known if deck.use == "train"]
        trees, lengths = forest([example(deck) for deck in learnt]), line_lengths(learnt)
        if round == 0:
            for line in decks:
                places, features = model.features(line, Body(first[line][len(line) :]))
                if places:
                    found = apply(trees, lengths, Deck(line, (), (), places, features, ""))
                    guessed[line] = dict(zip(places, found))
    cross_validate(known)
    held = [deck for deck in known if deck.use == "test"]
    report("held back", held, [apply(trees, lengths, deck) for deck in held])
    paragraphs = labelled_paragraphs(labels, bodies, model)
    learnt = [p for p in paragraphs if p.use == "train" and p.places] + plain_paragraphs(texts, model)
    heads = forest([paragraph_example(p) for p in learnt])
    report_paragraphs("held back", [p for p in paragraphs if p.use == "test"], heads)
    begins = forest([paragraph_example(p) for p in leads(texts, model)])
    with open(os.path.join(HERE, "model.bin"), "wb") as file:
        for table in (*tables, adjacent):
            file.write(table.tobytes())
        file.write(struct.pack(f"<{LENGTHS}h", *lengths))
        file.write(grown(trees))
        file.write(grown(heads))
        file.write(grown(begins))


if __name__ == "__main__":
    main(sys.argv[1:])
