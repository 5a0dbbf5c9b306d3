"""A need in further languages and in lots: what the form of a need has besides, and how it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from karavel.texts import LANGUAGES, language_name
from karavel.web.desk.needs.models import Need


def add(fields: dict[str, forms.Field], need: Need) -> None:
    """Adds title, text and lots in each language but the need's own, and the lots in that."""
    fields["lots"] = _lots(need, need.language)
    fields["lots"].label = _("Lots, one a line; none where it is one contract")
    for code in LANGUAGES:
        if code == need.language:
            continue
        named = {"language": language_name(code)}
        fields[f"title_{code}"] = forms.CharField(
            label=_("Title in %(language)s") % named,
            max_length=300,
            required=False,
            initial=need.further_titles.get(code, ""),
        )
        fields[f"text_{code}"] = forms.CharField(
            label=_("What is needed, in %(language)s") % named,
            max_length=5000,
            required=False,
            initial=need.further_texts.get(code, ""),
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        fields[f"lots_{code}"] = _lots(need, code)
        fields[f"lots_{code}"].label = _("Lots in %(language)s, in the same order") % named


def _lots(need: Need, code: str) -> forms.CharField:
    told = "\n".join(lot["title"].get(code, "") for lot in need.lots).strip()
    return forms.CharField(max_length=6000, required=False, initial=told, widget=forms.Textarea(attrs={"rows": 3}))


def lines(text: str) -> list[str]:
    """The lines that say something, each of 300 letters at most."""
    return [line.strip()[:300] for line in text.splitlines() if line.strip()]


def faults(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields with what is wrong: a language that tells other lots than the need's own."""
    own = lines(said.get("lots") or "")
    for code in LANGUAGES:
        told = lines(said.get(f"lots_{code}") or "")
        if told and len(told) != len(own):
            wanted = {"told": len(told), "lots": len(own)}
            yield f"lots_{code}", _("%(told)d lines for %(lots)d lots: write one for each, in the same order.") % wanted


def keep(said: Mapping[str, Any], need: Need) -> None:
    """Puts what was said into a need, which is not saved."""
    need.further_titles = _by_language(said, "title")
    need.further_texts = _by_language(said, "text")
    own, others = lines(said.get("lots") or ""), {code: lines(said.get(f"lots_{code}") or "") for code in LANGUAGES}
    need.lots = [
        {"title": {need.language: title, **{code: told[place] for code, told in others.items() if told}}}
        for place, title in enumerate(own)
    ]


def _by_language(said: Mapping[str, Any], name: str) -> dict[str, str]:
    return {code: text for code in LANGUAGES if (text := (said.get(f"{name}_{code}") or "").strip())}
