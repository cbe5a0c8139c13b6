"""`python -m goalposts` is the command line."""

from goalposts.cli import main

main(prog_name="goalposts")
