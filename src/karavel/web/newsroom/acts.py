"""What those who write do with an article. Each is a POST and leads back to its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from karavel.errors import IllegalMove
from karavel.web.accounts import audit
from karavel.web.fences import requires
from karavel.web.newsroom import moves, pictures
from karavel.web.newsroom.desk import changeable, one_of, page
from karavel.web.newsroom.forms import AltForm, PictureForm, ScheduleForm, TagForm
from karavel.web.newsroom.models import Article, Picture, Tag
from karavel.web.requests import Member

_MOVES: Final[dict[str, Callable[[Member, Article], None]]] = {
    "publish": moves.publish,
    "recall": moves.recall,
    "withdraw": moves.withdraw,
    "reopen": moves.reopen,
}


@requires("news.edit")
@require_POST
def make(request: Member) -> HttpResponse:
    """A new article, in the language in use."""
    made = Article(author=request.user)
    made.save()
    audit.note(request, "article.made", made)
    return redirect("newsroom-text", made.pk, request.LANGUAGE_CODE)


@requires("news.publish")
@require_POST
def move(request: Member, pk: int, name: str) -> HttpResponse:
    """Publishes, takes back, withdraws, reopens."""
    article = one_of(pk)
    if name not in _MOVES:
        raise Http404
    try:
        _MOVES[name](request, article)
    except moves.Refused as why:
        messages.error(request, str(why))
    except IllegalMove:
        messages.error(request, _("The article is no longer where it was. Look at it again."))
    else:
        messages.success(request, _told(name))
    return redirect("newsroom-article", pk)


def _told(name: str) -> str:
    if name == "publish":
        return _("The article is public.")
    if name == "withdraw":
        return _("The article is withdrawn; its address says so.")
    return _("The article is a draft again.")


@requires("news.publish")
@require_POST
def schedule(request: Member, pk: int) -> HttpResponse:
    """Embargoes an article until a moment."""
    article, form = one_of(pk), ScheduleForm(request.POST)
    if form.is_valid():
        try:
            moves.schedule(request, article, form.cleaned_data["moment"], form.cleaned_data["zone"])
        except moves.Refused as why:
            form.add_error(None, str(why))
        except IllegalMove:
            messages.error(request, _("The article is no longer where it was. Look at it again."))
            return redirect("newsroom-article", pk)
        else:
            messages.success(request, _("The article goes out at its moment, and nobody sees it before."))
            return redirect("newsroom-article", pk)
    return page(request, article, 422, schedule_form=form)


def _spoken(article: Article, request: Member) -> list[str]:
    return [text.language for text in article.texts.all()] or [request.LANGUAGE_CODE or "en"]


@requires("news.edit")
@require_POST
def add_picture(request: Member, pk: int) -> HttpResponse:
    """Takes a picture."""
    article = changeable(request, pk)
    form = PictureForm(request.POST, request.FILES, languages=_spoken(article, request))
    if form.is_valid():
        try:
            kept = pictures.take(article, form.cleaned_data["file"], form.alts, form.cleaned_data["credit"])
        except pictures.Refused as why:
            form.add_error("file", str(why))
        else:
            audit.note(request, "article.picture-added", article, picture=kept.pk)
            messages.success(request, _("The picture is stored."))
            return redirect("newsroom-article", pk)
    return page(request, article, 422, picture_form=form)


def _picture(article: Article, row: int) -> Picture:
    return get_object_or_404(Picture.objects, pk=row, article=article)


@requires("news.edit")
@require_POST
def describe_picture(request: Member, pk: int, row: int) -> HttpResponse:
    """Says what a picture shows, and whose it is."""
    article = changeable(request, pk)
    picture = _picture(article, row)
    form = AltForm(request.POST, languages=_spoken(article, request), prefix=f"p{row}")
    if not form.is_valid():
        messages.error(request, _("Say what the picture shows, in each language of the article."))
        return redirect("newsroom-article", pk)
    picture.alts, picture.credit = picture.alts | form.alts, form.cleaned_data["credit"]
    picture.save(update_fields=["alts", "credit"])
    audit.note(request, "article.picture-described", article, picture=row)
    messages.success(request, _("Saved."))
    return redirect("newsroom-article", pk)


@requires("news.edit")
@require_POST
def cover(request: Member, pk: int, row: int) -> HttpResponse:
    """Puts a picture before the article."""
    article = changeable(request, pk)
    pictures.choose_cover(_picture(article, row))
    audit.note(request, "article.cover", article, picture=row)
    return redirect("newsroom-article", pk)


@requires("news.edit")
@require_POST
def drop_picture(request: Member, pk: int, row: int) -> HttpResponse:
    """Takes a picture away."""
    article = changeable(request, pk)
    pictures.drop(_picture(article, row))
    audit.note(request, "article.picture-deleted", article, picture=row)
    messages.success(request, _("The picture is deleted."))
    return redirect("newsroom-article", pk)


@requires("news.edit")
@require_POST
def choose_tags(request: Member, pk: int) -> HttpResponse:
    """Says what an article is about."""
    article = changeable(request, pk)
    asked = [int(one) for one in request.POST.getlist("tag") if one.isdecimal() and len(one) < 19]  # noqa: PLR2004
    chosen = Tag.objects.filter(pk__in=asked)
    article.tags.set(chosen)
    audit.note(request, "article.tags", article, tags=[tag.slug for tag in chosen])
    messages.success(request, _("Saved."))
    return redirect("newsroom-article", pk)


@requires("news.edit")
@require_POST
def make_tag(request: Member) -> HttpResponse:
    """A new tag, or other names for one."""
    form = TagForm(request.POST)
    if form.is_valid():
        audit.note(request, "tag.made", form.save(), names=form.names)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Give the tag a name in at least one language."))
    return redirect("newsroom")


@requires("news.edit")
@require_POST
def delete(request: Member, pk: int) -> HttpResponse:
    """Deletes a draft that was never public; what was stays withdrawn, so that its address can say so."""
    article = changeable(request, pk)
    if article.was_public or article.state != Article.State.DRAFT:
        messages.error(request, _("What was public is withdrawn, not deleted: its address says so."))
        return redirect("newsroom-article", pk)
    with transaction.atomic():
        for picture in article.pictures.all():
            pictures.drop(picture)
        audit.note(request, "article.deleted", article)
        article.delete()
    messages.success(request, _("The draft is deleted."))
    return redirect("newsroom")
