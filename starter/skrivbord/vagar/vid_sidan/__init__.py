"""What stands beside the cases: which kinds there are, their pages, and what is said in them."""
