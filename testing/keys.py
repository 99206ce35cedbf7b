"""With which the processes of a test prove to each other what they ask of workflows."""

from typing import Final

from pydantic import SecretStr

UPDATE_KEY: Final = SecretStr("the update key of every test")
