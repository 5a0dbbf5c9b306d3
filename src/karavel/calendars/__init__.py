"""Working days of a country and its time zones.

Public holidays are those of the library ``holidays``, zones those of the IANA database (package ``tzdata``). The
library takes a tenth of a second to import: this room is imported only by what counts days.
"""

from karavel.calendars.time_zones import zone, zones
from karavel.calendars.working_days import (
    add_working_days,
    count_back,
    count_working_days,
    end_of_period,
    is_working_day,
    knows_holidays,
)

__all__ = [
    "add_working_days",
    "count_back",
    "count_working_days",
    "end_of_period",
    "is_working_day",
    "knows_holidays",
    "zone",
    "zones",
]
