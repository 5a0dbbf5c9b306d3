"""An article's Markdown as HTML: no markup of its own, no picture from elsewhere, headings below the page's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

#: How a body names a picture of its article: ``![A caption](picture:12)``.
_OURS: Final = re.compile(r"picture:(\d{1,18})")
_LOWEST: Final = 6


class Prose(RendererHTML):
    """Writes tokens as HTML; pictures are drawn by those who know them."""

    def image(self, tokens: Sequence[Token], place: int, _options: Any, env: Any) -> str:
        """A picture of the article with its caption; any other leaves its words alone."""
        token = tokens[place]
        named = _OURS.fullmatch(str(token.attrGet("src") or ""))
        drawn = env.get("pictures", {}).get(int(named[1])) if named else None
        caption = token.content
        if drawn is None:
            return str(format_html("{}", caption))
        said = format_html('<span class="caption">{}</span>', caption) if caption else ""
        return str(format_html('<span class="figure">{}{}</span>', drawn, said))


def _tame(state: StateCore) -> None:
    """Puts headings below the page's own, takes styles off cells, and sends links out without our address."""
    headings = [token for token in state.tokens if token.type in {"heading_open", "heading_close"}]
    down = 2 - min((int(token.tag[1]) for token in headings), default=2)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + down, _LOWEST)}"
    for token in state.tokens:
        if token.type in {"th_open", "td_open"}:
            align = str(token.attrs.pop("style", ""))
            if "right" in align:
                token.attrSet("class", "number")
        for child in token.children or ():
            if child.type == "link_open" and str(child.attrGet("href")).startswith(("http:", "https:")):
                child.attrSet("rel", "noopener noreferrer")


def _writer() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=Prose).enable(["table", "strikethrough"])
    made.core.ruler.push("tame", _tame)
    return made


_WRITER: Final = _writer()


def html(text: str, pictures: Mapping[int, SafeString]) -> SafeString:
    """Markdown as HTML.

    Args:
        text: as the newsroom wrote it (CommonMark, with tables and strikethrough).
        pictures: what to show for each picture that the text may name.
    """
    written: str = _WRITER.render(text, {"pictures": pictures})
    return mark_safe(written)  # noqa: S308 - markup in the text is escaped, and addresses of scripts are no links
