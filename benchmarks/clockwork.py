"""The model of `benchmarks.fifty`, a process of its own: one second late, and no work at all."""

import argparse
import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from benchmarks.said import CONVERSATION, TIME
from testing.fake_openai import Answer, Call, Request, Says, running


async def serve(delay_s: float, counted: Path) -> None:
    """Until it is stopped; says where it is, and writes a line for each request of a turn.

    What is not said in the conversation is Panager's wish for a summary of old turns, which is made
    beside the turns and delays none of them.
    """
    answers = {said.text: said.answer for said in CONVERSATION}

    def think(request: Request) -> Answer:
        said = request.last_said
        if said not in answers:
            return Says("They said hello and asked for the time.", first_after_s=delay_s)
        if said == TIME.text and not request.results_since_said:
            return Says(calls=(Call("current_time"),), first_after_s=delay_s)
        return Says(f"{answers[said]}, as you know.", first_after_s=delay_s)

    with counted.open("w", encoding="utf-8", buffering=1) as file:

        def count(request: Request) -> None:
            if not request.ended and request.last_said in answers:
                file.write(f"{request.last_said}\n")

        async with running(observe=count) as fake:
            fake.script = think
            sys.stdout.write(f"{fake.base_url}\n")
            sys.stdout.flush()
            await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("delay", type=float)
    parser.add_argument("counted", type=Path)
    given = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(given.delay, given.counted))
