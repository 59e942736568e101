"""What is kept between runs, in one SQLite file of the user's: journal, library index, the user's own answers."""
