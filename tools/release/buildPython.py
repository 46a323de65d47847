"""Builds the source distribution and the wheel of the package in this folder: `buildPython.py INTO`.

The same sources give the same bytes: SOURCE_DATE_EPOCH, which must be set, is the time of everything.
"""

import gzip
import io
import os
import sys
import tarfile

import setuptools.build_meta as build


def rewrite(path: str, time: int) -> None:
    """A source distribution has the times and the owner of its files: it is written again without them."""
    with tarfile.open(path) as archive:
        members = sorted(archive.getmembers(), key=lambda member: member.name)
        entries = [(member, archive.extractfile(member).read() if member.isfile() else b"") for member in members]
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=time) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for member, content in entries:
                member.mtime = time
                member.uid = member.gid = 0
                member.uname = member.gname = ""
                member.mode = 0o644 if member.isfile() else 0o755
                member.pax_headers = {}
                archive.addfile(member, io.BytesIO(content))


into = sys.argv[1]
source = build.build_sdist(into)
rewrite(os.path.join(into, source), int(os.environ["SOURCE_DATE_EPOCH"]))
# Last: it leaves a folder that would count as one more package.
build.build_wheel(into)
