"""What ``python -m data`` can do: one module for each few commands.

Each has ``add_...`` that adds its parsers; a parser names the function that runs it as ``run``.
"""
