"""An assistant's client starts ``karavel mcp`` as a process and talks to it over stdio."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent

from karavel.demo.build import build

BIN = Path(sys.executable).with_name("karavel")
DAY = date(2026, 3, 2)
Given = TypeVar("Given")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The arguments that every command takes: profile, lake, day."""
    made = build(tmp_path_factory.mktemp("demo"), DAY)
    return [str(made.companies[0]), "--lake", str(made.lake), "--as-of", DAY.isoformat()]


def asked(words: list[str], talk: Callable[[Client], Awaitable[Given]]) -> Given:
    """What a client brings home from one session."""

    async def session() -> Given:
        told = StdioServerParameters(command=str(BIN), args=["mcp", *words], env={"PYTHONPATH": ":".join(sys.path)})
        async with Client(stdio_client(told)) as client:
            return await talk(client)

    with ThreadPoolExecutor(1) as beside:  # a browser of other tests may keep a loop running in this thread
        return beside.submit(lambda: asyncio.run(session())).result()


def said(result: CallToolResult) -> str:
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


def printed(*words: str) -> Any:
    done = subprocess.run([str(BIN), *words, "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_tools_answer_as_the_command_line_prints(words: list[str]) -> None:
    async def talk(client: Client) -> Iterator[Any]:
        match = (await client.call_tool("match", {"top": 3, "markets": ["PT"]})).structured_content
        lot = match["lots"][0]
        names = {"notice_id": lot["notice_id"]}
        calls = [("access", names), ("notice", names), ("routes", {"via": ["PT"]}), ("search", {"words": "portal"})]
        return iter([match, *[(await client.call_tool(*call)).structured_content for call in calls]])

    match, access, notice, routes, found = asked(words, talk)
    notice_id, lake = match["lots"][0]["notice_id"], words[1:3]
    assert match == printed("match", *words, "--top", "3", "--market", "PT")
    assert access == printed("access", words[0], notice_id, *words[1:])
    assert notice == printed("show", notice_id, *lake)
    assert routes == printed("routes", *words, "--via", "PT")
    assert found["lots"]
    assert found["lots"] == printed("search", "portal", *words[1:], "--top", "10")["lots"]


def test_every_tool_reads_only_and_says_what_it_takes(words: list[str]) -> None:
    async def talk(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asked(words, talk)}
    assert set(tools) == {"search", "match", "access", "routes", "notice"}
    for tool in tools.values():
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.description
    assert tools["access"].input_schema["required"] == ["notice_id"]
    top = tools["match"].input_schema["properties"]["top"]
    assert (top["minimum"], top["maximum"]) == (1, 50)


def test_an_error_is_a_sentence(words: list[str]) -> None:
    async def talk(client: Client) -> list[CallToolResult]:
        calls: list[tuple[str, dict[str, Any]]] = [
            ("notice", {"notice_id": "no-such"}),
            ("match", {"markets": ["Atlantis"]}),
            ("search", {"cpv_codes": ["99x"]}),
            ("match", {"top": 5000}),
        ]
        return [await client.call_tool(*call) for call in calls]

    answers = asked(words, talk)
    for answer, word in zip(answers, ("no-such", "Atlantis", "99x", "50"), strict=True):
        assert answer.is_error
        assert word in said(answer)
        assert "Traceback" not in said(answer)
