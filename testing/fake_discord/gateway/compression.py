"""Transport compression of the gateway: one stream for the whole connection."""

import zlib
from collections.abc import Callable

Encode = Callable[[str], str | bytes]


def encoder(name: str | None) -> Encode:
    """What a connection asked for with `compress=` in its address."""
    if name == "zlib-stream":
        return _zlib_stream()
    if name == "zstd-stream":
        return _zstd_stream()
    return lambda text: text


def _zlib_stream() -> Encode:
    stream = zlib.compressobj()
    return lambda text: stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Encode:
    # discord.py asks for it only where this package is installed, and here that is the same place.
    import zstandard

    stream = zstandard.ZstdCompressor().compressobj()
    block = zstandard.COMPRESSOBJ_FLUSH_BLOCK
    return lambda text: stream.compress(text.encode()) + stream.flush(block)
