"""Abbreviations of countries that are words as well."""

import pytest

from knowledge.capitals import abbreviations


@pytest.mark.parametrize(
    "text",
    [
        "US and Qatar",
        "us-qatar ties",
        "does us qatar relation grow",
        "us and qatar signed what",
        "qatar us deals",
        "Qatar-us talks",
        "is there a US deal",
    ],
)
def test_us_is_a_country_beside_qatar_or_in_capitals(text: str) -> None:
    assert "us" in abbreviations(text)


@pytest.mark.parametrize(
    "text",
    ["tell us qatar news", "give us qatar's partners", "which deals concern us", "WHAT DO YOU TELL US", "let us see"],
)
def test_us_is_else_a_word(text: str) -> None:
    assert "us" not in abbreviations(text)
