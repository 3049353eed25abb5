"""The payment months: who may see what of them, how they stand, and what is handed to the payer."""
