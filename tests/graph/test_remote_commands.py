"""The same commands against a SPARQL server: build, query, view, export, info, validate, remove."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graph.cli import commands  # noqa: F401
from graph.cli.app import app
from graph.cli.console import Mistake
from tests.graph.servers import OXIGRAPH, VIRTUOSO, oxigraph, virtuoso

ENGINES = {"oxigraph": (oxigraph, OXIGRAPH), "virtuoso": (virtuoso, VIRTUOSO)}
MEETING = "التقى وزير الخارجية التركي هاكان فيدان في أنقرة اليوم نظيره السوري أسعد الشيباني."
THANKS = "وشكر الرئيس السوري أحمد الشرع في دمشق نظيره التركي رجب طيب أردوغان على دعم بلاده."


@pytest.fixture(params=ENGINES)
def server(request, tmp_path, monkeypatch) -> Iterator[tuple[str, ...]]:
    start, program = ENGINES[request.param]
    if not program:
        pytest.skip(f"{request.param} is not installed")
    with start(tmp_path / "data") as (url, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield ("--graph", url, "--home", str(tmp_path / "home"))


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.slow
def test_the_whole_way_on_a_server(server, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "meeting.txt").write_text(f"published: 2025-03-04\n\n{MEETING}", encoding="utf-8")
    (folder / "thanks.txt").write_text(THANKS, encoding="utf-8")
    local = ("--graph", str(tmp_path / "local"))
    for graph in (server, local):
        assert "2 new" in run("build", folder, *graph).stdout
    assert "2 unchanged" in run("build", folder, *server).stdout
    question = "SELECT ?who ?whom WHERE { ?a rw:metWith ?b . ?a skos:prefLabel ?who . ?b skos:prefLabel ?whom FILTER (LANG(?who) = 'en' && LANG(?whom) = 'en') } ORDER BY ?who"
    answers = [run("query", question, "--format", "csv", *graph).stdout for graph in (server, local)]
    assert answers[0] == answers[1]
    assert "Hakan Fidan" in answers[0]
    ready = [run("query", "who-thanked-whom", "--format", "csv", *graph).stdout for graph in (server, local)]
    assert ready[0] == ready[1]
    assert len(ready[0].splitlines()) == 2
    evidence = "SELECT ?quote WHERE { ?e rw:eventType rw:thanked ; rw:report ?r . GRAPH ?g { ?x oa:hasBody ?r ; oa:hasTarget/oa:hasSelector/oa:exact ?quote } }"
    assert "شكر الرئيس السوري" in run("query", evidence, "--format", "csv", *server).stdout
    for kind in ("gexf", "csv", "trig"):
        written = []
        for name, graph in (("server", server), ("local", local)):
            target = tmp_path / f"{name}.{kind}"
            run("export", "--format", kind, "-o", target, *graph)
            written.append(target.read_bytes())
        assert written[0] == written[1], kind
    run("view", "-o", tmp_path / "ties.html", *server)
    assert (
        "فيدان" in (tmp_path / "ties.html").read_text(encoding="utf-8")
        or (tmp_path / "ties.html").stat().st_size > 100_000
    )
    assert run("validate", *server).stdout.endswith("the graph is right\n")
    assert "removed thanks" in run("remove", "thanks", *server).stdout
    run("remove", "thanks", *local)
    assert run("info", *server).stdout.splitlines()[0] == run("info", *local).stdout.splitlines()[0]
    with pytest.raises(Mistake):
        run("build", folder, "--graph", server[1])
