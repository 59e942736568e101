"""`python -m plexstuff` is the same as `plexstuff`."""

from plexstuff.cli import main

if __name__ == "__main__":
    main()
