"""Delegations: who leads one, who is in it, who travels with whom."""

import pytest

from ingest.relations.parties import opening
from tests.ingest.relations.test_frames import frames, ties

HOST = "وزير الخارجية العماني بدر البوسعيدي"
HEAD = "وزير المالية الماليزي أنور عبد الله"
TWO = "نائب وزير النقل محمد رضوان ورئيس غرفة التجارة خالد إسماعيل"


@pytest.mark.parametrize(
    ("word", "kind"),
    [("وضم", "take"), ("ضمن", ""), ("تراسته", "lead"), ("برياسة", "lead"), ("يرافقه", "accompany"), ("قائد", "")],
)
def test_words_that_open_a_list(word, kind):
    assert opening(word)[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        f"استقبل {HOST} وفداً ماليزياً برئاسة {HEAD}، ضم {TWO}.",
        f"استقبل {HOST} وفداً ماليزياً ترأسه {HEAD}، وضم {TWO}.",
        f"استقبل {HOST} وفداً ماليزياً يترأسه {HEAD}، وضم الوفد {TWO}.",
    ],
)
def test_all_of_a_delegation_are_received(text):
    ((hosts, guests),) = frames(text, "reception")
    assert hosts == {"بدر البوسعيدي"}
    assert guests == {"أنور عبد الله", "محمد رضوان", "خالد إسماعيل"}


def test_the_head_leads_and_the_others_are_members():
    told = ties(f"استقبل {HOST} وفداً ماليزياً برئاسة {HEAD}، ضم {TWO}.")
    assert {(r, a) for r, a, _ in told if r in {"ledDelegation", "memberOfDelegation"}} == {
        ("ledDelegation", "أنور عبد الله"),
        ("memberOfDelegation", "محمد رضوان"),
        ("memberOfDelegation", "خالد إسماعيل"),
    }


def test_a_list_ends_where_something_else_is_told():
    text = f"وصل {HEAD} إلى مسقط على رأس وفد يضم {TWO}، وكان في استقباله {HOST}."
    ((hosts, guests),) = frames(text, "reception")
    assert hosts == {"بدر البوسعيدي"}
    assert guests == {"أنور عبد الله"}


def test_the_companion_visits_too():
    text = f"زار {HEAD} أمس مسقط، يرافقه رئيس غرفة التجارة خالد إسماعيل."
    ((visitors, _),) = frames(text, "visit")
    assert visitors == {"أنور عبد الله", "خالد إسماعيل"}
