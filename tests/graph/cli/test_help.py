"""The help pages: quick, complete, with examples."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from graph.cli import commands  # noqa: F401
from graph.cli.app import app

HEAVY = (
    "torch",
    "sklearn",
    "pandas",
    "rdflib",
    "pyoxigraph",
    "networkx",
    "camel_tools",
    "trafilatura",
    "numpy",
    "lxml",
)


def command_names() -> list[str]:
    return sorted(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", command_names())
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"rawabit {name}" in result.output


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from graph.cli import commands; from graph.cli.app import app\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_ingest_loads_neither_torch_nor_scikit_learn() -> None:
    code = (
        "import sys; import ingest.pipeline, ingest.batch\n"
        "print([m for m in ('torch', 'sklearn', 'pandas', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
