"""`python -m panager` is `panager`."""

from panager.cli import main

main()
