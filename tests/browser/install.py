"""Install a Chromium with Chinese fonts from the system's packages, where none is there: for `make test-browser`."""

from __future__ import annotations

import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


def main() -> None:
    """Say what is missing where it cannot be installed; the tests are then skipped with a reason of their own."""
    if any(map(shutil.which, NAMES)):
        return
    try:
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", *command], check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"no browser was installed ({error}): install one of {', '.join(NAMES)}\n")


if __name__ == "__main__":
    main()
