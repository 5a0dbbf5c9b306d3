"""The process as OCDS 1.1.5 releases, a module a stage; ``packages`` wraps and compiles them.

``parts`` writes what all stages share, ``parties`` who took part so far, ``head`` what stands on every release,
``extensions`` says whose fields are used. https://standard.open-contracting.org/1.1/en/
"""

from karavel.procurement.releases.award import award
from karavel.procurement.releases.bids import bids
from karavel.procurement.releases.contract import contract
from karavel.procurement.releases.head import Release
from karavel.procurement.releases.packages import compiled, record_package, release_package
from karavel.procurement.releases.planning import planning
from karavel.procurement.releases.publisher import Publisher, ocid, release_id
from karavel.procurement.releases.tender import tender, tender_amendment, tender_cancellation, tender_failure

__all__ = [
    "Publisher",
    "Release",
    "award",
    "bids",
    "compiled",
    "contract",
    "ocid",
    "planning",
    "record_package",
    "release_id",
    "release_package",
    "tender",
    "tender_amendment",
    "tender_cancellation",
    "tender_failure",
]
