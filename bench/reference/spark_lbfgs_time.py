#!/usr/bin/python3
"""Seconds of Spark MLlib's multinomial logistic regression until the objective is below a target.

    JAVA=…/bin/java spark_lbfgs_time.py FOLDER L2 TARGET LIMIT

Called by `bench/run solvers --only …,spark-lbfgs`, which gives the java to use; what is counted is
said in spark/SparkLogistic.java.
"""

import os
import subprocess
import sys

from spark_command import spark_command

if __name__ == "__main__":
    command = spark_command(os.environ["JAVA"], "SparkLogistic.java")
    run = subprocess.run([*command, *sys.argv[1:]], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(run.stderr)
    print(run.stdout, end="")
