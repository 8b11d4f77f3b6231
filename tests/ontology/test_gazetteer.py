"""Countries, places and names of the gazetteer, and how they are found."""

from __future__ import annotations

import pytest

from ontology import gazetteer as gz
from ontology.folding import fold
from ontology.tables import rows


@pytest.mark.parametrize(
    ("word", "country", "feminine", "plural"),
    [
        ("السوري", "syria", False, False),
        ("والتركية", "turkey", True, False),
        ("للأردنيين", "jordan", False, True),
        ("الأتراك", "turkey", False, True),
        ("المغاربة", "morocco", False, True),
        ("تركيًا", "turkey", False, False),
        ("الأميركية", "united-states", True, False),
        ("السوريتين", "syria", True, True),
        ("الكورية الجنوبية", "south-korea", True, False),
    ],
)
def test_adjectives(word: str, country: str, feminine: bool, plural: bool) -> None:
    found = gz.nisba(word)
    assert found is not None
    assert (found.country.id, found.feminine, found.plural) == (country, feminine, plural)


@pytest.mark.parametrize("word", ["سوريا", "تركيا", "الوزير", "زيارة", "وزارة", "", "الأمن"])
def test_what_is_no_adjective(word: str) -> None:
    assert gz.nisba(word) is None


def test_country_names_in_every_spelling() -> None:
    for name in ("سوريا", "سورية", "الجمهورية العربية السورية", "Syria", "Suriye"):
        country = gz.country_named(name)
        assert country is not None
        assert country.id == "syria"
    assert gz.country_named("تركيًا") is None
    capital = gz.country_by_capital("انقرة")
    assert capital is not None
    assert capital.id == "turkey"


def test_every_country_is_complete_and_no_name_is_shared() -> None:
    owners: dict[str, str] = {}
    for country in gz.countries().values():
        assert country.labels["ar"]
        assert country.labels["en"]
        assert country.point is not None
        for name in map(fold, country.names):
            assert owners.setdefault(name, country.id) == country.id, name
    assert len([c for c in gz.countries().values() if not c.ended]) >= 195


def test_place_hierarchy_ends_in_known_things() -> None:
    known = gz.places().keys() | gz.countries().keys()
    for place in gz.places().values():
        assert place.part_of is None or place.part_of in known, place.id
        assert place.id not in gz.containers(place.id)
        if place.point:
            assert -90 <= place.point[0] <= 90
            assert -180 <= place.point[1] <= 180
    assert gz.containers("peoples-palace") == ["damascus", "syria"]
    assert gz.country_of("bab-al-hawa") == "syria"


def test_ids_are_unique_over_the_tables() -> None:
    ids = [row["id"] for name in ("countries.csv", "places.csv", "actors.csv") for row in rows(name)]
    ids += [c.capital.id for c in gz.countries().values() if c.capital]
    assert len(ids) == len(set(ids))
    assert all(i == fold(i).replace(" ", "-") for i in ids)


def test_matcher_takes_the_longest_and_cuts_particles() -> None:
    words = "زار الوفد قصر الشعب وبعدها مطار دمشق الدولي ثم للقاهرة وحلب".split()
    found = gz.place_matcher().find([fold(w) for w in words])
    named = [(" ".join(words[m.first : m.last]), m.clitic, getattr(m.values[0], "id", None)) for m in found]
    assert named == [
        ("قصر الشعب", "", "peoples-palace"),
        ("مطار دمشق الدولي", "", "damascus-airport"),
        ("للقاهرة", "ل", "cairo"),
        ("وحلب", "و", "aleppo"),
    ]


def test_matcher_reads_joined_compounds() -> None:
    matcher = gz.Matcher([("عبد الله غل", 1), ("أبو قصرة", 2)])
    assert [m.values for m in matcher.find(["التقي", "عبدالله", "غل", "وابوقصره"])] == [(1,), (2,)]


def test_world_cities_belong_to_known_countries() -> None:
    assert {c.country for c in gz.world_cities()} <= gz.countries().keys()
    ambiguous = {c.labels["ar"] for c in gz.world_cities() if c.ambiguous}
    assert {"كان", "فرح"} <= ambiguous
