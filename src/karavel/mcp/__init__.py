"""Tools for assistants by the Model Context Protocol: the answers of the command line, read-only, over stdio.

``server`` makes the server with its tools; it reaches the lake through :mod:`karavel.verbs` and gives
:mod:`karavel.answers` as ``--json`` prints them. The outside library is ``mcp`` (extra ``mcp``).
"""
