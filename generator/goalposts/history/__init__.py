"""What git knows about a goals repository."""
