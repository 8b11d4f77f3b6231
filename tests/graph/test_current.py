"""What is derived: the same from any history, each thing once, and right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.current import Current, Facts
from graph.current_identity import ByName, Known, KnownOffice
from graph.provenance import record_of
from graph.terms import CURRENT, LATEST
from ontology.relations import relation_types
from tests.graph.made import Draft, made


def facts_of(pair, **more) -> Facts:
    article, extraction = pair
    return Facts(record_of(article, extraction, ""), extraction, **more)


def derive(*pairs, identity=None) -> Current:
    current = Current(identity or ByName())
    current.load({a.id: facts_of((a, x)) for a, x in pairs})
    return current


FEW = [facts_of(made(n, people=3)) for n in range(12)]
AGAIN = [facts_of(made(n, people=3, seed=1)) for n in range(12)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "replace", "remove"]), st.sets(st.integers(0, 11), min_size=1, max_size=4)),
        max_size=12,
    )
)
def test_kept_up_by_any_history_it_is_what_a_rebuild_gives(history):
    current, stored, held = Current(ByName()), set(), {}
    for verb, numbers in history:
        chosen = {FEW[n].record.info.id: (AGAIN if verb == "replace" else FEW)[n] for n in numbers}
        removed = sorted(chosen) if verb == "remove" else []
        deleted, inserted = current.update(removed, {} if removed else chosen)
        assert set(deleted) <= stored
        assert not set(inserted) & stored
        stored = (stored - set(deleted)) | set(inserted)
        held = {a: f for a, f in held.items() if a not in removed} | ({} if removed else chosen)
    rebuilt = Current(ByName())
    rebuilt.load(dict(sorted(held.items())))
    triples = list(rebuilt.triples())
    assert len(triples) == len(set(triples))
    assert set(triples) == stored == set(current.triples())


def test_a_direct_triple_stands_once_and_both_ways_only_where_symmetric():
    first, second = Draft("a"), Draft("b")
    for draft, day in ((first, "2025-08-13"), (second, "2025-08-14")):
        draft.tell("metWith", "سالم الزرنوقي", "منير البهرجي", date=day)
        draft.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date=day)
    predicates = [t.predicate.value.rpartition("#")[2] for t in derive(first.done(), second.done()).triples()]
    assert predicates.count("metWith") == 2
    assert predicates.count("thanked") == 1


@pytest.mark.parametrize("statuses", [["planned"], ["denied"], ["happened", "denied"]])
def test_there_is_no_direct_triple_unless_it_surely_happened(statuses):
    drafts = []
    for number, status in enumerate(statuses):
        draft = Draft(f"a{number}")
        draft.tell("metWith", "سالم الزرنوقي", "منير البهرجي", date="2025-08-13", status=status)
        drafts.append(draft.done())
    current = derive(*drafts)
    assert not any(t.predicate.value.endswith("#metWith") for t in current.triples())
    [event] = current.events()
    assert event.status == (statuses[0] if len(statuses) == 1 else "contested")


def test_nobody_is_tied_to_himself():
    draft = Draft("a")
    draft.tell("thanked", "سالم الزرنوقي", "سالم الزرنوقيّ")
    assert list(derive(draft.done()).events()) == []


def test_a_visit_by_three_is_one_occasion_also_over_two_articles():
    first, second = Draft("a"), Draft("b")
    for person in ("سالم الزرنوقي", "منير البهرجي", "فريد الشمروخي"):
        first.tell("visited", person, "بلاد الشمال", date="2025-08-13", occasion="o1")
    second.tell("visited", "سالم الزرنوقي", "بلاد الشمال", date="2025-08-13", occasion="o7")
    second.tell("metWith", "سالم الزرنوقي", "فريد القنطاري", date="2025-08-13", occasion="o7")
    second.tell("metWith", "سالم الزرنوقي", "فريد القنطاري", date="2025-08-20", occasion="o8")
    occasions = {(e.relation, e.date): e.occasion for e in derive(first.done(), second.done()).events()}
    assert occasions[("visited", "2025-08-13")] == occasions[("metWith", "2025-08-13")]
    assert occasions[("metWith", "2025-08-20")] != occasions[("metWith", "2025-08-13")]
    assert len(set(occasions.values())) == 2


def test_rejected_statements_leave_and_accepted_ones_are_marked():
    draft = Draft("a")
    draft.tell("thanked", "سالم الزرنوقي", "منير البهرجي")
    draft.tell("thanked", "منير البهرجي", "فريد الشمروخي")
    current = Current(ByName())
    pair = draft.done()
    current.load({"a": facts_of(pair, rejected=frozenset({"r1"}), accepted=frozenset({"r2"}))})
    [event] = current.events()
    assert event.iri.endswith("/r2")
    assert event.accepted


def test_offices_fold_into_periods_and_a_past_one_closes():
    drafts = []
    for number, (day, former) in enumerate(
        [("2020-01-01", False), ("2021-06-01", False), ("2022-01-01", True), ("2025-01-01", False)]
    ):
        draft = Draft(f"a{number}", published=day)
        draft.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال", former=former)
        drafts.append(draft.done())
    current = derive(*drafts)
    [offices] = [v for (kind, _), v in current._units.items() if kind == "offices"]
    assert [(o.first, o.last, o.former, len(o.reports)) for o in offices] == [
        ("2020-01-01", "2021-06-01", True, 3),
        ("2025-01-01", "2025-01-01", False, 1),
    ]


def capacity(current: Current) -> list[str]:
    posts = {v.iri: dict(v.titles)["ar"] for (kind, _), v in current._units.items() if kind == "post"}
    return [posts[post] for e in current.events() for _, post in e.capacities]


def office_and_event(event: str | None, *, former: bool = False, published: str = "2025-10-17") -> Current:
    draft = Draft("a", published=published)
    draft.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال", former=former)
    draft.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date=event)
    return derive(draft.done())


def test_the_office_that_the_article_gives_is_the_capacity_at_a_recent_event():
    assert capacity(office_and_event("2025-10-12")) == ["وزير الري"]
    assert capacity(office_and_event(None)) == ["وزير الري"]


def test_an_old_event_does_not_get_the_present_office_nor_a_recent_one_a_past_office():
    assert capacity(office_and_event("2018-03-01")) == []
    assert capacity(office_and_event("2025-10-12", former=True)) == []


def test_an_event_inside_a_known_period_gets_that_office_from_other_articles():
    drafts = []
    for number, (day, title) in enumerate(
        [("2021-01-01", "مدير"), ("2023-01-01", "مدير"), ("2025-01-01", "وزير الري")]
    ):
        draft = Draft(f"a{number}", published=day)
        draft.office("سالم الزرنوقي", title, "بلاد الشمال")
        drafts.append(draft.done())
    told = Draft("b", published="2025-02-01")
    told.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال")
    told.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2022-05-05")
    assert capacity(derive(*drafts, told.done())) == ["مدير"]


class Gazetteer(ByName):
    """Knows one person, with an office that began lately, and his country."""

    TITLE = "وزير الري"
    NAMES = {
        "سالم الزرنوقي": "https://w3id.org/rawabit/id/g/salem",
        "بلاد الشمال": "https://w3id.org/rawabit/id/g/north",
    }

    def add(self, article, extraction):
        super().add(article, extraction)
        for entity in extraction.entities:
            if entity.name in self.NAMES:
                self._smallest[self._keys[f"https://w3id.org/rawabit/id/a/{article}/{entity.id}"]] = self.NAMES[
                    entity.name
                ]

    def known(self, canonical):
        office = KnownOffice(
            (("ar", self.TITLE),), "https://w3id.org/rawabit/id/g/north", "2025-10-15", None, open=True
        )
        found = {
            "https://w3id.org/rawabit/id/g/salem": Known(
                "Person",
                (("ar", "سالم الزرنوقي"), ("en", "Salem Najjar")),
                country="https://w3id.org/rawabit/id/g/north",
                offices=(office,),
            ),
            "https://w3id.org/rawabit/id/g/north": Known("Country", (("ar", "بلاد الشمال"), ("en", "Northland"))),
        }
        return found.get(canonical)


def test_what_the_gazetteer_knows_of_an_office_stands():
    draft = Draft("a")
    draft.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال")
    draft.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2025-10-12")
    current = derive(draft.done(), identity=Gazetteer())
    assert capacity(current) == []
    later = Draft("a", published="2026-05-01")
    later.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2026-03-01")
    assert capacity(derive(later.done(), identity=Gazetteer())) == ["وزير الري"]


class Checked(Gazetteer):
    """As known by a source that reaches to the end of 2025."""

    def known(self, canonical):
        found = super().known(canonical)
        offices = tuple(replace(o, until="2025-12-31") for o in found.offices) if found else ()
        return replace(found, offices=offices) if found else None


def periods(current):
    [offices] = [v for (kind, _), v in current._units.items() if kind == "offices"]
    return [(o.begin, o.open, o.until, o.former) for o in offices]


def ends(current):
    wanted = ("knownUntil", "hasEnd")
    found = (t for t in current.triples() if t.predicate.value.rpartition("#")[2].rpartition("/")[2] in wanted)
    return sorted(t.predicate.value.rpartition("#")[2].rpartition("/")[2] for t in found)


def test_an_open_office_is_not_claimed_beyond_what_is_known_of_it():
    within, beyond = Draft("a", published="2026-05-01"), Draft("b", published="2026-05-01")
    within.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2025-11-01")
    beyond.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2026-03-01")
    assert capacity(derive(within.done(), identity=Checked())) == ["وزير الري"]
    current = derive(beyond.done(), identity=Checked())
    assert capacity(current) == []
    assert periods(current) == [("2025-10-15", True, "2025-12-31", False)]
    assert ends(current) == ["knownUntil"]


def test_reports_carry_what_is_known_of_an_open_office_on_or_end_it():
    later, past = Draft("a", published="2026-05-01"), Draft("b", published="2026-06-01")
    later.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال")
    later.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2026-03-01")
    current = derive(later.done(), identity=Checked())
    assert periods(current) == [("2025-10-15", True, "2026-05-01", False)]
    assert capacity(current) == ["وزير الري"]
    past.office("سالم الزرنوقي", "وزير الري", "بلاد الشمال", former=True)
    current = derive(past.done(), identity=Checked())
    assert periods(current) == [("2025-10-15", False, "2025-12-31", True)]
    assert ends(current) == ["hasEnd"]


class ForeignMinister(Gazetteer):
    TITLE = "وزير الخارجية"


def test_a_report_that_fits_a_known_office_folds_into_its_period_however_it_is_worded():
    draft = Draft("a", published="2026-05-01")
    draft.office("سالم الزرنوقي", "وزير خارجية", "بلاد الشمال")
    current = derive(draft.done(), identity=ForeignMinister())
    [offices] = [v for (kind, _), v in current._units.items() if kind == "offices"]
    assert [(dict(o.titles)["ar"], o.begin, o.first, o.open) for o in offices] == [
        ("وزير الخارجية", "2025-10-15", "2026-05-01", True)
    ]
    early = Draft("a", published="2024-05-01")
    early.office("سالم الزرنوقي", "وزير الخارجية", "بلاد الشمال")
    [offices] = [
        v for (kind, _), v in derive(early.done(), identity=ForeignMinister())._units.items() if kind == "offices"
    ]
    assert [(o.begin, o.first) for o in offices] == [(None, "2024-05-01"), ("2025-10-15", None)]


class Ministry(ForeignMinister):
    NAMES = {**Gazetteer.NAMES, "وزارة الري": "https://w3id.org/rawabit/id/g/ministry"}

    def known(self, canonical):
        if canonical.endswith("/ministry"):
            return Known("Organization", (("ar", "وزارة الري"),), country="https://w3id.org/rawabit/id/g/north")
        return super().known(canonical)


@pytest.mark.parametrize(("title", "periods"), [("وزير الخارجية", 1), ("وزير", 2)])
def test_a_body_of_the_state_stands_for_it_with_a_full_title_only(title, periods):
    draft = Draft("a", published="2026-05-01")
    draft.office("سالم الزرنوقي", title, "وزارة الري")
    current = derive(draft.done(), identity=Ministry())
    [offices] = [v for (kind, _), v in current._units.items() if kind == "offices"]
    assert len(offices) == periods


class Governor(Gazetteer):
    """Knows one person as the governor of the province of the river."""

    NAMES = {**Gazetteer.NAMES, "محافظة النهر": "https://w3id.org/rawabit/id/g/river"}

    def known(self, canonical):
        if canonical.endswith("/river"):
            return Known("Place", (("ar", "محافظة النهر"),), country="https://w3id.org/rawabit/id/g/north")
        found = super().known(canonical)
        if canonical.endswith("/salem"):
            office = KnownOffice(
                (("ar", "محافظ"),), "https://w3id.org/rawabit/id/g/river", "2025-01-01", None, open=True
            )
            return replace(found, offices=(office,))
        if canonical.endswith("/north"):
            return replace(found, country=canonical)
        return found


@pytest.mark.parametrize(
    ("title", "of", "number"),
    [
        ("محافظ النهر", "بلاد الشمال", 1),
        ("محافظ النهر الجديد", "بلاد الشمال", 1),
        ("محافظ", "محافظة النهر", 1),
        ("محافظ الجبل", "بلاد الشمال", 2),
        ("نائب محافظ النهر", "بلاد الشمال", 2),
        ("محافظ النهر", "بلاد الجنوب", 1),  # a country that no gazetteer knows speaks against nothing
    ],
)
def test_a_title_that_names_its_place_is_the_office_of_that_place(title, of, number):
    draft = Draft("a", published="2026-05-01")
    draft.office("سالم الزرنوقي", title, of)
    current = derive(draft.done(), identity=Governor())
    [offices] = [v for (kind, _), v in current._units.items() if kind == "offices"]
    assert len(offices) == number


def test_one_post_however_its_title_is_worded():
    drafts = []
    for number, title in enumerate(["وزير الخارجية", "وزير خارجية", "وزير الخارجية والمغتربين"]):
        draft = Draft(f"a{number}")
        draft.office("سالم الزرنوقي", title, "بلاد الشمال")
        drafts.append(draft.done())
    [offices] = [v for (kind, _), v in derive(*drafts)._units.items() if kind == "offices"]
    assert [len(o.reports) for o in offices] == [3]


def test_titles_and_common_nouns_are_no_other_names_of_anyone():
    draft = Draft("a")
    draft.tell("thanked", "سالم الزرنوقي", "وزارة الري")
    article, extraction = draft.done()
    first, second = extraction.entities
    entities = (
        replace(first, aliases=("الزرنوقي", "الوزير", "وزير الدفاع التركي")),
        replace(second, aliases=("الوزارة", "وزارة الموارد المائية")),
    )
    current = derive((article, replace(extraction, entities=entities)))
    assert {name for e in current.entities() for _, name in e.aliases} == {"الزرنوقي", "وزارة الموارد المائية"}


def test_someone_known_by_title_only_keeps_it_as_a_name():
    draft = Draft("a")
    draft.tell("thanked", "وزير الدفاع التركي", "سالم الزرنوقي", subject_type="Person")
    names = {dict(e.labels)["ar"] for e in derive(draft.done()).entities()}
    assert names == {"وزير الدفاع التركي", "سالم الزرنوقي"}


def test_a_country_that_only_the_gazetteer_names_comes_and_goes_with_its_actor():
    draft = Draft("a")
    draft.tell("thanked", "سالم الزرنوقي", "منير البهرجي", date="2025-10-12")
    current = derive(draft.done(), identity=Gazetteer())
    nodes = {e.iri: e for e in current.entities()}
    assert dict(nodes["https://w3id.org/rawabit/id/g/north"].labels)["en"] == "Northland"
    assert nodes["https://w3id.org/rawabit/id/g/salem"].country == "https://w3id.org/rawabit/id/g/north"
    deleted, _ = current.update(["a"], {})
    assert list(current.triples()) == []
    assert any("Northland" in str(t) for t in deleted)


def test_the_country_tables_count_what_the_ties_say():
    current = derive(*[made(n) for n in range(80)])
    country = {e.iri: e.country for e in current.entities()}
    expected: dict[tuple[str, ...], set[str]] = {}
    for event in current.events():
        pair = (country[event.subject], country[event.object])
        if event.status != "happened" or not event.date or len(event.date) < 7:
            continue
        for one in {c for c in pair if c}:
            expected.setdefault((event.date[:7], one), set()).add(event.iri)
        if all(pair):
            pair = tuple(sorted(pair)) if relation_types()[event.relation].symmetric else pair
            expected.setdefault((event.date[:7], event.relation, *pair), set()).add(event.iri)
    cells = {k: v for (kind, k), v in current._units.items() if kind == "cell"}
    assert {k: v.events for k, v in cells.items()} == {k: len(v) for k, v in expected.items()}
    assert {len(k) for k in cells} == {2, 4}
    assert len(cells) > 5
    events = {e.iri for e in current.events()}
    typed = {t.subject.value for t in current.triples() if t.predicate.value.endswith("#eventType")}
    placed = {t.subject.value for t in current.triples() if t.predicate.value.endswith("#country")}
    assert typed == events
    assert placed <= {e.iri for e in current.entities()}


def test_the_name_of_the_graph_is_fixed():
    assert CURRENT.value == "https://w3id.org/rawabit/id/graph/current"
    assert LATEST > "2999-01-01"
