"""Operations are read from bytes however these are cut, and each is one."""

from hpack import Encoder

from fault_injection.kills.grpc_wire import DATA, END_HEADERS, HEADERS, PREFACE, GrpcWire
from fault_injection.kills.points import Moment, Watch
from fault_injection.kills.wires import ModelWire, PostgresWire


def typed(kind: bytes, body: bytes) -> bytes:
    return kind + (len(body) + 4).to_bytes(4) + body


def frame(kind: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3) + bytes([kind, END_HEADERS]) + stream.to_bytes(4) + payload


def call(encoder: Encoder, stream: int, method: str) -> bytes:
    return frame(HEADERS, stream, encoder.encode([(":method", "POST"), (":path", f"/s/{method}")]))


STARTUP = (8).to_bytes(4) + (80877103).to_bytes(4) + (9).to_bytes(4) + (196608).to_bytes(4) + b"\0"
PREPARE = typed(b"P", b"stmt\0SELECT  1;\0\0\0")
EXECUTE = typed(b"B", b"\0stmt\0\0\0")


def test_prepared_and_simple_statements_count_when_they_are_executed() -> None:
    wire = PostgresWire()
    sent = STARTUP + PREPARE + EXECUTE + typed(b"Q", b"COMMIT\0")

    asked = [label for byte in sent for label in wire.asked(bytes([byte]))]

    assert asked == ["SELECT 1", "COMMIT"]
    assert list(wire.answered(b"C")) == ["SELECT 1", "COMMIT"]
    assert list(wire.answered(b"Z")) == []


def test_calls_have_their_method_and_polls_count_when_they_bring_a_task() -> None:
    wire, encoder = GrpcWire(), Encoder()
    sent = PREFACE + call(encoder, 1, "PollActivityTaskQueue") + call(encoder, 3, "StartIt")

    asked = [label for byte in sent for label in wire.asked(bytes([byte]))]
    nothing = list(wire.answered(frame(HEADERS, 1, b"") + frame(DATA, 1, bytes(5))))
    task = list(wire.answered(frame(DATA, 1, bytes(100))))
    answer = list(wire.answered(frame(HEADERS, 3, b"")))

    assert (asked, nothing) == (["StartIt"], [])
    assert (task, answer) == (["PollActivityTaskQueue"], ["StartIt"])


def test_model_has_first_and_last_words() -> None:
    wire = ModelWire()

    assert list(wire.asked(b"POST /v1/chat/completions HTTP/1.1\r\n")) == ["call"]
    assert list(wire.answered(b"HTTP/1.1 200 OK\r\n")) == ["call"]
    assert list(wire.answered(b"data: {}")) == []
    assert list(wire.answered(b"data: [DONE]")) == ["last words"]


def test_watch_kills_once_and_at_its_point_only() -> None:
    killed: list[bool] = []
    watch = Watch(kill=lambda: killed.append(True))
    watch.set(None)
    seen = [watch.see("postgres", "BEGIN", Moment.ASKED) for _ in range(3)]
    watch.set(watch.trace[1])

    dies = [watch.see("postgres", "BEGIN", Moment.ASKED) for _ in range(3)]

    assert seen == [False] * 3
    assert (dies, killed) == ([False, True, False], [True])
