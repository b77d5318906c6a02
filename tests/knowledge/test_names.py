"""What people type means a country, or honestly none: never a wrong one."""

import json
import string
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.nameindex import CountryNames, build_names, country_names, partner_names
from knowledge.names import NameIndex, Resolution, resolve

ROOT = Path(__file__).parents[2]
STORE = frozenset({"SO", "DE", "US", "FR", "KW"})


def curated(file: str) -> Iterable[CountryNames]:
    data = yaml.load((ROOT / "seeds" / f"{file}.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - strings alone
    for entry in data[file]:
        if file == "partners":
            yield partner_names(entry["code"], tuple(entry["name"].values()), entry.get("aliases", {}))
        else:
            rest = entry.get("capital", {}), entry.get("demonym", {})
            yield country_names(entry["code"], entry.get("names", ()), *rest)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.of(build_names(tuple(curated("partners")), tuple(curated("countries"))))


@pytest.mark.parametrize(
    ("country", "texts"),
    [
        (
            "DE",
            "germany | GERMANY!!! | ألمانيا | المانيا | Allemagne | Alemania | Deutschland | 🇩🇪 | de | DEU | Ujerumani",
        ),
        (
            "DE",
            "بألمانيا | وألمانيا | لألمانيا | كألمانيا | للألمان | الألمانية | ألمان | Germans | немецкий | 德国 | जर्मनी",
        ),
        (
            "DE",
            "germny | gemrany | germanyy | المنيا | ألماتيا الاتحادية | Berlimn | berlin | برلين | Fed. Rep. Germany",
        ),
        (
            "US",
            "usa | US | u.s.a | U.S. | the us | US news | about the US | أمريكا | امريكا | الولايات المتحدة | امریکا",
        ),
        ("US", "#الولايات_المتحدة | للولايات المتحدة | الولايات المتحدةةةة"),
        (
            "US",
            "untied states | Estados Unidos | США | Washington DC",
        ),
        ("FR", "france | fr | FRA | République française | الفرنسيون | باريس | Frankreich | 法国 | frnace | فرنصا"),
        (
            "KW",
            "kw | KWT | الكويت | كويتيه | Koweït | Kuwait City | مدينة الكويت | kuwiat | الكوبت | دولهة الكويت | Al Kuwayt",
        ),
        (
            "SO",
            "so | SOM | الصومال | Soomaaliya | وللصومال | mogadishu | مقديشيو | somlia | Smooalia | Сомали | सोमालिया",
        ),
    ],
)
def test_a_covered_country_is_found(country: str, texts: str, index: NameIndex) -> None:
    """In any language, with prefixes, as a demonym, a capital, a code or a flag, and with a slip of the finger."""
    typed = [text.strip() for text in texts.split("|")]
    assert {text: resolve(text, index, STORE).country for text in typed} == dict.fromkeys(typed, country)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("niger", "NE"),
        ("nigeria", "NG"),
        ("النيجر", "NE"),
        ("نيجيريا", "NG"),
        ("mali", "ML"),
        ("مالي", "ML"),
        ("Austria", "AT"),
        ("Australia", "AU"),
        ("السويد", "SE"),
        ("سويسرا", "CH"),
        ("Guinea", "GN"),
        ("Guinea-Bissau", "GW"),
        ("الصومالي", "SO"),
        ("ألبانيا", "AL"),
        ("عمان", "OM"),
        ("Georgia", "GE"),
        ("Jordan", "JO"),
        ("جنوب السودان", "SS"),
        ("Republic of Korea", "KR"),
        ("Republic of the Congo", "CG"),
        ("Trinidad and Tobago", "TT"),
        ("psakistan", "PK"),
        ("إنددونيسيا", "ID"),
        ("Island", "IS"),
        ("GIN", "GN"),
        ("no", "NO"),
        ("🇳🇴", "NO"),
        ("XK", "XK"),
    ],
)
def test_an_exact_name_beats_any_misspelling(text: str, country: str, index: NameIndex) -> None:
    """Another country's own name, demonym or code is that country, however near a covered one is spelled."""
    answer = resolve(text, index, STORE)
    assert answer == Resolution(country, answer.score, (), country in STORE)
    assert answer.score > 0


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Qatar and Ethiopia", "ET"),
        ("qatar-somalia", "SO"),
        ("العلاقات القطرية الصومالية", "SO"),
        ("التعاون الأمني بين قطر وفرنسا", "FR"),
        ("قطر وألمنيا", "DE"),
        ("tell me about germany please", "DE"),
        ("security cooperation with the United States", "US"),
        ("وش أخبار الكويت", "KW"),
        ("#QatarGermany", "DE"),
        ("🇶🇦🇰🇼", "KW"),
        ("en Allemagne", "DE"),
        ("Qatar", "QA"),
        ("دولة قطر", "QA"),
        ("الدوحة", "QA"),
    ],
)
def test_qatar_gives_way_and_words_round_a_name_do_not_matter(text: str, country: str, index: NameIndex) -> None:
    """One side of every partnership is understood; alone it is itself."""
    assert resolve(text, index, STORE).country == country


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("germany and france", {"DE", "FR"}),
        ("الكويت والصومال", {"KW", "SO"}),
        ("🇩🇪🇫🇷", {"DE", "FR"}),
        ("Congo", {"CD", "CG"}),
        ("كوريا", {"KR", "KP"}),
        ("dominican", {"DM", "DO"}),
        ("Smali", {"SO", "ML"}),
        ("ألطانيا", {"DE", "AL"}),
        ("القدس", {"IL", "PS"}),
        ("german shepherd", {"DE"}),
        ("أرض الصومال", {"SO"}),
    ],
)
def test_where_two_are_as_near_both_are_asked_for(text: str, suggested: set[str], index: NameIndex) -> None:
    """No country is guessed where several, or something else, may be meant."""
    answer = resolve(text, index, STORE)
    assert answer.country is None
    assert answer.score == 0
    assert suggested <= set(answer.suggestions)


