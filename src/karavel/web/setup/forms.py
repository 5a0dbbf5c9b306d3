"""Forms of the first run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from karavel.errors import KaravelError
from karavel.lake import Lake
from karavel.web.accounts.models import Organisation, User
from karavel.web.setup import token
from karavel.web.setup.uploads import ENDINGS


class AccountForm(forms.Form):
    """The first user, and the organisation that they administer."""

    token = forms.CharField(label=_("Setup token"), help_text=_("The terminal where the server was started shows it."))
    organisation = forms.CharField(label=_("Your organisation"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            ("company", _("A company that looks for tenders")),
            ("agency", _("An agency that helps companies abroad, or buys")),
        ],
        widget=forms.RadioSelect,
        initial=Organisation.Kind.COMPANY,
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, needs_token: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_token:
            del self.fields["token"]

    def clean_token(self) -> str:
        """Refuses a wrong token."""
        given: str = self.cleaned_data["token"]
        if not token.right(given):
            raise ValidationError(_("This is not the token that the terminal shows."))
        return given

    def clean(self) -> dict[str, Any]:
        """Refuses a weak password."""
        found = super().clean() or self.cleaned_data
        if "password" in found:
            try:
                validate_password(found["password"], User(email=found.get("email", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return found


class _Files(forms.FileField):
    """One file or several."""

    widget = type("Several", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files; each must hold something."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_Files, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """Official files of notices."""

    notices = _Files(label=_("Files of notices"), help_text=_("XML, JSON or CSV as published, or archives of them."))

    def clean_notices(self) -> list[Any]:
        """The files; refuses what is no file of notices, and more than may be uploaded."""
        files: list[Any] = self.cleaned_data["notices"]
        if not all(str(file.name).lower().endswith(ENDINGS) for file in files):
            raise ValidationError(_("Files end in %(endings)s.") % {"endings": ", ".join(ENDINGS)})
        if sum(file.size for file in files) > settings.UPLOAD_BYTES:
            most = settings.UPLOAD_BYTES // 2**20
            raise ValidationError(_("These files are larger than %(most)s MB together.") % {"most": most})
        return files


class LakeForm(forms.Form):
    """The folder of a lake that is there already."""

    lake = forms.CharField(label=_("Folder of a lake"), max_length=500, help_text=_("A folder on the server."))

    def clean_lake(self) -> str:
        """The folder, whole; refuses one that holds no lake."""
        folder = Path(self.cleaned_data["lake"]).expanduser().resolve()
        try:
            Lake(folder).view().close()
        except (KaravelError, OSError) as error:
            raise ValidationError(_("There is no lake in this folder.")) from error
        return str(folder)
