"""Runs NumPy programs on the m*d float32 matrix that standard input begins with: m and d are the arguments.

Prints NumPy's version, then for each line that names a program the milliseconds of one run of it.
"""

import sys
import time

import numpy as np

m, d = (int(argument) for argument in sys.argv[1:3])
f = m // 5
x = np.frombuffer(sys.stdin.buffer.read(4 * m * d), dtype=np.float32).reshape(m, d)
center = np.zeros(d, dtype=np.float32)


def trimmed(kept):
    return kept[f : m - f].mean(axis=0)


def centered_clip():
    differences = x - center
    clip = np.minimum(1, np.float32(0.1) / np.linalg.norm(differences, axis=1))
    return center + (clip[:, None] * differences).mean(axis=0)


def monna():
    distances = np.linalg.norm(x - x[0], axis=1)
    return x[np.argpartition(distances, m - f - 1)[: m - f]].mean(axis=0)


PROGRAMS = {
    "mean": lambda: x.mean(axis=0),
    "median": lambda: np.median(x, axis=0),
    "trimmedByPartition": lambda: trimmed(np.partition(x, (f, m - f - 1), axis=0)),
    "trimmedBySort": lambda: trimmed(np.sort(x, axis=0)),
    "centeredClip": centered_clip,
    "monna": monna,
    "product": lambda: x @ x.T,
}

print(np.__version__, flush=True)
for line in sys.stdin.buffer:
    program = PROGRAMS[line.decode().strip()]
    wall, processor = time.perf_counter(), time.process_time()
    program()
    spent = min(time.perf_counter() - wall, time.process_time() - processor)
    print(spent * 1000, flush=True)
