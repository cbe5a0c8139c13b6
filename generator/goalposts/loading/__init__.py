"""Disk to records: the only reader of goals and KPIs, and everything that can be wrong with a file."""
