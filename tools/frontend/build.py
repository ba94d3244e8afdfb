"""Writes the vendored front end: script, font subsets, one sprite of icons, licences and a list of SHA-256."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

MODULES = Path("node_modules")

# Kazakh, Russian and English pages need two files: what every page writes (with the letters of western Europe), and the
# letters of the two Cyrillic alphabets. The rest is fetched only where it occurs.
SUBSETS = {
    "basic": "U+20-7E,U+A0-FF,U+152,U+153,U+2009-2015,U+2018-201E,U+2020-2022,U+2026,"
    "U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+20B8,U+2116,U+2190-2193,U+2212,U+2260,U+2264,U+2265",
    "cyrillic": "U+301,U+401,U+406,U+410-44F,U+451,U+456,U+492,U+493,U+49A,U+49B,U+4A2,U+4A3,U+4AE-4B1,U+4BA,U+4BB,"
    "U+4D8,U+4D9,U+4E8,U+4E9",
    "latin-ext": "U+100-151,U+154-2BA,U+2BB,U+2BC,U+2C6,U+2DA,U+2DC,"
    "U+304,U+308,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20AF,U+2122",
    "cyrillic-ext": "U+400,U+402-405,U+407-40F,U+450,U+452-455,U+457-491,U+494-499,U+49C-4A1,U+4A4-4AD,U+4B2-4B9,"
    "U+4BC-4D7,U+4DA-4E7,U+4EA-52F",
}
FEATURES = "kern,mark,mkmk,ccmp,locl,tnum"
WEIGHTS = "wght=400:600"
VIEW = re.compile(r"<svg[^>]*>(.*?)</svg>", re.DOTALL)


def main(pages: Path, tests: Path) -> None:
    for folder in (pages, tests):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "licences").mkdir(parents=True)
    script(pages)
    fonts(pages)
    icons(pages)
    judge(tests)
    for folder in (pages, tests):
        sums(folder)


def script(out: Path) -> None:
    text = (MODULES / "htmx.org/dist/htmx.min.js").read_text("utf-8")
    (out / "htmx.js").write_text(without_map(text), "utf-8")
    licence("htmx.org", out)


def fonts(out: Path) -> None:
    source = MODULES / "inter-ui/variable/InterVariable.woff2"
    light = out / "inter.ttf"
    run("varLib.instancer", source, "opsz=14", WEIGHTS, "-o", light, "--no-recalc-timestamp", "-q")
    for name, ranges in SUBSETS.items():
        run(
            "subset", light, "--flavor=woff2", f"--layout-features={FEATURES}", "--no-hinting",
            f"--unicodes={ranges}", f"--output-file={out / f'inter-{name}.woff2'}",
        )  # fmt: skip
    light.unlink()
    licence("inter-ui", out)


def icons(out: Path) -> None:
    """One file of symbols ``i-<name>``, drawn with the colour and the width of what stands around them."""
    symbols = []
    for name in Path("icons.txt").read_text("utf-8").split():
        drawn = (MODULES / f"@tabler/icons/icons/outline/{name}.svg").read_text("utf-8")
        inside = VIEW.search(drawn)
        if inside is None:
            raise SystemExit(f"no drawing in {name}")
        paths = re.sub(r"\s*\n\s*", "", inside[1]).replace(" />", "/>")
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{paths}</symbol>')
    body = "\n".join(symbols)
    (out / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n', "utf-8")
    licence("@tabler/icons", out)


def judge(out: Path) -> None:
    text = (MODULES / "axe-core/axe.min.js").read_text("utf-8")
    (out / "axe.js").write_text(without_map(text), "utf-8")
    licence("axe-core", out)


def without_map(text: str) -> str:
    """Without the line that sends a browser for a map that is not there."""
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).rstrip() + "\n"


def licence(package: str, out: Path) -> None:
    [text] = [
        path
        for path in (MODULES / package).iterdir()
        if path.name.upper().startswith("LICENSE") and "3RD" not in path.name.upper()
    ]
    name = package.rpartition("/")[2] if package != "@tabler/icons" else "tabler-icons"
    shutil.copyfile(text, out / "licences" / f"{name}.txt")


def sums(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def run(module: str, *arguments: object) -> None:
    command = [sys.executable, "-m", f"fontTools.{module}", *map(str, arguments)]
    subprocess.run(command, check=True)  # noqa: S603 (our own arguments)


if __name__ == "__main__":
    main(*(Path(folder).resolve() for folder in sys.argv[1:]))
