"""`python -m goalposts` is the command line."""

from goalposts.cli.main import main

main(prog_name="goalposts")
