"""Offices and the persons at them in one sentence: before the name, behind it, without one."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.document import MentionKind, Span
from ingest.mentions.collecting import Collector, repeat_office
from ingest.mentions.guessing import joined_end
from ingest.mentions.name_words import address, courtesy, is_name_word, past_address
from ingest.mentions.names import Name, Seen, clitic, guess_name, read_name
from ingest.mentions.offices import offices_of
from ingest.mentions.parts import COMMAS, View
from ingest.mentions.title_parts import Title
from ingest.mentions.titles import read_title
from ontology.folding import fold
from ontology.nouns import word_list

_BEHIND = frozenset({"في", "فى", "الذي", "التي", "الي", "ان", "اللذين"})
_BRACKET, _SECOND = 0.8, 0.7
_NEARLY = 0.97  # how sure the tagger is at most that a word is no name where it may be one
_SUBJECT = 3  # words from the start of a sentence to where its subject may begin
_ALONE = frozenset({"office", "counterpart", "guest", "kin"})


def _doubles(title: Title) -> bool:
    """Whether an office is often held beside another: «نائب رئيس الوزراء ووزير الخارجية»."""
    return (
        title.noun.number == "singular" and title.specific and fold(title.noun.lemma) in word_list("roles", "doubled")
    )


@dataclass
class OfficeReader:
    """Reads a sentence from left to right; `at` is the word it stands at.

    `honoured` holds the first tokens of names that an honorific or rank stands before.
    """

    view: View
    seen: Seen
    out: Collector
    at: int = 0
    honoured: set[int] = field(default_factory=set)

    def _titled(self) -> bool:
        """Offices, one or several, with the name behind them or without."""
        word = self.view.words[self.at]
        role = word.role
        if role is None or role.family not in _ALONE or word.tag in {"I-ORG", "I-LOC", "B-LOC"}:
            return False
        if word.kind == "PER" and not word.reading.definite and role.family != "counterpart":
            return False
        titles, at = self._titles(self.at)
        if not titles:
            return False
        if titles[0].inner and self._before(titles[0]) is not None:
            titles = [titles[0].inner]
        if self._closes_name(titles, at):
            return self._untitled(titles)
        titles, name = self._named_office(titles, at)
        if name:
            self._emit_titles(titles)
            self._short_name(titles[-1].last, name.first)
            self._emit_named(titles, name)
            return True
        if word.has("roles.ambiguous") and titles[0].noun.family == "office":
            return self._apposed(titles[0], titles[-1].last) is not None and self._untitled(titles)
        return self._untitled(titles)

    def _short_name(self, first: int, last: int) -> None:
        """The bracket between an office and its name as a mention of the body."""
        if last - first > 2 and self.view.words[first].token.text in "(«":
            end = next((i for i in range(first + 2, last) if self.view.words[i].token.text in ")»"), None)
            if end is not None:
                self.out.span(first + 1, end, "Organization", MentionKind.NAME, "", _BRACKET)

    def _named_office(self, titles: list[Title], at: int) -> tuple[list[Title], Name | None]:
        """The name of these offices: behind them, behind a second office of the same person, or after a comma."""
        name = self._name_after(titles, at)
        if name or at >= len(self.view):
            return titles, name
        if _doubles(titles[-1]) and self.view.prefix(at) == "و" and self.view.words[at].role:
            others, end = self._titles(at)
            name = self._name_after(others, end) if others and others[0].noun.number == "singular" else None
            if name:
                return titles + others, name
        return titles, self._after_comma(titles, at)

    def _after_comma(self, titles: list[Title], at: int) -> Name | None:
        """«وزير الدفاع الروسي، سيرغي شويغو، …»: a name between commas behind an office."""
        title = titles[-1]
        single = title.specific and title.noun.family in {"office", "counterpart"} and title.noun.number != "plural"
        place = self.view.known.get(at + 1)
        if self.view.words[at].token.norm in {"في", "فى"} and place and place.last < len(self.view):
            at = place.last
        if (
            not single
            or self.view.words[at].token.text not in COMMAS
            or self._apposed(titles[0], title.last) is not None
        ):
            return None
        name = read_name(self.view, at + 1, self.seen, expected=False) or self._between_commas(at + 1)
        if name is None or name.prefix or name.last - name.first < 2:
            return None
        joined = title.noun.number == "dual" and name.last < len(self.view) and self._conjoined(name.last)
        return name if joined or name.last >= len(self.view) or self.view.words[name.last].mark else None

    def _between_commas(self, at: int) -> Name | None:
        """«رئيس الغرفة الجزائرية، الطيب شباب، …»: words that fill the place of a name and nearly look like one."""
        at = past_address(self.view, at)
        name = guess_name(self.view, at, least=2) if at < len(self.view) else None
        inside = self.view.words[at : name.last] if name else []
        return name if any(w.probability < _NEARLY or is_name_word(w.token.norm) for w in inside) else None

    def _titles(self, at: int) -> tuple[list[Title], int]:
        """The offices that follow on one another from word `at`, and where the name may begin."""
        titles: list[Title] = []
        while at < len(self.view) and not self.view.words[at].mark:
            word = self.view.words[at]
            if titles and word.reading.prefix:
                break
            role = word.role
            if role and role.family in _ALONE and (word.kind != "PER" or self._parted(at)):
                title = read_title(self.view, at)
                if title is None or (titles and (title.noun.possessed or not (title.specific or title.definite))):
                    break
                titles.append(title)
                at = title.last
            elif titles and courtesy(word):
                at = past_address(self.view, at)
            else:
                break
        return titles, at

    def _parted(self, at: int) -> bool:
        """Whether an office in a tagged run stands behind the name that the run began with."""
        word = self.view.words[at]
        before = self.out.spans[-1] if self.out.spans else None
        behind = before is not None and before.type == "Person" and before.last == word.token.index
        return behind and word.tag == "I-PER" and word.reading.definite

    def _name_after(self, titles: list[Title], at: int) -> Name | None:
        title = titles[-1]
        expected = title.specific or (title.definite and title.noun.number == "singular")
        at = self._past_bracket(title, at)
        if at < len(self.view) and not self._name_whole(at):
            return None
        return read_name(self.view, at, self.seen, expected=expected)

    def _past_bracket(self, title: Title, at: int) -> int:
        """«قائد "قوات سوريا الديمقراطية" (قسد) مظلوم عبدي»: over the short name of the office's body."""
        closing = (
            {"(": ")", "«": "»", '"': '"', "“": "”"}.get(self.view.words[at].token.text)
            if at < len(self.view)
            else None
        )
        if closing is None or not title.parts:
            return at
        for last in range(at + 2, min(at + 5, len(self.view) - 1)):
            if self.view.words[last].token.text == closing:
                behind = past_address(self.view, last + 1)
                return behind if behind < len(self.view) and self.view.words[behind].kind == "PER" else at
        return at

    def _name_whole(self, at: int) -> bool:
        return clitic(self.view.words[at], self.seen, joined=False) == ""

    def _emit_titles(self, titles: list[Title]) -> None:
        for title in titles:
            self._emit_inner(title)

    def _emit_inner(self, title: Title) -> None:
        """The bodies and nations that an office names are mentions of their own."""
        for part in title.parts:
            self.out.part(part)
        if title.adjective_at is not None and not self.out.taken(title.adjective_at):
            self.out.nisba(title.adjective_at)
        for at in range(title.first, title.last):
            match = self.view.known.get(at)
            if match and match.values[0].type in {"Country", "Place"} and not self.out.taken(at):
                self.out.known(match)

    def _emit_named(self, titles: list[Title], name: Name) -> None:
        many = titles[0] if titles[0].noun.number != "singular" else None
        offices = offices_of(self.view, titles, 0)
        self.out.name(name, offices, titles[0])
        self.at = name.last
        if many or titles[0].noun.family == "counterpart" or titles[0].adjective_at is not None:
            self._emit_others(titles[0], titles, every=many is not None or titles[0].noun.number != "singular")

    def _emit_others(self, title: Title, titles: list[Title], *, every: bool) -> None:
        """The further names of an office: «وزيرا الخارجية التركي … والسوري أسعد الشيباني».

        Without `every` (an office in the singular) only names with a nation of their own.
        """
        count = 1
        while self.at < len(self.view):
            at = self.at
            if self.view.words[at].mark and self.view.words[at].token.text in COMMAS:
                at += 1
            if at >= len(self.view) or not self._conjoined(at):
                return
            nation, name = self._other(at)
            if name is None or (nation is None and not every):
                return
            if nation is not None:
                self._emit_nation(at)
            self.out.name(name, offices_of(self.view, titles, count, nation), title)
            self.at = name.last
            count += 1

    def _conjoined(self, at: int) -> bool:
        return self.view.words[at].token.norm.startswith("و")

    def _other(self, at: int) -> tuple[str | None, Name | None]:
        """The nation and the name of the next holder of the same office, from its «و» on."""
        reading = self.view.words[at].reading
        match = self.view.known.get(at)
        if reading.nisba and reading.prefix:
            start = past_address(self.view, at + 1)
            return reading.nisba.country.labels["ar"], read_name(self.view, start, self.seen, expected=True)
        if match and match.values[0].type == "Country" and match.values[0].nation:
            start = past_address(self.view, match.last)
            return match.values[0].nation, read_name(self.view, start, self.seen, expected=True)
        return None, read_name(self.view, past_address(self.view, at), self.seen, expected=False)

    def _emit_nation(self, at: int) -> None:
        match = self.view.known.get(at)
        if self.out.taken(at):
            return
        if match and match.values[0].type == "Country":
            self.out.known(match)
        else:
            self.out.nisba(at)

    def _untitled(self, titles: list[Title]) -> bool:
        """Offices without a name behind them: of the name before, or of somebody unnamed."""
        title = titles[-1]
        owner = self._apposed(titles[0], title.last)
        self._emit_titles(titles)
        if owner is not None and any(t.specific for t in titles):
            owner.offices += offices_of(self.view, titles, 0)
            repeat_office(owner)
        elif self._refers(titles[0]):
            self.out.title(titles[0], titles[-1])
            self._second(titles[0])
        self.at = title.last
        return True

    def _second(self, title: Title) -> None:
        """«وزيرا الدفاع السوري والتركي»: the second of two unnamed holders, where his nation stands."""
        if title.noun.number != "dual" or len(title.nations) < 2:
            return
        at = title.last - 1
        match = next((m for m in self.view.known.values() if m.first < title.last <= m.last), None)
        first = match.first if match else at
        self.out.spans = [s for s in self.out.spans if s.first != self.view.words[first].token.index]
        span = self.out.span(first, title.last, "Person", MentionKind.TITLE, self.view.prefix(first), _SECOND)
        span.offices = offices_of(self.view, [title], 1)
        repeat_office(span)

    def _apposed(self, title: Title, last: int) -> Span | None:
        """The person named right before: with a comma or bracket between, or as agencies write with nothing."""
        if title.prefix or not self.out.spans or title.first == 0 or title.noun.family != "office":
            return None
        before = max(self.out.spans, key=lambda s: s.last)
        gap = self.view.words[title.first].token.index - before.last
        if before.type != "Person" or before.kind is not MentionKind.NAME or gap > 1:
            return None
        if gap == 1 and self.view.words[title.first - 1].token.norm in {"بمهام", "بمنصب", "منصب", "بوظيفه"}:
            return before
        if gap == 0:
            return before if title.accusative or self._runs_on(before, title) else None
        mark = self.view.words[title.first - 1]
        closed = last >= len(self.view) or self.view.words[last].mark or self.view.words[last].token.norm in _BEHIND
        return before if mark.token.text in "،,(-–" and mark.mark and closed else None

    def _closes_name(self, titles: list[Title], at: int) -> bool:
        """«استقبل المهندس X وزير البيئة السيد Y»: an office between an honoured name and an honorific is the first one's."""
        before = self._before(titles[0])
        if before is None or before.offices or before.first not in self.honoured or at == titles[-1].last:
            return False
        return len(titles) == 1 and titles[0].specific and titles[0].noun.family == "office"

    def _before(self, title: Title) -> Span | None:
        """The person named right before a title, with nothing or a comma between."""
        last = max(self.out.spans, key=lambda s: s.last, default=None)
        near = last is not None and self.view.words[title.first].token.index - last.last <= 1
        return last if last is not None and near and last.type == "Person" and not title.prefix else None

    def _runs_on(self, before: Span, title: Title) -> bool:
        """«السيد فرهاد رهبر رئيس منظمة …»: not «التقى فيدان وزير …», where the office is somebody else's."""
        if not title.specific or title.noun.number != "singular":
            return False
        if len(before.text.split()) < 2 and before.first not in self.honoured:
            return False
        if before.offices:
            head = before.offices[0].title
            return len(head.split()) == 1 and (fold(head).endswith(fold(title.noun.lemma)) or "رئيس" not in head)
        return before.first in self.honoured or before.first - self.view.sentence.first > _SUBJECT

    def _refers(self, title: Title) -> bool:
        """Whether an office without a name can mean one person: definite or told apart, not «رئيس» alone."""
        if title.noun.number == "plural" or (title.noun.number == "dual" and not title.definite):
            return False
        if title.noun.family == "office":
            return title.settled and (title.definite or title.specific or title.noun.possessed)
        if title.noun.family == "kin":
            return title.specific
        return title.definite or title.noun.possessed

    def _addressed(self) -> bool:
        """«السيد X»، «اللواء الركن X»: an honorific or rank with a name behind it."""
        word = self.view.words[self.at]
        if not address(word) or word.kind in {"PER", "ORG", "LOC"}:
            return False
        at = past_address(self.view, self.at)
        if at < len(self.view) and not self.view.words[at].mark and self.view.words[at].role:
            return False
        name = read_name(self.view, at, self.seen, expected=False, honoured=True) or self._known_surname(at)
        name = name or (self._honoured(at) if word.reading.definite else None)
        if name is None:
            return False
        for between in range(self.at + 1, name.first):
            self.out.nisba(between)
        self.out.name(name, (), None)
        self.honoured.add(self.out.spans[-1].first)
        self.at = name.last
        return True

    def _honoured(self, at: int) -> Name | None:
        """«المهندسة زليخة قره طاش», «المحامية السنغالية عيشة ديوب»: two unknown words or more behind an honorific."""
        if at < len(self.view) and self.view.words[at].reading.nisba and self.view.words[at].reading.definite:
            at += 1
        return self._between_commas(at)

    def _known_surname(self, at: int) -> Name | None:
        """«الفريق أول أوزباي», «السيد كالن»: a last name that the article gives in full elsewhere."""
        if at >= len(self.view) or self.view.words[at].token.norm not in self.seen.surnames:
            return None
        return Name(at, at + 1, "", _SECOND)

    def _named(self) -> bool:
        name = read_name(self.view, self.at, self.seen, expected=False) or self._listed_on()
        if name is None:
            return False
        self.out.name(name, (), None)
        self.at = name.last
        return True

    def _listed_on(self) -> Name | None:
        """«… برهان غليون وبسمة قضماني»: two unknown words joined to a person right before."""
        word = self.view.words[self.at]
        last = max(self.out.spans, key=lambda s: s.last, default=None)
        if last is None or last.type != "Person" or last.last != word.token.index or word.token.norm[0] != "و":
            return None
        end = joined_end(self.view, self.at)
        return Name(self.at, end, "و", _SECOND) if end else None
