"""What the hunt for impossible states reads, keeps and mends."""
