"""How a form looks: each field with its label, guidance and error; all errors once more above."""

from html import escape
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

GROUPS = (forms.CheckboxSelectMultiple, forms.RadioSelect)


def form_field(field: BoundField, lang: str = "") -> SafeString:
    """Write one field; `lang` is the language of what is typed, where it is not the page's."""
    if field.is_hidden:
        return mark_safe(str(field) + _errors(field))  # noqa: S308
    attributes: dict[str, Any] = {}
    if described := _described_by(field):
        attributes["aria-describedby"] = described
    if field.errors:
        attributes["aria-invalid"] = "true"
    if lang:
        attributes["lang"] = lang
    widget = field.field.widget
    if isinstance(widget, GROUPS):
        return _group(field, described)
    control = field.as_widget(attrs=attributes)
    label = f'<label for="{field.id_for_label}">{_label(field)}</label>'
    if isinstance(widget, forms.CheckboxInput):
        body = f'<p class="ck">{control} {label}</p>{_hint(field)}{_errors(field)}'
    else:
        body = f"{label}{_hint(field)}{_errors(field)}{control}"
    return mark_safe(f'<div class="field">{body}</div>')  # noqa: S308


def _group(field: BoundField, described: str) -> SafeString:
    boxes = "".join(
        f'<label for="{box.id_for_label}">{box.tag()}'
        f" <span>{conditional_escape(box.choice_label)}</span></label>"
        for box in field
    )
    attribute = f' aria-describedby="{described}"' if described else ""
    return mark_safe(  # noqa: S308
        f'<fieldset class="field" id="{field.auto_id}"{attribute}><legend>{_label(field)}</legend>'
        f'{_hint(field)}{_errors(field)}<div class="ck">{boxes}</div></fieldset>'
    )


def _label(field: BoundField) -> str:
    label = str(conditional_escape(field.label or ""))
    if field.field.required or isinstance(field.field.widget, forms.CheckboxInput):
        return label
    # `is_awaited`: it may be saved without, but not published.
    is_awaited = getattr(field.field, "is_awaited", False)
    if not is_awaited and not _is_among_required(field):
        return label
    note = gettext("(needed before it is published)") if is_awaited else gettext("(optional)")
    return f'{label} <span class="soft">{escape(note)}</span>'


def _is_among_required(field: BoundField) -> bool:
    """In a form where nothing is required, such as a filter or a draft, “optional” would say nothing."""
    return any(other.required for other in field.form.fields.values())


def _hint(field: BoundField) -> str:
    if not field.help_text:
        return ""
    return f'<p class="hint" id="{field.auto_id}-hint">{conditional_escape(field.help_text)}</p>'


def _errors(field: BoundField) -> str:
    if not field.errors:
        return ""
    sentences = " ".join(escape(str(error)) for error in field.errors)
    return f'<p class="wait" id="{field.auto_id}-error">{sentences}</p>'


def _described_by(field: BoundField) -> str:
    hint = [f"{field.auto_id}-hint"] if field.help_text else []
    return " ".join([*hint, *([f"{field.auto_id}-error"] if field.errors else [])])


def form_errors(form: forms.BaseForm) -> SafeString:
    """Write what is wrong above a form, each line leading to its field; nothing where all is well."""
    if not form.errors:
        return mark_safe("")
    lines = [f"<li>{escape(str(error))}</li>" for error in form.non_field_errors()]
    lines += [
        f'<li><a href="#{_target(field)}">{conditional_escape(field.label or "")}</a>:'
        f" {escape(str(error))}</li>"
        for field in form
        for error in field.errors
    ]
    heading = ngettext(
        "One thing has to be put right; nothing has been saved yet.",
        "%(count)s things have to be put right; nothing has been saved yet.",
        len(lines),
    ) % {"count": len(lines)}
    return mark_safe(  # noqa: S308
        f'<div class="wrong" role="alert" tabindex="-1"><p>{escape(heading)}</p>'
        f"<ul>{''.join(lines)}</ul></div>"
    )


def _target(field: BoundField) -> str:
    return str(field.auto_id if isinstance(field.field.widget, GROUPS) else field.id_for_label)
