"""Small stores made up for a test, and the real one, without the costly index of all the world's names."""

import datetime as dtm
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge import loader
from knowledge.model import (
    Actor,
    ActorType,
    Area,
    Bilingual,
    Evidence,
    Fact,
    Kind,
    Participant,
    Partner,
    Rank,
    Source,
    Status,
)
from knowledge.nametable import NameIndex, Use
from knowledge.store import Store

PARTNERS = {"DE": ("Germany", "ألمانيا"), "FR": ("France", "فرنسا"), "KW": ("Kuwait", "الكويت")}
FURTHER_COUNTRIES = ("OM", "QA", "NE")
"""Countries that the store knows by name and holds nothing on."""
CHECKED = dtm.date(2026, 11, 22)


def pair(english: str, arabic: str) -> Bilingual:
    return Bilingual(en=english, ar=arabic)


def source(id_: str, *, title: str = "Title", publisher: str | None = "Publisher", url: str | None = None) -> Source:
    return Source(
        id=id_,
        file=f"{id_}.txt",
        title=pair(f"{title} {id_}", f"عنوان {id_} {title if len(title) > 20 else ''}".strip()),
        publisher=pair(publisher, "ناشر") if publisher else None,
        language="ar",
        url=url,
        published=None,
        paragraphs=99,
        sha256="0123456789abcdef" * 4,
    )


ACTOR = Actor(
    id="somebody",
    type=ActorType.PERSON,
    country="DE",
    name=pair("Somebody", "شخص ما"),
    role=pair("Minister", "وزير"),
)


def fact(
    number: int,
    *,
    partner: str = "DE",
    status: Status = Status.REPORTED,
    kind: Kind = Kind.MEETING,
    date: str | None = None,
    importance: int = 2,
    cites: Sequence[tuple[str, int]] = (("a", 1),),
    text: Bilingual | None = None,
    **further: object,
) -> Fact:
    """Fact `number`; nothing but its number tells its sentence from others."""
    return Fact.model_validate(
        {
            "id": f"{partner.lower()}-{number}",
            "partner": partner,
            "kind": kind,
            "areas": (Area.CYBER,),
            "status": status,
            "date": date,
            "text": text or pair(f"Sentence <{number}> & no other.", f"الجملة <{number}> لا غيرها."),
            "actors": (Participant(id="somebody"),),
            "evidence": tuple(Evidence(source=cited, paragraph=paragraph, terms=("x",)) for cited, paragraph in cites),
            "importance": importance,
            "checked": CHECKED,
            **further,
        }
    )


def withdrawn(number: int, **further: object) -> Fact:
    return fact(number, rank=Rank.DEPRECATED, reason=pair("It was wrong.", "كانت خطأ."), **further)  # type: ignore[arg-type]


def store(*facts: Fact, sources: Sequence[Source] = (), version: str = "5a4ad" + "0" * 59) -> Store:
    """A store of these facts, on the partners that they are about."""
    cited = dict.fromkeys(evidence.source for fact in facts for evidence in fact.evidence)
    given = {source.id: source for source in sources}
    partners = [
        Partner(code=code, name=pair(*names))
        for code, names in PARTNERS.items()
        if any(fact.partner == code for fact in facts)
    ]
    return _store(version, [given.get(id_) or source(id_) for id_ in cited], partners, [ACTOR], facts)


def real(curated: Path) -> Store:
    """What the curated files hold."""
    snapshot, problems = loader.load(curated)
    assert problems == []
    return _store(
        snapshot.version,
        snapshot.sources_by_id.values(),
        snapshot.partners_by_code.values(),
        snapshot.actors_by_id.values(),
        snapshot.facts_by_id.values(),
    )


def _store(
    version: str, sources: Iterable[Source], partners: Iterable[Partner], actors: Iterable[Actor], facts: Iterable[Fact]
) -> Store:
    covered = {partner.code: partner for partner in partners}
    facts = tuple(facts)
    held = {
        code: tuple(fact for fact in facts if fact.partner == code and fact.rank is not Rank.DEPRECATED)
        for code in covered
    }
    return Store(
        version=version,
        sources={source.id: source for source in sources},
        partners=covered,
        actors={actor.id: actor for actor in actors},
        facts={fact.id: fact for fact in facts},
        by_partner={code: of_partner for code, of_partner in held.items() if of_partner},
        names=NameIndex.of((code.lower(), code, Use.WHOLE) for code in (*covered, *FURTHER_COUNTRIES)),
        file=Path("never-written"),
    )
