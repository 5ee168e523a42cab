#!/bin/sh
# Prints the first Python that the program runs on (3.11 to 3.14); prints nothing and fails otherwise.
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done
exit 1
