"""The words by which a sentence keeps its distance from what it says: expected, possible, proposed, or somebody's view."""

import re
from collections.abc import Mapping

from knowledge.model import Language, Status

_ENGLISH = re.compile(
    r"\b(?:could|(?-i:may)|might|would|should|must|needs? to|potential(?:ly)?|possibl[ey]|possibilit(?:y|ies)|proposed|proposes?"
    r"|(?:is|are|was|were) (?:expected|likely|due|seen|considered|considering|weighing|to)\b|expects?|likely|plans? to"
    r"|the article(?:'s|’s)? (?:\w+ly )?(?:\w+)|in the article['’]s view|according to the article|experts say|military experts"
    r"|indications?|signs? (?:point|suggest))\b",
    re.IGNORECASE,
)
_ARABIC = re.compile(
    r"(?<!\w)[وف]?(?:قد(?=\s+(?:لا\s+)?(?!تمّ?ت?\b)[يتنأ])|يمكن|بإمكان\w*|يُ?توقع|يتوقّع|(?:ال)?متوقع\w*|المحتمل\w*|محتمل\w*|يُ?حتمل|المنتظر|يُ?نتظر|تفكر\w*|يفكر\w*|تدرس|يدرس\w*"
    r"|ينبغي|يجب|الضروري|ضرورة|ضروري\w*|مقترح\w*|يقترح|يطرح|خبراء|مؤشرات|(?:ال|لل|بال|وال)مقال)(?!\w)",
)
_SILENCE = re.compile(
    r"\bthe article(?: does not| doesn['’]t| did not| gives? no| names? no| mentions? no)"
    r"|(?<!\w)و?ل[امن]\s+\w+\s+المقال",
    re.IGNORECASE,
)
"""What an article leaves out is no distance from what it says."""
EXAMPLES: Mapping[Status, Mapping[Language, str]] = {
    Status.EXPECTED: {"en": "“is expected to”, “may”", "ar": "«من المتوقع»، «قد»"},
    Status.PROPOSED: {"en": "“could”, “should”", "ar": "«يمكن»، «ينبغي»"},
    Status.ASSESSED: {"en": "“the article calls …”", "ar": "«يرى المقال»"},
}
"""Words that do, for who is told that they are missing."""
_MARKS = re.compile(r"[\u064b-\u0652\u0640]")


def hedged(sentence: str, language: Language) -> bool:
    """Whether the sentence itself says that it is no report of something done."""
    words = _ARABIC if language == "ar" else _ENGLISH
    return words.search(_SILENCE.sub("", _MARKS.sub("", sentence))) is not None
