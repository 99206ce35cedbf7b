"""Everything that Temporal keeps of a namespace, and whose words are in it."""

import base64
import json
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from temporalio.client import Client


async def everything_kept(client: Client) -> dict[str, bytes]:
    """By workflow and run: all events with payloads, failures, headers, and the description."""
    kept = {}
    async for found in client.list_workflows():
        handle = client.get_workflow_handle(found.id, run_id=found.run_id)
        events = (await handle.fetch_history()).events
        described = (await handle.describe()).raw_description
        parts = [found.id.encode(), *(event.SerializeToString() for event in events)]
        kept[f"{found.id} {found.run_id}"] = b"\n".join([*parts, described.SerializeToString()])
    return kept


def words_in(kept: bytes, words: Iterable[str]) -> list[str]:
    """Those of the words that are there, in any of the forms in which they could hide."""
    lower = kept.lower()
    return [word for word in words if any(form in kept or form in lower for form in _forms(word))]


def _forms(word: str) -> Iterator[bytes]:
    raw = word.encode()
    escaped = json.dumps(word)[1:-1]
    twice = escaped.replace("\\", "\\\\")  # JSON in JSON
    for text in (word, word.lower(), escaped, twice, quote(word).lower()):
        yield text.encode()
    for encoding in ("utf-16-le", "utf-16-be"):
        yield word.encode(encoding)
        yield word.lower().encode(encoding)
    yield raw.hex().encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for shift in range(3):
            # Only the characters that do not depend on what stands before and after.
            start, end = -(-shift * 8 // 6), (shift + len(raw)) * 8 // 6
            yield encode(bytes(shift) + raw)[start:end]
