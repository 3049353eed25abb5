"""What things are called where staff read them."""
