"""What the activities stand on: errors, e-mail, signs of life."""
