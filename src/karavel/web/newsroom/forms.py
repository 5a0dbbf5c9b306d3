"""Forms of the newsroom."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from karavel.web.context import OWN_NAMES
from karavel.web.newsroom import letters
from karavel.web.newsroom.models import ArticleText, Tag

_LONGEST: Final = 300  # letters of what a picture shows
#: Parts of addresses that are no article's.
_TAKEN: Final = frozenset({"a", "feed", "picture", "tag"})


class TextForm(forms.ModelForm):  # type: ignore[type-arg] # generic only in the stubs
    """What an article says in one language. Its address follows the title where none is given."""

    class Meta:
        model = ArticleText
        fields = ("title", "lead", "body", "slug", "correction")
        widgets = {
            "lead": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 16, "class": "prose-source"}),
            "correction": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "lead": _("One or two sentences, as lists and other sites show them."),
            "body": _("Markdown: ## a heading, **strong**, [words](address), - a list. Pictures are named below."),
            "slug": _("Follows the title where it is empty. It stays once the article was public."),
            "correction": _("Readers see it with the day: say what was wrong before, where it matters."),
        }

    #: When the text was saved last, as whoever writes has seen it.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, fixed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["slug"].required = False
        self.fields["seen"].initial = self.saved
        if fixed and self.instance.pk:
            del self.fields["slug"]
        else:
            del self.fields["correction"]

    @property
    def saved(self) -> str:
        """When the text was saved last; empty while it was not."""
        return self.instance.changed.isoformat() if self.instance.pk else ""

    def clean_seen(self) -> str:
        """Refuses to write over what somebody else has saved meanwhile; what was written stays in the form."""
        if self.cleaned_data["seen"] != self.saved:
            data: Any = self.data
            self.data = data.copy()
            self.data["seen"] = self.saved  # type: ignore[index]  # a copy may be changed
            told = _("Somebody else has saved this text meanwhile; it stands below. Saving again keeps yours.")
            raise ValidationError(told)
        return self.saved

    @property
    def overtaken(self) -> bool:
        """Whether somebody else was faster."""
        return "seen" in self.errors

    def clean_slug(self) -> str:
        """The address asked for, else one that the title gives; free of those of others."""
        given = str(self.cleaned_data["slug"] or "")
        if given:
            if given in _TAKEN or _elsewhere(given, self.instance.pk):
                raise ValidationError(_("This address is taken."))
            return given
        return _free(letters.slug(str(self.cleaned_data.get("title", ""))), self.instance.pk)


def _elsewhere(slug: str, own: int | None) -> bool:
    """Whether another text has an address, of whichever organisation."""
    return ArticleText.everywhere.filter(slug=slug).exclude(pk=own or 0).exists()


def _free(slug: str, own: int | None) -> str:
    """A slug that no other text has, by a number at its end."""
    others = ArticleText.everywhere.filter(slug__startswith=slug).exclude(pk=own or 0)
    taken = set(others.values_list("slug", flat=True))
    return letters.free(slug, taken | _TAKEN)


class AltForm(forms.Form):
    """What a picture shows: in each language of its article, so that nobody who cannot see it is left out.

    Other languages may be told ahead: an article that is out takes a new language only once its pictures speak it.
    """

    credit = forms.CharField(label=_("Credit"), max_length=200, required=False)

    def __init__(self, *args: Any, languages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for code, name in OWN_NAMES.items():
            label = _("What it shows (%(language)s)") % {"language": name}
            self.fields[f"alt_{code}"] = forms.CharField(label=label, max_length=_LONGEST, required=code in languages)

    @property
    def alts(self) -> dict[str, str]:
        """The words by language."""
        said = self.cleaned_data.items()
        return {name.removeprefix("alt_"): value for name, value in said if name.startswith("alt_") and value}


class PictureForm(AltForm):
    """A new picture."""

    file = forms.FileField(
        label=_("A picture"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"})
    )


class ScheduleForm(forms.Form):
    """The moment until which an article is embargoed, on a clock of somewhere."""

    moment = forms.DateTimeField(
        label=_("Goes out"), widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"})
    )
    zone = forms.CharField(label=_("Time zone"), max_length=50, help_text=_("As Europe/Lisbon or Asia/Baku."))

    def clean_zone(self) -> str:
        """Refuses a name that is none."""
        given: str = self.cleaned_data["zone"]
        if given not in available_timezones():
            raise ValidationError(_("No time zone has this name."))
        return given

    def clean(self) -> dict[str, Any]:
        """The moment on that clock: one that the clock skips or shows twice is none."""
        said = super().clean() or self.cleaned_data
        if "moment" in said and "zone" in said:
            said["moment"] = _on_clock(said["moment"].replace(tzinfo=None), ZoneInfo(said["zone"]))
        return said


def _on_clock(local: datetime, zone: ZoneInfo) -> datetime:
    first, second = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise ValidationError(_("Clocks there skip this hour when summer time begins. Choose another."))
    raise ValidationError(_("Clocks there show this hour twice when summer time ends. Choose another."))


class TagForm(forms.Form):
    """A tag's name in each language."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, name in OWN_NAMES.items():
            self.fields[f"name_{code}"] = forms.CharField(label=name, max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one name is needed."""
        said = super().clean() or self.cleaned_data
        if not self.names:
            raise ValidationError(_("Give the tag a name in at least one language."))
        return said

    @property
    def names(self) -> dict[str, str]:
        """The names by language."""
        given = {code: str(self.cleaned_data.get(f"name_{code}", "")).strip() for code in OWN_NAMES}
        return {code: name for code, name in given.items() if name}

    def save(self) -> Tag:
        """The tag with these names; the one that has their address already where there is one."""
        slug = letters.slug(next(iter(self.names.values())))
        tag = Tag.objects.filter(slug=slug).first() or Tag(slug=slug)
        tag.names = self.names
        tag.save()
        return tag
