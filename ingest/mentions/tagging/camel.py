"""The engine of camel-tools, a BERT model, where the user has installed its data.

Importing `camel_tools.ner` downloads its catalogue where that is missing; so the data are looked for by their
folder first, and nothing of it is imported, let alone fetched, where they are not complete.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HOW_TO_INSTALL = (
    "camel-tools' model of names is not installed: run `camel_data -i defaults` once with a network"
    " (`camel_data -l` lists single packages), or copy data/ner and catalogue.json into ~/.camel_tools or to $CAMELTOOLS_DATA"
)
_UNSURE = 0.85  # where the model's own probability cannot be had


def data_folder() -> Path:
    """Where camel-tools keeps its data."""
    given = os.environ.get("CAMELTOOLS_DATA")
    if given:
        return Path(given).expanduser().absolute()
    return Path.home() / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")


def model_folder() -> Path | None:
    """The folder of an installed model of names, or None; AraBERT, the default of camel-tools, comes first."""
    home = data_folder()
    if not (home / "catalogue.json").is_file():
        return None
    models = [p.parent for p in (home / "data" / "ner").glob("*/config.json") if _has_weights(p.parent)]
    return min(models, key=lambda p: (p.name != "arabert", p.name), default=None)


def _has_weights(folder: Path) -> bool:
    return any((folder / name).is_file() for name in ("pytorch_model.bin", "model.safetensors"))


class CamelTagger:
    """Tags by camel-tools' `NERecognizer`; raises FileNotFoundError where its data are missing."""

    name = "camel"

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or model_folder()
        if folder is None or not (data_folder() / "catalogue.json").is_file():
            raise FileNotFoundError(HOW_TO_INSTALL)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        from camel_tools.ner import NERecognizer

        self._recognizer = _with_odds(NERecognizer)(str(folder), use_gpu=False)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, float]]]:
        """The BIO tag of each word and the probability that the model gives it."""
        pieces = self._recognizer.tokenizer.tokenize
        kept = [[i for i, word in enumerate(words) if pieces(word)] for words in sentences]
        asked = [i for i, places in enumerate(kept) if places]
        self._recognizer.odds = []
        labels = self._recognizer.predict([[sentences[i][k] for k in kept[i]] for i in asked])
        odds = self._recognizer.odds or [[_UNSURE] * len(row) for row in labels]
        out = [[("O", 1.0)] * len(words) for words in sentences]
        for i, row, sure in zip(asked, labels, odds, strict=True):
            for place, label, p in zip(kept[i], _repaired(row), sure, strict=True):
                out[i][place] = (label, p)
        return out


def _repaired(labels: Sequence[str]) -> Iterator[str]:
    """PERS called PER, and an I without its B made one."""
    before = "O"
    for raw in labels:
        label = raw.replace("PERS", "PER")
        if label.startswith("I-") and before[2:] != label[2:]:
            label = "B-" + label[2:]
        before = label
        yield label


def _with_odds(recognizer: type[Any]) -> type[Any]:
    """The recognizer, keeping the probability of each label that it chooses in `odds`, a list a sentence."""

    class Recognizer(recognizer):  # type: ignore[misc]
        odds: list[list[float]]

        def _align_predictions(self, predictions: Any, label_ids: Any, sent_ids: Any) -> Any:
            import numpy as np

            chosen = super()._align_predictions(predictions, label_ids, sent_ids)
            shifted = np.exp(predictions - predictions.max(axis=2, keepdims=True))
            best = (shifted / shifted.sum(axis=2, keepdims=True)).max(axis=2)
            odds: list[list[float]] = [[] for _ in chosen]
            for row, sentence in enumerate(sent_ids):
                odds[int(sentence)] += best[row][label_ids[row] >= 0].tolist()
            if [len(o) for o in odds] == [len(c) for c in chosen]:
                self.odds = odds
            return chosen

    return Recognizer
