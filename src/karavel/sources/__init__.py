"""Brings official files unchanged: from folders, archives and compressed files on disk, and from the network to disk.

``files`` opens what lies on disk; the readers look inside. This room is the only one that talks to the network.
"""

from karavel.sources.files import Brought, files
from karavel.sources.limits import LIMITS, Limits
from karavel.sources.meter import Meter

__all__ = ["LIMITS", "Brought", "Limits", "Meter", "files"]
