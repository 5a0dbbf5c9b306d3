"""Parts of the work that a company says it could do, by which expressions of interest are compared."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

#: Codes to words, in the order of the work.
ABILITIES: Final = (
    ("analysis", _("Analysis and design of the service")),
    ("development", _("Development")),
    ("product", _("A product that exists already")),
    ("integration", _("Integration with registers and systems")),
    ("identity", _("Electronic identity and signature")),
    ("migration", _("Migration of data")),
    ("accessibility", _("Accessibility tested with users")),
    ("security", _("Security tests")),
    ("hosting", _("Hosting and operation")),
    ("support", _("Support and training in the buyer's language")),
)
