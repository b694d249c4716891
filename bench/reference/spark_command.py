"""The command that runs a one-file program of `reference/spark` on the jars that its pom fetches."""

import os
import pathlib
import subprocess
import sys


def spark_command(java, program):
    """The command, without arguments; fetches 318 MB when it is first used."""
    bench = pathlib.Path(__file__).resolve().parent.parent
    folder, jars = bench / "reference" / "spark", bench / "target" / "spark"
    if not jars.is_dir():
        subprocess.run(
            [
                *(bench.parent / "mvnw", "-q", "-B", "-f", folder / "pom.xml"),
                *("dependency:copy-dependencies", f"-DoutputDirectory={jars}"),
            ],
            check=True,
            stdout=sys.stderr,
        )
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    modules = ("--add-modules", "jdk.incubator.vector", "-Xmx4g")
    return [java, *modules, "-cp", f"{jars}/*", str(folder / program)]
