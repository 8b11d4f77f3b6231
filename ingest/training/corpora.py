"""Annotated sentences for the tagger: CoNLL files, and gold entities projected onto their texts."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.mentions.tagging.words import fold_word, stems
from ingest.text.sentences import split_sentences
from ingest.text.tokens import tokenize

_TAG_OF = {"Person": "PER", "Country": "LOC", "Place": "LOC", "Organization": "ORG", "Group": "MISC"}
with (Path(__file__).parent / "leads.toml").open("rb") as _file:
    _LEADS = {name: frozenset(fold_word(w) for w in words.split()) for name, words in tomllib.load(_file).items()}


@dataclass(frozen=True)
class Tagged:
    """One sentence: its words and their BIO tags."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def read_conll(path: Path) -> list[Tagged]:
    """The sentences of a file of `token TAB tag` lines, a blank line after each sentence."""
    sentences: list[Tagged] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) == 2 and cells[0]:
            rows.append(cells)
        elif rows:
            sentences.append(Tagged(tuple(r[0] for r in rows), tuple(r[1] for r in rows)))
            rows = []
    return sentences


def read_gold_folder(folder: Path) -> list[tuple[str, list[Tagged]]]:
    """The articles of a folder of `NAME.txt` and `NAME.json`, each as its name and its tagged sentences."""
    articles = []
    for path in sorted(folder.glob("*.json")):
        text_path = path.with_suffix(".txt")
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "entities" in gold and text_path.exists():
            text = text_path.read_bytes().decode("utf-8")
            articles.append((path.stem, list(project(text, gold["entities"]))))
    return articles


def project(text: str, entities: Sequence[dict[str, Any]]) -> Iterator[Tagged]:
    """The sentences of the text with its gold entities laid onto their words; the longest name wins."""
    names = _names(entities)
    tokens = tokenize(text)
    for sentence in split_sentences(text, tokens):
        words = tuple(t.text for t in tokens[sentence.first : sentence.last])
        yield Tagged(words, tuple(_lay(words, names)))


def _names(entities: Iterable[dict[str, Any]]) -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for entity in entities:
        tag = _TAG_OF[entity["type"]]
        for name in (entity["name"], *entity.get("aliases", ())):
            words = _proper(entity["type"], tuple(t.text for t in tokenize(name)))
            if words and not (entity.get("nisba") and name == entity["name"]):
                names.setdefault(words, tag)
    return names


def _proper(kind: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The part of a gold name that is a proper name; empty where it only describes."""
    if kind == "Group":
        return words
    head = _bare(words[0])
    definite = fold_word(words[0]).startswith("ال")
    if len(words) == 1 and definite and head in _LEADS["common"]:
        return ()
    if kind == "Country":
        return () if head in _LEADS["state"] and (len(words) == 1 or head not in _LEADS["realm"]) else words
    if kind == "Person":
        return _after_titles(words)
    if kind == "Place":
        return _after_places(words, definite=definite)
    return words


def _after_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """The name behind titles: «الملك عبد الله» names somebody, «الوزير التركي» and «وزير الدفاع» describe."""
    at = 0
    while at < len(words) and _bare(words[at]) in _LEADS["person"]:
        at += 1
    if at == 0 or (at == 1 and len(words) > 1 and fold_word(words[0]) in _LEADS["given"] and not _is_common(words[1])):
        return words
    rest = words[at:]
    return rest if rest and fold_word(words[0]).startswith("ال") and not fold_word(rest[0]).startswith("ال") else ()


def _is_common(word: str) -> bool:
    return _bare(word) in _LEADS["common"] | _LEADS["state"] | _LEADS["person"]


def _after_places(words: tuple[str, ...], *, definite: bool) -> tuple[str, ...]:
    """The name behind «مدينة» and the like; «المدينة الحدودية» and «العاصمة السورية» only describe."""
    head = _bare(words[0])
    if head == "عاصمه":
        return ()
    if head not in _LEADS["place"]:
        return words
    if definite:
        return words if len(words) > 2 else ()
    return words[1:]


def _bare(word: str) -> str:
    folded = fold_word(word)
    return folded[2:] if folded.startswith("ال") and len(folded) > 4 else folded


def _lay(words: tuple[str, ...], names: dict[tuple[str, ...], str]) -> list[str]:
    tags = ["O"] * len(words)
    found = []
    for name, tag in names.items():
        found += [(len(name), -i, tag) for i in range(len(words) - len(name) + 1) if _stands(words, i, name)]
    for length, at, tag in sorted(found, reverse=True):
        if all(t == "O" for t in tags[-at : -at + length]):
            tags[-at : -at + length] = [f"B-{tag}", *[f"I-{tag}"] * (length - 1)]
    return tags


def _stands(words: tuple[str, ...], at: int, name: tuple[str, ...]) -> bool:
    return words[at + 1 : at + len(name)] == name[1:] and (words[at] == name[0] or _carries(words[at], name[0]))


def _carries(word: str, name: str) -> bool:
    """Whether the word is the name behind clitics."""
    return len(name) > 1 and len(word) > len(name) and name in stems(word)
