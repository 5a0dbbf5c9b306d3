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
    "desk.home",
)

#: Those with addresses; a room of models only has none.
SERVED: Final = (
    "pages",
    "setup",
    "accounts",
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
    "desk.bids",
    "desk.calls",
    "desk.home",
)
