"""A mail server for the sandbox: it takes mail from its one account, delivers it to nobody, and shows it."""
