"""The Khmer catalogues: extraction loses nothing, the check finds every fault, merging is repeatable."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from hrtraining.core.catalogues.__main__ import main
from hrtraining.core.catalogues.faults import check
from hrtraining.core.catalogues.files import compile_all, extract, folder_of
from hrtraining.core.catalogues.source import owner_of, sentences_of

GREETING = 'msgid "Hello, %(name)s"\nmsgstr "សួស្តី %(name)s"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project with one template and one Python file of the accounts."""
    (tmp_path / "templates" / "accounts").mkdir(parents=True)
    (tmp_path / "hrtraining" / "accounts").mkdir(parents=True)
    (tmp_path / "templates" / "accounts" / "home.html").write_text(
        "<p>{{ _('Hello, %(name)s', name=me) }}</p>"
    )
    (tmp_path / "hrtraining" / "accounts" / "domain.py").write_text("x = 1\n")
    return tmp_path


def write_po(root: Path, body: str, name: str = "accounts") -> Path:
    path = folder_of(root) / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n' + body, encoding="utf-8"
    )
    return path


def say(root: Path, template: str) -> None:
    (root / "templates" / "accounts" / "home.html").write_text(template, encoding="utf-8")


def sentences(root: Path) -> list[str]:
    return [problem.en for problem in check(root)]


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("templates/workshops/roster.html", "workshops"),
        ("hrtraining/assessment/domain/scoring.py", "assessment"),
        ("templates/layouts/page.html", "web"),
        ("templates/components/card.html", "web"),
        ("templates/errors/404.html", "web"),
        ("hrtraining/core/khmer/text.py", "web"),
        ("templates/print/certificate/template.html", "certificates"),
        ("templates/print/slips/template.html", "workshops"),
        ("templates/print/reporting/template.html", "reporting"),
        ("curriculum/law.yaml", None),
    ],
)
def test_owner_is_the_capability_of_the_folder(path: str, owner: str | None) -> None:
    assert owner_of(path) == owner


def test_sentences_are_found_in_every_way_of_marking(root: Path) -> None:
    say(
        root,
        "{{ _('One') }}{{ ngettext('%(num)s day', '%(num)s days', n) }}{{ pgettext('verb', 'Open') }}"
        "{% trans %}Inside{% endtrans %}{{ _(variable) }}",
    )
    (root / "hrtraining" / "accounts" / "domain.py").write_text(
        "a = _l('Two')\nb = i18n.gettext('Three ' 'p.')\nc = lazy_pgettext('noun', 'Open')\nd = gettext(n)\n"
    )
    found, problems = sentences_of(root)
    assert not problems
    assert set(found) == {"accounts"}
    assert {(s.context, s.singular, s.plural) for s in found["accounts"].values()} == {
        (None, "One", None),
        (None, "%(num)s day", "%(num)s days"),
        ("verb", "Open", None),
        (None, "Inside", None),
        (None, "Two", None),
        (None, "Three p.", None),
        ("noun", "Open", None),
    }


def test_extract_adds_missing_entries_and_is_repeatable(root: Path) -> None:
    (path,) = extract(root)
    assert 'msgid "Hello, %(name)s"\nmsgstr ""' in path.read_text()
    assert "#: templates/accounts/home.html\n" in path.read_text()
    assert extract(root) == []


def test_extract_keeps_wording_comments_and_doubt(root: Path) -> None:
    path = write_po(root, "# from the glossary\n#, fuzzy\n" + GREETING)
    extract(root)
    text = path.read_text()
    assert "# from the glossary\n" in text
    assert "fuzzy" in text
    assert "សួស្តី %(name)s" in text


def test_extract_keeps_the_wording_of_an_unused_entry_until_it_is_said_again(root: Path) -> None:
    path = write_po(root, GREETING)
    say(root, "<p></p>")
    extract(root)
    assert '#~ msgid "Hello, %(name)s"' in path.read_text()
    assert not check(root)
    say(root, "{{ _('Hello, %(name)s', name=me) }}")
    extract(root)
    assert GREETING in path.read_text()
    assert "#~" not in path.read_text()


def test_extract_moves_wording_with_a_sentence_to_another_capability(root: Path) -> None:
    write_po(root, GREETING)
    say(root, "<p></p>")
    (root / "templates" / "workshops").mkdir()
    (root / "templates" / "workshops" / "home.html").write_text("{{ _('Hello, %(name)s', name=me) }}")
    extract(root)
    assert GREETING in (folder_of(root) / "workshops.po").read_text()


