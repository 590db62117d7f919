"""`mutation-train params`: every network's number of parameters, as JSON."""

from __future__ import annotations

import argparse
import json

from ..networks.published import count_published


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "params", help="print the parameter count of every published network as JSON"
    )
    parser.set_defaults(func=lambda _: print(json.dumps(count_published(), indent=2)))
