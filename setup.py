"""Compiles the catalogues of the languages when the package is built; the rest is in pyproject.toml."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py

LOCALE = Path("faces", "words", "locale")


class _WithCatalogues(build_py):  # type: ignore[misc]
    """The modules, and the catalogues compiled: beside their sources where those are used in place."""

    def run(self) -> None:
        self._compile(Path())
        super().run()
        if not self.editable_mode:
            self._compile(Path(self.build_lib))

    def _compile(self, root: Path) -> None:
        for file in LOCALE.glob("*/LC_MESSAGES/*.po"):
            compiled = root / file.with_suffix(".mo")
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with file.open("rb") as read, compiled.open("wb") as written:
                write_mo(written, read_po(read, locale=file.parts[-3]))


setup(cmdclass={"build_py": _WithCatalogues})
