"""What the list of features makes of a worker."""

from pydantic import HttpUrl
from temporalio import activity

from panager.contracts.names import TOOL_PREFIX, Queue, tool_activity
from panager.features import registry
from panager.llm.offline import OfflineModel
from panager.llm.providers.chain import ModelChain
from panager.settings import Settings
from panager.worker.compose import make_parts
from testing.people import Someone

OUTSIDE = Settings.model_construct(
    search_url=HttpUrl("http://search.test"), weather_url=HttpUrl("http://weather.test")
)


async def test_every_tool_that_models_hear_of_has_its_activity(alice: Someone) -> None:
    for settings in (Settings.model_construct(), OUTSIDE):
        models = ModelChain.of(OfflineModel())
        parts = make_parts(alice.client, alice.db, models, settings=settings)
        names = {
            activity._Definition.must_from_callable(one).name or ""
            for feature in registry.FEATURES
            for one in feature.activities(parts).get(Queue.CHAT, [])
        }

        declared = {tool_activity(name) for name in parts.tools}
        assert {name for name in names if name.startswith(TOOL_PREFIX)} == declared
