"""Reads exports with Python's own csv and json, and checks that they say the same of every article."""

import csv
import hashlib
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
with open(folder / "jsonl", encoding="utf-8", newline="\n") as file:
    articles = [json.loads(line) for line in file]
with open(folder / "csv", encoding="utf-8-sig", newline="") as file:
    rows = list(csv.DictReader(file))
with open(folder / "csl-json", encoding="utf-8") as file:
    items = json.load(file)


def cell(column, article):
    if column == "length_without_spaces":
        return str(article["length"]["without_spaces"])
    if column == "sheets":
        tenths = (article["length"]["letters"] + 10) // 20
        return f"{tenths // 10}.{tenths % 10}"
    value = article[column]
    if column == "authors":
        return "\n".join(author["line"] for author in value)
    if column == "keywords":
        return "\n".join(value)
    if column == "length":
        return str(value["letters"])
    return value or ""


assert len(articles) == len(rows) == len(items)
for article, row, item in zip(articles, rows, items):
    for column in row:
        assert row[column] == cell(column, article), (column, row[column])
    assert hashlib.sha256(article["body"].encode()).hexdigest() == article["content_hash"]
    assert item["title"] == article["title"] and item["URL"] == article["url"]
    assert article["content_hash"] in item["note"]
print(len(articles))
