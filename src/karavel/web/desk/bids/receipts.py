"""The receipt of a submission: what was received, when, by which digests it is known again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from karavel.web.desk.bids.models import Submission


def as_text(submission: Submission) -> str:
    """The receipt as text, in the language in use; digests are SHA-256 of what is sealed, so they tell nothing."""
    bid = submission.bid
    lines = [
        _("Receipt of a sealed bid"),
        "",
        _("Call: %(ocid)s, %(title)s") % {"ocid": bid.call.ocid, "title": bid.call},
        _("Bidder: %(name)s") % {"name": bid.organisation},
        _("Submission: %(number)d") % {"number": submission.number},
        _("Received: %(moment)s") % {"moment": submission.received.isoformat(timespec="seconds")},
        _("Receipt: %(receipt)s") % {"receipt": submission.receipt},
        _("Digest of the submission (SHA-256): %(digest)s") % {"digest": submission.digest},
        "",
        *(
            _("File %(number)d: %(size)d bytes, digest %(digest)s")
            % {"number": number, "size": file.bytes, "digest": file.digest}
            for number, file in enumerate(submission.files.order_by("pk"), start=1)
        ),
        "",
        _(
            "The bid is sealed. Two members of the committee open it together after the deadline; "
            "nobody can read it before."
        ),
    ]
    return "\n".join(lines) + "\n"
