"""Usage: what models have taken of each person's budget."""

from panager.features.feature import Feature, Routers


class Usage(Feature):
    """Written by the conversations, shown here."""

    tables = ("usage",)

    def routers(self) -> Routers:
        from panager.api import usage

        return [usage.router]
