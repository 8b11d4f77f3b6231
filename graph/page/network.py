"""The network as pyvis holds it, with a page of its own: one file, strict policy, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from importlib.resources import files
from typing import Any

from markupsafe import Markup
from pyvis.network import Network

from graph.page import assets

SHAPES = ("dot", "square", "hexagon", "triangle", "diamond")
"""vis-network's names of the marks of Person, Organization, Country, Place, Group."""
DEFLATE_FROM = 200_000
"""Characters of JSON from which the data is deflated: smaller, and still quick to read."""


class TieNetwork(Network):  # type: ignore[misc]
    """A pyvis network whose page shows ties with their evidence."""

    def __init__(self, data: dict[str, Any], live: str | None = None) -> None:
        super().__init__(height="100vh", width="100%", directed=True, cdn_resources="in_line", heading="")
        self.data = data
        self.live = live
        self.toggle_physics(status=False)
        self.set_template_dir(str(files("graph.page")), "page.html")
        self.templateEnv.autoescape = True
        self._fill()

    def _fill(self) -> None:
        nodes = self.data["nodes"]
        for k, label in enumerate(nodes["labels"]):
            name = label.get("ar") or next(iter(label.values()))
            node = {"id": k, "label": name, "shape": SHAPES[nodes["type"][k]], "size": nodes["r"][k]}
            self.nodes.append(node | {"x": nodes["x"][k], "y": nodes["y"][k]})
            self.node_ids.append(k)
            self.node_map[k] = self.nodes[-1]
        # add_edge looks through all nodes for every edge; these ends are known to exist.
        events = self.data["events"]
        names = [r["name"] for r in self.data["relations"]]
        for s, o, rel in zip(events["s"], events["o"], events["rel"], strict=True):
            self.edges.append({"from": s, "to": o, "title": names[rel], "arrows": "to"})

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002
        """The whole page as one string."""
        script, style = assets.script(), assets.style()
        kind, payload = _payload(self.data)
        template = self.templateEnv.get_template(self.path)
        page: str = template.render(
            title=self.data["title"],
            policy=_policy(script, style, "'self'" if self.live else "'none'"),
            live=self.live,
            script=Markup(script),  # noqa: S704 - our own files
            style=Markup(style),  # noqa: S704 - our own files
            words=Markup(_inert(assets.words())),  # noqa: S704 - no "<" is left in it
            kind=kind,
            payload=Markup(payload),  # noqa: S704 - no "<" is left in it
        )
        self.html = page
        return page


def _policy(script: str, style: str, connect: str) -> str:
    """A content security policy under which only our script and style run; a file fetches nothing at all."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        f"img-src data: blob:; connect-src {connect}; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inert(value: Any) -> str:
    """JSON that cannot end its script element or be read as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.encode("utf-8", "replace").decode("utf-8")


def _payload(data: dict[str, Any]) -> tuple[str, str]:
    text = _inert(data)
    if len(text) < DEFLATE_FROM:
        return "application/json", text
    packed = zlib.compress(text.encode("utf-8"), 9)
    return "text/plain", base64.b64encode(packed).decode("ascii")
