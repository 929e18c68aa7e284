"""Install a Chromium with Chinese fonts from the system's packages, where none is there: for `make test-browser`."""

from __future__ import annotations

import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")


def main() -> None:
    """Say what is missing where it cannot be installed."""
    if any(map(shutil.which, NAMES)):
        return
    if shutil.which("apt-get") is None:
        sys.exit(f"install one of {', '.join(NAMES)} first; only Debian's packages are known here")
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", *command], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
