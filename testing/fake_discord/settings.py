"""What a fake Discord is like; every number that a test may want to change."""

from dataclasses import dataclass, field

TOKEN = "fake-discord-token"


@dataclass(frozen=True)
class RouteLimit:
    """So many requests in so many seconds, for each channel or webhook by itself."""

    requests: int
    seconds: float


def usual_route_limits() -> dict[str, RouteLimit]:
    """What Discord's headers usually say; it documents no fixed numbers."""
    message = "/channels/{channel_id}/messages/{message_id}"
    webhook = "/webhooks/{application_id}/{token}"
    return {
        "POST /channels/{channel_id}/messages": RouteLimit(5, 5),
        "GET /channels/{channel_id}/messages": RouteLimit(50, 1),
        f"PATCH {message}": RouteLimit(5, 5),
        f"DELETE {message}": RouteLimit(5, 1),
        "POST /channels/{channel_id}/typing": RouteLimit(5, 5),
        "POST /users/@me/channels": RouteLimit(50, 1),
        f"POST {webhook}": RouteLimit(5, 2),
        f"PATCH {webhook}/messages/{{message_id}}": RouteLimit(5, 2),
    }


@dataclass
class Settings:
    """Times are seconds. They may be changed while the server runs."""

    token: str = TOKEN
    bot_name: str = "Panager"
    host: str = "127.0.0.1"
    port: int = 0
    seed: int = 1
    heartbeat_interval_s: float = 41.25
    resume_window_s: float = 120
    identifies_a_day: int = 1000
    identify_interval_s: float = 0
    """Discord wants 5 between two identifies of a bucket; an earlier one is an invalid session."""
    nonce_window_s: float = 180
    """How long `enforce_nonce` remembers; Discord says "a few minutes"."""
    history_tells_nonce: bool = False
    """Discord does not store nonces: only the answer to a send and its event carry them."""
    acknowledge_within_s: float = 3
    interaction_lifetime_s: float = 15 * 60
    limited: bool = True
    """Whether any rate limit is applied at all."""
    global_limit: RouteLimit = RouteLimit(50, 1)
    route_limits: dict[str, RouteLimit] = field(default_factory=usual_route_limits)
    dm_opens: RouteLimit | None = None
    """New direct-message channels; more is error 40003."""
    upload_limit: int = 10 * 1024 * 1024
    """Bytes of one file; more is error 40005."""
    refused_words: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Messages with these words are refused with this status and code, e.g. by the link filter."""
    invalid_limit: RouteLimit = RouteLimit(10_000, 600)
    """401, 403 and 429 answers; more is a ban of the address by Cloudflare."""
