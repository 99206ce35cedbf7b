"""Workflows: deterministic, one per module; `agent_graph` is the topology of the agent loop."""
