"""The fact store's data: frozen models of the curated files, and vocabularies with the codes that others use for them."""

import datetime as dtm
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
    model_validator,
)

from knowledge import edtf

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")

FORMAT = 1
"""The format that curated files name in `format:`."""
TERM_WORDS = 8
"""Words of the longest term of evidence, which is a sheikh's full name."""
ARTICLE_BYTES = 200_000
"""Bytes of the longest article that facts are drafted from."""


class Kind(StrEnum):
    """What sort of event or relation a fact states; `cameo` is its CAMEO 1.1b3 event code, `intent` the code of intending it."""

    cameo: str
    intent: str | None

    def __new__(cls, value: str, cameo: str, intent: str | None) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.cameo = cameo
        member.intent = intent
        return member

    MEETING = "meeting", "040", "036"
    VISIT = "visit", "042", "036"
    AGREEMENT = "agreement", "057", "030"
    MEMORANDUM = "memorandum", "057", "030"
    LETTER_OF_INTENT = "letter-of-intent", "030", "030"
    JOINT_STATEMENT = "joint-statement", "050", "032"
    MILITARY_COOPERATION = "military-cooperation", "062", "0312"
    INFORMATION_SHARING = "information-sharing", "064", "0314"
    MILITARY_AID = "military-aid", "072", "0332"
    AID = "aid", "070", "033"
    PROCUREMENT = "procurement", "061", "0311"
    EXERCISE = "exercise", "062", "0312"
    TRAINING = "training", "062", "0312"
    POSITION = "position", "010", None
    MEDIATION = "mediation", "045", "039"


class Area(StrEnum):
    """Issue area. The first seven are those of the Defense Cooperation Agreement Dataset (DCAD), the rest internal security."""

    CONSULTATION = "consultation"
    EXERCISES_TRAINING_EDUCATION = "exercises-training-education"
    PEACEKEEPING = "peacekeeping"
    RESEARCH_DEVELOPMENT = "research-development"
    DEFENCE_INDUSTRY = "defence-industry"
    PROCUREMENT = "procurement"
    CLASSIFIED_INFORMATION = "classified-information"
    COUNTER_TERRORISM = "counter-terrorism"
    ORGANISED_CRIME = "organised-crime"
    CYBER = "cyber"
    MARITIME = "maritime"
    MAJOR_EVENTS = "major-events"
    CRITICAL_INFRASTRUCTURE = "critical-infrastructure"
    INTELLIGENCE_SHARING = "intelligence-sharing"
    CAPACITY_BUILDING = "capacity-building"
    CRISIS_MANAGEMENT = "crisis-management"
    MEDIATION = "mediation"
    DEVELOPMENT_AID = "development-aid"


class Status(StrEnum):
    """The source's own commitment to what it says (factuality, as in FactBank)."""

    REPORTED = "reported"
    EXPECTED = "expected"
    PROPOSED = "proposed"
    ASSESSED = "assessed"


class Rank(StrEnum):
    """As in Wikibase: a wrong fact is deprecated, with a reason, never deleted."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class ActorType(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    EVENT = "event"


def _day(value: object) -> object:
    """A day or its text; pydantic would also take a number, for seconds since 1970."""
    if isinstance(value, dtm.date):
        return value
    try:
        return dtm.date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("is a day, as in 2026-01-31") from None


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Words = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""
EdtfDate = Annotated[str, AfterValidator(edtf.checked)]
"""EDTF, ISO 8601-2: the forms that `knowledge.edtf` knows."""


class Bilingual(Frozen):
    """The same words in both languages, each written as that language would."""

    en: Words
    ar: Words

    def __getitem__(self, language: Language) -> str:
        return self.ar if language == "ar" else self.en


class Source(Frozen):
    """An article. A paragraph of it is a non-empty line of its file, counted from 1."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,32}$")]
    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$", max_length=120)]
    title: Bilingual
    publisher: Bilingual | None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)] | None
    published: EdtfDate | None
    paragraphs: Annotated[StrictInt, Field(ge=1)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Partner(Frozen):
    """A country that the store covers, with the names that CLDR lacks."""

    code: CountryCode
    name: Bilingual
    aliases: dict[str, tuple[Words, ...]] = {}


class Country(Frozen):
    """Capital, demonyms and further names of any country, for recognising it in what people type."""

    code: CountryCode
    capital: dict[str, tuple[Words, ...]] = {}
    demonym: dict[str, tuple[Words, ...]] = {}
    names: tuple[Words, ...] = ()


class Sense(StrEnum):
    """What the words of an entry of the lexicon do in a question."""

    CONCEPT = "concept"
    LIGHT = "light"
    """A concept that tells little: it counts for the order, and hardly for whether a fact answers."""
    IGNORED = "ignored"
    INTENT = "intent"


class LexiconEntry(Frozen):
    """Words and phrases of the languages people ask in that mean one thing."""

    id: Slug
    what: Sense = Sense.CONCEPT
    en: tuple[Words, ...] = ()
    ar: tuple[Words, ...] = ()
    fr: tuple[Words, ...] = ()
    de: tuple[Words, ...] = ()
    near: tuple[Slug, ...] = ()
    """Concepts that are often meant by these words, or said in their place."""


MOST_QUESTIONS = 24
"""Questions of one fact in one language."""
Put = Annotated[str, StringConstraints(min_length=3, max_length=160, strip_whitespace=True)]
"""A question as somebody puts it."""
Puts = Annotated[tuple[Put, ...], Field(max_length=MOST_QUESTIONS)]


class Questions(Frozen):
    """Questions that a fact answers, in people's own words: by them it is found, and nobody is shown them."""

    fact: Slug
    en: Puts = ()
    ar: Puts = ()
    fr: Puts = ()
    de: Puts = ()


class Actor(Frozen):
    """A person, organisation or event that facts name; `role` is the office as the articles give it."""

    id: Slug
    type: ActorType
    country: CountryCode | None
    name: Bilingual
    role: Bilingual | None = None
    variants: tuple[Words, ...] = ()


class Participant(Frozen):
    """An actor in one fact, with the office held there if it differs from the actor's usual one."""

    id: Slug
    role: Bilingual | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_plain_id(cls, value: object) -> object:
        return {"id": value} if isinstance(value, str) else value


class Evidence(Frozen):
    """Where a fact stands: `terms` are the names, numbers and dates that the paragraph must hold, spelled as there."""

    source: str
    paragraph: Annotated[StrictInt, Field(ge=1)]
    terms: Annotated[tuple[Words, ...], Field(min_length=1)]


class Fact(Frozen):
    """One claim that could be confirmed or denied by itself."""

    id: Slug
    partner: CountryCode
    kind: Kind
    areas: Annotated[tuple[Area, ...], Field(min_length=1, max_length=6)]
    status: Status
    rank: Rank = Rank.NORMAL
    date: EdtfDate | None
    date_note: Bilingual | None = None
    note: Bilingual | None = None
    text: Bilingual
    actors: tuple[Participant, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    importance: Annotated[StrictInt, Field(ge=1, le=3)]
    checked: Annotated[dtm.date, BeforeValidator(_day)]
    supersedes: Slug | None = None
    reason: Bilingual | None = None
