"""What a call says, as words of several kinds; buyers, places and codes are words too."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import Final

from karavel.codes.cpv_labels import compact
from karavel.matching.cpv.grams import folded
from karavel.matching.history.contracts import Call

#: Digits at which two codes may agree: division, group, class, category, all.
_LEVELS: Final = (2, 3, 4, 5, 8)
_GROUP: Final = 3
_SHORTEST: Final = 2
_SHORTEST_NAME: Final = 3
_GRAMS: Final = (3, 4, 5)
_NAME_GRAM: Final = 5
_INITIALS: Final = (3, 4, 5)
_LANGUAGE: Final = "pt"  # the register's

_BLANK: Final = re.compile(r"[^\s,;:()\"']+")
_TOKEN: Final = re.compile(r"[^\W_][\w&+.\-]*[^\W_]|[^\W_]")
_SHORTEST_BRAND: Final = 3

#: Upper ends of classes of days that contracts run: a day, a week, a month, a year and so on, each with some slack.
_DAYS: Final = (1, 8, 20, 31, 45, 62, 95, 125, 190, 300, 367, 500, 740, 1100)

#: What the names of buyers of one kind have in common, without accents; the first two that a name has count.
_KINDS: Final = (
    *("camara municipal", "municipio", "freguesia", "hospital", "centro hospitalar", "unidade local", "universidade"),
    *("instituto", "escola", "agrupamento", "ministerio", "direcao", "guarda", "policia", "servicos", "administracao"),
    *("empresa", "associacao", "fundacao", "comunidade", "aguas", "infraestruturas", "metro", "caixa", "banco"),
    *("estado", "marinha", "exercito", "forca", "secretaria", "regiao", "tribunal", "autoridade", "agencia"),
    *("turismo", "museu", "teatro"),
)
_KINDS_OF_ONE: Final = 2

#: Words of firms' names that tell their form or country, not their trade.
_FORMS: Final = frozenset(
    {
        *("lda", "sociedade", "unipessoal", "portugal", "portuguesa", "limitada", "filhos", "cia", "empresa"),
        *("companhia", "comercio", "spa", "sucursal", "representacao", "quotas", "grupo", "group"),
        *("dos", "das", "para", "por"),
    }
)


def title(call: Call) -> list[str]:
    """The title's words."""
    return _words(call.title)


def subject(call: Call) -> list[str]:
    """The title's words and those of its main code's name."""
    return [*title(call), *(word for code in call.cpv[:1] for word in _named(code))]


def buyer(call: Call) -> list[str]:
    """The words of the buyer's name, which tell its kind and place, and the whole of it."""
    return [*_words(call.buyer), f"buyer:{folded(call.buyer)}"]


def same_buyer(call: Call) -> list[str]:
    """The buyer alone."""
    return [folded(call.buyer)]


def codes(call: Call) -> list[str]:
    """Its codes at every level."""
    return [f"cpv:{code[:digits]}" for code in call.cpv for digits in _LEVELS]


def groups(call: Call) -> list[str]:
    """The groups of its codes, three digits."""
    return [code[:_GROUP] for code in call.cpv]


def whole(call: Call) -> list[str]:
    """Title, codes and buyer together."""
    return [*title(call), *codes(call), *buyer(call)]


def exact(call: Call) -> list[str]:
    """The title's words as they stand, figures and all: models, years and editions are not folded into one."""
    words = (word.strip(".-/") for word in _BLANK.findall(call.title.casefold()))
    return [word for word in words if word]


def brands(call: Call) -> list[str]:
    """The title's words that look like names: of letters and figures, in capitals, or with one within the title."""
    tokens = _TOKEN.findall(call.title)
    loud = sum(token.isupper() for token in tokens) > len(tokens) / 2  # capitals throughout tell nothing
    return [token.casefold() for place, token in enumerate(tokens) if _is_name(token, place, loud=loud)]


def _is_name(token: str, place: int, *, loud: bool) -> bool:
    if any(letter.isdigit() for letter in token) and any(letter.isalpha() for letter in token):
        return True
    if loud:
        return False
    within = place > 0 and token[:1].isupper() and len(token) >= _SHORTEST_BRAND
    return within or (token.isupper() and len(token) > 1)


def everything(call: Call) -> list[str]:
    """All that the call says: title, codes, buyer, names, and how, where and for how long it is bought."""
    said = (("ground", call.ground), ("days", "".join(duration(call))), ("district", call.district))
    more = (("town", call.town), ("framework", call.framework), ("kind", call.kind))
    answers = [f"{question}:{answer}" for question, answer in (*said, *more)]
    return [*whole(call), *answers, *(f"brand:{brand}" for brand in brands(call))]


def spelling(call: Call) -> list[str]:
    """Character n-grams within the title's words: brand names survive endings and hyphens."""
    words = [f" {word} " for word in folded(call.title).split()]
    return [word[at : at + size] for word in words for size in _GRAMS for at in range(len(word) - size + 1)]


def place(call: Call) -> list[str]:
    """The district."""
    return [call.district] if call.district else []


def town(call: Call) -> list[str]:
    """The municipality."""
    return [call.town] if call.town else []


def ground(call: Call) -> list[str]:
    """The kind of procedure with the article that allows it."""
    return [f"{call.ground}|{call.kind}"]


def duration(call: Call) -> list[str]:
    """About how long it runs."""
    return [f"{bisect_left(_DAYS, call.days)}"] if call.days > 0 else []


def buyer_kind(call: Call) -> list[str]:
    """The kind of buyer with the division that is bought."""
    own = folded(call.buyer)
    kinds = [kind for kind in _KINDS if kind in own][:_KINDS_OF_ONE] or ["other"]
    return [f"{kind}|{code[:2]}" for kind in kinds for code in call.cpv[:1]]


def procedure(call: Call) -> list[str]:
    """The kind of procedure."""
    return [call.kind] if call.kind else []


def framework(call: Call) -> list[str]:
    """The framework agreement."""
    return [call.framework] if call.framework else []


def name(text: str) -> list[str]:
    """The words of a firm's name that tell it or its trade."""
    return [word for word in folded(text).split() if len(word) >= _SHORTEST_NAME and word not in _FORMS]


def name_forms(text: str) -> list[str]:
    """How a firm is called for short: a word of its name, its initials, its first two words in one."""
    words, full = name(text), folded(text).split()
    initials = ["".join(word[0] for word in full[:size]) for size in _INITIALS] if len(full) >= _INITIALS[0] else []
    forms = {*words, *initials, "".join(words[:2])}
    return sorted(form for form in forms if len(form) >= _SHORTEST_NAME)


def title_forms(call: Call) -> list[str]:
    """The title's words, and neighbours as one."""
    words = title(call)
    return list(dict.fromkeys([*words, *(one + other for one, other in pairwise(words))]))


def name_parts(text: str) -> list[str]:
    """Five letters at a time of the words of a firm's name."""
    return _parts(name(text))


def title_parts(call: Call) -> list[str]:
    """Five letters at a time of the title's words."""
    return _parts(title(call))


def _parts(words: list[str]) -> list[str]:
    return [word[at : at + _NAME_GRAM] for word in words for at in range(max(1, len(word) - _NAME_GRAM + 1))]


@lru_cache(maxsize=10_000)
def _named(code: str) -> tuple[str, ...]:
    return tuple(_words(compact().describe(code, _LANGUAGE)))


def _words(text: str) -> list[str]:
    return [word for word in folded(text).split() if len(word) >= _SHORTEST]
