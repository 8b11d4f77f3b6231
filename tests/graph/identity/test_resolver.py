"""One actor, one node: across spellings, scripts and articles, in any order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from graph.identity import Resolver
from graph.terms import ID, local
from ingest.extraction import ArticleInfo, Entity, Evidence, Extraction, Position


def article(
    name: str, published: str, *people: tuple[str, str, str | None], bodies: tuple[tuple[str, str], ...] = ()
) -> Extraction:
    """An extraction of persons (name, title, country) and of bodies, places, countries (name, type)."""
    entities: list[Entity] = []
    positions: list[Position] = []

    def entity(text: str, kind: str) -> str:
        found = next((e.id for e in entities if e.name == text and e.type == kind), None)
        if found is None:
            found = f"e{len(entities) + 1}"
            entities.append(Entity(found, kind, text, {"ar": text}))  # type: ignore[arg-type]
        return found

    for person, title, country in people:
        one = entity(person, "Person")
        if title:
            of = entity(country, "Country") if country else None
            positions.append(Position(one, title, of, published, "سابق" in title, 0.9, Evidence(0, 1, "x")))
    for text, kind in bodies:
        entity(text, kind)
    info = ArticleInfo(name, None, published, None, None, "ar", "0" * 64)
    return Extraction(info, tuple(entities), tuple(positions))


def nodes(*articles: Extraction, resolver: Resolver | None = None) -> dict[str, str]:
    """The canonical IRI of every entity, by «article:name»."""
    resolver = resolver or Resolver()
    for a in articles:
        resolver.add(a.article.id, a)
    return {
        f"{a.article.id}:{e.name}": resolver.canonical(local(a.article.id, e.id).value)
        for a in articles
        for e in a.entities
    }


@pytest.mark.parametrize(
    "name",
    [
        "مرهف أبو قصرة",
        "مرهف أبو قصره",
        "مرهف ابوقصرة",
        "اللواء المهندس مرهف أبو قصرة",
        "Murhaf Abu Qasra",
        "Merhaf Ebu Kasra",
        "Abu Qasra",
    ],
)
def test_every_spelling_of_a_known_actor_is_the_gazetteers_node(name: str) -> None:
    found = nodes(article("a", "2025-10-17", (name, "وزير الدفاع", "سوريا")))
    assert found[f"a:{name}"] == f"{ID}g/murhaf-abu-qasra"


def test_unknown_persons_are_one_node_where_the_names_agree() -> None:
    found = nodes(
        article("a", "2025-03-01", ("سمير الطحان", "", None)),
        article("b", "2025-04-01", ("المهندس سمير الطحّان", "", None)),
        article("c", "2025-04-02", ("سامر الطحان", "", None)),
    )
    assert found["a:سمير الطحان"] == found["b:المهندس سمير الطحّان"] == f"{ID}a/a/e1"
    assert found["c:سامر الطحان"] != found["a:سمير الطحان"]


def test_family_name_with_the_same_office_is_the_same_person() -> None:
    found = nodes(
        article("a", "2025-03-01", ("سمير الطحان", "رئيس غرفة التجارة", "سوريا")),
        article("b", "2025-04-01", ("الطحان", "رئيس غرفة التجارة", "سوريا")),
        article("c", "2025-04-02", ("الطحان", "مدير الأوقاف", "الأردن")),
        article("d", "2025-04-02", ("الطحان", "", None)),
    )
    assert found["a:سمير الطحان"] == found["b:الطحان"]
    assert len({found["a:سمير الطحان"], found["c:الطحان"], found["d:الطحان"]}) == 3


def test_same_name_in_two_countries_is_two_persons() -> None:
    found = nodes(
        article("a", "2025-03-01", ("خالد العمر", "وزير السياحة", "الأردن")),
        article("b", "2025-03-02", ("خالد العمر", "وزير التجارة", "الكويت")),
    )
    assert found["a:خالد العمر"] != found["b:خالد العمر"]


def test_an_office_without_a_name_is_its_holder_on_that_day() -> None:
    found = nodes(
        article("a", "2010-05-03", ("وزير الخارجية التركي", "", None)),
        article("b", "2025-10-12", ("وزير الخارجية التركي", "", None)),
        article("c", "2030-01-01", ("وزير خارجية المالديف", "", None)),
        article("d", "2030-01-02", ("وزير خارجية المالديف", "", None)),
    )
    assert found["a:وزير الخارجية التركي"] == f"{ID}g/ahmet-davutoglu"
    assert found["b:وزير الخارجية التركي"] == f"{ID}g/hakan-fidan"
    assert found["c:وزير خارجية المالديف"] != found["d:وزير خارجية المالديف"]


def test_bodies_need_their_country() -> None:
    found = nodes(
        article(
            "a",
            "2025-01-01",
            bodies=(("وزارة الدفاع السورية", "Organization"), ("وزارة الدفاع التركية", "Organization")),
        ),
        article("b", "2025-01-02", bodies=(("وزارة الدفاع", "Organization"),)),
        article("c", "2025-01-03", bodies=(("وزارة الدفاع", "Organization"),)),
        article("d", "2025-01-03", bodies=(("وزارة الدفاع الوطني التركية", "Organization"),)),
    )
    assert found["a:وزارة الدفاع السورية"] == f"{ID}g/syrian-mod"
    assert found["a:وزارة الدفاع التركية"] == found["d:وزارة الدفاع الوطني التركية"] == f"{ID}g/turkish-mod"
    assert found["b:وزارة الدفاع"] != found["c:وزارة الدفاع"]


def test_a_capital_is_a_place_and_its_government_a_country() -> None:
    found = nodes(article("a", "2025-01-01", bodies=(("أنقرة", "Place"), ("أنقرة", "Country"))))
    resolver = Resolver()
    both = article("a", "2025-01-01", bodies=(("أنقرة", "Place"), ("أنقرة", "Country")))
    resolver.add("a", both)
    assert found
    assert resolver.canonical(local("a", "e1").value) == f"{ID}g/ankara"
    assert resolver.canonical(local("a", "e2").value) == f"{ID}g/turkey"


def _library() -> list[Extraction]:
    return [
        article(
            "a1",
            "2025-03-01",
            ("سمير الطحان", "رئيس غرفة التجارة", "سوريا"),
            bodies=(("غرفة تجارة السلمية", "Organization"),),
        ),
        article(
            "a2", "2025-04-01", ("الطحان", "رئيس غرفة التجارة", "سوريا"), bodies=(("غرفة تجارة سلمية", "Organization"),)
        ),
        article("a3", "2025-05-01", ("سمير طحان", "", None), ("أبو قصرة", "وزير الدفاع", "سوريا")),
        article(
            "a4", "2010-05-03", ("وزير الخارجية التركي", "", None), ("عباس", "", None), ("محمود عباس", "رئيس", "فلسطين")
        ),
        article("a5", "2025-10-12", ("هاكان فيدان", "وزير الخارجية", "تركيا"), ("فيدان", "", None)),
        article("a6", "2025-10-13", ("سمير محمد الطحان", "وزير السياحة", "الأردن"), ("عباس", "وزير الدفاع", "سوريا")),
        article("a7", "2023-01-13", ("عباس", "وزير الدفاع", "سوريا"), ("Semir Tahhan", "", None)),
    ]


def test_any_order_gives_the_same_nodes() -> None:
    expected = nodes(*_library())
    for seed in range(8):
        shuffled = _library()
        random.Random(seed).shuffle(shuffled)
        assert nodes(*shuffled) == expected
    assert len(set(expected.values())) > 8


def test_asking_between_adds_changes_nothing() -> None:
    resolver, expected = Resolver(), nodes(*_library())
    for a in _library():
        nodes(a, resolver=resolver)
    again = {
        f"{a.article.id}:{e.name}": resolver.canonical(local(a.article.id, e.id).value)
        for a in _library()
        for e in a.entities
    }
    assert again == expected


def test_removing_an_article_leaves_what_the_rest_gives() -> None:
    resolver = Resolver()
    nodes(*_library(), resolver=resolver)
    for gone in ("a1", "a5", "a4"):
        resolver.remove(gone)
        rest = [a for a in _library() if a.article.id not in {"a1", "a5", "a4"} or a.article.id in resolver._articles]
        found = {
            f"{a.article.id}:{e.name}": resolver.canonical(local(a.article.id, e.id).value)
            for a in rest
            for e in a.entities
        }
        assert found == nodes(*rest)


def test_known_answers_for_every_entry_and_gives_countries_of_others() -> None:
    resolver = Resolver()
    minister = resolver.known(f"{ID}g/hakan-fidan")
    assert minister is not None
    assert minister.country == f"{ID}g/turkey"
    assert any(o.of == f"{ID}g/turkey" and o.begin == "2023-06-04" and o.open for o in minister.offices)
    palace = resolver.known(f"{ID}g/peoples-palace")
    assert palace is not None
    assert (palace.within, palace.country) == (f"{ID}g/damascus", f"{ID}g/syria")
    assert all(resolver.known(f"{ID}g/{slug}") for slug in resolver.register.profiles)
    resolver.add("a", article("a", "2025-01-01", bodies=(("هيئة الأسماك السورية", "Organization"),)))
    body = resolver.known(resolver.canonical(local("a", "e1").value))
    assert body is not None
    assert body.country == f"{ID}g/syria"
    assert resolver.known(f"{ID}g/nobody") is None


def test_a_prominent_family_name_is_not_read_back_into_the_past() -> None:
    lands = (("سوريا", "Country"),)
    found = nodes(
        article("a", "2009-12-23", ("الأسد", "", None), bodies=lands),
        article("b", "1999-01-05", ("الأسد", "", None), bodies=lands),
    )
    assert found["a:الأسد"] == f"{ID}g/bashar-al-assad"
    assert found["b:الأسد"] != f"{ID}g/bashar-al-assad"


def test_two_full_names_are_not_joined_by_the_family_name_alone() -> None:
    one = article("a", "2025-03-01", ("سمير الطحان", "رئيس", "سوريا"))
    aliased = replace(one, entities=(replace(one.entities[0], aliases=("الطحان",)), *one.entities[1:]))
    found = nodes(aliased, article("b", "2025-03-02", ("نادر الطحان", "رئيس", "سوريا")))
    assert found["a:سمير الطحان"] != found["b:نادر الطحان"]


def test_doubtful_pairs_are_not_those_that_the_gazetteer_has_decided() -> None:
    resolver = Resolver()
    nodes(
        article("a", "2025-01-01", ("الطحان", "", None), bodies=(("مدينة حلب", "Place"), ("محافظة حلب", "Place"))),
        article("b", "2025-01-02", ("سمير الطحان", "", None)),
        resolver=resolver,
    )
    shown = [{n for g in (one, other) for n in g.evidence.names} for one, other, _ in resolver.doubtful()]
    assert {"الطحان", "سمير الطحان"} in shown
    assert not any(n & {"مدينة حلب", "محافظة حلب"} for n in shown)
