"""The README's commands are run as they stand there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

ARTICLE = """title: لقاء في أنقرة
published: 2025-03-04
source: مثال

استقبل وزير الخارجية التركي هاكان فيدان في أنقرة اليوم نظيره السوري أسعد الشيباني.
"""


def commands() -> list[str]:
    journeys = README.split("## Three journeys")[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", journeys, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("rawabit ")]


@pytest.mark.slow
def test_the_three_journeys_work_as_written(tmp_path: Path) -> None:
    (tmp_path / "my-articles").mkdir()
    (tmp_path / "my-articles" / "meeting.txt").write_text(ARTICLE, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in ["rawabit demo", *commands()]:
        done = subprocess.run(
            shlex.split(command),
            cwd=tmp_path,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert (tmp_path / "my-ties.html").stat().st_size > 100_000


def test_every_command_of_the_readme_exists() -> None:
    from typer.main import get_command

    from graph.cli import commands as _registered  # noqa: F401
    from graph.cli.app import app

    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"`?rawabit ([a-z]+)", README))
    assert named <= known | {"demo"}


def test_pictures_of_the_readme_exist() -> None:
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / picture).is_file(), picture
