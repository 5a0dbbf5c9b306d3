"""Nothing that a page says is left untranslated: not in templates, not in views, not in the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from tests.web.world import World
from tools import texts

from karavel.texts import use
from karavel.web.accounts.models import User
from karavel.web.permissions import Role
from karavel.web.words import collated

WEB = next(domain for domain in texts.Domain.all() if domain.name == "django")
TEMPLATES = sorted((texts.WEB / "templates").rglob("*.*"))
SOURCES = sorted(path for path in texts.WEB.rglob("*.py") if "migrations" not in path.parts)

#: Names, which are the same in every language, and how addresses begin.
NAMES = re.compile(r"Karavel|https://|djlint:\w+")
WORD = re.compile(r"[^\W\d_]{2,}")
#: What templates hold beside text: tags of Django and HTML, and text in a language that is marked as such.
TRANSLATED = re.compile(r"{%-?\s*blocktrans.*?{%\s*endblocktrans\w*\s*%}", re.DOTALL)
DJANGO = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
FOREIGN = re.compile(r"<(\w+) lang=\"(?:az|ru|pt)\">.*?</\1>", re.DOTALL)
CODE = re.compile(r"<(script|style|code)\b.*?</\1>", re.DOTALL)
SAID = re.compile(r"\b(?:title|alt|aria-label|placeholder|data-label)=(\"[^\"]*\"|'[^']*')")
TAG = re.compile(r"<[^>]*>")


def unmarked(template: str) -> list[str]:
    """The words of a template that stand outside of translation tags."""
    text = FOREIGN.sub(" ", CODE.sub(" ", DJANGO.sub(" ", TRANSLATED.sub(" ", template))))
    shown = [TAG.sub(" ", text), *SAID.findall(text)]
    return [word for part in shown for word in WORD.findall(NAMES.sub(" ", part))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(texts.WEB / "templates")))
def test_a_template_says_nothing_outside_of_translation_tags(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        '<a title="Hello">{{ name }}</a>',
        "{% if x %}Hello{% endif %}",
        '<input placeholder="Your name">',
    ],
)
def test_words_outside_of_translation_tags_are_found(template: str) -> None:
    assert unmarked(template)


def shown_by(tree: ast.AST) -> Iterator[ast.expr]:
    """What a module shows: messages, errors of forms, labels."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if ast.unparse(node.func).startswith("_log."):  # for who runs the server, not for who uses it
                continue
            if name in {"ValidationError", "success", "warning", "add_error"}:
                yield from node.args
            yield from (word.value for word in node.keywords if word.arg in {"label", "help_text", "verbose_name"})


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(texts.WEB)))
def test_what_a_view_or_form_shows_is_marked(path: Path) -> None:
    shown = shown_by(ast.parse(path.read_text(encoding="utf-8")))
    literal = [node.value for node in shown if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [text for text in literal if " " in text or text[:1].isupper()] == []


@pytest.mark.parametrize("path", WEB.languages(), ids=lambda path: path.parents[1].name)
def test_the_catalogue_holds_every_sentence_with_its_places(path: Path) -> None:
    """Run ``make texts`` and translate what it says is left."""
    asked = {message.id for message in texts.catalogue_of(WEB) if message.id}
    with path.open("rb") as file:
        found = read_po(file)
    assert {message.id for message in found if message.id} == asked
    assert texts.untranslated(found) == []
    places = re.compile(r"%\(\w+\)s")
    for message in found:
        forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
        source = message.id[-1] if isinstance(message.id, list | tuple) else message.id
        for form in forms if message.id else ():
            assert sorted(places.findall(str(form))) == sorted(places.findall(source)), form


@pytest.mark.parametrize(
    ("language", "said"), [("pt", "lotes abertos, "), ("az", "açıq lotdan"), ("en", "open lots, ")]
)
def test_a_page_speaks_the_language_asked_for(
    world: World, lake: Path, as_user: Callable[[User], Client], language: str, said: str
) -> None:
    client = as_user(world.ours.members[Role.VIEWER])
    answer = client.get("/opportunities/", headers={"accept-language": f"de, {language};q=0.8, en;q=0.1"})
    assert said in answer.content.decode()
    assert answer["Content-Language"] == language


def test_packages_speak_portuguese_of_portugal_too(db: None) -> None:
    shown = Client().get("/account/login/", headers={"accept-language": "pt"}).content.decode()
    assert "Sign In" not in shown
    assert "Palavra-passe" in shown


def test_the_language_switch_leads_to_this_site_only(db: None) -> None:
    for target, leads in [("/style/?a=1", "/style/?a=1"), ("https://evil.example/", "/"), ("//evil.example", "/")]:
        answer = Client().post("/language/", {"language": "az", "next": target})
        assert answer["Location"] == leads
        assert answer.cookies["karavel-language"].value == "az"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["10 Downing", "Ábaco", "azul", "Élan", "Zebra", "Αθήνα", "Баку", "Москва"]),
        ("pt", ["Ação", "açude", "Évora", "Lisboa", "São João", "Zagreb", "Алматы"]),
        (
            "az",
            ["Bakı", "Cəlilabad", "Çin", "Daşkəsən", "Elm", "Əli", "Fizuli", "Gəncə", "Hacı", "Xəzər", "Işıq", "İdman"],
        ),
    ],
)
def test_names_sort_as_people_look_for_them(language: str, names: list[str]) -> None:
    with use(language):
        backwards = names[::-1]
        assert sorted(backwards, key=collated) == names
