"""script/messages on a little project of its own."""

import importlib.util
import json
import shutil
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "script" / "messages"
COMPLETE: dict[str, list[str]] = {
    "az": ["%(count)s öhdəlik", "%(count)s öhdəlik"],
    "be": [
        "%(count)s абавязацельства",
        "%(count)s абавязацельствы",
        "%(count)s абавязацельстваў",
        "%(count)s абавязацельства",
    ],
    "hy": ["%(count)s հանձնառություն", "%(count)s հանձնառություն"],
    "ka": ["%(count)s ვალდებულება", "%(count)s ვალდებულება"],
    "ro": ["%(count)s angajament", "%(count)s angajamente", "%(count)s de angajamente"],
    "uk": [
        "%(count)s зобовʼязання",
        "%(count)s зобовʼязання",
        "%(count)s зобовʼязань",
        "%(count)s зобовʼязання",
    ],
}
SAVE = {
    "az": "Yadda saxla",
    "be": "Захаваць",
    "hy": "Պահպանել",
    "ka": "შენახვა",
    "ro": "Salvează",
    "uk": "Зберегти",
}

pytestmark = pytest.mark.skipif(not shutil.which("xgettext"), reason="needs the package gettext")


def _load() -> ModuleType:
    loader = SourceFileLoader("messages_script", str(SCRIPT))
    spec = importlib.util.spec_from_loader("messages_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script, at work on a project with one view and one template."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext\n"
        "# Translators: on a button\n"
        '_("Save")\n'
        'ngettext("%(count)s commitment", "%(count)s commitments", 3)\n',
        encoding="utf-8",
    )
    (tmp_path / "templates" / "plans").mkdir(parents=True)
    (tmp_path / "templates" / "plans" / "plan.html").write_text(
        '{% load i18n %}{% translate "Save" %}'
        '{% blocktranslate trimmed context "heading" with name=plan.name %}\n'
        "  Plan of <b>{{ name }}</b>\n{% endblocktranslate %}",
        encoding="utf-8",
    )
    for left_out in ("var", "tests", ".venv"):
        (tmp_path / left_out).mkdir()
        (tmp_path / left_out / "x.py").write_text("_('Never')", encoding="utf-8")
    module = _load()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def _translations(language: str) -> list[dict[str, Any]]:
    return [
        {"msgid": "Save", "msgstr": SAVE[language]},
        {
            "msgid": "%(count)s commitment",
            "msgid_plural": "%(count)s commitments",
            "msgstr_plural": COMPLETE[language],
        },
        {"msgctxt": "heading", "msgid": "Plan of <b>%(name)s</b>", "msgstr": "<b>%(name)s</b>"},
    ]


def _complete(messages: Any) -> None:
    for language in messages.TRANSLATED:
        assert messages.fill(language, _translations(language)) == (3, [])


def _file(messages: Any, language: str) -> Path:
    path = messages.catalogue_path(language)
    assert isinstance(path, Path)
    return path


def test_a_run_collects_python_and_templates_and_nothing_else(messages: Any) -> None:
    assert messages.main([]) == 0
    text = _file(messages, "uk").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("msgid ")] == [
        'msgid ""',
        'msgid "%(count)s commitment"',
        'msgid "Plan of <b>%(name)s</b>"',
        'msgid "Save"',
    ]
    assert "#. Translators: on a button\n#: plans/views.py templates/plans/plan.html\n" in text
    assert 'msgctxt "heading"' in text
    assert "nplurals=4" in text
    assert "msgstr[3]" in text
    assert "Date" not in text


