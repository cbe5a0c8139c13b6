"""Records to a scorecard: pure arithmetic on one day."""
