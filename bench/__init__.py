"""Benchmarks: made-up repositories, and what the program takes for them."""
