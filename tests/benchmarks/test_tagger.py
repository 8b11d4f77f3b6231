"""The taggers beside CRFsuite's own tagger and each other, on the bundled corpus in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pycrfsuite
import pytest

from ingest.mentions.tagger import engines, load_tagger
from ingest.mentions.tagging.committee import Committee
from ingest.mentions.tagging.crf import MODEL, CrfScorer
from ingest.mentions.tagging.features import FeatureReader
from ingest.mentions.tagging.lexicon import WordLexicon
from ingest.training.corpora import Tagged, read_gold_folder
from ingest.training.tagger import exported

pytestmark = pytest.mark.benchmark
SAMPLE = Path(__file__).parents[2] / "graph" / "sample" / "corpus"


@pytest.fixture(scope="module")
def sentences() -> list[Tagged]:
    if not SAMPLE.is_dir():
        pytest.skip("the sample corpus is not there")
    return [s for _, own in read_gold_folder(SAMPLE) for s in own]


def seconds(work: Callable[[], object]) -> float:
    """The best of three."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def test_the_crf_is_faster_by_numpy_than_by_crfsuite(sentences: list[Tagged], tmp_path: Path):
    """One model, the same features and the same answers; the first pass meets every word for the first time."""
    lexicon = WordLexicon({}, {})
    read = FeatureReader(lexicon)
    trainer = pycrfsuite.Trainer(verbose=False)
    for s in sentences:
        trainer.append(pycrfsuite.ItemSequence(read(s.words)), list(s.tags))
    trainer.set_params({"max_iterations": 30, "feature.possible_transitions": True})
    trainer.train(str(tmp_path / "model"))
    exported(str(tmp_path / "model")).write(tmp_path / MODEL)
    peer = pycrfsuite.Tagger()
    peer.open(str(tmp_path / "model"))
    words = [s.words for s in sentences]
    own = Committee("crf", [(CrfScorer(tmp_path, lexicon), 1.0)])

    begun = time.perf_counter()
    answers = own.tag(words)
    first = time.perf_counter() - begun
    wanted = [peer.tag(pycrfsuite.ItemSequence(read(w))) for w in words]
    again = seconds(lambda: own.tag(words))
    rival = seconds(
        lambda: [(peer.tag(pycrfsuite.ItemSequence(read(w))), peer.probability(["O"] * len(w))) for w in words]
    )
    pairs = [(a, b) for row, gold in zip(answers, wanted, strict=True) for (a, _), b in zip(row, gold, strict=True)]
    alike = sum(a == b for a, b in pairs) / len(pairs)
    print(
        f"\nNumPy/CRFsuite: first pass {rival / first:.1f} times as fast, later {rival / again:.1f}; alike {alike:.4f}"
    )
    assert alike > 0.995  # weights are kept as half floats, and BIO's rules are enforced
    assert rival / again > 1


def test_speed_and_size_of_the_shipped_engines(sentences: list[Tagged]):
    """Tokens a second on one thread, first and later passes; the network beside the CRF."""
    words = [s.words for s in sentences]
    tokens = sum(map(len, words))
    later = {}
    for engine in engines():
        if engine.name == "camel" or not engine.installed:
            continue
        load_tagger.cache_clear()
        begun = time.perf_counter()
        tagger = load_tagger(engine.name)
        loaded = time.perf_counter() - begun
        begun = time.perf_counter()
        tagger.tag(words)
        first = time.perf_counter() - begun
        later[engine.name] = seconds(
            lambda tagger=tagger: [tagger.tag(words[i : i + 15]) for i in range(0, len(words), 15)]
        )
        print(
            f"\n{engine.name}: {engine.size / 1e6:.1f} MB, loaded in {loaded:.2f} s, first pass {tokens / first:,.0f}"
            f" tokens/s, later in articles of 15 sentences {tokens / later[engine.name]:,.0f} tokens/s"
        )
    if len(later) > 1:
        assert later["net"] > later["crf"]  # it does all that the CRF does, and more
