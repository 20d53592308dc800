"""Makes a virtual environment for a differential test and prints the path of its Python.

    environment.py FOLDER REQUIREMENT...

An environment that already holds the requirements is used as it is. Exit code 3, with the reason on standard error, where
there is none to be had: no venv module, no package index.
"""

import pathlib
import subprocess
import sys


def main(folder, requirements):
    folder = pathlib.Path(folder)
    held = folder / "requirements.txt"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = "\n".join(requirements)
    if not (held.exists() and held.read_text() == wanted and python.exists()):
        make = [sys.executable, "-m", "venv", "--clear", str(folder)]
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        for command in (make, install + requirements):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode != 0:
                lines = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
                print(f"{' '.join(command[1:4])}: {lines[-1]}", file=sys.stderr)
                return 3
        held.write_text(wanted)
    print(python)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
