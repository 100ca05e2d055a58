"""Cleans the text of OGP's cells: HTML bits, invisible letters, space.

The result is plain text, never markup: pages escape it. U+FFFD is kept, since the letter it stands for is
lost and nobody may guess it; U+FFFC (the place of a lost picture) says nothing and goes.
"""

import html
import re
import unicodedata

# Cut out whole, from where it opens to where it closes.
_NO_TEXT = (
    (re.compile(r"<script\b[^<>]*>", re.IGNORECASE), re.compile(r"</script\s*>", re.IGNORECASE)),
    (re.compile(r"<style\b[^<>]*>", re.IGNORECASE), re.compile(r"</style\s*>", re.IGNORECASE)),
    (re.compile(r"<!--"), re.compile(r"-->")),
)
_BREAK = re.compile(r"<\s*(?:/\s*)?(?:br|p|div|tr|h[1-6]|ul|ol|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li\b[^<>]*>", re.IGNORECASE)
# Only names of HTML: "<10 %" and "a <b" of a text stay.
_TAG = re.compile(
    r"<\s*(?:/\s*)?(?:a|abbr|b|big|body|center|cite|code|dd|del|dl|dt|em|font|head|html|i|iframe|img|ins|label|li|"
    r"link|meta|object|q|s|script|small|span|strike|strong|style|sub|sup|tbody|td|tfoot|th|thead|tt|u)"
    r"(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
# Symbol fonts put their signs into the private area, where no other font has any.
_SYMBOLS = str.maketrans(
    {
        "\uf0b7": "•",
        "\uf0a7": "•",
        "\uf0d8": "•",
        "\uf0a8": "•",
        "\uf0e0": "→",
        "\uf050": "√",
        "\uf0fc": "√",
        "\uf0fe": "√",
        "\ufffc": None,
        "\ufeff": None,
        "\u200b": None,
        "\u00ad": None,
        "\u00a0": " ",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def cleaned(text: str, *, keep_tabs: bool = False) -> str:
    """Plain text with single spaces, at most one empty line in a row, and no HTML."""
    for opening, closing in _NO_TEXT:
        text = _cut(text, opening, closing)
    text = _BREAK.sub("\n", text)
    text = _ITEM.sub("\n• ", text)
    text = _TAG.sub("", text)
    text = unicodedata.normalize("NFC", html.unescape(text)).translate(_SYMBOLS)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", _PRIVATE.sub("•", text))
    return text.strip() if keep_tabs else tidied(text)


def _cut(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text without what stands between; one pattern for both would search again from every opening."""
    parts: list[str] = []
    start = 0
    while (opened := opening.search(text, start)) and (closed := closing.search(text, opened.end())):
        parts.append(text[start : opened.start()])
        start = closed.end()
    return " ".join([*parts, text[start:]])


def tidied(text: str) -> str:
    """Settles space: one blank between words, no blanks around line breaks, one empty line at most."""
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip()


def one_line(text: str) -> str:
    """The text without line breaks, for titles and names."""
    return re.sub(r"\s+", " ", cleaned(text)).strip()


def words(text: str) -> frozenset[str]:
    """The words of three letters and more, for telling whether two texts are the same."""
    return frozenset(re.findall(r"\w{3,}", text.casefold()))


def likeness(a: str, b: str) -> float:
    """Share of common words, 0 to 1."""
    first, second = words(a), words(b)
    return len(first & second) / len(first | second) if first or second else 0.0
