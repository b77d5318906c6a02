"""The numbers of a text, whether it writes them in digits or, as Arabic and English do with small ones, in words."""

import re

from knowledge.text import ARTICLE, fold

_DIGITS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_UNITS = (
    "واحد واحده احدي اول اولي حادي حاديه one first",
    "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا ثاني ثانيه two second",
    "ثلاث ثلاثه ثالث ثالثه three third",
    "اربع اربعه رابع رابعه four fourth",
    "خمس خمسه خامس خامسه five fifth",
    "ست سته سادس سادسه six sixth",
    "سبع سبعه سابع سابعه seven seventh",
    "ثمان ثماني ثمانيه ثامن ثامنه eight eighth",
    "تسع تسعه تاسع تاسعه nine ninth",
    "عشر عشره عاشر عاشره ten tenth",
)
_VALUES = {word: value for value, words in enumerate(_UNITS, 1) for word in words.split()}
_TEN = {"عشر": 10, "عشره": 10}
_TENS = {
    word: value
    for value, words in ((20, "عشرون عشرين twenty twentieth"), (30, "ثلاثون ثلاثين thirty thirtieth"))
    for word in words.split()
}


def in_digits(text: str) -> list[str]:
    """The numbers that a text writes in digits of any script, without the separators of thousands."""
    return [_western(match[0]) for match in _DIGITS.finditer(text)]


def stated(text: str) -> set[str]:
    """All numbers that a text states: those in digits, and those up to 39 that it writes in words."""
    found = set(in_digits(text))
    words = [word.removeprefix(ARTICLE) for word in fold(text).split()]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        value = _VALUES.get(word)
        tens = _TENS.get(word.removeprefix("و").removeprefix(ARTICLE))
        more = _TEN.get(following) or _TENS.get(following.removeprefix("و").removeprefix(ARTICLE), 0)
        found |= {str(one) for one in (tens, value, value + more if value else None) if one}
    return found


def _western(number: str) -> str:
    digits = "".join(str(int(digit)) if digit.isdecimal() else digit for digit in number)
    return digits.replace(",", "").replace("٬", "").replace("٫", ".")
