"""Orders that are carried out case by case or record by record, by one effect each."""
