"""The engines apart: the network against torch, camel-tools with a tiny model of random weights."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.mentions.tagger import load_tagger
from ingest.mentions.tagging.camel import model_folder
from ingest.mentions.tagging.committee import Committee
from ingest.mentions.tagging.lexicon import WordLexicon
from ingest.mentions.tagging.net import MODEL, NetScorer
from ingest.mentions.tagging.spelling import Speller, mark_names
from ingest.training.corpora import Tagged

WORDS_OF_TEST = ["زار", "الوزير", "بيروت", "وبيروت", "أمس", "2024", "NATO", "«", "ولاستقبالهم", "ب"]


@pytest.fixture
def lexicon() -> WordLexicon:
    return WordLexicon({"بيروت": ("city", "name")}, {"زار": (1, 2)})


def test_numpy_and_torch_agree(tmp_path: Path, lexicon: WordLexicon):
    """The exported arrays give the scores that the trained network gives, padding or not."""
    torch = pytest.importorskip("torch")
    from ingest.training import net

    torch.manual_seed(5)
    vocabulary, marks = ["زار", "الوزير", "امس"], mark_names(lexicon)
    network = net.Net(net.Sizes(len(vocabulary), len(marks), word=6, mark=4, character=5, filters=7, hidden=8)).eval()
    speller = Speller(vocabulary, marks, lexicon)
    sentences = [WORDS_OF_TEST, WORDS_OF_TEST[3:6], WORDS_OF_TEST[8:], WORDS_OF_TEST[:1]]
    batch = net.plain_batch(speller, [Tagged(tuple(s), ("O",) * len(s)) for s in sentences])
    with torch.no_grad():
        wanted = network.emissions(batch).numpy()
    np.savez(tmp_path / MODEL, **net.arrays_of(network, vocabulary, marks))
    found = NetScorer(tmp_path, lexicon).emissions([[], *sentences])
    assert found[0].shape == (0, len(net.LABELS))
    for row, own in zip(wanted, found[1:], strict=True):
        assert own == pytest.approx(row[: len(own)], abs=5e-3)  # weights are kept as half floats


class FixedScorer:
    """Scores the same everywhere, for labels in an order of its own."""

    def __init__(self, labels: list[str], row: list[float]) -> None:
        self.labels, self._row = labels, row
        self.transitions = np.zeros((len(labels), len(labels)), dtype=np.float32)

    def emissions(self, sentences):
        return [np.tile(np.array(self._row, dtype=np.float32), (len(s), 1)) for s in sentences]


def test_a_committee_sums_by_label_not_by_place():
    one = FixedScorer(["O", "B-PER", "B-LOC"], [0.0, 2.0, 1.5])
    other = FixedScorer(["B-LOC", "O", "B-PER"], [2.0, 0.0, 0.0])
    assert Committee("x", [(one, 1.0)]).tag([["a"]])[0][0][0] == "B-PER"
    assert Committee("x", [(one, 0.5), (other, 0.5)]).tag([["a"]])[0][0][0] == "B-LOC"
    assert Committee("x", [(one, 0.0)], boost=-9.0).tag([["a"]])[0][0][0] == "O"


@pytest.fixture
def camel_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A camel-tools data folder with a BERT of one tiny layer that knows nothing."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    labels = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
    folder = tmp_path / "data" / "ner" / "tiny"
    folder.mkdir(parents=True)
    (tmp_path / "catalogue.json").write_text(json.dumps({"version": "1", "packages": {}, "components": {}}))
    (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nزار\nبيروت\n##ة")
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=8,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    transformers.BertForTokenClassification(config).save_pretrained(folder)
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    return tmp_path


def test_camel_is_found_by_its_folder_and_tags(camel_data: Path):
    """In a process of its own, because camel-tools reads its data folder once; the network is cut off."""
    program = (
        "import json, socket\n"
        "def refuse(*a, **k): raise OSError('the network was asked for')\n"
        "socket.socket.connect = refuse\n"
        "from ingest.mentions.tagger import load_tagger\n"
        "tagger = load_tagger('auto')\n"
        "print(json.dumps([tagger.name, tagger.tag([['زار', '\\u200f', 'بيروت'], [], ['x'] * 400])]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    name, tagged = json.loads(done.stdout.splitlines()[-1])
    assert name == "camel"
    assert [len(s) for s in tagged] == [3, 0, 400]
    assert tagged[0][1] == ["O", 1.0]  # nothing that the model could read
    tags = [tag for s in tagged for tag, _ in s]
    assert not any("PERS" in t for t in tags)
    assert all(0 < p <= 1 for s in tagged for _, p in s)


def test_without_its_data_camel_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert model_folder() is None
    with pytest.raises(FileNotFoundError, match="camel_data -i"):
        load_tagger("camel")
    assert load_tagger("auto").name in {"crf", "net"}


def test_a_model_without_its_catalogue_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Importing camel_tools.ner without catalogue.json would ask the network for it."""
    folder = tmp_path / "data" / "ner" / "arabert"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "pytorch_model.bin").write_bytes(b"x")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert model_folder() is None
    (tmp_path / "catalogue.json").write_text("{}")
    assert model_folder() == folder
