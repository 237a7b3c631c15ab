"""Charts: from the numbers of an outcome to HoloViews, and nothing else."""
