"""Checks the types in the browser's code: TypeScript over every script, with the shapes that the schemas of our data give.

The compiler comes from the npm registry, pinned with its hash in ``package-lock.json``; it runs on the Node that Playwright brings.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from declarations import SchemaError, declare
from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
PACKAGE = Path("_ext", "policy_handbook")
# Below the root of the repository, where tsconfig.json looks for them too.
DECLARATIONS = Path("_build", "types")
INSTALLED = Path("_build", "typescript")
LOCK = "package-lock.json"


def find_npm() -> str:
    """Where npm is; "" where it is missing, which is said aloud. Ends the program instead where ``CI`` is set."""
    if npm := shutil.which("npm"):
        return npm
    message = "the types of the scripts need npm (apt-get install npm)"
    if os.environ.get("CI"):
        sys.exit(f"check_types: {message}")
    print(f"check_types: SKIPPED, nothing was checked: {message}", file=sys.stderr)
    return ""


def install(npm: str, folder: Path) -> Path:
    """The compiler, installed in *folder* unless it was, from this very lock.

    Raises :exc:`subprocess.CalledProcessError` where npm cannot, after it said why.
    """
    compiler = folder / "node_modules" / "typescript" / "lib" / "tsc.js"
    done = folder / "installed.json"
    if not (compiler.is_file() and done.is_file() and filecmp.cmp(HERE / LOCK, done, shallow=False)):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", LOCK):
            shutil.copy(HERE / name, folder)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
        subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)
        shutil.copy(HERE / LOCK, done)
    return compiler


def write_declarations(root: Path) -> list[Path]:
    """Declare what each schema of the extension describes: ``handbook.schema.json`` gives the namespace ``Handbook``."""
    folder = root / DECLARATIONS
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted((root / PACKAGE).rglob("*.schema.json")):
        name = path.name.partition(".")[0]
        try:
            text = declare(json.loads(path.read_text("utf-8")), name.capitalize())
        except SchemaError as error:
            raise SchemaError(f"{path.relative_to(root)}: {error}") from None
        written.append(folder / f"{name}.d.ts")
        written[-1].write_text(f"// Made of {path.relative_to(root).as_posix()}.\n{text}", "utf-8")
    for path in set(folder.glob("*.d.ts")) - set(written):
        path.unlink()
    return written


def check(root: Path, compiler: Path) -> subprocess.CompletedProcess[str]:
    """Run the compiler over the scripts of a checkout; its output names each fault by file and line.

    Raises :exc:`declarations.SchemaError` for a schema of which no types can be made.
    """
    node, _ = compute_driver_executable()
    write_declarations(root)
    config = root / HERE.relative_to(REPOSITORY) / "tsconfig.json"
    command = [str(node), str(compiler), "--project", str(config), "--pretty", "false"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)


def main() -> int:
    """The command line: 0 where all types agree."""
    npm = find_npm()
    if not npm:
        return 0
    try:
        done = check(REPOSITORY, install(npm, REPOSITORY / INSTALLED))
    except (SchemaError, subprocess.CalledProcessError) as error:
        print(f"check_types: {error}", file=sys.stderr)
        return 1
    print(done.stdout, end="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
