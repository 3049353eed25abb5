"""The desk's routes: each asks a use case and shows a page. No rule and no question to the database stands here."""
