"""The signs that stand between numbers and units, and before negative numbers."""

NARROW = "\u202f"
"""A narrow no-break space, before the per cent sign."""
NO_BREAK = "\u00a0"
"""A no-break space, before other units."""
MINUS = "\u2212"
"""A true minus."""
