"""SPARQL servers for tests, on loopback: Oxigraph's and Virtuoso; and a wire that can be cut."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")

_INI = """
[Database]
DatabaseFile = {at}/virtuoso.db
ErrorLogFile = {at}/virtuoso.log
LockFile = {at}/virtuoso.lck
TransactionFile = {at}/virtuoso.trx
xa_persistent_file = {at}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {at}/temp.db
TransactionFile = {at}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 5000
ServerThreads = 8
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 10000
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """`oxigraph serve` over a folder: its query address and the environment it needs."""
    port = free_port()
    command = [OXIGRAPH, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with _running(command, f"http://127.0.0.1:{port}/query", folder):
        yield f"http://127.0.0.1:{port}/query", {}


@contextmanager
def virtuoso(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Virtuoso 7 over a folder, as its package sets it up: updates need the administrator."""
    folder.mkdir(parents=True, exist_ok=True)
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(at=folder, http=http, sql=sql))
    command = [VIRTUOSO, "+wait", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    url = f"http://127.0.0.1:{http}/sparql"
    with _running(command, url, folder):
        yield (
            url,
            {
                "RAWABIT_SPARQL_UPDATE": f"{url}-auth",
                "RAWABIT_SPARQL_USER": "dba",
                "RAWABIT_SPARQL_PASSWORD": "dba",
            },
        )


@contextmanager
def _running(command: list[str], url: str, folder: Path) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(url, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(url)


class Wire:
    """A wire to a server that cuts every `nth` connection: before the request arrives, or before the answer does."""

    def __init__(self, port: int, nth: int = 0) -> None:
        self.target, self.nth, self.cuts, self.seen = port, nth, 0, 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        self.seen += 1
        number = self.seen
        cut = self.nth and number % self.nth == 0
        self.cuts += bool(cut)
        with closing(client):
            if cut and (number // self.nth) % 2:
                return
            with closing(socket.create_connection(("127.0.0.1", self.target))) as server:
                back = threading.Thread(target=_pump, args=(server, client, bool(cut)), daemon=True)
                back.start()
                _pump(client, server, dead=False)
                back.join(timeout=60)

    def close(self) -> None:
        """Cut for good."""
        self._socket.close()


def _pump(source: socket.socket, target: socket.socket, dead: bool) -> None:
    """Carry bytes; a dead end takes them and passes nothing on."""
    try:
        while chunk := source.recv(65536):
            if dead:
                source.shutdown(socket.SHUT_RDWR)
                target.shutdown(socket.SHUT_RDWR)
                return
            target.sendall(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
