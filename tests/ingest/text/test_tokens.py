import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.text.tokens import tokenize

WORDS = st.sampled_from(
    ["وزير", "الدفاع", "أبو", "قصرة", "«", "»", '"', "(", ")", ".", "،", "؛", "…", "...", "د.", "1.3", "٢٠٢٥", "#وسم_طويل", "@ab",
     "🇸🇾", "👨‍👩‍👧", "▪️", "\u200f", "\u202b", "\u200c", "ســوريا", "مُحَمَّد", "Güler", "\n", "\r\n", "\n\n", " ", "\t", "\x00", "\x1b", "\u2029"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map("".join))
PARTING = {
    "\u00ad",
    "\u061c",
    "\u180e",
    "\u200b",
    "\ufeff",
    *map(chr, [*range(0x200E, 0x2010), *range(0x202A, 0x202F)]),
}


def is_space(character: str) -> bool:
    code = ord(character)
    hidden = (
        0x2060 <= code <= 0x206F
        or 0xFFF9 <= code <= 0xFFFB
        or code < 32
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
    )
    return character.isspace() or character in PARTING or hidden


@given(TEXTS)
def test_offsets_give_the_text_back(text):
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text and t.text for t in tokens)
    assert [t.index for t in tokens] == list(range(len(tokens)))
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(TEXTS)
def test_tokens_cover_all_but_space(text):
    covered = set()
    for t in tokenize(text):
        covered.update(range(t.start, t.end))
    assert all(is_space(c) for i, c in enumerate(text) if i not in covered)


def test_norms_are_what_look_ups_want():
    norms = {t.text: t.norm for t in tokenize("ســوريـــا أبو قصرة مُرهَف بـ«داعش» إلكاي Güler الشؤون 👨‍👩‍👧 ـــ «")}
    assert norms["ســوريـــا"] == "سوريا"
    assert norms["قصرة"] == "قصره"
    assert norms["مُرهَف"] == "مرهف"
    assert norms["بـ"] == "ب"
    assert norms["إلكاي"] == "الكاي"
    assert norms["Güler"] == "guler"
    assert norms["«"] == "«"
    assert norms["ـــ"] == "ـــ", "a norm is never empty"


def test_invisible_marks_part_words_and_joiners_do_not():
    assert [t.text for t in tokenize("قال\u200fالوزير\u202c \ufeffأمس\x07اليوم")] == ["قال", "الوزير", "أمس", "اليوم"]
    assert [t.norm for t in tokenize("می\u200cشود")] == ["ميشود"]


def test_lone_surrogates_are_no_words():
    assert [t.text for t in tokenize("قال \ud83d الوزير\udc00")] == ["قال", "الوزير"]


def test_time_is_linear():
    def seconds(n: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            tokenize("التقى الوزير نظيره، " * n)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(8000) < 12 * seconds(2000)
