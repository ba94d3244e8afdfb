"""What people prove themselves with: passwords, one-time codes, authenticators, and how guessing is limited."""
