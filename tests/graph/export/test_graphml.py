import io

import networkx as nx

from graph.export import Material, exporters
from graph.export.base import NOTICE
from tests.graph.networks import ID, made_up


def written(*, synthetic: bool = False) -> bytes:
    out = io.BytesIO()
    exporters()["graphml"].write(Material(network=made_up(synthetic=synthetic)), out)
    return out.getvalue()


def test_networkx_reads_every_event_back():
    back = nx.read_graphml(io.BytesIO(written()), force_multigraph=True)
    assert back.number_of_nodes() == 4
    assert {key for *_, key in back.edges(keys=True)} == {ID + f"event/{i}" for i in range(1, 6)}
    event = back.edges[ID + "a", ID + "b", ID + "event/1"]
    assert (event["relation"], event["symmetric"], event["confidence"], event["weight"]) == ("metWith", True, 0.9, 2.0)
    assert event["evidence"] == "التقى سالم نجماً. | اجتمع سالم ونجم."
    assert back.nodes[ID + "a"]["offices"] == "وزير البحر، ساحلستان"


def test_sample_texts_are_called_that():
    assert NOTICE.encode() in written(synthetic=True)
    assert NOTICE.encode() not in written()
