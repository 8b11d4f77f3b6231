"""Names that very many bear, names that end as others do, and bodies and towns that several countries have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.identity import Resolver
from graph.identity.names import person_name
from graph.identity.naming import is_common
from graph.terms import ID, local
from ingest.extraction import Evidence, Relation
from tests.graph.identity.test_resolver import article, nodes


@pytest.mark.parametrize(
    ("name", "common"),
    [
        ("محمد الأحمد", True),
        ("أحمد كايا", True),
        ("Mehmet Yılmaz", True),
        ("محمد أحمد علي", True),
        ("محمد الدندشي", False),
        ("غيفارا الأحمد", False),
        ("محمد رشدي الأحمد", False),
        ("الأحمد", False),
    ],
)
def test_which_names_very_many_bear(name: str, common: bool) -> None:
    read = person_name(name)
    assert read is not None
    assert is_common(read) is common


def test_a_common_name_alone_joins_nobody_and_is_put_to_the_analyst() -> None:
    resolver = Resolver()
    found = nodes(
        article("a", "2025-01-01", ("محمد الأحمد", "", None)),
        article("b", "2025-01-02", ("محمد الأحمد", "", None)),
        article("c", "2025-01-02", ("Mohammed al-Ahmad", "", None)),
        article("d", "2025-01-03", ("غيفارا الدندشي", "", None)),
        article("e", "2025-01-03", ("غيفارا الدندشي", "", None)),
        resolver=resolver,
    )
    assert len({found["a:محمد الأحمد"], found["b:محمد الأحمد"], found["c:Mohammed al-Ahmad"]}) == 3
    assert found["d:غيفارا الدندشي"] == found["e:غيفارا الدندشي"]
    doubtful = resolver.doubtful()
    assert len(doubtful) == 2
    assert all("very many people" in decision.text("en") for _, _, decision in doubtful)
    assert all("كثيرون جداً" in decision.text("ar") for _, _, decision in doubtful)


def test_a_common_name_with_the_same_office_is_one_person() -> None:
    found = nodes(
        article("a", "2025-01-01", ("محمد الأحمد", "مدير صحة حماة", "سوريا")),
        article("b", "2025-03-02", ("محمد الأحمد", "مدير صحة حماة", "سوريا")),
        article("c", "2025-03-02", ("محمد الأحمد", "مدير نقل حمص", "سوريا")),
    )
    assert found["a:محمد الأحمد"] == found["b:محمد الأحمد"] != found["c:محمد الأحمد"]


def test_many_bearers_of_a_common_name_give_as_many_doubtful_pairs() -> None:
    resolver = Resolver()
    nodes(*(article(f"a{n}", "2025-01-01", ("محمد الأحمد", "", None)) for n in range(40)), resolver=resolver)
    assert len(resolver.doubtful()) == 39


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سامي القضماني", "هشام سامي القضماني"),
        ("عماد جميل القضماني", "جميل عماد القضماني"),
        ("رشدي القضماني", "رشيد رشدي القضماني"),
    ],
)
def test_a_fathers_name_is_not_his_sons(one: str, other: str) -> None:
    found = nodes(article("a", "2025-01-01", (one, "", None)), article("b", "2025-01-02", (other, "", None)))
    assert found[f"a:{one}"] != found[f"b:{other}"]


def test_a_first_name_that_is_often_dropped_may_be_missing_where_more_speaks_for_it() -> None:
    full, short = "محمد رشدي القضماني", "رشدي القضماني"
    found = nodes(
        article("a", "2025-01-01", (full, "وزير النقل", "سوريا")),
        article("b", "2025-01-02", (short, "معاون الوزير", "سوريا")),
        article("c", "2025-01-02", (short, "وزير السياحة", "الأردن")),
    )
    assert found[f"a:{full}"] == found[f"b:{short}"] != found[f"c:{short}"]


def test_an_office_before_its_known_holder_is_another_persons() -> None:
    name = "جورج بوش"
    found = nodes(
        article("a", "1991-03-01", (name, "رئيس", "الولايات المتحدة")),
        article("b", "2005-03-01", (name, "رئيس", "الولايات المتحدة")),
    )
    assert found[f"a:{name}"] != found[f"b:{name}"] == f"{ID}g/george-w-bush"


def test_the_president_of_a_state_is_not_the_head_of_its_agency() -> None:
    assert nodes(article("a", "2010-05-10", ("الرئيس الروسي", "", None)))["a:الرئيس الروسي"] == f"{ID}g/dmitry-medvedev"


def test_a_person_is_no_evidence_for_the_own_country() -> None:
    """A known name that very many bear, in an article that speaks of another country only."""
    alone = nodes(article("a", "2025-03-01", ("فاطمة شاهين", "", None), bodies=(("ألمانيا", "Country"),)))
    assert alone["a:فاطمة شاهين"] == f"{ID}a/a/e1"
    there = nodes(article("a", "2025-03-01", ("فاطمة شاهين", "", None), bodies=(("تركيا", "Country"),)))
    assert there["a:فاطمة شاهين"] == f"{ID}g/fatma-sahin"


def test_a_former_holder_without_a_name_is_not_the_present_one() -> None:
    name = "وزير الخارجية التركي الأسبق"
    assert nodes(article("a", "2025-03-01", (name, "", None)))[f"a:{name}"] == f"{ID}a/a/e1"


def test_a_party_of_a_name_that_two_countries_have_goes_by_its_article() -> None:
    name = "حزب العدالة والتنمية"
    found = nodes(
        article("a", "2025-03-01", bodies=((name, "Organization"), ("تركيا", "Country"))),
        article("b", "2025-03-02", bodies=((name, "Organization"), ("المغرب", "Country"))),
        article("c", "2025-03-03", bodies=((name, "Organization"),)),
    )
    assert found[f"a:{name}"] == found[f"c:{name}"] == f"{ID}g/ak-party"
    assert found[f"b:{name}"] == f"{ID}a/b/e1"


def test_a_town_of_a_name_that_two_countries_have_goes_by_its_article() -> None:
    found = nodes(
        article("a", "2025-03-01", bodies=(("طرابلس", "Place"), ("لبنان", "Country"))),
        article("b", "2025-03-02", bodies=(("طرابلس", "Place"), ("ليبيا", "Country"))),
        article("c", "2025-03-02", bodies=(("طرابلس", "Place"),)),
    )
    assert found["a:طرابلس"] == f"{ID}g/tripoli-lebanon"
    assert found["b:طرابلس"] == f"{ID}g/tripoli"
    assert found["c:طرابلس"] == f"{ID}a/c/e1"


def test_a_place_called_by_a_countrys_name_is_that_country() -> None:
    assert nodes(article("a", "2025-03-01", bodies=(("تركيا", "Place"),)))["a:تركيا"] == f"{ID}g/turkey"


def test_crowds_of_two_articles_are_two() -> None:
    resolver = Resolver()
    for name in ("a", "b"):
        resolver.add(name, article(name, "2025-03-01", bodies=(("المتظاهرون", "Group"), ("مهاجرون أفغان", "Group"))))
    crowd, people = ([resolver.canonical(local(a, e).value) for a in ("a", "b")] for e in ("e1", "e2"))
    assert crowd[0] != crowd[1]
    assert people[0] == people[1]


def test_a_body_and_its_short_form_together_are_the_body() -> None:
    name = "وكالة التعاون والتنسيق التركية تيكا"
    assert nodes(article("a", "2025-03-01", bodies=((name, "Organization"),)))[f"a:{name}"] == f"{ID}g/tika"


def test_a_description_that_fits_many_joins_nobody() -> None:
    resolver = Resolver()
    for name, company in (("a", "بوسفور لوجستيك"), ("b", "أناضول تكستيل")):
        said = article(name, "2025-03-01", bodies=((company, "Organization"), ("الشركة التركية", "Organization")))
        aliased = replace(said.entities[0], aliases=("الشركة التركية",))
        resolver.add(name, replace(said, entities=(aliased, said.entities[1])))
    found = [resolver.canonical(local(a, e).value) for a in ("a", "b") for e in ("e1", "e2")]
    assert len(set(found)) == 4


def test_a_club_is_not_the_town_whose_name_it_bears() -> None:
    found = nodes(article("a", "2025-03-01", bodies=(("أربيل", "Organization"),)))
    assert found["a:أربيل"] == f"{ID}a/a/e1"


def test_the_home_of_a_bodys_head_does_not_part_the_body() -> None:
    head = article("a", "2012-06-27", ("بان كي مون", "الأمين العام", None), bodies=(("الأمم المتحدة", "Organization"),))
    led = replace(head, positions=(replace(head.positions[0], of="e2"),))
    plain = article("b", "2012-06-28", bodies=(("الأمم المتحدة", "Organization"),))
    found = nodes(led, plain)
    assert found["a:الأمم المتحدة"] == found["b:الأمم المتحدة"] == f"{ID}g/united-nations"


@pytest.mark.parametrize(("name", "entry"), [("عمان", "amman"), ("العراق", "iraq"), ("لبنان", "lebanon")])
def test_a_capital_or_a_country_among_places(name: str, entry: str) -> None:
    assert nodes(article("a", "2025-03-01", bodies=((name, "Place"),)))[f"a:{name}"] == f"{ID}g/{entry}"


def test_a_body_of_two_states_is_one_in_either_order_and_neither_states_own() -> None:
    resolver = Resolver()
    names = (
        "مجلس الأعمال السوري التركي",
        "مجلس الأعمال التركي السوري",
        "مجلس الأعمال السوري",
        "مجلس الأعمال السوري السعودي",
    )
    found = nodes(
        *(article(f"a{n}", "2025-03-01", bodies=((x, "Organization"),)) for n, x in enumerate(names)), resolver=resolver
    )
    one, same, own, other = (found[f"a{n}:{name}"] for n, name in enumerate(names))
    assert one == same
    assert len({one, own, other}) == 3
    assert resolver.known(one) is None


def test_an_office_without_a_name_is_its_holder_on_the_day_of_the_event() -> None:
    """An article of 2025 tells what the foreign minister did in 2010."""
    name = "وزير الخارجية التركي"
    told = article("a", "2025-10-12", (name, "", None), bodies=(("دمشق", "Place"),))
    event = Relation("visited", "e1", "e2", "o1", "2010-05-03", None, "happened", 0.9, Evidence(0, 1, "x"))
    long_ago = replace(told, relations=(event,))
    assert nodes(long_ago)[f"a:{name}"] == f"{ID}g/ahmet-davutoglu"
    assert nodes(told)[f"a:{name}"] == f"{ID}g/hakan-fidan"
    both = replace(told, relations=(event, replace(event, date="2025-10-11")))
    assert nodes(both)[f"a:{name}"] == f"{ID}a/a/e1"
