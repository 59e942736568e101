"""The words that names are made of, as data: what each says, and how surely."""
