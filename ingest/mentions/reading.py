"""One sentence from left to right: at each word the rule that fits, and the spans that come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.document import MentionKind, Span
from ingest.extraction import EntityType
from ingest.mentions.bodies import read_body
from ingest.mentions.capitals import travels
from ingest.mentions.collecting import Collector, pick
from ingest.mentions.groups import read_group
from ingest.mentions.guessing import opens
from ingest.mentions.name_words import is_name_word, plausible
from ingest.mentions.names import Seen, clitic
from ingest.mentions.office_reading import OfficeReader
from ingest.mentions.parts import Part, View
from ingest.mentions.places import read_place
from ontology.calendar import calendar
from ontology.nouns import common_words, word_list

from ingest.mentions.known import Known  # isort: skip

_TYPES: dict[str, EntityType] = {"PER": "Person", "LOC": "Place", "ORG": "Organization", "MISC": "Group"}
_TAGGED_FROM = 0.5
_SURE = 0.9
_VENUES = frozenset({"مستشفى", "مشفى", "كنيسة", "متحف", "مدرسة"})
_AFTER_PLACES = frozenset({"في", "فى", "علي", "الي", "من", "حيث", "قبل", "بعد", "ردا", "اليوم", "امس", "خلال"})
_TOWARDS = frozenset({"الي", "في", "فى"})
_JOINED = 0.6
_NEARLY = 0.95
_LISTED = 0.97
_REPEATED = 0.7
_DATELINE = 8  # words


def read_sentence(view: View, seen: Seen) -> list[Span]:
    """The spans of one sentence, in order; `seen` tells what the article shows elsewhere."""
    return _Reader(view, seen, Collector(view)).read()


@dataclass
class _Reader(OfficeReader):
    """Reads a sentence: offices and names by its base, then bodies, places, groups and what is left."""

    def read(self) -> list[Span]:
        while self.at < len(self.view):
            before = self.at
            self._step()
            if self.at <= before:
                self.at = before + 1
        return sorted(self.out.spans, key=lambda s: s.first)

    def _step(self) -> None:
        word = self.view.words[self.at]
        if word.mark:
            return
        if self._stands_for() or self._wired() or self._titled() or self._addressed():
            return
        if self._coordinated() or self._bodied() or self._placed() or self._known() or self._grouped() or self._named():
            return
        if self._doubted():
            return
        self._tagged()

    def _bodied(self) -> bool:
        part = read_body(self.view, self.at)
        match = self.view.known.get(self.at)
        if match and match.values[0].type == "Organization" and (part is None or match.last >= part.last):
            return False
        if part is None:
            return self._nominal()
        if part.type == "Organization" and self._venue(part):
            part = replace(part, type="Place")
        tagged = self._run("ORG")
        if tagged > part.last and part.type == "Organization" and self._goes_on(part, tagged):
            part = Part(
                part.first, tagged, part.type, part.prefix, self.view.text(part.first, tagged, part.prefix), part.nation
            )
        self.out.part(part)
        self.at = part.last
        return True

    def _goes_on(self, part: Part, last: int) -> bool:
        """Whether what the tagger adds to a body is part of it: not a place behind it nor the name of a person."""
        added = self.view.words[part.last : last]
        closed = part.nation is not None and self.view.words[part.last - 1].reading.nisba is not None
        loose = self.view.words[part.last - 1].reading.definite and not added[0].reading.definite
        return not closed and not loose and not any(w.reading.prefix or is_name_word(w.token.norm) for w in added)

    def _venue(self, part: Part) -> bool:
        """Whether a university, hospital or church is where something happens rather than who acts."""
        head = self.view.words[part.first].reading
        body = head.noun("bodies")
        if body is None or body.kind != "seat":
            return False
        place = head.noun("places")
        before = self.view.words[self.at - 1].token.norm if self.at else ""
        located = head.prefix.endswith("ب") or before in word_list("places", "locating") or travels(before)
        return located or (place is not None and not head.definite and body.lemma in _VENUES)

    def _run(self, kind: str) -> int:
        """Where the tagger's name of this kind that begins here ends."""
        last = self.at + 1
        if self.view.words[self.at].kind != kind:
            return self.at
        while last < len(self.view) and self.view.words[last].tag == f"I-{kind}":
            if kind == "ORG" and self._begins(last):
                break
            last += 1
        return last

    def _begins(self, at: int) -> bool:
        """Whether a word that the tagger draws into a body begins another: «… وغرفة صناعة حلب», «الجيش والحوثيين»."""
        reading = self.view.words[at].reading
        head = reading.noun("bodies")
        if not reading.prefix:
            before = self.view.words[at - 1].reading
            return bool(before.nisba and reading.definite and head and head.number == "singular")
        match = self.view.known.get(at)
        group = bool(reading.marks & {"groups.members", "groups.peoples"})
        other = head is not None and "bodies.portfolios" not in reading.marks
        return reading.prefix == "و" and (group or other or bool(match and match.clitic == "و"))

    def _nominal(self) -> bool:
        """«الوزارة»: a definite head alone, for coreference to tie to a body named before."""
        word = self.view.words[self.at]
        if not word.has("bodies.repeating") or word.kind or (word.has("bodies.government") and self._described()):
            return False
        self.out.span(self.at, self.at + 1, "Organization", MentionKind.NOMINAL, word.reading.prefix, 0.6)
        self.at += 1
        return True

    def _described(self) -> bool:
        """Whether an adjective tells this body from the one named before: «الحكومة الجديدة»."""
        following = self.view.words[self.at + 1] if self.at + 1 < len(self.view) else None
        return following is not None and following.has("bodies.adjectives") and following.reading.definite

    def _placed(self) -> bool:
        part = read_place(self.view, self.at)
        if part is None:
            return False
        match = self.view.known.get(self.at)
        last = max(part.last, self._run("LOC"), match.last if match and match.values[0].type == "Place" else 0)
        while last < len(self.view) and self.view.words[last].has("places.closing") and not self.view.prefix(last):
            last += 1
        if last > part.last:
            part = Part(
                part.first, last, "Place", part.prefix, self.view.text(part.first, last, part.prefix), part.nation
            )
        self.out.part(part)
        self.at = part.last
        return True

    def _known(self) -> bool:
        match = self.view.known.get(self.at)
        if match is None or (match.values[0].type == "Person"):
            return False
        known = pick(self.view, match)
        kind = self.view.words[self.at].kind
        sure = known.type == "Country" and known.nation in self.view.nations
        if known.ambiguous and kind != "LOC" and not sure and not self._located(known):
            return False
        if kind == "PER" and known.type == "Place" and not self._reached():
            return False
        word = self.view.words[self.at].token.norm
        if match.last == self.at + 1 and kind not in {"ORG", "LOC"} and word in common_words():
            return False
        last = self._run("ORG")
        whole = known.type == "Organization" and match.last - match.first > 1
        if last > match.last and not (whole and not self.view.words[match.last].reading.definite):
            return False
        self.out.known(match)
        self.at = match.last
        return True

    def _reached(self) -> bool:
        """Whether what stands right before a name makes it a place: «وصل إلى صوفيا», «زار أنطاليا»."""
        before = self.view.words[self.at - 1].token.norm if self.at else ""
        return before in _TOWARDS or travels(before)

    def _stands_for(self) -> bool:
        """«جلالته», «بلاده», «المملكة»: words that stand for somebody told before."""
        word = self.view.words[self.at]
        kind: EntityType = "Person" if word.has("roles.reverent") else "Country"
        latter = word.has("roles.latter") and self._bare(self.at)
        kind = "Person" if latter else kind
        homeland = word.has("roles.homeland") or (word.has("places.realm") and not self._qualified())
        if not (word.has("roles.reverent") or homeland or latter) or self.view.known.get(self.at):
            return False
        self.out.span(self.at, self.at + 1, kind, MentionKind.NOMINAL, word.reading.prefix, _REPEATED)
        self.at += 1
        return True

    def _bare(self, at: int) -> bool:
        """Whether no noun stands before word `at` that it could be the adjective of: «وقال الأخير»."""
        before = self.view.words[at - 1] if at else None
        return before is not None and not before.mark and not before.reading.definite and before.token.text.isalpha()

    def _qualified(self) -> bool:
        following = self.view.words[self.at + 1] if self.at + 1 < len(self.view) else None
        return following is not None and following.reading.nisba is not None

    def _wired(self) -> bool:
        """An agency by its letters, in brackets or a dateline: «(أ ف ب)»، «بغداد - واع»."""
        if self.at == 0 or self.view.words[self.at - 1].token.text not in {"(", "/", "-", "–", "—", "،"}:
            return False
        for last in range(min(self.at + 3, len(self.view)), self.at, -1):
            name = " ".join(w.token.norm for w in self.view.words[self.at : last])
            closed = last >= len(self.view) or self.view.words[last].mark or self.view.words[last].token.text.isdigit()
            if closed and name in word_list("bodies", "agencies"):
                self.out.span(self.at, last, "Organization", MentionKind.NAME, "", _LISTED)
                self.at = last
                return True
        return False

    def _coordinated(self) -> bool:
        """«زار صنعاء ومأرب»: an unknown word joined to a place, where nothing but names can stand."""
        word = self.view.words[self.at]
        norm = word.token.norm
        last = self.out.spans[-1] if self.out.spans else None
        if last is None or last.type != "Place" or last.last != word.token.index or norm[0] != "و" or len(norm) < 5:
            return False
        ends = self.at + 1 >= len(self.view) or self.view.words[self.at + 1].mark
        joined = not ends and self._goes_on_after()
        everyday = word.reading.nouns or word.reading.nisba or word.reading.marks or norm[1:] in common_words()
        if word.tag != "O" or everyday or norm in common_words() or not (ends or joined):
            return False
        self.out.span(self.at, self.at + 1, "Place", MentionKind.NAME, "و", _JOINED)
        self.at += 1
        return True

    def _goes_on_after(self) -> bool:
        """Whether the next word is one that follows names of places, or «و» with one more: «دوما وحرستا وعربين»."""
        norm = self.view.words[self.at + 1].token.norm
        return norm in _AFTER_PLACES or (norm[0] == "و" and not self.view.words[self.at + 1].reading.known)

    def _doubted(self) -> bool:
        """«في مارع»، «إلى نزران»: an unknown word where a place stands, that the tagger nearly took for a name."""
        word = self.view.words[self.at]
        before = self.view.words[self.at - 1] if self.at else None
        if before is None or before.token.norm not in _TOWARDS or word.tag != "O" or word.probability >= _NEARLY:
            return False
        closed = self.at + 1 >= len(self.view) or self.view.words[self.at + 1].mark or self._goes_on_after()
        month = word.token.norm in calendar().months
        if not closed or month or word.token.norm[0] == "ي" or not opens(word) or not plausible(word):
            return False
        self.out.span(self.at, self.at + 1, "Place", MentionKind.NAME, "", _JOINED)
        self.at += 1
        return True

    def _agency(self, last: int) -> bool:
        """Whether words up to `last` are the agency of a dateline: «عمان (بترا)-», «أنقرة / الأناضول»."""
        if self.view.sentence.index > 0 or self.at > _DATELINE or self.at == 0:
            return False
        before = self.view.words[self.at - 1].token.text
        closed = last >= len(self.view) or self.view.words[last].mark
        return before in {"(", "/", "-", "–"} and closed and self.view.known.get(self.at) is None

    def _located(self, known: Known) -> bool:
        before = self.view.words[self.at - 1].token.norm if self.at else ""
        return known.type == "Place" and before in word_list("places", "locating")

    def _grouped(self) -> bool:
        found = read_group(self.view, self.at)
        if found is None:
            return self._adjective()
        self.out.part(found)
        self.at = found.last
        return True

    def _adjective(self) -> bool:
        """A nationality adjective by itself: its country is present, if only as an adjective."""
        word = self.view.words[self.at]
        if word.reading.nisba is None or word.kind in {"PER", "ORG"}:
            return False
        self.out.nisba(self.at)
        self.at += 1
        return True

    def _tagged(self) -> None:
        """What only the tagger sees."""
        word = self.view.words[self.at]
        if not word.tag.startswith("B-") or word.probability < _TAGGED_FROM:
            return
        last = self._run(word.kind)
        if word.kind in {"MISC", "PER"} or (word.probability < _SURE and word.token.norm in common_words()):
            return
        prefix = clitic(word, self.seen, joined=True) or word.reading.prefix
        while last > self.at + 1 and self.view.words[last - 1].has("bodies.outside"):
            last -= 1
        kind = "Organization" if self._agency(last) else _TYPES[word.kind]
        span = self.out.span(self.at, last, kind, MentionKind.NAME, prefix, word.probability)
        if word.kind == "ORG":
            self.out.shorten(span, self.at, last)
        self.at = last
