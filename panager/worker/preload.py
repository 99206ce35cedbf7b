"""Loads what a worker runs; LangGraph and its like take seconds."""

import importlib
import pkgutil

import activities
import workflows


def preload() -> None:
    """Import all activities and workflows, which features else import when they are asked.

    An event loop that stood still for so long would count as dead (`panager.process.heartbeat`).
    """
    for package in (activities, workflows):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
