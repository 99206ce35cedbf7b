"""The command line: `panager up | worker | bot | api | migrate | doctor | chat | …`."""

from panager.cli.application import app, main

__all__ = ["app", "main"]
