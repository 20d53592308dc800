"""Puts what ics_windows.py needs under target/differential-ics. Needs Python 3.10 and the package index."""

import pathlib
import subprocess
import sys
import venv

TARGET = pathlib.Path(__file__).resolve().parents[2] / "target" / "differential-ics"
PACKAGES = ["icalendar==7.3.2", "recurring-ical-events==3.8.2", "tzdata"]


def main():
    if sys.version_info < (3, 10):
        sys.exit("needs Python 3.10 or later")
    venv.create(TARGET, with_pip=True)
    python = TARGET / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    print(f"installed under {TARGET}")


if __name__ == "__main__":
    main()
