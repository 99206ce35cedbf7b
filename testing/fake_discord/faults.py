"""What goes wrong on purpose: with requests (rules, first match counts) and with events."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatchcase
from random import Random
from typing import Any, Literal

Kind = Literal["status", "rate_limited", "lost_reply", "cut", "slow", "hang"]


@dataclass
class RequestFault:
    """One rule. Routes are written `POST /channels/{channel_id}/messages`, `*` matches anything.

    * `status`: answers with `status` (and error `code`); nothing is done;
    * `rate_limited`: a 429 with `seconds` to wait and its `scope`;
    * `lost_reply`: everything is done, then the connection is cut before the answer;
    * `cut`: the connection is cut before anything is done;
    * `slow`: done and answered after `seconds`;
    * `hang`: silence for `seconds`, then cut; nothing is done.
    """

    kind: Kind
    route: str = "*"
    share: float = 1.0
    times: int | None = None
    """After so many it is over; `None` goes on until faults are cleared."""
    seconds: float = 0.0
    status: int = 500
    code: int = 0
    scope: Literal["user", "global", "shared"] = "user"
    person_id: int | None = None
    """Only requests on this person's DM channel."""

    def matches(self, route: str, person_id: int | None) -> bool:
        exhausted = self.times is not None and self.times <= 0
        meant = self.person_id in (None, person_id)
        return not exhausted and meant and fnmatchcase(route, _escaped(self.route))


@dataclass
class EventFaults:
    """Shares of dispatched events, 0 to 1, and what happens around RESUME."""

    drop: float = 0.0
    """Never sent, also not after a RESUME: what a gap backfill has to find."""
    double: float = 0.0
    """Sent twice, with two sequence numbers."""
    reorder: float = 0.0
    """Sent after the event that follows it, or after a moment when none follows."""
    replay_extra: int = 0
    """A RESUME repeats so many events that the client has seen."""
    refuse_resume: bool = False
    """A RESUME is answered with a session that is invalid for good."""
    silent_heartbeats: bool = False
    """Heartbeats are not acknowledged: a zombie connection."""


@dataclass
class Faults:
    requests: list[RequestFault] = field(default_factory=list)
    events: EventFaults = field(default_factory=EventFaults)
    outage: bool = False
    """Every request and every gateway connection is cut at once."""

    def add(self, kind: Kind, route: str = "*", **details: Any) -> RequestFault:
        fault = RequestFault(kind, route, **details)
        self.requests.append(fault)
        return fault

    def clear(self) -> None:
        self.replace((), EventFaults(), outage=False)

    def replace(
        self, requests: Iterable[RequestFault], events: EventFaults, *, outage: bool
    ) -> None:
        self.requests = list(requests)
        self.events = events
        self.outage = outage

    def draw(self, chance: Random, route: str, person_id: int | None) -> RequestFault | None:
        """The fault that this request meets, if any."""
        for fault in self.requests:
            if fault.matches(route, person_id) and chance.random() < fault.share:
                if fault.times is not None:
                    fault.times -= 1
                return replace(fault)
        return None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def _escaped(pattern: str) -> str:
    """`{channel_id}` and `@me` mean themselves; of fnmatch's signs only `*` is wanted."""
    return pattern.replace("[", "[[]").replace("?", "[?]")
