"""``python -m learningcity`` is the command line."""

from learningcity.cli import main

if __name__ == "__main__":
    main()
