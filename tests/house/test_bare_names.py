"""No query, form or expression may name a translated field without its language.

`order_by("title")` reads a column that is always empty; `title_uk`, `column()` and `localized()` are meant.
The test reads the sources: it knows no types, so a bare name that is another model's plain field goes into
ALLOWED with its place.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ogp_portal.languages.fields import translated_fields, translated_models

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {"tests", "migrations", "var", "node_modules"}

# (path, name): where a bare name is no translated field, or is meant.
ALLOWED: set[tuple[str, str]] = {
    # The level of participation of a consultation; a commitment's text has the same name.
    ("ogp_portal/demo/load/dialogue.py", "participation"),
    ("ogp_portal/public/pages/consultation_queries.py", "participation"),
    ("plans/actions/consultation.py", "participation"),
    # What a contribution is called, in the one language that it came in; and its author's name.
    ("ogp_portal/demo/load/dialogue.py", "title"),
    ("ogp_portal/public/pages/commitment_queries.py", "contribution__title"),
    ("ogp_portal/public/pages/consultation_queries.py", "title"),
    ("plans/actions/consultation.py", "title"),
    ("plans/actions/consultation.py", "name"),
    # The names of files.
    ("ogp_portal/files/actions.py", "name"),
    ("ogp_portal/public/pages/commitment_queries.py", "name"),
    ("ogp_portal/public/pages/papers.py", "name"),
    ("ogp_portal/public/views/file.py", "name"),
    # Where a row of the ledger belongs: an annotation.
    ("ogp_portal/desk/pages/texts/completeness.py", "place"),
}

NAMES_AS_TEXT = {
    "order_by",
    "values",
    "values_list",
    "only",
    "defer",
    "distinct",
    "dates",
    "datetimes",
    "in_bulk",
    "latest",
    "earliest",
    "select_for_update",
}
NAMES_AS_KEYWORDS = {
    "filter",
    "exclude",
    "get",
    "get_or_create",
    "update_or_create",
    "create",
    "update",
    "get_object_or_404",
    "get_list_or_404",
    "Q",
    "When",
    "FilteredRelation",
}
EXPRESSIONS = {
    "F",
    "OuterRef",
    "Lower",
    "Upper",
    "Coalesce",
    "NullIf",
    "Max",
    "Min",
    "Count",
    "Length",
    "Concat",
    "Trim",
    "Greatest",
    "Least",
    "Substr",
    "Left",
    "Right",
    "Replace",
    "Cast",
    "Collate",
    "Func",
    "OrderBy",
    "StringAgg",
    "ArrayAgg",
    "JSONBAgg",
    "SearchVector",
    "TrigramSimilarity",
    "TrigramWordSimilarity",
    "StrIndex",
    "MD5",
    "SHA256",
}
# Keyword arguments and class attributes that list field names.
LISTS_OF_NAMES = {
    "fields",
    "exclude",
    "update_fields",
    "unique_fields",
    "ordering",
    "unique_together",
    "search_fields",
    "list_display",
    "list_filter",
    "readonly_fields",
    "autocomplete_fields",
}
Found = tuple[int, str]


def bare_names(source: str, translated: set[str], models: set[str]) -> list[Found]:
    """Line and name of every bare translated name that the source gives to a query, form or model."""
    found: set[Found] = set()
    tree = ast.parse(source)
    constructors = _imported_models(tree) & models
    for node in ast.walk(tree):
        for text in _names_in(node, constructors):
            if any(part in translated for part in text.lstrip("-+").split("__")):
                found.add((node.lineno, text))  # type: ignore[attr-defined]
    return sorted(found)


def _imported_models(tree: ast.Module) -> set[str]:
    """Classes from a models module: a dataclass may bear the name of a model."""
    return {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "models" in (node.module or "").split(".")
        for name in node.names
    }


def _names_in(node: ast.AST, models: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _names_in_call(node, models)
    elif isinstance(node, ast.ClassDef):
        for statement in node.body:
            if isinstance(statement, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id in LISTS_OF_NAMES for target in statement.targets
            ):
                yield from _texts(statement.value)


def _names_in_call(call: ast.Call, models: set[str]) -> Iterator[str]:
    called = _called(call)
    keywords = [keyword for keyword in call.keywords if keyword.arg]
    if called in NAMES_AS_TEXT or called in EXPRESSIONS:
        for argument in call.args:
            yield from _texts(argument)
    if called in NAMES_AS_KEYWORDS or called in models:
        yield from (str(keyword.arg) for keyword in keywords)
    if called == "Q":
        for argument in call.args:
            if isinstance(argument, ast.Tuple):
                yield from _texts(argument.elts[0])
    for keyword in keywords:
        if keyword.arg in LISTS_OF_NAMES:
            yield from _texts(keyword.value)
        if keyword.arg in {"defaults", "create_defaults"} and isinstance(keyword.value, ast.Dict):
            yield from (text for key in keyword.value.keys if key for text in _texts(key))


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _texts(node: ast.expr) -> Iterator[str]:
    """The text itself, or those in a list, tuple or starred list."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for element in node.elts:
            yield from _texts(element)
    elif isinstance(node, ast.Starred):
        yield from _texts(node.value)


