from ingest.coreference import resolve
from ingest.positions import find_positions
from tests.ingest.mentions.reading import read


def positions(text, **names):
    doc = read(text, **names)
    entities = resolve(doc)
    labels = {e.id: e.name for e in entities}
    return doc, [(labels[p.person], p.title, labels.get(p.of or ""), p.former) for p in find_positions(doc, entities)]


def test_the_title_leaves_out_the_nation_which_owns_it():
    _, found = positions("قال وزير الدفاع التركي سمير حداد إن.", PER=["سمير حداد"])
    assert found == [("سمير حداد", "وزير الدفاع", "تركيا", False)]


def test_an_organ_of_state_belongs_to_the_state_and_a_company_to_itself():
    _, found = positions(
        "رئيس جهاز الاستخبارات العراقي سمير حداد ورئيس شركة «الفجر» كريم ناصر.", PER=["سمير حداد", "كريم ناصر"]
    )
    assert found[0] == ("سمير حداد", "رئيس جهاز الاستخبارات", "العراق", False)
    assert found[1][2] == "شركة «الفجر»"


def test_a_past_office_has_no_day_on_which_it_is_held():
    doc = read("قال رئيس الوزراء العراقي السابق سمير حداد إن.", PER=["سمير حداد"])
    position = find_positions(doc, resolve(doc))[0]
    assert position.former
    assert position.as_of is None


def test_an_office_is_given_once_by_its_fullest_title():
    text = "وصل وزير النقل العراقي سمير حداد. وقال الوزير حداد إن الطريق مفتوح."
    _, found = positions(text, PER=["سمير حداد", "حداد"])
    assert found == [("سمير حداد", "وزير النقل", "العراق", False)]


def test_the_evidence_is_the_sentence_and_its_trigger_the_office():
    doc = read("مقدمة أولى. قال وزير النقل العراقي سمير حداد إن الطريق مفتوح.", PER=["سمير حداد"])
    position = find_positions(doc, resolve(doc))[0]
    evidence = position.evidence
    assert (
        doc.text[evidence.start : evidence.end] == evidence.text == "قال وزير النقل العراقي سمير حداد إن الطريق مفتوح."
    )
    assert doc.text[slice(*evidence.trigger)] == "وزير النقل العراقي"
    assert position.as_of == "2025-10-17"


def test_long_sentences_are_cut_around_the_office():
    filler = "كلمة " * 110
    doc = read(f"{filler}وزير النقل العراقي سمير حداد {filler}", PER=["سمير حداد"])
    evidence = find_positions(doc, resolve(doc))[0].evidence
    assert len(evidence.text) <= 600
    assert evidence.start <= evidence.trigger[0] < evidence.trigger[1] <= evidence.end


def test_the_side_named_before_gives_the_nation():
    text = "وحضر من الجانب العراقي وزير النقل سمير حداد ومن الجانب التركي وزير الطاقة كريم ناصر."
    _, found = positions(text, PER=["سمير حداد", "كريم ناصر"])
    assert [(p[0], p[2]) for p in found] == [("سمير حداد", "العراق"), ("كريم ناصر", "تركيا")]


def test_ranks_are_no_positions():
    _, found = positions("قال العميد سمير حداد إن الطريق مفتوح.", PER=["سمير حداد"])
    assert found == []


def test_a_state_agency_leaves_the_nation_of_its_officials_out():
    text = "الرياض (واس) - استقبل وزير النقل سمير حداد وزير الطاقة التركي كريم ناصر. وزار السعودية وفد."
    _, found = positions(text, PER=["سمير حداد", "كريم ناصر"])
    assert [(p[0], p[2]) for p in found] == [("سمير حداد", "السعودية"), ("كريم ناصر", "تركيا")]


def test_a_rank_with_its_arm_is_no_position():
    _, found = positions("قال العميد البحري سمير حداد إن الطريق مفتوح.", PER=["سمير حداد"])
    assert found == []
