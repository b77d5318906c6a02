"""Words by which a sentence keeps its distance, and words that only look like them."""

import pytest

from knowledge.hedges import hedged


@pytest.mark.parametrize(
    "sentence",
    [
        "The agreement could cover joint training.",
        "It may grow.",
        "It might grow.",
        "Joint training is a potential field.",
        "Joint training is possible.",
        "A possibly wider accord is near.",
        "Cooperation is expected to grow.",
        "Exercises are planned; more are likely.",
        "The two are considering a new centre.",
        "The two states plan to hold exercises.",
        "Qatar needs to follow up.",
        "Both must invest in research.",
        "Both should invest in research.",
        "The article expects growth.",
        "The article strongly recommends growth.",
        "The article's view is that ties grow.",
        "In the article’s view, ties are vital.",
        "Ties are vital, according to the article.",
        "Experts say that ties are vital.",
        "There are indications of growth.",
    ],
)
def test_an_english_sentence_that_keeps_its_distance_is_seen(sentence: str) -> None:
    assert hedged(sentence, "en")
    assert hedged(sentence.upper().replace("MAY", "may"), "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "Rheinmetall agreed with Qatar to build a plant.",
        "The ministers met on 5 May 2025.",
        "Qatar sent experts to Somalia.",
        "The mayor signed.",
        "A mighty fleet took part.",
        "Qatar must-have list.".replace("must-have", "musthave"),
        "Qatar signed two memoranda; the article does not name who signed them.",
        "Qatar signed two memoranda; the article gives no date.",
        "",
    ],
)
def test_an_english_report_is_no_hedge(sentence: str) -> None:
    assert not hedged(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "قد يشمل الاتفاق تدريباً مشتركاً.",
        "وقد لا يشمل الاتفاق تدريباً.",
        "قَدْ تشمل الاتفاقية تدريباً.",
        "فقد تتسبب التوترات في خلاف.",
        "يمكن أن يتوسع التعاون.",
        "من المتوقع أن يتوسع التعاون.",
        "يُتوقع أن يتوسع التعاون.",
        "ومن المحتمل أن يتوسع التعاون.",
        "ومن المنتظر إعلان التفاصيل.",
        "تفكر الدولتان في إنشاء مركز.",
        "ينبغي متابعة الاتفاقات.",
        "يجب الاستثمار في البحث.",
        "من الضروري متابعة الاتفاقات.",
        "يرى المقال أن العلاقات متينة.",
        "العلاقات متينة وفقاً للمقال.",
        "العلاقات متينة بالمقال.",
        "تشير مؤشرات إلى تدريبات أخرى.",
        "يـمـكـن أن يتوسع التعاون.",
    ],
)
def test_an_arabic_sentence_that_keeps_its_distance_is_seen(sentence: str) -> None:
    assert hedged(sentence, "ar")


@pytest.mark.parametrize(
    "sentence",
    [
        "اتفقت راينميتال مع قطر على بناء مصنع للذخيرة.",
        "وقد وقّع الوزيران الاتفاق.",
        "قد وقعت قطر مذكرتي تفاهم.",
        "وقد تم توقيع الاتفاق.",
        "وقد تمّت الزيارة.",
        "لقد زار الوزير الدوحة.",
        "عقد الوزيران اجتماعاً.",
        "فقدت السفينة الاتصال.",
        "أبرمت قطر مذكرتي تفاهم، ولا يسمّي المقال من وقّعهما.",
        "أبرمت قطر مذكرتي تفاهم ولم يذكر المقال تاريخهما.",
        "",
    ],
)
def test_an_arabic_report_is_no_hedge(sentence: str) -> None:
    assert not hedged(sentence, "ar")


def test_each_language_is_judged_by_its_own_words() -> None:
    assert not hedged("It could grow.", "ar")
    assert not hedged("قد ينمو التعاون.", "en")


def test_an_article_that_is_silent_on_one_thing_may_still_expect_another() -> None:
    assert hedged("The article does not say when, but it expects growth.", "en")
    assert hedged("لا يحدد المقال موعداً، ويتوقع نمواً.", "ar") == hedged("ويتوقع نمواً.", "ar")
