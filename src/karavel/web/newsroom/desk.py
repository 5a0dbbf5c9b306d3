"""Pages of those who write: the list, an article with its texts, pictures and figures, its preview."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Sum
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from karavel import texts
from karavel.web.accounts import audit
from karavel.web.accounts.models import Organisation
from karavel.web.context import OWN_NAMES
from karavel.web.fences import requires
from karavel.web.languages import spoken
from karavel.web.newsroom import counting, moves, states
from karavel.web.newsroom.forms import AltForm, PictureForm, ScheduleForm, TagForm, TextForm
from karavel.web.newsroom.models import Article, ArticleText, Picture, Tag
from karavel.web.newsroom.reading import drawn, told, whole
from karavel.web.newsroom.states import TABLE
from karavel.web.newsroom.views import chart, page_of, previewed
from karavel.web.requests import Member

_A_PAGE: Final = 25
#: The states in which only those may change an article who may also publish it.
_OUT: Final = frozenset({states.SCHEDULED, states.PUBLISHED})


def one_of(pk: int) -> Article:
    """An article of the organisation, with all that is shown of it, as the clock has left it; else 404."""
    moves.settle(timezone.now())
    return get_object_or_404(whole(Article.objects.all()), pk=pk)


def changeable(request: Member, pk: int) -> Article:
    """An article that the user may change.

    Raises:
        PermissionDenied: it goes out or is out, and they may not publish.
    """
    article = one_of(pk)
    if article.state in _OUT and not request.acting.may("news.publish"):
        raise PermissionDenied("news.publish")
    return article


@requires("news.edit")
@require_safe
def newsroom(request: Member) -> HttpResponse:
    """All articles of the organisation, the latest first."""
    now = timezone.now()
    moves.settle(now)
    counting.forget(now.date())
    articles = whole(Article.objects.annotate(readers=Sum("days__readers"))).order_by("-created", "-pk")
    page = Paginator(articles, _A_PAGE).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {
        "page": page,
        "rows": [(article, told([article], texts.current())) for article in page.object_list],
        "agency": request.acting.organisation.kind == Organisation.Kind.AGENCY,
        "tags": Tag.objects.all(),
        "tag_form": TagForm(),
    }
    return render(request, "newsroom/desk.html", shown)


@requires("news.edit")
@require_safe
def article(request: Member, pk: int) -> HttpResponse:
    """An article: its languages, pictures, tags, moves and readers."""
    return page(request, one_of(pk))


def page(request: Member, article: Article, status: int = 200, **forms: Form) -> HttpResponse:
    """The page of an article; ``forms`` are those that came back with mistakes."""
    spoken_here = [text.language for text in article.texts.all()]
    pictures = list(article.pictures.all())
    shown: dict[str, Any] = {
        "article": article,
        "title": next((one.text.title for one in told([article], texts.current())), _("An article")),
        "texts": {text.language: text for text in article.texts.all()},
        "lacks": list(moves.lacks(article)),
        "moves": [one.name for one in TABLE.offered(article.state) if one.by != "clock"],
        "may_change": article.state not in _OUT or request.acting.may("news.publish"),
        "may_publish": request.acting.may("news.publish"),
        "public": article.is_public(timezone.now()),
        "pictures": [(one, drawn(one, texts.current()), _alts(one, spoken_here)) for one in pictures],
        "picture_form": PictureForm(languages=spoken_here or [texts.current()]),
        "schedule_form": ScheduleForm(initial={"zone": request.user.time_zone or "UTC"}),
        "tags": Tag.objects.all(),
        "chosen": {tag.pk for tag in article.tags.all()},
        "readers": counting.total(article),
        "days": chart(article),
    }
    return render(request, "newsroom/one.html", shown | forms, status=status)


def _alts(picture: Picture, languages: list[str]) -> AltForm:
    said = {f"alt_{code}": picture.alt_in(code) for code in OWN_NAMES}
    return AltForm(
        languages=languages,
        initial=said | {"credit": picture.credit},
        prefix=f"p{picture.pk}",
        use_required_attribute=False,
    )


@requires("news.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: Member, pk: int, language: str) -> HttpResponse:
    """What an article says in a language."""
    article = changeable(request, pk)
    if language not in OWN_NAMES:
        raise Http404
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=pk)  # one writer after the other
        said = ArticleText.objects.filter(article=article, language=language).first()
        instance = said or ArticleText(article=article, language=language)
        form = TextForm(request.POST or None, instance=instance, fixed=article.was_public or article.state in _OUT)
        if request.method == "POST" and form.is_valid() and not _silent(article, language, form):
            if form.has_changed() or said is None:
                form.save()
                audit.note(request, "article.written", article, language=language, fields=form.changed_data)
            return redirect("newsroom-article", pk)
    shown: dict[str, Any] = {
        "form": form,
        "article": article,
        "theirs": ArticleText.objects.get(pk=said.pk) if said and form.is_bound and form.overtaken else None,
        "name": OWN_NAMES[language],
        "language_of": language,
    }
    shown["pictures"] = [(one.pk, drawn(one, language)) for one in article.pictures.all()]
    return render(request, "newsroom/text.html", shown, status=422 if request.method == "POST" else 200)


def _silent(article: Article, language: str, form: TextForm) -> bool:
    """Whether an article that is out would speak a language in which its pictures are silent; the form says which."""
    for sentence in moves.unspoken(article, {language}) if article.state in _OUT else ():
        form.add_error(None, sentence)
    return not form.is_valid()


@requires("news.edit")
@require_safe
def preview(request: Member, pk: int, language: str) -> HttpResponse:
    """An article as readers will see it."""
    one = previewed(one_of(pk), language)
    if one is None or one.text.language != language:
        raise Http404
    with spoken(request, language):
        return render(request, "newsroom/article.html", page_of(request, one) | {"preview": True})
