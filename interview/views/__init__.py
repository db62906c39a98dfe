"""What the addresses of interview answer."""
