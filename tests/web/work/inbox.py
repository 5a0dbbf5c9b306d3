"""A real server of mail on this machine, which keeps what it takes."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.policy import default

from aiosmtpd.controller import Controller


class Inbox:
    """What a server of mail has taken; ``refusing`` makes it take nothing."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refusing = False

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802 - aiosmtpd's
        if self.refusing:
            return "451 try later"
        content = envelope.content  # type: ignore[attr-defined]
        self.mails.append(email.message_from_bytes(content, policy=default))
        return "250 taken"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextmanager
def served(inbox: Inbox) -> Iterator[int]:
    """The port on which the inbox takes mail inside the block."""
    controller = Controller(inbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()
