"""What people write down: goals, key results, KPIs, teams, people, cycles. Frozen values."""
