"""The terminal, the HTTP API and the web page talk through here."""
