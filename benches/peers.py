#!/usr/bin/python3
"""Measures other search engines on an archive: what they cost to build, how fast and how right they answer.

A search by substring is worth its own code only if what exists answers worse. So SQLite FTS5 with its trigram
tokenizer, and Xapian (which Recoll is built on) with its n-grams for Chinese, Japanese and Korean, get the same
articles and the same 500 queries taken from the headlines. The right answer is a plain substring count. The floor is
ripgrep over the files, in the same run. Prints rows of a Markdown table; the queries are the same in every run.

    apt-get install python3-xapian ripgrep          (and Debian's own python3: the first line names it)
    nice benches/peers.py FOLDER [ARTICLES]         ARTICLES: how many, if not all; more than there are: copies

Seogo itself is asked through benches/ask.rs, which cargo builds first, for the files that hold a query in title or body;
its time is what it measures itself, with the list sorted.

What is in the peers' favour: they are handed text that is read, decoded and folded already, outside the build time;
no hit is ranked; no snippet is made. A query's time is that of the exact count and the last 100 articles. FTS5's
index holds the text, Xapian's does not. Every file has to be exactly in the crawler's format.
"""

import pathlib
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata

import xapian

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests" / "oracle"))
from read import read  # noqa: E402 (it stands where the tests keep it)

SEED = 1
QUERIES_OF_A_KIND = 125  # letters and digits only: none needs escaping, by whatever it is asked
RG_QUERIES = 30
FIRST_HITS = 100

