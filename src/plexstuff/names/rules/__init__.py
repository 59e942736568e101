"""The rules that read names: each has a name, an example, and reads one way of writing."""
