"""The states of the desk's objects and who may move them: nothing else decides, and docs/desk-states.md prints them.

States are named as OCDS names them where it has a word (``status`` of tender, award, contract and milestone).
"""

from __future__ import annotations

from typing import Final

from karavel.states import Move, StateTable

NEED: Final = StateTable(
    "need",
    ("draft", "consulting", "ready", "called", "dropped"),
    (
        Move("consult", ("draft",), "consulting", "desk.edit", "A consultation is open."),
        Move("conclude", ("draft", "consulting"), "ready", "desk.edit", "No consultation is open any more."),
        Move("call", ("ready",), "called", "desk.edit", "A call was made from it."),
        Move("reopen", ("ready", "dropped"), "draft", "desk.edit"),
        Move("drop", ("draft", "consulting", "ready"), "dropped", "desk.edit", "With a reason."),
    ),
)

CONSULTATION: Final = StateTable(
    "consultation",
    ("draft", "open", "closed", "reported"),
    (
        Move("open", ("draft",), "open", "desk.edit", "It has a text and a last day that lies ahead."),
        Move("close", ("open",), "closed", "desk.edit", "Its last day is over, or the officer ends it with a reason."),
        Move("report", ("closed",), "reported", "desk.edit", "The summary is published."),
    ),
)

CALL: Final = StateTable(
    "call",
    ("planned", "active", "closed", "opened", "evaluated", "complete", "unsuccessful", "cancelled"),
    (
        Move(
            "publish", ("planned",), "active", "desk.publish", "Timetable, weights and committee hold; a seal is made."
        ),
        Move("close", ("active",), "closed", "clock", "The deadline has passed."),
        Move("open", ("closed",), "opened", "committee.open", "Two members have given their keys after the deadline."),
        Move(
            "conclude",
            ("opened",),
            "evaluated",
            "desk.award",
            "Every admitted offer has agreed points for every criterion.",
        ),
        Move("reconsider", ("evaluated",), "opened", "desk.award", "No award has been told to a bidder yet."),
        Move(
            "resume",
            ("complete",),
            "evaluated",
            "desk.award",
            "An award that stood was cancelled: its lot is awarded again, or is without result.",
        ),
        Move("complete", ("evaluated",), "complete", "desk.award", "Each lot has an award that stands, or none."),
        Move(
            "fail",
            ("closed", "opened", "evaluated"),
            "unsuccessful",
            "desk.award",
            "No bid, or none admitted; with a reason.",
        ),
        Move(
            "cancel",
            ("planned", "active", "closed", "opened", "evaluated"),
            "cancelled",
            "desk.publish",
            "With a reason.",
        ),
        # An award that was made on another platform enters here: bids to the call, ours or theirs, went there.
        Move(
            "enter",
            ("planned", "closed", "evaluated"),
            "complete",
            "desk.award",
            "The call ran elsewhere and its award is entered or imported.",
        ),
    ),
)

BID: Final = StateTable(
    "bid",
    ("draft", "submitted", "withdrawn", "opened"),
    (
        Move("submit", ("draft", "withdrawn"), "submitted", "bid.submit", "Before the deadline, every file complete."),
        Move("replace", ("submitted",), "submitted", "bid.submit", "Before the deadline, every file complete."),
        Move("withdraw", ("submitted",), "withdrawn", "bid.submit", "Before the deadline."),
        Move("open", ("submitted",), "opened", "committee.open", "With all others of the call."),
    ),
)

AWARD: Final = StateTable(
    "award",
    ("pending", "told", "active", "cancelled", "unsuccessful"),
    (
        Move("tell", ("pending",), "told", "desk.award", "Reasons to each bidder are sent; standstill begins."),
        Move("stand", ("told",), "active", "desk.award", "Standstill is over and no complaint is pending."),
        Move(
            "enter", ("pending",), "active", "desk.award", "It was made on another platform and is entered or imported."
        ),
        Move(
            "cancel", ("pending", "told", "active"), "cancelled", "desk.award", "With a reason, and no signed contract."
        ),
        Move("fail", ("pending",), "unsuccessful", "desk.award", "The lot has no admitted offer; with a reason."),
    ),
)

CONTRACT: Final = StateTable(
    "contract",
    ("pending", "signing", "active", "terminated", "cancelled"),
    (
        Move("offer", ("pending",), "signing", "contract.edit", "Its award stands; the PDF is fixed."),
        Move("revise", ("signing",), "pending", "contract.edit", "Nobody has signed yet."),
        Move("sign", ("signing",), "active", "contract.sign", "Both sides have signed and both signatures hold."),
        # OCDS: terminated is also how a contract ends that was fulfilled.
        Move("finish", ("active",), "terminated", "contract.edit", "Every milestone is accepted or dropped."),
        Move("terminate", ("active",), "terminated", "contract.edit", "Before its end, with a reason."),
        Move("cancel", ("pending", "signing"), "cancelled", "contract.edit", "With a reason."),
    ),
)

MILESTONE: Final = StateTable(
    "milestone",
    ("scheduled", "delivered", "met", "notMet", "dropped"),
    (
        Move("deliver", ("scheduled", "notMet"), "delivered", "contract.deliver", "With what is delivered."),
        Move("accept", ("delivered",), "met", "contract.accept", "In the last one the e-service goes live or rises."),
        Move("reject", ("delivered",), "notMet", "contract.accept", "With a reason."),
        Move("drop", ("scheduled", "notMet"), "dropped", "contract.edit", "By an amendment."),
    ),
)

TABLES: Final = (NEED, CONSULTATION, CALL, BID, AWARD, CONTRACT, MILESTONE)
