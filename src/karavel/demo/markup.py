"""Writes XML: tags from nested calls, every text escaped."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr


class Markup(str):
    """XML text that is finished, as opposed to a plain string, which is still to be escaped."""

    __slots__ = ()


def tag(name: str, *content: str | None, **attributes: str) -> Markup:
    """An element. Plain strings among the content are escaped, None is left out."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    inner = "".join(part if isinstance(part, Markup) else escape(part) for part in content if part is not None)
    return Markup(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def nested(path: str, *content: str | None) -> Markup:
    """Elements inside each other, outermost first: ``nested("a/b", x)`` is ``<a><b>x</b></a>``."""
    *outer, last = path.split("/")
    inner = tag(last, *content)
    for name in reversed(outer):
        inner = tag(name, inner)
    return inner


def joined(*parts: str) -> Markup:
    """Finished parts, one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
