"""Countries, places and names of the gazetteer, and how they are found."""

from __future__ import annotations

import pytest

from ontology import gazetteer as gz
from ontology.actors import held_on, overlapping
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
    words = ["زار", "الوفد", "قصر", "الشعب", "وبعدها", "مطار", "دمشق", "الدولي", "ثم", "للقاهرة", "وحلب"]
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


def test_actors_and_offices_refer_to_known_things() -> None:
    known = gz.actors().keys() | gz.places().keys() | gz.countries().keys()
    for actor in gz.actors().values():
        assert actor.source, actor.id
        assert actor.labels.keys() >= {"ar", "en", "tr"}, actor.id
        assert actor.country is None or actor.country in gz.countries(), actor.id
    for office in gz.offices():
        assert office.actor in gz.actors(), office
        assert office.role in gz.roles(), office
        assert office.of in known, office
        assert office.source, office


def test_dates_of_offices_are_ordered_and_single_offices_have_one_holder() -> None:
    held: dict[tuple[str, str], list[gz.Office]] = {}
    for office in gz.offices():
        if office.begin and office.end:
            precision = min(len(office.begin), len(office.end))
            assert office.begin[:precision] <= office.end[:precision], office
        held.setdefault((office.role, office.of), []).append(office)
    for (role, of), periods in held.items():
        if gz.roles()[role].single:
            assert not overlapping(periods), (role, of)


def test_overlapping_periods_are_seen() -> None:
    one = gz.Office("a", "president", "syria", "2000-01-01", "2010-06", "s")
    other = gz.Office("b", "president", "syria", "2010-05-01", None, "s")
    later = gz.Office("c", "president", "syria", "2010-06-10", None, "s")
    assert overlapping([other, one]) == [(one, other)]
    assert overlapping([one, later]) == []


def test_no_name_is_shared_by_two_actors_unless_both_say_so() -> None:
    owners: dict[str, set[str]] = {}
    for actor in gz.actors().values():
        for name in map(fold, actor.names):
            owners.setdefault(name, set()).add(actor.id)
    for name, ids in owners.items():
        assert len(ids) == 1 or all(name in gz.actors()[i].shared for i in ids), (name, ids)


def test_who_held_an_office_on_a_day() -> None:
    def names(role: str, of: str, day: str) -> list[str]:
        return [o.actor for o in gz.holders(role, of, day)]

    assert names("foreign-minister", "turkey", "2010-05-03") == ["ahmet-davutoglu"]
    assert names("foreign-minister", "turkey", "2025-10") == ["hakan-fidan"]
    assert names("president", "syria", "2004-01-06") == ["bashar-al-assad"]
    assert names("president", "syria", "2025-01-01") == []
    assert gz.roles_of_title("وزير الخارجية والمغتربين") == ("foreign-minister",)


@pytest.mark.parametrize(
    ("checked", "day", "held"),
    [("2025-08", "2025-08-31", True), ("2025-08", "2025-09-01", False), ("2025-08-10", "2025-08", True),
     ("2025", "2025-12-31", True), ("2025-08-10", "2019-12-31", False), (None, "2090-01-01", True)],
)  # fmt: skip
def test_an_open_office_is_held_as_far_as_its_source_reaches(checked: str | None, day: str, *, held: bool) -> None:
    assert held_on(gz.Office("a", "president", "syria", "2020", None, "s", checked), day) is held


def test_known_actors_are_found_in_text_in_any_spelling() -> None:
    for name in ("مرهف أبوقصرة", "مرهف ابو قصره", "Abu Qasra", "Ebu Kasra"):
        (actor,) = gz.actor_matcher().exact(name)
        assert actor.id == "murhaf-abu-qasra"


@pytest.mark.parametrize(
    "title", ["وزير الخارجية", "وزير خارجية", "وزير الخارجية التركي", "وزير الخارجية السابق", "رئيس الدبلوماسية"]
)
def test_titles_of_one_office_have_one_key(title: str) -> None:
    assert gz.office_key(title) == "foreign-minister"


@pytest.mark.parametrize(
    ("name", "title"),
    [("وزير الدفاع السوري", True), ("الوزير التركي", True), ("الوزير", True), ("الوزير الضيف", True), ("الوزير الشيباني", False), ("مصدر أمني", True), ("أمير قطر", True),
     ("أمير عبد اللهيان", False), ("هاكان فيدان", False), ("وزيرة محمد", True), ("الأسد", False)],
)  # fmt: skip
def test_titles_are_told_from_names(name: str, *, title: bool) -> None:
    assert gz.is_title(name) is title


@pytest.mark.parametrize(
    ("title", "key"),
    [("رئيس المخابرات العامة", "intelligence-chief"), ("زعيم هيئة تحرير الشام", gz.office_key("زعيم")),
     ("رئيس مؤسسة الصناعات الدفاعية", gz.office_key("رئيس")), ("رئيس نادي الكرامة", "رييس نادي كرامه")],
)  # fmt: skip
def test_a_title_that_names_its_body_has_the_key_of_its_head(title: str, key: str) -> None:
    assert gz.office_key(title) == key


def test_every_open_office_says_how_far_its_source_reaches() -> None:
    for office in gz.offices():
        assert not (office.end and office.checked), office
        if office.begin and not office.end:
            assert office.checked, office
            precision = min(len(office.begin), len(office.checked))
            assert office.begin[:precision] <= office.checked[:precision], office
