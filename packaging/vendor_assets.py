"""Re-creates the vendored icons and fonts from unpacked npm packages.

The files below `resources/icons` and `resources/fonts` are kept in the repository, so that a build
needs nothing but Python. Run this only to add an icon (a line in `icons.txt`) or take newer files:

    npm install --prefix SOME_FOLDER --ignore-scripts lucide-static@1.62.0 \\
        @expo-google-fonts/inter@0.4.2   # and the other packages named in FONT_FILES
    python packaging/vendor_assets.py SOME_FOLDER/node_modules

Files are copied byte for byte; nothing is downloaded here. Our own mark, `app.svg`, is left alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ICONS = ROOT / "resources" / "icons"
FONTS = ROOT / "resources" / "fonts"
OWN_ICONS = {"app.svg"}

ICON_PACKAGE = "lucide-static"
ICON_LIST = Path(__file__).with_name("icons.txt")  # one name a line

FONT_SCOPE = "@expo-google-fonts"
FONT_FILES = {
    # our file: (package, file inside the package)
    "Inter-Regular.ttf": ("inter", "400Regular/Inter_400Regular.ttf"),
    "Inter-Italic.ttf": ("inter", "400Regular_Italic/Inter_400Regular_Italic.ttf"),
    "Inter-Medium.ttf": ("inter", "500Medium/Inter_500Medium.ttf"),
    "Inter-SemiBold.ttf": ("inter", "600SemiBold/Inter_600SemiBold.ttf"),
    "Inter-Bold.ttf": ("inter", "700Bold/Inter_700Bold.ttf"),
    "NotoSansArabic-Regular.ttf": (
        "noto-sans-arabic",
        "400Regular/NotoSansArabic_400Regular.ttf",
    ),
    "NotoSansHebrew-Regular.ttf": (
        "noto-sans-hebrew",
        "400Regular/NotoSansHebrew_400Regular.ttf",
    ),
    "NotoSansDevanagari-Regular.ttf": (
        "noto-sans-devanagari",
        "400Regular/NotoSansDevanagari_400Regular.ttf",
    ),
    "NotoSansSymbols2-Regular.ttf": (
        "noto-sans-symbols-2",
        "400Regular/NotoSansSymbols2_400Regular.ttf",
    ),
    "NotoEmoji-Regular.ttf": ("noto-emoji", "400Regular/NotoEmoji_400Regular.ttf"),
    "NotoSansThai-Regular.ttf": ("noto-sans-thai", "400Regular/NotoSansThai_400Regular.ttf"),
    "NanumGothic-Regular.ttf": ("nanum-gothic", "400Regular/NanumGothic_400Regular.ttf"),
    "NotoSansSC-Regular.ttf": ("noto-sans-sc", "400Regular/NotoSansSC_400Regular.ttf"),
}


def licence_name(package: str) -> str:
    """Return the file name under which a font package's licence is kept."""
    return f"OFL-{package}.txt"


def vendor_icons(modules: Path) -> int:
    """Copy the listed icons and their licence; remove icons no longer listed."""
    source = modules / ICON_PACKAGE
    ICONS.mkdir(parents=True, exist_ok=True)
    names = ICON_LIST.read_text(encoding="utf-8").split()
    kept = {f"{name}.svg" for name in names} | OWN_ICONS
    for old in ICONS.glob("*.svg"):
        if old.name not in kept:
            old.unlink()
    for name in names:
        shutil.copyfile(source / "icons" / f"{name}.svg", ICONS / f"{name}.svg")
    shutil.copyfile(source / "LICENSE", ICONS / "LICENSE")
    return len(names)


def vendor_fonts(modules: Path) -> int:
    """Copy the listed fonts, each with its Open Font License text."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for target, (package, inside) in FONT_FILES.items():
        source = modules / FONT_SCOPE / package
        shutil.copyfile(source / inside, FONTS / target)
        shutil.copyfile(source / "LICENSE_FONT", FONTS / licence_name(package))
    return len(FONT_FILES)


def main(arguments: list[str]) -> int:
    """Run the copy; exit 1 with a sentence when a package lacks a file."""
    parser = argparse.ArgumentParser(description="Copy icons and fonts from unpacked npm packages.")
    parser.add_argument("modules", type=Path, help="the node_modules folder")
    modules: Path = parser.parse_args(arguments).modules
    try:
        icons, fonts = vendor_icons(modules), vendor_fonts(modules)
    except FileNotFoundError as missing:
        print(f"Not there: {missing.filename}. Install the packages named above first.")
        return 1
    print(f"Copied {icons} icons and {fonts} fonts.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
