"""The tagger as its callers see it; figures on the corpora beside the checkout."""

import random
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

from ingest.mentions.tagger import engines, load_tagger
from ingest.mentions.tagging.chain import Chain
from ingest.mentions.tagging.words import stems
from ingest.text.tokens import tokenize
from ingest.training.corpora import Tagged, project, read_conll, read_gold_folder
from ingest.training.entity_scores import score, spans
from ingest.training.exchange import exchanged, names_of
from ingest.training.tagger import Sources, held_out
from tests.gold import SHARED

FLOOR = {"crf": 0.69, "net": 0.73}
NER = SHARED / "ner"


def names(text: str, engine: str = "crf") -> list[tuple[str, str]]:
    words = [t.text for t in tokenize(text)]
    tags = [tag for tag, _ in load_tagger(engine).tag([words])[0]]
    return [(" ".join(words[a:b]), kind) for a, b, kind in sorted(spans(tags))]


def test_persons_and_places_are_found_with_their_clitics():
    found = names(
        "استقبل رئيس الوزراء سامر الحلبي وزير الخارجية الفرنسي جان مارتان في بيروت، ثم توجه إلى عمّان ولارنكا."
    )
    assert ("سامر الحلبي", "PER") in found
    assert ("جان مارتان", "PER") in found
    assert ("بيروت", "LOC") in found


def test_a_ministry_is_a_body():
    assert ("وزارة الخارجية التركية", "ORG") in names("وقالت وزارة الخارجية التركية في بيان إن الاجتماع تأجل.")


def test_every_word_gets_a_tag_and_a_probability():
    sentences = [["زار", "بيروت"], [], ["!"], ["كلمة"] * 700, ["x\u0000", "😀", "#وسم", "١٢"]]
    out = load_tagger("crf").tag(sentences)
    assert [len(s) for s in out] == [len(s) for s in sentences]
    assert all(0.0 <= p <= 1.0 for s in out for _, p in s)
    assert load_tagger("crf").tag([]) == []


def test_neighbours_in_a_batch_do_not_change_a_sentence():
    sentences = [["التقى", "أنس", "خطاب", "والي", "هاتاي"], ["في", "حلب"], ["قال"] * 40 + ["في", "بغداد"]]
    together = load_tagger("crf").tag(sentences)
    for sentence, tagged in zip(sentences, together, strict=True):
        alone = load_tagger("crf").tag([sentence])[0]
        assert [t for t, _ in alone] == [t for t, _ in tagged]
        assert [p for _, p in alone] == pytest.approx([p for _, p in tagged], abs=1e-4)


def test_a_name_that_begins_with_a_clitic_letter_offers_its_rests():
    assert stems("وللشرع") == ("للشرع", "الشرع", "لشرع")
    assert stems("في") == ()
    assert "أنقرة" in stems("لأنقرة")


def test_an_unknown_engine_is_refused_by_name():
    with pytest.raises(ValueError, match="sesame"):
        load_tagger("sesame")


def test_a_missing_model_is_an_os_error(tmp_path: Path):
    with pytest.raises(OSError, match="words"):
        load_tagger("crf", tmp_path)


def test_the_chain_agrees_with_trying_every_path():
    """Viterbi and forward-backward against brute force over all rows of labels."""
    labels = ["O", "B-PER", "I-PER"]
    numbers = np.random.default_rng(4)
    transitions = numbers.normal(size=(3, 3)).astype(np.float32)
    chain = Chain(labels, transitions)
    emissions = [numbers.normal(size=(n, 3)).astype(np.float32) for n in (4, 1, 3, 4)]
    for rows, tagged in zip(emissions, chain.decode(emissions), strict=True):
        weights = {path: _weight(rows, transitions, path) for path in product(range(3), repeat=len(rows))}
        best = max(weights, key=weights.__getitem__)
        assert [labels.index(t) for t, _ in tagged] == list(best)
        total = sum(weights.values())
        for i, (_, sure) in enumerate(tagged):
            assert sure == pytest.approx(sum(w for p, w in weights.items() if p[i] == best[i]) / total, abs=1e-4)


def _weight(rows: np.ndarray, transitions: np.ndarray, path: tuple[int, ...]) -> float:
    if path[0] == 2 or any(b == 2 and a == 0 for a, b in pairwise(path)):
        return 0.0
    total = sum(rows[i, k] for i, k in enumerate(path))
    return float(np.exp(total + sum(transitions[a, b] for a, b in pairwise(path))))


