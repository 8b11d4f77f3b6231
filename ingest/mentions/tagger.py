"""Names in sentences: persons, places, bodies, by a trained tagger of the reader's choice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

MODEL_FOLDER = Path(__file__).parents[1] / "models" / "ner"
NAMES = ("auto", "crf", "net", "camel")
# Equal shares; their sum above 1 keeps probabilities on the CRF's scale, for which later stages have thresholds
# (mean probability of a name on a part held back: CRF 0.94, this 0.95, shares of a half 0.93).
_SHARE = 0.6
_OWN_LICENCE = "CC BY-SA 4.0 (credits: ingest/models/CREDITS.md)"


class Tagger(Protocol):
    """Anything that marks the names in sentences of words."""

    name: str

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """For each word its BIO tag (`B-PER`, `I-ORG`, `O`, … of PER, LOC, ORG, MISC) and its probability."""
        ...


@dataclass(frozen=True)
class Engine:
    """One tagger: whether and where it is installed, its size in bytes, its licence, how good it is, how to get it.

    `f1` is exact entity F1 over persons, places and bodies on the test split of ANERcorp, measured with the
    files that ship; None where it was not measured here.
    """

    name: str
    installed: bool
    folder: Path | None
    size: int
    licence: str
    f1: float | None
    how_to_get: str
    what: str


def engines() -> list[Engine]:
    """All taggers, the best first; nothing heavy is loaded to find out."""
    from ingest.mentions.tagging.camel import HOW_TO_INSTALL, data_folder, model_folder

    camel = model_folder()
    figures = _figures()
    own = [
        Engine(
            name,
            all((MODEL_FOLDER / f).exists() for f in files),
            MODEL_FOLDER,
            _size([MODEL_FOLDER / f for f in files]),
            _OWN_LICENCE,
            figures.get(name, {}).get("anercorp-test", {}).get("exact", {}).get("all"),
            "",
            what,
        )
        for name, files, what in (
            ("net", ("crf.npz", "net.npz", "words.json"), "CRF and character-CNN BiLSTM-CRF together, run by NumPy"),
            ("crf", ("crf.npz", "words.json"), "linear-chain CRF, run by NumPy"),
        )
    ]
    size = _size(camel.rglob("*")) if camel else 0
    what = "BERT of camel-tools (needs torch and transformers; slow without a GPU)"
    licence = "see the model's own terms (camel_data -l)"
    return [Engine("camel", camel is not None, camel or data_folder(), size, licence, None, HOW_TO_INSTALL, what), *own]


def _figures() -> dict[str, Any]:
    path = MODEL_FOLDER / "figures.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _size(paths: Iterable[Path]) -> int:
    return sum(p.stat().st_size for p in paths if p.is_file())


@lru_cache(maxsize=8)
def load_tagger(name: str = "auto", folder: Path | None = None) -> Tagger:
    """The tagger called "crf", "net" (the CRF and the network together), "camel", or the best one for "auto".

    "auto" is camel-tools' model where the user has installed it, else "net". `folder` holds another model
    than the packaged one, such as a held-out model of a cross-validation; then "auto" never means "camel".
    Raises ValueError for an unknown name, OSError where the model's files are missing.
    """
    if name not in NAMES:
        raise ValueError(f"no tagger is called {name!r}; there are: {', '.join(NAMES)}")
    if name == "auto":
        name = _best(folder)
    if name == "camel":
        from ingest.mentions.tagging.camel import CamelTagger

        return CamelTagger(folder)
    return _own(name, folder or MODEL_FOLDER)


def _best(folder: Path | None) -> str:
    from ingest.mentions.tagging.camel import model_folder
    from ingest.mentions.tagging.net import MODEL

    if folder is None and model_folder():
        return "camel"
    return "net" if ((folder or MODEL_FOLDER) / MODEL).exists() else "crf"


def _own(name: str, folder: Path) -> Tagger:
    from ingest.mentions.tagging.committee import Committee, Scorer
    from ingest.mentions.tagging.crf import CrfScorer
    from ingest.mentions.tagging.lexicon import WORDS, WordLexicon

    lexicon = WordLexicon.read(folder / WORDS)
    if name == "crf":
        return Committee(name, [(CrfScorer(folder, lexicon), 1.0)])
    from ingest.mentions.tagging.net import NetScorer

    scorers: list[tuple[Scorer, float]] = [
        (CrfScorer(folder, lexicon), _SHARE),
        (NetScorer(folder, lexicon), _SHARE),
    ]
    return Committee(name, scorers)
