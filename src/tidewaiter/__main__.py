"""``python -m tidewaiter``: the command, where its script is not on the path."""

from tidewaiter.cli import console

if __name__ == "__main__":
    console()
