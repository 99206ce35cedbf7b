"""What the bytes of a connection to Temporal say: HTTP/2 (RFC 9113) with gRPC in it."""

from collections.abc import Iterator

from hpack import Decoder

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEAD = 9
DATA, HEADERS, CONTINUATION = 0, 1, 9
END_HEADERS, PADDED, PRIORITY = 0x4, 0x8, 0x20
POLLS = ("PollWorkflowTaskQueue", "PollActivityTaskQueue")
NO_TASK = 64
"""Bytes of an answer to a poll that brings no task, at most."""
QUIET = (
    "GetSystemInfo", "GetClusterInfo", "DescribeNamespace", "UpdateNamespace",
    "ListSearchAttributes", "RecordActivityTaskHeartbeat", "RecordWorkerHeartbeat",
    "ShutdownWorker", "PollNexusTaskQueue",
)  # fmt: skip
"""Of the process and not of a turn, or in their own time."""

type Frame = tuple[int, int, int, bytes]
"""Type, flags, stream, payload."""


class GrpcWire:
    """Calls by the name of their method; a poll counts when it brings a task."""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self._sent = b""
        self._received = b""
        self._block = b""
        self._decoder = Decoder()
        self._open: dict[int, str] = {}

    def asked(self, data: bytes) -> Iterator[str]:
        """Calls, before anything of them is on its way."""
        self._sent = (self._sent + data).removeprefix(PREFACE)
        if PREFACE.startswith(self._sent):
            return
        frames, self._sent = _split(self._sent)
        for kind, flags, stream, payload in frames:
            if kind not in (HEADERS, CONTINUATION):
                continue
            self._block += _fragment(flags, payload) if kind == HEADERS else payload
            if flags & END_HEADERS:
                method = self._method()
                if method and method not in QUIET:
                    self._open[stream] = method
                if method and method not in QUIET + POLLS:
                    yield method

    def answered(self, data: bytes) -> Iterator[str]:
        """The first frame of an answer comes when it was done."""
        frames, self._received = _split(self._received + data)
        for kind, _, stream, payload in frames:
            method = self._open.get(stream)
            brings = kind == DATA and len(payload) > NO_TASK if method in POLLS else kind == HEADERS
            if method and brings:
                del self._open[stream]
                yield method

    def _method(self) -> str:
        """Of the block that is complete; "" for trailers."""
        block, self._block = self._block, b""
        fields = {str(name): str(value) for name, value in self._decoder.decode(block)}
        return fields.get(":path", "").rpartition("/")[2]


def _split(data: bytes) -> tuple[list[Frame], bytes]:
    frames: list[Frame] = []
    while len(data) >= HEAD and len(data) >= HEAD + int.from_bytes(data[:3]):
        end = HEAD + int.from_bytes(data[:3])
        frames.append((data[3], data[4], int.from_bytes(data[5:9]), data[HEAD:end]))
        data = data[end:]
    return frames, data


def _fragment(flags: int, payload: bytes) -> bytes:
    """The header block of a HEADERS frame, without its padding and priority."""
    padding = payload[0] if flags & PADDED else 0
    start = (1 if flags & PADDED else 0) + (5 if flags & PRIORITY else 0)
    return payload[start : len(payload) - padding]
