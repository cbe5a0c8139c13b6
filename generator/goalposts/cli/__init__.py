"""The command line: arguments, printing, exit codes. The only place that prints.

`main` is in `main.py`, with the commands that build, check and import; every other command has a file here.
"""
