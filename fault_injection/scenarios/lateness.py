"""A steady stream of reminders: how late the usual one is."""

from datetime import timedelta

from fault_injection.checker import last_receipt
from fault_injection.making import make_all, require_made_before, when_made
from fault_injection.stage import Stage, now
from fault_injection.table import Row, seconds


async def run(stage: Stage, *, rate: float, span: timedelta) -> Row:
    """`rate` a second for `span`, all of them made before the first is due."""
    count = int(rate * span.total_seconds())
    first = await when_made(stage, count)
    await make_all(stage, [first + timedelta(seconds=n / rate) for n in range(count)])
    require_made_before(first)
    stage.report(
        f"promised {count}; the first is due in {seconds((first - now()).total_seconds())}"
    )
    await stage.until_received(count, stalled_s=90 + (first - now()).total_seconds())
    last = last_receipt(stage.record()) or first
    name = f"{rate:.0f} a second for {span.total_seconds():.0f} s"
    return Row(name=name, verdict=stage.verdict(), took=last - first)
