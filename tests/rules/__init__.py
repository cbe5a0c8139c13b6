"""What must hold between records: each rule by the smallest repositories that break it and that keep it."""
