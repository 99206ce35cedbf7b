"""Finding and mending what an outage tore apart."""
