"""The API under ``/api/v1``: what the pages show, for programs; the same :mod:`karavel.answers` as ``--json`` prints.

``gate`` stands before every address (who asks, how much, how often) and gives each answer its headers; ``offered``
declares an operation with its action, its answer and its problems; ``market``, ``law`` and ``desk`` hold the
operations. Tokens are made at ``/settings/tokens/``.
"""
