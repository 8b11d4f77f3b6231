from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.library import Library
from graph.server import application
from graph.sparql.pool import Limits
from tests.graph.made_up import world


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "graph"
    with Library.open(path, create=True) as library:
        outcomes = list(library.add_all(world()))
    assert [o.kind for o in outcomes] == ["new"] * 5
    return path


@pytest.fixture(scope="session")
def client(folder: Path) -> Iterator[TestClient]:
    app = application(folder, limits=Limits(seconds=3, rows=1000, megabytes=700))
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as opened:
        yield opened
