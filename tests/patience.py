"""How long tests wait: nothing is judged by these; they only end what would never end, also on a slow, busy machine."""

SECONDS = 600
"""Until a process counts as hung: the slowest takes a fiftieth of it where nothing else is done."""
CPU_SECONDS = 60
"""Of work in this process that has no bound: what is held against it takes a second."""
