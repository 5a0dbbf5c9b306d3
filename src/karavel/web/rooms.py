"""The applications of the project, in the order of their addresses. A new one adds its line here and nowhere else.

Each is a package ``karavel.web.NAME``; where it has ``urls.py`` with ``urlpatterns``, these are served.
"""

from __future__ import annotations

from typing import Final

ROOMS: Final = (
    "pages",
    "setup",
    "accounts",
    "workspace",
    "opportunities",
    "searches",
    "today",
    "notices",
    "parties",
    "routes",
    "api",
    "exports",
    "pursuits",
    "alerts",
    "profiles",
    "programme",
    "desk.needs",
    "desk.calls",
    "desk.bids",
    "desk.evaluation",
    "desk.contracts",
    "newsroom",
    "cooperation",
    "catalogue",
    "desk.home",
)

#: Those with addresses; a room of models only has none.
SERVED: Final = tuple(room for room in ROOMS if room != "workspace")

#: Those with something to do before an organisation goes: each has ``leaving.py`` with ``leave(organisation)``.
LEFT: Final = ("desk.bids",)

#: Those that show something to everybody: each has ``sitemap.py`` with ``PLACES``, under which its public addresses
#: lie, and ``pages(now)``, which gives them for the sitemap.
OPEN: Final = ("pages", "newsroom", "cooperation", "catalogue", "desk.needs", "desk.calls", "desk.contracts")
