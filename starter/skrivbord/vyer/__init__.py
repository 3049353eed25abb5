"""What the pages show, as values: links, forms, the line of a life."""
