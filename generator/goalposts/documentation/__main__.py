"""Writes the pages: `python -m goalposts.documentation docs`."""

import sys
from pathlib import Path

from goalposts.documentation import write

if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
