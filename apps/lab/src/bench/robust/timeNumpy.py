"""Times NumPy on the m*d float32 matrix that standard input holds: m, d and runs are the arguments."""

import json
import sys
import time

import numpy as np

m, d, runs = (int(argument) for argument in sys.argv[1:4])
f = m // 5
x = np.frombuffer(sys.stdin.buffer.read(), dtype=np.float32).reshape(m, d)


def median_ms(task):
    times = []
    for _ in range(runs + 1):
        wall, processor = time.perf_counter(), time.process_time()
        task()
        spent = min(time.perf_counter() - wall, time.process_time() - processor)
        times.append(spent * 1000)
    return float(np.median(times[1:]))


def trimmed(by):
    return lambda: by(x)[f : m - f].mean(axis=0)


print(
    json.dumps(
        {
            "version": np.__version__,
            "median": median_ms(lambda: np.median(x, axis=0)),
            "trimmedBySort": median_ms(trimmed(lambda a: np.sort(a, axis=0))),
            "trimmedByPartition": median_ms(trimmed(lambda a: np.partition(a, (f, m - f - 1), axis=0))),
            "product": median_ms(lambda: x @ x.T),
            "mean": median_ms(lambda: x.mean(axis=0)),
        }
    )
)