QUOTES_AND_WIDTH = str.maketrans("‘’“”", "''\"\"") | {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def fold(text):
    """What the program compares texts as."""
    return " ".join(unicodedata.normalize("NFC", text or "").translate(QUOTES_AND_WIDTH).lower().split())


def article_files(folder):
    """The archive's files, in the order of their names, as the reader takes them."""
    return sorted(str(path) for path in folder.iterdir() if path.suffix in (".md", ".txt"))


def copy_to(files, folder, wanted):
    """Copies files into a folder, from the first again and again, until it holds as many as wanted."""
    for number in range(wanted):
        shutil.copyfile(files[number % len(files)], folder / f"{number:07}.md")


def queries_by_kind(titles):
    """Distinct queries from folded headlines: the more often they stand there, the likelier."""
    words = [word for title in titles for word in re.findall(r"[^\W_]{2,}", title)]

    def pieces(size):
        runs = [run for word in words for run in re.findall(rf"[가-힣]{{{size + 1},}}", word)]
        return [run[start : start + size] for run in runs for start in range(len(run) - size + 1)]

    phrases = [pair for title in titles for pair in re.findall(r"(?<![^\W_])(?=([^\W_]{2,} [^\W_]{2,}))", title)]
    kinds = {"words": words, "pieces of 2": pieces(2), "pieces of 3": pieces(3), "phrases": phrases}
    rng, seen, drawn = random.Random(SEED), set(), {}
    for kind, found in kinds.items():
        rng.shuffle(found)
        drawn[kind] = [query for query in dict.fromkeys(found) if query not in seen][:QUERIES_OF_A_KIND]
        seen.update(drawn[kind])
    return drawn


def build_fts5(articles, folder):
    """An FTS5 table of trigrams, and the two ways to ask it."""
    db = sqlite3.connect(folder / "fts5.sqlite")
    db.execute("CREATE VIRTUAL TABLE articles USING fts5(title, body, tokenize = 'trigram')")
    with db:
        db.executemany("INSERT INTO articles VALUES (?, ?)", articles)

    def answer(condition, *values):
        rows = db.execute(f"SELECT rowid FROM articles WHERE {condition} ORDER BY rowid DESC", values).fetchall()
        return len(rows), rows[:FIRST_HITS]

    def ask_index(query):
        return answer("articles MATCH ?", f'"{query}"')

    def ask_index_or_scan(query):
        # Not LIKE: SQLite 3.40 hands even two Hangul syllables to the index, which finds nothing.
        if len(query) < 3:
            return answer("instr(title, ?1) OR instr(body, ?1)", query)
        return ask_index(query)

    return {"SQLite FTS5 trigram": ask_index, "the same, a scan for under three letters": ask_index_or_scan}


def build_xapian(articles, folder):
    """A Xapian database of n-grams, and the two ways to ask it."""
    path = str(folder / "xapian")
    writer = xapian.WritableDatabase(path, xapian.DB_CREATE)
    indexer = xapian.TermGenerator()
    indexer.set_flags(xapian.TermGenerator.FLAG_CJK_NGRAM)
    for title, body in articles:
        document = xapian.Document()
        indexer.set_document(document)
        indexer.index_text(title)
        indexer.increase_termpos()
        indexer.index_text(body)
        writer.add_document(document)
    writer.close()

    parser = xapian.QueryParser()
    parser.set_default_op(xapian.Query.OP_AND)
    db = xapian.Database(path)
    enquire = xapian.Enquire(db)
    enquire.set_weighting_scheme(xapian.BoolWeight())
    enquire.set_docid_order(xapian.Enquire.DESCENDING)

    def ask_terms(query):
        flags = xapian.QueryParser.FLAG_PHRASE | xapian.QueryParser.FLAG_CJK_NGRAM
        enquire.set_query(parser.parse_query(query, flags))
        matches = enquire.get_mset(0, FIRST_HITS, db.get_doccount())
        return matches.get_matches_estimated(), [match.docid for match in matches]

    def ask_phrase(query):
        return ask_terms(f'"{query}"')

    return {"Xapian n-grams, as a phrase": ask_phrase, "the same, unquoted": ask_terms}


class Seogo:
    """The program's own search, in a process that answers a line with a line."""

    def __init__(self, folder):
        command = ["cargo", "bench", "--quiet", "--locked", "--bench", "ask", "--", str(folder)]
        self.process = subprocess.Popen(
            command, cwd=pathlib.Path(__file__).parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.seconds, self.index_bytes = map(float, self.process.stdout.readline().split())

    def ask(self, query):
        """How many files hold a query, and in how many seconds that was known."""
        self.process.stdin.write(f'title:"{query}" OR body:"{query}"\n')
        self.process.stdin.flush()
        count, seconds = self.process.stdout.readline().split()
        return int(count), float(seconds)

    def median(self, query):
        """The median of three times."""
        return statistics.median(self.ask(query)[1] for _ in range(3))


def median_time(job):
    """The median of three runs, in seconds: the first, which may be cold, seldom is it."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        job()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def grep(query, folder):
    """Counts a query's lines with ripgrep; it has failed only above exit status 1, which is for no line."""
    if subprocess.run(["rg", "-c", "-j2", query, folder], stdout=subprocess.DEVNULL).returncode > 1:
        sys.exit("rg failed")


def size_on_disk(folder):
    """The bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def print_row(name, built, times, floor, right):
    """Prints a peer's row; `built` is its time and size, `times` and `floor` are in seconds."""
    times = sorted(times)
    p50, p99, most = times[len(times) // 2], times[len(times) * 99 // 100], times[-1]
    shown = [f"{seconds * 1e3:.2f} ms" for seconds in (p50, p99, most)]
    ratios = [f"1/{floor / seconds:.1f}" for seconds in (p50, most)]
    print("| " + " | ".join([name, *built, *shown, *ratios, right]) + " |", flush=True)


def measure(folder):
    """Builds every peer, asks it every query and prints the table."""
    articles = [(fold(article["title"]), fold(article["body"])) for article in map(read, article_files(folder))]
    kinds = queries_by_kind([title for title, _ in articles])
    queries = sum(kinds.values(), [])
    truth = {query: sum(query in title or query in body for title, body in articles) for query in queries}
    print(f"{len(articles)} articles, {len(queries)} queries\n")
    print(f"| peer | build | index | p50 | p99 | max | p50 to rg's | max to rg's p50 | right ({', '.join(kinds)}) |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|---|")
    sample = random.Random(SEED).sample(queries, min(RG_QUERIES, len(queries)))
    greps = [median_time(lambda: grep(query, folder)) for query in sample]
    floor = sorted(greps)[len(greps) // 2]
    print_row(f"`rg -c -j2`, {len(sample)} of the queries", ["", ""], greps, floor, "")
    seogo = Seogo(folder.absolute())
    times = [seogo.median(query) for query in queries]
    right = [sum(seogo.ask(query)[0] == truth[query] for query in of_kind) for of_kind in kinds.values()]
    built = [f"{seogo.seconds:.1f} s", f"{seogo.index_bytes / 1e6:.0f} MB"]
    print_row("Seogo", built, times, floor, f"{sum(right)} ({', '.join(map(str, right))})")
    for build in (build_fts5, build_xapian):
        with tempfile.TemporaryDirectory() as made:
            started = time.perf_counter()
            asks = build(articles, pathlib.Path(made))
            built = [f"{time.perf_counter() - started:.1f} s", f"{size_on_disk(pathlib.Path(made)) / 1e6:.0f} MB"]
            for name, ask in asks.items():
                times = [median_time(lambda: ask(query)) for query in queries]
                right = [sum(ask(query)[0] == truth[query] for query in of_kind) for of_kind in kinds.values()]
                print_row(name, built, times, floor, f"{sum(right)} ({', '.join(map(str, right))})")


def main():
    folder = pathlib.Path(sys.argv[1])
    files = article_files(folder)
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else len(files)
    with tempfile.TemporaryDirectory() as copies:
        if wanted != len(files):
            folder = pathlib.Path(copies)
            copy_to(files, folder, wanted)
        measure(folder)


if __name__ == "__main__":
    main()
