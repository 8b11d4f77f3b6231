"""Requests to a SPARQL server: credentials, retries with back-off, no redirects, clear errors."""

from __future__ import annotations

import http.client
import os
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.folder import LibraryError

UPDATE, USER, PASSWORD, TOKEN = (f"RAWABIT_SPARQL_{name}" for name in ("UPDATE", "USER", "PASSWORD", "TOKEN"))
"""Environment variables: the update address where it is another, and the credentials."""

ATTEMPTS = 6
FIRST_PAUSE = 0.5
"""Seconds before the second attempt; each further pause is twice as long."""
_TRANSIENT = {408, 425, 429, 500, 502, 503, 504}
_BROKEN = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer."""

    body: bytes
    content_type: str
    server: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would send credentials and texts to an address that the user did not name."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Connection:
    """Posts to one server. All that is sent may be sent twice, so a cut connection is simply tried again."""

    def __init__(self, environment: Mapping[str, str] | None = None, *, timeout: float = 120.0) -> None:
        environment = os.environ if environment is None else environment
        self.timeout = timeout
        self._headers = {"User-Agent": "rawabit"}
        self._login = (environment.get(USER), environment.get(PASSWORD, ""))
        if environment.get(TOKEN):
            self._headers["Authorization"] = f"Bearer {environment[TOKEN]}"
            self._login = (None, "")

    def _opener(self, url: str) -> urllib.request.OpenerDirector:
        """A fresh opener: one that saw its connection cut gives up on digest authentication."""
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        user, password = self._login
        if user:
            passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, url, user, password)
            handlers += [
                urllib.request.HTTPDigestAuthHandler(passwords),
                urllib.request.HTTPBasicAuthHandler(passwords),
            ]
        return urllib.request.build_opener(*handlers)

    def post(self, url: str, body: bytes, content_type: str, accept: str) -> Reply:
        """Post and return the answer.

        Raises SyntaxError where the server does not understand the request, LibraryError (one line for the
        user) where it refuses, or does not answer after several attempts.
        """
        headers = {**self._headers, "Content-Type": content_type, "Accept": accept}
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - checked below
        if request.type not in {"http", "https"}:
            raise LibraryError(f"{url}: not an http address")
        trouble: Exception | None = None
        words = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(_pause(attempt, trouble))
            try:
                return self._send(request)
            except urllib.error.HTTPError as error:
                if error.code not in _TRANSIENT:
                    raise _explained(url, error) from error
                trouble = error
                words = _words(error)
            except _BROKEN as error:
                trouble = error
        raise LibraryError(f"{url}: no answer after {ATTEMPTS} attempts ({_reason(trouble)} {words})") from trouble

    def _send(self, request: urllib.request.Request) -> Reply:
        with self._opener(request.full_url).open(request, timeout=self.timeout) as answer:
            return Reply(answer.read(), answer.headers.get_content_type(), answer.headers.get("Server", ""))


def _pause(attempt: int, trouble: Exception | None) -> float:
    """How long to wait: as long as the server asks for, within reason, else twice as long each time."""
    asked = trouble.headers.get("Retry-After", "") if isinstance(trouble, urllib.error.HTTPError) else ""
    if asked.isdecimal():
        return min(float(asked), 60.0)
    return FIRST_PAUSE * float(2 ** (attempt - 1))


def _explained(url: str, error: urllib.error.HTTPError) -> Exception:
    words = _words(error)
    if error.code in {401, 403}:
        return LibraryError(f"{url}: refused ({error.code}); set {USER} and {PASSWORD}, or {TOKEN}")
    if error.code == 400:
        return SyntaxError(words or "the server does not understand the query")
    if error.code in {301, 302, 303, 307, 308}:
        return LibraryError(f"{url}: sends elsewhere ({error.headers.get('Location', '')}); give that address itself")
    return LibraryError(f"{url}: answers {error.code} {error.reason}: {words}")


def _words(error: urllib.error.HTTPError) -> str:
    """The first line of what the server says."""
    return error.read(2000).decode("utf-8", "replace").strip().split("\n")[0][:300]


def _reason(trouble: Exception | None) -> str:
    return str(getattr(trouble, "reason", trouble))
