"""``python -m karavel`` is the command ``karavel``."""

from karavel.cli.main import main

if __name__ == "__main__":
    main()
