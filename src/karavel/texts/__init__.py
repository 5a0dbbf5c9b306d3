"""What people read: sentences in English, Portuguese and Azerbaijani, money, numbers and dates by locale.

Sentences are written in English in the code, marked with :func:`gettext` (imported as ``_``), and translated in
``locale/*/LC_MESSAGES/karavel.po``; the build compiles these. The language is a context variable: one for a command,
one for each request of the web.
"""

from karavel.texts.formats import compact_money, day, exact_money, language_name, money, month, number
from karavel.texts.language import LANGUAGES, current, from_environment, use
from karavel.texts.translation import gettext, ngettext

__all__ = [
    "LANGUAGES",
    "compact_money",
    "current",
    "day",
    "exact_money",
    "from_environment",
    "gettext",
    "language_name",
    "money",
    "month",
    "ngettext",
    "number",
    "use",
]
