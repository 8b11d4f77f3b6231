"""Where candidates are looked for: keys that profiles of one actor share."""

from __future__ import annotations

from functools import lru_cache

from graph.identity.bodies import content
from graph.identity.names import PersonName, exact_keys, family_keys, full_keys, tail_keys, whole_keys
from graph.identity.naming import has_common_name
from graph.identity.profile import Post, Profile, is_bare
from graph.identity.skeleton import skeleton


@lru_cache(maxsize=65536)
def pair_keys(profile: Profile) -> frozenset[str]:
    """Keys by which profiles are paired outright; `profile` is evidence only (no days, no mates)."""
    if waits(profile):
        return frozenset()
    if profile.type == "Person":
        return frozenset(k for name in profile.persons for k in _person_keys(name, profile))
    found = {_words_key(name) for name in profile.names}
    return frozenset(found | ({f"C:{profile.nation}"} if profile.type == "Country" and profile.nation else set()))


@lru_cache(maxsize=65536)
def waits(profile: Profile) -> bool:
    """Whether the words alone say too little: a bare or very common name, an office, a body without its country.

    Such an entity is nobody's equal; it is looked for among those who have a name.
    """
    if profile.known:
        return False
    if profile.title or profile.vague or (profile.generic and not profile.nation):
        return True
    return (is_bare(profile) and not profile.posts) or is_namesake(profile)


def is_namesake(profile: Profile) -> bool:
    """Whether a person has a name that very many bear, and no office that would tell who it is."""
    return not any(p.of for p in profile.posts) and not profile.title and has_common_name(profile)


@lru_cache(maxsize=65536)
def wanted_keys(profile: Profile) -> frozenset[str]:
    """Keys under which an entity that says too little looks for who is meant."""
    if profile.title:
        return frozenset(_office_key(p) for p in profile.posts)
    if is_bare(profile):
        return _family_keys(profile)
    if profile.type == "Person":
        return _name_keys(profile) if waits(profile) else frozenset()
    return frozenset(_words_key(name) for name in profile.names) if waits(profile) else frozenset()


@lru_cache(maxsize=65536)
def offered_keys(profile: Profile) -> frozenset[str]:
    """Keys under which a named actor is found by such entities: family names, offices, words."""
    if waits(profile) or is_bare(profile):
        return frozenset()
    if profile.type != "Person":
        return frozenset(_words_key(name) for name in profile.names)
    held = {p.post for p in profile.periods} | profile.posts
    return _family_keys(profile) | _name_keys(profile) | {_office_key(p) for p in held if p.of}


def _name_keys(profile: Profile) -> frozenset[str]:
    return frozenset(f"P:{k}" for name in profile.persons for k in exact_keys(name))


def _family_keys(profile: Profile) -> frozenset[str]:
    return frozenset(f"N:{k}" for name in profile.persons for k in family_keys(name))


def _office_key(post: Post) -> str:
    return f"T:{post.role}@{post.of}"


def _person_keys(name: PersonName, profile: Profile) -> set[str]:
    found = {f"F:{k}" for k in full_keys(name) | tail_keys(name)} | {f"A:{k}" for k in whole_keys(name)}
    if len(name.units) > 2:
        found |= {f"F:{k}" for k in full_keys(PersonName(name.units[:2], name.latin))}
    posts = {p.post for p in profile.periods} | profile.posts
    return found | {f"B:{k}@{p.role}@{p.of}" for k in family_keys(name) for p in posts if p.of}


def _words_key(name: str) -> str:
    words = content(name)
    return "W:" + ("".join(skeleton(w) for w in words) or "".join(words))
