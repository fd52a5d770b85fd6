"""`python -m groundwire`: the command line."""

from groundwire.app.cli import main

main()
