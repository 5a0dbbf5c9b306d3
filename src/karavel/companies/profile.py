"""Reads and checks ``company.toml``; every mistake is told at once, with its place and its remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from karavel.companies import sentences
from karavel.companies.consistency import check
from karavel.companies.forms import Mistakes, read_keys
from karavel.companies.layout import PROFILE
from karavel.companies.model import Account, Company
from karavel.errors import InvalidProfile, Mistake
from karavel.texts.marking import say

LARGEST = 1_000_000
"""Bytes; a profile has a few thousand, whatever is larger was given by mistake."""

_WHERE = re.compile(r" ?\(at (line \d+), column \d+\)| ?\(at (end of document)\)")


def load(path: Path) -> Company:
    """The company of a file; raises InvalidProfile naming the file, each place and its remedy."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InvalidProfile(say(sentences.NO_FILE, file=path), remedy=say(sentences.NO_FILE_REMEDY)) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise InvalidProfile(say(sentences.NOT_READABLE, file=path, why=why)) from error
    _check_size(content, str(path))
    try:
        return parse(content.decode("utf-8-sig"), file=str(path))
    except UnicodeDecodeError as error:
        raise InvalidProfile(say(sentences.NOT_TEXT, file=path, byte=error.start)) from error


def parse(text: str, *, file: str = "company.toml") -> Company:
    """The company of a text in TOML; ``file`` is the name to use in messages. Raises InvalidProfile."""
    _check_size(text.encode(errors="surrogatepass"), file)
    mistakes = Mistakes()
    parts = read_keys(_toml(text, file), PROFILE, "", mistakes)
    check(parts, mistakes)
    if mistakes:
        raise _invalid(file, mistakes.all())
    return _company(**parts)


def _check_size(content: bytes, file: str) -> None:
    if len(content) > LARGEST:
        raise InvalidProfile(say(sentences.TOO_LARGE, file=file, size=len(content), limit=LARGEST))


def _toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _WHERE.search(str(error))
        place = (where[1] or where[2]) if where else file
        raise _invalid(file, (Mistake(place, say(sentences.SYNTAX, why=_WHERE.sub("", str(error)))),)) from error
    except RecursionError as error:
        raise _invalid(file, (Mistake(file, say(sentences.TOO_DEEP)),)) from error


def _invalid(file: str, mistakes: tuple[Mistake, ...]) -> InvalidProfile:
    sentence = sentences.ONE_PROBLEM if len(mistakes) == 1 else sentences.PROBLEMS
    return InvalidProfile(say(sentence, file=file, count=len(mistakes)), mistakes, remedy=say(sentences.REMEDY))


def _company(company: Mapping[str, Any], accounts: tuple[Account, ...] = (), **others: Any) -> Company:
    """The parts of a checked profile as one struct: ``[company]`` gives its own keys, accounts come latest first."""
    latest_first = tuple(sorted(accounts, key=lambda account: account.year, reverse=True))
    return Company(**company, accounts=latest_first, **others)
