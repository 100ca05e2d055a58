"""Tags of the portal: marks, dates, numbers, texts in the language they turned out to be in, rows."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ogp_portal.languages.fields import Shown
from ogp_portal.languages.formats import Number, Style, format_loose, format_number, format_percent
from ogp_portal.web import components, diff, form_parts, formats, marks, parts, visitors
from ogp_portal.web.context import language_items

register = template.Library()

register.simple_tag(marks.mark, name="mark")
register.simple_tag(marks.said, name="said")
register.simple_tag(marks.voice_mark, name="voice_mark")
register.filter("voice_name", marks.voice_name)
register.filter("level_word", marks.level_word)
register.filter("milestone_word", marks.milestone_word)
register.simple_tag(marks.sprite_url, name="sprite_url")
register.simple_tag(parts.level_key, name="level_key")
register.simple_tag(parts.voice_key, name="voice_key")
register.simple_tag(language_items, name="language_items")
register.simple_tag(components.crumbs, name="crumbs")
register.simple_tag(components.status_lines, name="status_lines")
register.simple_tag(components.fact_list, name="fact_list")
register.simple_tag(components.verdict_list, name="verdict_list")
register.simple_tag(components.closed_table, name="closed_table")
register.simple_tag(form_parts.form_field, name="form_field")
register.simple_tag(form_parts.form_errors, name="form_errors")
register.simple_tag(visitors.visitor_fields, name="visitor_fields")
register.simple_tag(diff.word_diff, name="word_diff")
register.filter("options", components.option_list)


def _language() -> str:
    return get_language() or "en"


@register.simple_tag
def day(on: date | None, precision: str = "day", style: Style = "long") -> str:
    """Write a date no finer than its precision; nothing where there is none."""
    return formats.day(on, _language(), precision or "day", style) if on else ""


@register.simple_tag
def loose_day(text: str, on: date | None, precision: str, style: Style = "long") -> str:
    """Write a date that keeps its original words where no date is certain."""
    return format_loose(text, on, precision, _language(), style)


@register.simple_tag
def number(value: Number, decimals: int | None = None) -> str:
    """Write a number with the signs of the page's language."""
    return format_number(value, _language(), decimals)


@register.simple_tag
def percent(share: Number, decimals: int = 0) -> str:
    """Write a share of 1 as percent."""
    return format_percent(share, _language(), decimals)


@register.simple_tag(name="text")
def text_tag(text: str | Shown) -> SafeString:
    """Write a text inside a line, its language set when it is not the page's."""
    return parts.inline_text(text)


@register.simple_tag(name="block_text")
def block_text_tag(text: str | Shown) -> SafeString:
    """Write a text as paragraphs; in another language behind a bar that says so."""
    return parts.block_text(text)


@register.simple_tag(name="commitment_rows")
def commitment_rows_tag(rows: Sequence[parts.CommitmentRow], kind: parts.RowsKind = "plan") -> SafeString:
    """Write a list of commitments, `plan` or `apart`."""
    return parts.commitment_rows(rows, kind)


@register.tag
def kept(parser: Parser, token: Token) -> "Kept":
    """Write what stands inside once for a language and the values named: it may depend on nothing else.

    `{% kept nav %} … {% endkept %}` is for the frame of pages: its words and addresses never change while
    the process lives. The values must be few, such as the names of the main menu.
    """
    values = [parser.compile_filter(name) for name in token.split_contents()[1:]]
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodes, values)


class Kept(template.Node):
    """See `kept`."""

    def __init__(self, nodelist: NodeList, values: Sequence[FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.written: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        """The text written the first time."""
        key = (get_language(), *(value.resolve(context, ignore_failures=True) for value in self.values))
        if key not in self.written:
            self.written[key] = self.nodelist.render(context)
        return self.written[key]
