"""A relation that nobody foresaw, added by data alone, is found by extraction, SPARQL, the page and every export."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RELATION = """
[[relation]]
name = "apologisedTo"
symmetric = false
family = "courtesy"
subject = ["Person", "Organization", "Country", "Group"]
object = ["Person", "Organization", "Country", "Group"]
plover = "SUPPORT"
cameo = ["055"]
label = { ar = "اعتذر من", en = "apologised to" }
noun = { ar = "اعتذار", en = "Apology" }
"""
TRIGGER = """
[[trigger]]
id = "apology"
relations = ["apologisedTo"]
verbs = ["اعتذر يعتذر"]
nouns = ["اعتذار", "اعتذارات"]
subject = ["", "of"]
object = ["ل", "من", "إلى"]
"""
ARTICLE = """title: اعتذار عن التأخر
published: 2025-10-17
source: صحيفة مختلقة

اعتذر وزير الخارجية التركي هاكان فيدان، اليوم الجمعة، من نظيره السوري أسعد الشيباني عن تأخر وفده.
"""
# What a user types, one command after the other, in one process.
SESSION = """
import sys
from graph.cli import main
for line in sys.stdin.read().splitlines():
    sys.argv = ["rawabit", *line.split("|")]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that came out, made by a Rawabit whose data files hold one relation more."""
    folder = tmp_path_factory.mktemp("new-relation")
    shutil.copytree(ROOT / "ontology", folder / "ontology", ignore=shutil.ignore_patterns("__pycache__"))
    for name, record in (("catalogue/relations.toml", RELATION), ("lexicon/triggers.toml", TRIGGER)):
        with (folder / "ontology" / name).open("a", encoding="utf-8") as file:
            file.write(record)
    (folder / "apology.txt").write_text(ARTICLE, encoding="utf-8")
    commands = [
        "build|apology.txt|--graph|g",
        "validate|--graph|g",
        "validate|apology|--graph|g",
        "query|SELECT ?who ?whom { ?who rw:apologisedTo ?whom }|--graph|g|--format|csv|--output|direct.csv",
        "query|SELECT ?label { rw:apologisedTo rdfs:label ?label }|--graph|g|--format|csv|--output|labels.csv",
        "query|contacts-of|--param|person=فيدان|--graph|g|--format|csv|--output|contacts.csv",
        "view|--graph|g|--output|ties.html",
        *(f"export|--graph|g|--output|ties.{form}" for form in ("gexf", "graphml", "csv", "ttl")),
        "ontology|--output|reference.md",
        "review|apology/r1|correct|--change|type=apologisedTo|--graph|g",
        "extract|apology.txt",
    ]
    done = subprocess.run(
        [sys.executable, "-c", SESSION],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))},
        input="\n".join(commands),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (folder / "said.json").write_text(done.stdout.splitlines()[-1], encoding="utf-8")
    return folder


def test_extraction_finds_it(written: Path) -> None:
    said = json.loads((written / "said.json").read_text(encoding="utf-8"))
    names = {e["id"]: e["name"] for e in said["entities"]}
    told = [(r["type"], names[r["subject"]], names[r["object"]], r["date"]) for r in said["relations"]]
    assert ("apologisedTo", "هاكان فيدان", "أسعد الشيباني", "2025-10-17") in told


def test_sparql_finds_it_with_its_labels(written: Path) -> None:
    fidan, shaibani = (f"https://w3id.org/rawabit/id/g/{name}" for name in ("hakan-fidan", "asaad-al-shaibani"))
    assert (written / "direct.csv").read_text(encoding="utf-8").splitlines()[1:] == [f"{fidan},{shaibani}"]
    assert set((written / "labels.csv").read_text(encoding="utf-8").splitlines()[1:]) == {"اعتذر من", "apologised to"}
    with (written / "contacts.csv").open(encoding="utf-8") as file:
        assert [row["tie_en"] for row in csv.DictReader(file)] == ["apologised to"]


def test_the_page_shows_it_in_legend_and_ties(written: Path) -> None:
    page = (written / "ties.html").read_text(encoding="utf-8")
    assert "apologisedTo" in page
    assert "apologised to" in page
    assert "اعتذر من" in page


def test_exports_carry_it(written: Path) -> None:
    gexf = ET.parse(written / "ties.gexf").getroot()
    edges = [e for e in gexf.iter() if e.tag.endswith("}edge")]
    assert len(edges) == 1
    assert "apologisedTo" in ET.tostring(edges[0], encoding="unicode")
    assert "apologisedTo" in (written / "ties.graphml").read_text(encoding="utf-8")
    assert "apologisedTo" in (written / "ties.csv").read_text(encoding="utf-8-sig")
    assert "rw:apologisedTo" in (written / "ties.ttl").read_text(encoding="utf-8")


def test_the_reference_documents_it(written: Path) -> None:
    rows = (written / "reference.md").read_text(encoding="utf-8").splitlines()
    assert [r for r in rows if r.startswith("| `rw:apologisedTo` | apologised to | اعتذر من |")]
