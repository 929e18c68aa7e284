"""Benchmarks on a user's own files: how long each way through gouji takes, and each stage of it."""