def test_gold_names_are_laid_onto_words_without_titles():
    entities = [
        {"type": "Person", "name": "سامر الحلبي", "aliases": ["الحلبي", "الوزير"]},
        {"type": "Organization", "name": "وزارة النقل", "aliases": ["الوزارة"]},
        {"type": "Place", "name": "حمص", "aliases": ["مدينة حمص"]},
        {"type": "Country", "name": "الأردن", "aliases": ["الجانب الأردني"]},
    ]
    text = "زار الوزير سامر الحلبي مدينة حمص، وللحلبي مكتب في وزارة النقل. وشكرت الوزارة الجانب الأردني والأردن."
    tagged = list(project(text, entities))
    found = [(" ".join(s.words[a:b]), k) for s in tagged for a, b, k in sorted(spans(s.tags))]
    assert found == [
        ("سامر الحلبي", "PER"),
        ("حمص", "LOC"),
        ("وللحلبي", "PER"),
        ("وزارة النقل", "ORG"),
        ("والأردن", "LOC"),
    ]


def test_scores_tell_exact_from_overlapping():
    gold, predicted = ["B-PER", "I-PER", "O", "B-LOC"], ["B-PER", "O", "O", "B-LOC"]
    assert score([(gold, predicted)])["all"].f1 == 0.5
    assert score([(gold, predicted)], overlap=True)["all"].f1 == 1.0
    assert score([(gold, predicted)])["LOC"].f1 == 1.0


def test_what_is_left_out_of_training_is_left_out(tmp_path: Path):
    """A part or a fold of it is gone from the sentences that a model learns from, and nothing else is."""
    for name, count in (("north", 3), ("corpus", 7)):
        (tmp_path / name).mkdir()
        for i in range(count):
            (tmp_path / name / f"{i}.txt").write_text(f"{name}{i} وصل", encoding="utf-8")
            (tmp_path / name / f"{i}.json").write_text('{"entities": []}', encoding="utf-8")
    parts = {p.name: read_gold_folder(p) for p in (tmp_path / "north", tmp_path / "corpus")}
    sources = Sources([], [], parts, tmp_path, tmp_path)
    firsts = {folder.name: {s.words[0] for s in chosen.own()} for folder, chosen in held_out(sources, tmp_path)}
    everything = {f"north{i}" for i in range(3)} | {f"corpus{i}" for i in range(7)}
    assert firsts["without-north"] == {f"corpus{i}" for i in range(7)}
    assert firsts["without-corpus"] == {f"north{i}" for i in range(3)}
    assert firsts["without-corpus-fold-1-of-5"] == everything - {"corpus1", "corpus6"}
    assert len(firsts) == 7
    with pytest.raises(ValueError, match="south"):
        sources.without("south")


def test_engines_tell_what_is_there():
    found = {e.name: e for e in engines()}
    assert set(found) == {"camel", "net", "crf"}
    assert found["crf"].installed
    assert found["crf"].size > 100_000
    assert "CC BY-SA" in found["crf"].licence
    assert "camel_data" in found["camel"].how_to_get


@pytest.mark.shared
@pytest.mark.parametrize("engine", sorted(FLOOR))
def test_names_of_a_corpus_never_trained_on(engine: str):
    """ANERcorp test split: exact F1 over persons, places and bodies."""
    path = NER / "anercorp_test.conll"
    if not path.exists():
        pytest.skip("the corpora are not beside the checkout")
    sentences = read_conll(path)
    random.Random(1).shuffle(sentences)
    tagged = load_tagger(engine).tag([s.words for s in sentences])
    result = score((s.tags, [t for t, _ in row]) for s, row in zip(sentences, tagged, strict=True))
    assert result["all"].f1 >= FLOOR[engine], result


def test_names_are_exchanged_for_others_of_their_kind():
    sentence = Tagged(
        ("التقى", "سامر", "الحلبي", "وفيدان", "في", "حمص"), ("O", "B-PER", "I-PER", "B-PER", "O", "B-LOC")
    )
    names = {"PER": [("جان", "دي", "مارتان")], "LOC": [("لندن",)]}
    other = exchanged(sentence, names, random.Random(1), 1.0)
    assert other.words == ("التقى", "جان", "دي", "مارتان", "وفيدان", "في", "لندن")
    assert other.tags == ("O", "B-PER", "I-PER", "I-PER", "B-PER", "O", "B-LOC")
    assert exchanged(sentence, names, random.Random(1), 0.0) == sentence
    assert names_of([sentence])["PER"] == [("سامر", "الحلبي"), ("وفيدان",)]
