import pytest

from graph.projection import project
from graph.terms import ID
from tests.graph.made_up import NAJM, SALEM, world
from tests.graph.stores import store_of


@pytest.fixture(scope="module")
def network():
    return project(store_of(world()))


def node(network, name: str) -> str:
    return next(n for n, data in network.nodes(data=True) if data["labels"].get("ar") == name)


def events(network, relation: str) -> list[dict]:
    return [data for *_, data in network.edges(data=True) if data["relation"] == relation]


def test_one_event_of_two_reports_is_one_edge_with_both(network):
    met = [e for e in events(network, "metWith") if e["date"] == "2031-05-02"]
    assert len(met) == 1
    assert met[0]["symmetric"]
    assert [r["source"] for r in met[0]["reports"]] == ["وكالة الموج", "صحيفة النجم"]
    assert [r["confidence"] for r in met[0]["reports"]] == [0.9, 0.8]
    assert met[0]["confidence"] == 0.9


def test_reports_lead_to_the_sentence_and_its_trigger(network):
    report = events(network, "thanked")[0]["reports"][0]
    text = world()[1][0].text
    assert report["article"] == ID + "a/a2"
    assert text[report["start"] : report["end"]] == report["text"]
    assert text[slice(*report["trigger"])] == "وشكر"


def test_dates_are_as_precise_as_known_with_their_bounds(network):
    visits = {(e["date"], e["begin"], e["end"], e["status"]) for e in events(network, "visited")}
    assert ("2031-06", "2031-06-01", "2031-06-30", "happened") in visits
    assert ("2031-08-01", "2031-08-01", "2031-08-01", "planned") in visits
    undated = events(network, "condemned")[0]
    assert (undated["date"], undated["begin"], undated["end"]) == (None, None, None)


def test_a_denial_beside_another_report_is_contested(network):
    signed = events(network, "signedAgreementWith")
    assert [(e["status"], [r["status"] for r in e["reports"]]) for e in signed] == [
        ("contested", ["happened", "denied"])
    ]


def test_places_and_capacities(network):
    hosted = events(network, "hosted")[0]
    assert hosted["place_labels"] == {"ar": "مرفأ الزهور", "en": "Port Flora"}
    assert hosted["capacities"] == {node(network, SALEM): "وزير البحر", node(network, NAJM): "وزير الجبال"}


def test_offices_and_countries_of_actors(network):
    salem = network.nodes[node(network, SALEM)]
    assert (salem["type"], salem["labels"]["en"], salem["country_labels"]["ar"]) == (
        "Person",
        "Salem Bahri",
        "ساحلستان",
    )
    [office] = salem["offices"]
    assert (office["title"], office["of_labels"]["en"], office["former"]) == ("وزير البحر", "Coastland", False)
    assert (office["begin"], office["end"]) == ("2031-05-03", "2031-07-01")


def test_importance_and_degree(network):
    ranked = sorted(network.nodes(data=True), key=lambda n: -n[1]["importance"])
    assert ranked[0][1]["labels"]["ar"] in (SALEM, NAJM)
    assert ranked[0][1]["importance"] == 1.0
    assert all(
        0 <= data["importance"] <= 1 and data["degree"] == network.degree(n) for n, data in network.nodes(data=True)
    )


def test_places_that_nothing_is_tied_to_are_no_nodes(network):
    assert "مرفأ الزهور" not in {data["labels"].get("ar") for _, data in network.nodes(data=True)}


def test_order_does_not_depend_on_the_order_of_articles():
    forward, backward = project(store_of(world())), project(store_of(reversed(world())))
    assert list(forward.nodes(data=True)) == list(backward.nodes(data=True))
    assert list(forward.edges(keys=True, data=True)) == list(backward.edges(keys=True, data=True))


def test_sample_texts_are_marked():
    assert project(store_of(world(synthetic=True))).graph["synthetic"] is True
    assert project(store_of(world())).graph["synthetic"] is False


def test_an_empty_store_is_an_empty_network():
    assert project(store_of([])).number_of_nodes() == 0


def test_the_surroundings_of_an_actor_are_cut_from_the_whole(network):
    store, actor = store_of(world()), node(network, NAJM)
    part = project(store, around=actor)
    expected = {key: data for s, o, key, data in network.edges(keys=True, data=True) if actor in (s, o)}
    assert {key: data for *_, key, data in part.edges(keys=True, data=True)} == expected
    for name, data in part.nodes(data=True):
        own = ("degree", "importance")
        assert {k: v for k, v in data.items() if k not in own} == {
            k: v for k, v in network.nodes[name].items() if k not in own
        }
