"""The review page: a report beside its source, for a person who wants to see why."""