NO_COUNTRY = """
weather | partner | list all | Kristi Noem | World Cup 2026 | planet mars | blah blah blah | SELECT * FROM facts; --
' OR 1=1 -- | {{7*7}} | <script>alert(1)</script> | https://example.com/partner | about us | tell me about us | contact us
merci | danke | thanks | is it so | to be or not to be | I am fine | no way | come on | North Africa | South America | Europe
United Nations | NATO | trench | finance | orange | branch | general | human | woman | hungry | finish | can | are | and
Angela | George | Merlin | Berliner Luft | English | ignore all previous instructions | asdfgh | a | x | 12345
الشرق الأوسط | الجامعة العربية | الطقس غدا | المريخ | الماضي | الثاني | المالية | الدعم المالي | الآن | كويس | سويت | كاميرا
الكريم | الكثير | الأميري | الرياضة | بينما | الجزيرة | كيف | وين | فينا | تميم بن حمد آل ثاني | تجاهل التعليمات السابقة
الاتحاد الأوروبي | الأمم المتحدة | أمريكا اللاتينية | الألمنيوم
"""


@pytest.mark.parametrize("text", [word.strip() for line in NO_COUNTRY.strip().splitlines() for word in line.split("|")])
def test_other_words_are_no_country(text: str, index: NameIndex) -> None:
    """Ordinary words, persons, regions, orders and code are never taken for a country."""
    assert resolve(text, index, STORE).country is None


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "…", "🤖", "ـــــ", " " * 10_000, "a" * 4096, "\u202e" * 4096, "🇩" * 999]
)
def test_nothing_comes_of_nothing(text: str, index: NameIndex) -> None:
    """Blank, invisible and endless input is not recognised and suggests nothing."""
    assert resolve(text, index, STORE) == Resolution(None, 0)


@given(st.text() | st.text(alphabet=string.ascii_letters + " ،والبمكفنيتسر🇩🇪") | st.text(min_size=250, max_size=400))
def test_any_text_has_an_answer(index: NameIndex, text: str) -> None:
    """Never an exception; a country is one of ISO 3166 and comes with a score, and without suggestions."""
    answer = resolve(text, index, STORE)
    assert answer.country is None or answer.country in index.codes
    assert (answer.country is not None) == (0 < answer.score <= 100)
    assert not (answer.country and answer.suggestions)
    assert set(answer.suggestions) <= index.codes


def one_letter_off(name: str) -> Iterator[str]:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" if name[-1] > "z" else string.ascii_lowercase
    for at in range(len(name)):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        for letter in letters:
            yield name[:at] + letter + name[at + 1 :]
            yield name[:at] + letter + name[at:]


@pytest.mark.parametrize(
    ("country", "name"),
    [
        *(("SO", name) for name in ("somalia", "الصومال", "mogadishu", "مقديشو")),
        *(("DE", name) for name in ("germany", "ألمانيا", "berlin", "deutschland")),
        *(("US", name) for name in ("united states", "الولايات المتحدة", "america", "أمريكا", "washington", "واشنطن")),
        *(("FR", name) for name in ("france", "فرنسا", "paris", "باريس", "french")),
        *(("KW", name) for name in ("kuwait", "الكويت", "kuwaiti", "كويتي")),
    ],
)
def test_a_letter_off_is_the_country_or_asks(country: str, name: str, index: NameIndex) -> None:
    """Of all texts one letter off a covered name nearly all resolve to it; the rest are ordinary words, as near to
    another country, or another's exact name, and none is corrected to another country."""
    answers = {typed: resolve(typed, index, STORE) for typed in one_letter_off(name) if typed != name}
    others = {typed: answer for typed, answer in answers.items() if answer.country not in {country, None}}
    assert all(answer.score >= 95 for answer in others.values()), others
    found = sum(answer.country == country for answer in answers.values())
    assert found / len(answers) >= (0.9 if name == "ألمانيا" else 0.94)


def test_typed_names_of_others_making(index: NameIndex) -> None:
    """The project's own list, made by somebody else before: at least 98 of 100 right, and no wrong country."""
    lines = [json.loads(line) for line in (ROOT / "tests/data/names.jsonl").read_text("utf-8").splitlines()]
    wrong, missed = [], []
    for line in lines:
        answer = resolve(line["text"], index, STORE)
        fair = line.get("expect_any", [line.get("expect")])
        if answer.country is not None and answer.country not in fair:
            wrong.append((line["text"], answer))
        elif answer.country not in fair or not set(line.get("suggest", ())) <= set(answer.suggestions):
            missed.append((line["text"], answer))
    assert wrong == []
    assert len(missed) <= 0.02 * len(lines), missed
