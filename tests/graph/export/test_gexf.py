import io
import json
import subprocess
from pathlib import Path
from xml.etree.ElementTree import fromstring

import networkx as nx
import pytest
from lxml import etree

from graph.export import Material, exporters, look
from graph.export.base import NOTICE
from tests.gold import SHARED
from tests.graph.networks import ID, made_up

SCHEMA = SHARED / "standards" / "gexf-1.3" / "gexf.rng"
NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def written(network: nx.MultiDiGraph) -> bytes:
    out = io.BytesIO()
    exporters()["gexf"].write(Material(network=network), out)
    return out.getvalue()


def edges_of(document: bytes) -> dict[str, dict[str, str]]:
    """The attribute values of each edge, by its kind."""
    found = {}
    for edge in fromstring(document).iterfind(".//g:edge", NS):
        values = {v.get("for"): v.get("value") for v in edge.iterfind(".//g:attvalue", NS)}
        spells = [(s.get("start"), s.get("end")) for s in edge.iterfind(".//g:spell", NS)]
        found[edge.get("kind")] = values | {"spells": spells, "weight": edge.get("weight")}
    return found


@pytest.mark.skipif(not SCHEMA.exists(), reason="the official schema is not beside the checkout")
def test_valid_against_the_official_schema():
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    schema.assertValid(etree.fromstring(written(made_up())))
    assert not schema.validate(etree.fromstring(written(made_up()).replace(b'weight="', b'weight="x')))


def test_meetings_are_one_tie_with_their_days_as_spells():
    met = edges_of(written(made_up()))["metWith"]
    assert met["weight"] == "2.0"  # two occasions: the month-long report shares the first one
    assert met["spells"] == [("2031-05-01", "2031-05-31"), ("2031-07-09", "2031-07-09")]
    assert met["date"] == "2031-05 | 2031-05-02 | 2031-07-09"
    assert (met["events"], met["reports"], met["symmetric"]) == ("3", "4", "true")


def test_status_stands_in_the_kind_so_that_gephi_keeps_ties_apart():
    edges = edges_of(written(made_up()))
    assert set(edges) == {"metWith", "visited (planned)", "thanked"}
    assert edges["visited (planned)"]["status"] == "planned"
    assert edges["thanked"]["spells"] == []


def test_hostile_names_are_text_without_control_characters():
    document = written(made_up())
    assert not {0, 7, 11} & set(document)
    labels = [n.get("label") for n in fromstring(document).iterfind(".//g:node", NS)]
    assert '=HYPERLINK("http://x")<script>alert("x")</script> & ]]>' in labels


def test_networkx_reads_it_back():
    back = nx.read_gexf(io.BytesIO(written(made_up())))
    assert back.nodes[ID + "a"]["label"] == "سالم البحري"
    assert back.nodes[ID + "a"]["name_en"] == "Salem Bahri"
    assert back.nodes[ID + "c"]["lat"] == 1.5
    assert {d["relation"] for *_, d in back.edges(data=True)} == {"metWith", "visited", "thanked"}
    assert back.edges[ID + "a", ID + "b"]["weight"] == 2.0


def test_sample_texts_are_called_that():
    assert NOTICE.encode() in written(made_up(synthetic=True))
    assert NOTICE.encode() not in written(made_up())


def test_same_network_same_bytes():
    assert written(made_up()) == written(made_up())


def test_a_relation_that_the_catalogue_gained_is_exported_as_any_other():
    network = made_up()
    data = dict(network.edges[ID + "d", ID + "a", ID + "event/5"]) | {"relation": "madeUp", "family": "madeUpFamily"}
    network.add_edge(ID + "d", ID + "a", key=ID + "event/6", **data)
    assert edges_of(written(network))["madeUp"]["family"] == "madeUpFamily"


SCRIPT = """
const Graph = require('graphology'), gexf = require('graphology-gexf'), fs = require('fs');
const g = gexf.parse(Graph, fs.readFileSync(process.argv[1], 'utf-8'));
const edges = g.mapEdges((e, a, s, t) => [s, t, a.kind, a.relation, a.weight, a.date || null]);
const nodes = g.mapNodes((n, a) => [n, a.label, a.type, a.color, typeof a.x, a.size]);
console.log(JSON.stringify({nodes, edges}));
"""


def _node_parser() -> list[str] | None:
    probe = ["node", "-e", "require('graphology-gexf'); require('graphology')"]
    try:
        subprocess.run(probe, check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return ["node", "-e", SCRIPT]


def test_graphology_reads_it(tmp_path: Path):
    command = _node_parser()
    if command is None:
        pytest.skip("node with graphology and graphology-gexf is not installed (NODE_PATH)")
    path = tmp_path / "ties.gexf"
    path.write_bytes(written(made_up()))
    answer = json.loads(subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=60).stdout)
    assert [ID + "a", ID + "b", "metWith", "metWith", 2, "2031-05 | 2031-05-02 | 2031-07-09"] in answer["edges"]
    first = "rgb({},{},{})".format(*look.channels(look.country_colours(made_up())[ID + "c"]))
    assert [ID + "a", "سالم البحري", "Person", first, "number", look.node_size({"importance": 0.5})] in answer["nodes"]