def test_extract_of_one_capability_leaves_the_others_alone(root: Path) -> None:
    assert extract(root, ["workshops"]) == []
    assert not (folder_of(root) / "accounts.po").exists()


def test_check_is_silent_when_all_is_said_in_khmer(root: Path) -> None:
    write_po(root, GREETING)
    assert check(root) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "The entry is missing"),
        ('msgid "Hello, %(name)s"\nmsgstr ""\n', "The Khmer text is missing"),
        ("#, fuzzy\n" + GREETING, "marked fuzzy"),
        ('msgid "Hello, %(name)s"\nmsgstr "សួស្តី"\n', "places for values differ"),
        ('msgid "Hello, %(name)s"\nmsgstr "សួស្តី %(name)s %(rank)s"\n', "places for values differ"),
        ('msgid "Hello, %(name)s"\nmsgstr "<b>សួស្តី</b> %(name)s"\n', "HTML tags differ"),
        ('msgid "Hello, %(name)s"\nmsgstr "សួស្តី %(name)s ៥ %"\n', "must be written %%"),
        ('msgid "Hello, %(name)s"\nmsgstr "សួស្ដី %(name)s"\n', "subscript TA"),
        ('msgid "Hello, %(name)s"\nmsgstr "សួស្តី\u200b %(name)s"\n', "zero-width space"),
    ],
)
def test_check_finds_each_fault(root: Path, body: str, said: str) -> None:
    write_po(root, body)
    assert any(said in sentence for sentence in sentences(root)), sentences(root)


def test_check_finds_two_khmer_texts_for_one_english_text(root: Path) -> None:
    write_po(root, GREETING)
    write_po(root, GREETING.replace("សួស្តី", "ជម្រាបសួរ"), name="web")
    (problem,) = check(root)
    assert problem.file.endswith("web.po")
    assert "accounts.po" in problem.en
    assert "accounts.po" in problem.km


def test_check_lets_a_context_carry_another_khmer_text(root: Path) -> None:
    say(root, "{{ pgettext('verb', 'Open') }}{{ _('Open') }}")
    write_po(root, 'msgctxt "verb"\nmsgid "Open"\nmsgstr "បើក"\n\nmsgid "Open"\nmsgstr "កំពុងបើក"\n')
    assert check(root) == []


def test_check_lets_one_khmer_form_leave_the_count_to_its_plural(root: Path) -> None:
    say(root, "{{ ngettext('%(num)s day', '%(num)s days', n) }}")
    write_po(root, 'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "%(num)s ថ្ងៃ"\n')
    assert check(root) == []


def test_check_refuses_sentences_that_cannot_be_translated(root: Path) -> None:
    (root / "hrtraining" / "accounts" / "domain.py").write_text('a = _(f"Hello {name}")\n')
    say(root, "{{ _('80 % of days') }}")
    write_po(root, 'msgid "80 % of days"\nmsgstr "៨០ % នៃថ្ងៃ"\n')
    said = " ".join(sentences(root))
    assert "f-string" in said
    assert "%%" in said


def test_compile_merges_all_catalogues_and_gives_the_same_bytes(root: Path) -> None:
    write_po(root, GREETING)
    write_po(
        root, 'msgid "Sign out"\nmsgstr "ចាកចេញ"\n\n#, fuzzy\nmsgid "Maybe"\nmsgstr "ប្រហែល"\n', name="web"
    )
    path = compile_all(root)
    first = path.read_bytes()
    assert compile_all(root).read_bytes() == first
    with path.open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.gettext("Hello, %(name)s") == "សួស្តី %(name)s"
    assert translations.gettext("Sign out") == "ចាកចេញ"
    assert translations.gettext("Maybe") == "Maybe"


def test_command_says_problems_in_both_languages_and_fails(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_po(root, 'msgid "Hello, %(name)s"\nmsgstr ""\n')
    assert main(["check"], root) == 1
    said = capsys.readouterr().err
    assert "accounts.po" in said
    assert "Hello, %(name)s" in said
    assert "The Khmer text is missing." in said
    assert "ខ្វះពាក្យខ្មែរ" in said
    assert main(["nonsense"], root) == 2


def test_command_answers_a_broken_catalogue_with_a_sentence(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_po(root, 'mssgid "Hello"\nmsgstr "x"\n')
    assert main(["compile"], root) == 1
    assert "accounts.po" in capsys.readouterr().err
