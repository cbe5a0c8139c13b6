"""Reading of files: what is accepted, what is refused, and where a problem is said to be."""
