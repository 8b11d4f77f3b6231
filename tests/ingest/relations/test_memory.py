"""Who is meant by a dropped subject, a pronoun, or a noun that looks back."""

from ingest.relations.memory import Memory
from ingest.relations.referents import Referents, stands_for
from tests.ingest.relations.test_frames import frames

GENDERS = {"man": "m", "state": "f", "woman": "f"}


def memory():
    kept = Memory({}, GENDERS)
    kept.act(["man"], past=True)
    kept.act(["state"], past=False)
    return kept


def test_a_dropped_subject_agrees_in_gender():
    assert memory().doer("m") == ["man"]
    assert memory().doer("f") == ["state"]


def test_a_past_verb_goes_on_with_the_last_past_doer():
    assert memory().doer("", past=True) == ["man"]
    assert memory().doer("") == ["state"]


def test_a_pronoun_means_nobody_already_named():
    assert memory().meant("f", ["state"], first_other=False) == []
    assert memory().meant("", ["state"], first_other=False) == ["man"]


def test_one_pronoun_means_all_of_a_delegation():
    kept = Memory({}, GENDERS)
    kept.act(["man", "woman"], past=True, party=True)
    assert kept.meant("m", [], first_other=False) == ["man", "woman"]


def test_whoever_spoke_condemns_not_the_country_spoken_of():
    text = "قال وزير الخارجية الأردني أيمن الصفدي إن تركيا ستدعم العراق، وندد بإيران."
    ((subjects, objects),) = frames(text, "condemnation")
    assert (subjects, objects) == ({"أيمن الصفدي"}, {"إيران"})


def test_an_honorific_means_who_bears_it():
    referents = Referents(topic=["minister"], ranks={"king": frozenset({"ملك"})}, persons=["minister", "king"])
    assert referents.meant("جلالته") == ["king"]
    assert referents.meant("معاليه") == ["minister"]


def test_clitics_are_taken_off_nouns_that_stand_for_actors():
    assert stands_for("وللضيف") == ("الضيف", "ول")
    assert stands_for("بلاده") == ("بلاده", "")
    assert stands_for("كتاب") == ("", "")


def test_the_two_sides_did_it_together():
    text = "أجرى وزير الخارجية الأردني أيمن الصفدي مباحثات مع وزير الخارجية المصري سامح شكري. وأدان الوزيران إيران."
    ((subjects, objects),) = frames(text, "condemnation")
    assert (subjects, objects) == ({"أيمن الصفدي", "سامح شكري"}, {"إيران"})


def test_a_plural_verb_has_its_object_behind_it():
    text = "زار أيمن الصفدي وسامح شكري بغداد، والتقيا الرئيس العراقي برهم صالح."
    assert frames(text, "meeting")[-1] == ({"أيمن الصفدي", "سامح شكري"}, {"برهم صالح"})
