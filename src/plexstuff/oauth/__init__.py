"""Signing in with OAuth 2.0: authorization code with PKCE, a listener on this machine, pasted addresses, renewal.

Sources: RFC 6749 (the framework), RFC 7636 (PKCE), RFC 8252 (programs on a user's own machine). The texts and checks of
the protocol are authlib's; every request goes through `plexstuff.http`.
"""