def _sources() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).parts
        if not LEFT_OUT.intersection(parts) and not any(part.startswith(".") for part in parts):
            yield path


def _registered() -> tuple[set[str], set[str]]:
    """Names of translated fields and of the models that have them, without the tests' own models."""
    models = [model for model in translated_models() if model._meta.app_config is not None]
    fields = {name for model in models for name in translated_fields(model)}
    return fields, {model.__name__ for model in models}


def test_sources_name_translated_fields_with_their_language() -> None:
    translated, models = _registered()
    found = []
    for path in _sources():
        place = str(path.relative_to(ROOT))
        for line, name in bare_names(path.read_text(encoding="utf-8"), translated, models):
            if (place, name) not in ALLOWED:
                found.append(f"{place}:{line}: {name!r}")
    assert found == []


def test_the_registry_knows_the_fields_that_readers_see() -> None:
    translated, models = _registered()
    assert {"title", "name", "summary", "narrative", "rationale"} <= translated
    assert {"Commitment", "ActionPlan", "Country", "Organisation"} <= models


@pytest.mark.parametrize(
    "source",
    [
        'plans.order_by("title")',
        'plans.order_by("-title")',
        'commitments.values("plan__title")',
        'commitments.values_list("pk", "plan__title", flat=False)',
        'plans.only(*["pk", "title"])',
        'plans.filter(title__icontains="x")',
        'plans.filter(commitment__title="x")',
        'plans.exclude(Q(title="x"))',
        'plans.filter(Q(("title", "x")))',
        'plans.annotate(first=Max("title"))',
        'plans.annotate(low=Lower("title"))',
        'plans.order_by(F("title").asc())',
        'plans.annotate(text=Coalesce("title_uk", "title"))',
        'plans.update(title="x")',
        'from plans.models import ActionPlan\nActionPlan(title="x")',
        'ActionPlan.objects.get_or_create(key="5", defaults={"title": "x"})',
        'plan.save(update_fields=["title"])',
        'class PlanForm:\n    class Meta:\n        fields = ["key", "title"]',
        'models.UniqueConstraint(fields=["country", "title"], name="x")',
    ],
)
def test_bare_names_finds_each_way_to_name_a_field(source: str) -> None:
    assert len(bare_names(source, {"title"}, {"ActionPlan"})) == 1


@pytest.mark.parametrize(
    "source",
    [
        'plans.order_by("title_uk")',
        'plans.filter(title_uk__icontains="x")',
        'plans.order_by(column("title", language))',
        'plans.annotate(shown=localized("title", order))',
        'shown(plan, "title", wanted="uk")',
        'register(ActionPlan, ["title"])',
        'row.get("title")',
        'plans.annotate(title=localized("name", order))',
        'from plans.models import ActionPlan\nActionPlan(title_uk="x")',
        'from plans.reports import ActionPlan\nActionPlan(title="x")',
        'TextState(field="title")',
    ],
)
def test_bare_names_leaves_explicit_columns_and_other_texts_alone(source: str) -> None:
    assert bare_names(source, {"title"}, {"ActionPlan"}) == []
