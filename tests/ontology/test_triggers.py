"""The trigger lexicon: forms generated from the dictionary form, clitics, false friends, fixed phrases."""

import tomllib
from importlib.resources import files

import pytest

from ontology.relations import relation_types
from ontology.triggers import TriggerLexicon, trigger_lexicon


def families(word):
    return {r.family.id for r in trigger_lexicon().readings(word)}


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("التقى", "meeting"), ("والتقته", "meeting"), ("يلتقيان", "meeting"), ("سيلتقي", "meeting"), ("يلتق", "meeting"),
        ("التقوا", "meeting"), ("التقيا", "meeting"), ("لقائه", "meeting"), ("بلقاء", "meeting"), ("للقاء", "meeting"),
        ("فاستقبلهم", "reception"), ("استقبلته", "reception"), ("باستقبال", "reception"), ("زاره", "visit"),
        ("زيارتها", "visit"), ("الزيارتان", "visit"), ("وشكرها", "thanks"), ("بالشكر", "thanks"), ("هنأه", "congratulation"),
        ("مهنئاً", "congratulation"), ("عزّى", "condolence"), ("أدان", "condemnation"), ("ستدين", "condemnation"),
        ("متهمةً", "accusation"), ("يتهمون", "accusation"), ("مُشيداً", "praise"), ("هدّدت", "threat"), ("قصفتها", "attack"),
        ("الغارات", "attack"), ("دعمه", "support"), ("والوفد", "delegation"),
    ],
)  # fmt: skip
def test_forms_of_a_family_are_read(word, family):
    assert family in families(word)


@pytest.mark.parametrize(
    ("word", "family"),
    [("وزارة", "visit"), ("هناك", "congratulation"), ("هنا", "congratulation"), ("ثم", "praise"), ("كتاب", "meeting")],
)
def test_false_friends_are_told_apart(word, family):
    assert family not in families(word)


def test_future_pronoun_and_prefix_are_noted():
    (reading,) = [r for r in trigger_lexicon().readings("وسيلتقيه") if r.family.id == "meeting"]
    assert (reading.future, reading.pronoun, reading.tense) == (True, "ه", "present")


def test_every_relation_of_the_catalogue_has_a_trigger():
    told = {relation for f in trigger_lexicon().families.values() for relation in f.relations}
    assert told == set(relation_types())


def test_records_are_complete_and_agree_on_what_their_family_tells():
    source = files("ontology") / "lexicon" / "triggers.toml"
    records = tomllib.loads(source.read_text(encoding="utf-8"))["trigger"]
    told = {}
    for r in records:  # a family may have a second record for words with conditions of their own
        assert told.setdefault(r["id"], r["relations"]) == r["relations"]
    assert all(r.get("verbs") or r.get("nouns") or r.get("phrases") or r.get("participles") for r in records)


def test_a_verb_is_added_by_data_alone():
    lexicon = TriggerLexicon(
        [{"id": "mediation", "relations": ["metWith"], "verbs": ["توسط يتوسط"], "object": ["بين"]}]
    )
    assert [r.family.id for r in lexicon.readings("وسيتوسطون")] == ["mediation"]


def test_a_word_that_is_something_else_is_left_out():
    lexicon = TriggerLexicon(
        [{"id": "membership", "relations": ["memberOfDelegation"], "verbs": ["ضم يضم"], "never": ["ضمن"]}]
    )
    assert [r.family.id for r in lexicon.readings("ضمت")] == ["membership"]
    assert lexicon.readings("ضمن") == ()