def test_a_second_run_changes_nothing_and_keeps_translations(
    messages: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    _complete(messages)
    before = {code: _file(messages, code).read_bytes() for code in messages.TRANSLATED}
    assert messages.main([]) == 0
    assert "nothing" in capsys.readouterr().out
    assert {code: _file(messages, code).read_bytes() for code in messages.TRANSLATED} == before


def test_check_passes_complete_catalogues(messages: Any) -> None:
    _complete(messages)
    assert messages.check() == []
    assert messages.main(["--check"]) == 0


def test_check_fails_on_what_a_run_would_change(messages: Any, tmp_path: Path) -> None:
    _complete(messages)
    with (tmp_path / "plans" / "views.py").open("a", encoding="utf-8") as file:
        file.write('_("New here")\n')
    lines = messages.check()
    assert messages.main(["--check"]) == 1
    assert "locale/uk/LC_MESSAGES/django.po: not up to date with the sources, run script/messages" in lines
    assert "locale/uk/LC_MESSAGES/django.po: 'New here' is untranslated" in lines


def test_a_message_gone_from_the_sources_leaves_the_catalogue(messages: Any, tmp_path: Path) -> None:
    _complete(messages)
    (tmp_path / "templates" / "plans" / "plan.html").unlink()
    messages.main([])
    text = _file(messages, "ro").read_text(encoding="utf-8")
    assert "heading" not in text
    assert "#~" not in text


@pytest.mark.parametrize(
    ("language", "right", "wrong", "fault"),
    [
        ("uk", "Зберегти", "", "is untranslated"),
        ("uk", "Зберегти", "Зберэгти", "э (no letter of Ukrainian)"),
        ("be", "Захаваць", "Сохранить", "и (no letter of Belarusian)"),
        ("ro", "Salvează", "Şterge", "Ş (cedilla, write ș ț with comma below)"),
        ("hy", "Պահպանել", "Պահպանել եւ փակել", "եւ (write և)"),
        ("az", "Yadda saxla", "Yadda s\u04d9xla", "Cyrillic schwa"),
        ("uk", "Зберегти", "Зберeгти", "letters of two scripts in Зберeгти"),
        ("uk", "Зберегти", "Об'єднати", "not in the form that is stored"),
        ("ka", "შენახვა", "შენახვა ", "spaces at its ends"),
        ("ka", "შენახვა", "{count} შენახვა", "placeholders {count} instead of none"),
        ("ro", "%(name)s</b>", "%(nume)s</b>", "placeholders %(nume)s instead of %(name)s"),
        ("ro", "<b>%(name)s</b>", "%(name)s", "markup none instead of </b> <b>"),
        ("ro", "<b>%(name)s</b>", "<b>%(name)s</b> 5%.", "perhaps a single % where %% belongs"),
        ("ro", "%(count)s de angajamente", "", "lacks a plural form"),
        ("be", "%(count)s абавязацельствы", "абавязацельствы", "placeholders none instead of %(count)s"),
    ],
)
def test_check_names_file_entry_and_fault(
    messages: Any, language: str, right: str, wrong: str, fault: str
) -> None:
    _complete(messages)
    path = _file(messages, language)
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition('msgid "%(count)s commitment"')
    assert right in rest
    changed = "".join(
        line.replace(right, wrong) if line.startswith("msgstr") else line for line in rest.splitlines(True)
    )
    path.write_text(head + 'msgid "%(count)s commitment"' + changed, encoding="utf-8")
    lines = messages.check()
    assert lines
    assert any(fault in line and line.startswith(f"locale/{language}/") for line in lines), lines


def test_check_fails_on_fuzzy_entries(messages: Any) -> None:
    _complete(messages)
    path = _file(messages, "az")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "Save"', '#, fuzzy\nmsgid "Save"'), encoding="utf-8")
    assert "locale/az/LC_MESSAGES/django.po: 'Save' is fuzzy" in messages.check()


def test_todo_lists_what_fill_takes(
    messages: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert messages.main(["--todo", "be"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [item["msgid"] for item in listed] == [
        "%(count)s commitment",
        "Plan of <b>%(name)s</b>",
        "Save",
    ]
    assert listed[0]["msgstr_plural"] == ["", "", "", ""]
    assert listed[2] == {
        "msgctxt": "",
        "msgid": "Save",
        "msgstr": "",
        "comment": "Translators: on a button",
        "where": ["plans/views.py", "templates/plans/plan.html"],
    }
    (tmp_path / "be.json").write_text(json.dumps(_translations("be")), encoding="utf-8")
    assert messages.main(["--fill", "be", str(tmp_path / "be.json")]) == 0
    assert messages.todo("be") == []


def test_fill_refuses_what_check_would_and_takes_the_rest(messages: Any) -> None:
    items = [
        {"msgid": "Save", "msgstr": "Об'єднати"},
        {"msgid": "%(count)s commitment", "msgstr_plural": ["%(count)s", "%(count)s", "%(count)s"]},
        {"msgctxt": "heading", "msgid": "Plan of <b>%(name)s</b>", "msgstr": "План %(name)s"},
        {"msgid": "Nowhere", "msgstr": "Ніде"},
    ]
    taken, refused = messages.fill("uk", items)
    assert taken == 1
    assert refused == [
        "'%(count)s commitment' needs 4 texts, none empty",
        "[heading] 'Plan of <b>%(name)s</b>' markup none instead of </b> <b> in 'План %(name)s'",
        "'Nowhere' is not in the sources",
    ]
    # What people type becomes what is stored.
    assert 'msgstr "Обʼєднати"' in _file(messages, "uk").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/usr/share/hunspell/uk_UA.dic").exists(), reason="needs hunspell-uk")
def test_spell_prints_words_the_dictionary_does_not_know(
    messages: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    _complete(messages)
    messages.fill("uk", [{"msgid": "Save", "msgstr": "Зберехти"}])
    assert messages.main(["--spell", "uk"]) == 0
    assert capsys.readouterr().out.split() == ["Зберехти"]


def test_the_texts_of_mails_are_collected_too(messages: Any, tmp_path: Path) -> None:
    (tmp_path / "templates" / "mail").mkdir()
    mail = tmp_path / "templates" / "mail" / "invitation.txt"
    mail.write_text('{% load i18n %}Subject: {% translate "You are invited" %}', encoding="utf-8")
    assert messages.main([]) == 0
    assert 'msgid "You are invited"' in _file(messages, "ka").read_text(encoding="utf-8")
