"""The clause grammar on sentences written for it: who fills the slots of a trigger."""

import pytest

from ingest.article import Article
from ingest.coreference import resolve
from ingest.document import Document
from ingest.mentions import find_mentions
from ingest.mentions.tagger import load_tagger
from ingest.pipeline import read_document
from ingest.positions import find_positions
from ingest.relations.candidates import ArticleReading


def reading(text):
    doc: Document = read_document(Article("x", text, published="2024-05-10"))
    find_mentions(doc, load_tagger("crf"))
    entities = resolve(doc)
    found = ArticleReading(doc, entities, find_positions(doc, entities))
    return found, {e.id: e.name for e in entities}


def frames(text, family):
    found, names = reading(text)
    return [
        ({names[i] for i in act.frame.subjects}, {names[i] for i in act.frame.objects})
        for act in found.acts
        if act.trigger.family.id == family
    ]


def ties(text):
    found, names = reading(text)
    return {(r, names[a], names[b]) for act in found.acts for r, a, b in act.frame.ties}


MINISTER, GUEST = "وزير الخارجية الأردني أيمن الصفدي", "وزير الخارجية المصري سامح شكري"


@pytest.mark.parametrize(
    ("text", "family"),
    [
        (f"التقى {MINISTER} {GUEST} في عمان.", "meeting"),
        (f"وكان {MINISTER} قد التقى {GUEST} أمس.", "meeting"),
        (f"أجرى {MINISTER} مباحثات مع {GUEST}.", "meeting"),
        (f"استقبل {MINISTER}، اليوم الثلاثاء، {GUEST}.", "reception"),
        (f"وشكر {MINISTER} {GUEST} على جهوده.", "thanks"),
        (f"وجه {MINISTER} الشكر إلى {GUEST}.", "thanks"),
        (f"اتهم {MINISTER} {GUEST} بعرقلة الاتفاق.", "accusation"),
    ],
)
def test_subject_and_object(text, family):
    assert frames(text, family)[0] == ({"أيمن الصفدي"}, {"سامح شكري"})


def test_a_list_of_objects_is_taken_whole():
    (frame,) = frames("شكر الرئيس العراقي برهم صالح الكويت وقطر وتركيا.", "thanks")
    assert frame == ({"برهم صالح"}, {"الكويت", "قطر", "تركيا"})


def test_a_visit_with_its_masdar():
    frame = frames("جاء ذلك خلال زيارة الرئيس اللبناني ميشال عون إلى باريس.", "visit")[0]
    assert frame == ({"ميشال عون"}, {"باريس"})


def test_members_of_a_delegation_take_part_and_are_told_from_their_leader():
    text = "وصل إلى بغداد وفد أردني برئاسة وزير الخارجية أيمن الصفدي ضم وزير الداخلية مازن الفراية."
    found = ties(text)
    assert ("ledDelegation", "أيمن الصفدي", "الأردن") in found
    assert ("memberOfDelegation", "مازن الفراية", "الأردن") in found
    assert ("ledDelegation", "مازن الفراية", "الأردن") not in found


def test_an_object_pronoun_looks_back():
    text = "وصل الرئيس اللبناني ميشال عون إلى باريس. واستقبله الرئيس الفرنسي إيمانويل ماكرون."
    assert frames(text, "reception")[0] == ({"إيمانويل ماكرون"}, {"ميشال عون"})


def test_talks_between_two():
    (frame,) = frames("عقدت مفاوضات بين السودان وإثيوبيا في أديس أبابا.", "meeting")
    assert frame == ({"السودان"}, {"إثيوبيا"})
