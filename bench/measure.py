"""Runs a command and tells what it took: python3 measure.py NAME ROWS COMMAND…

Prints one line: name, rows, seconds of wall time, rows a second, seconds of processor time, peak memory in MB. The
command's own output is not shown unless it fails.
"""

import resource
import subprocess
import sys
import time


def main():
    name, rows, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seconds = time.monotonic() - start
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        sys.exit(done.returncode)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # The system counts in kilobytes, macOS in bytes.
    peak = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"{name:<28} {rows:>10,} rows {seconds:>7.1f} s {rows / seconds:>10,.0f} rows/s"
          f" {used.ru_utime + used.ru_stime:>7.1f} s of processor {peak:>6,.0f} MB peak", flush=True)


if __name__ == "__main__":
    main()
