"""Runs NumPy's and ByzFL's programs on the m*d float32 matrix that standard input begins with: m and d are the arguments.

Prints a line of JSON with the versions, or why ByzFL is missing. Then answers each line of input with a line: `time NAME`
with the milliseconds of one run, `answer NAME` with the result's float32 values in base64. A program that fails answers
with `failed: ` and the reason.
"""

import base64
import json
import sys
import time

import numpy as np

m, d = (int(argument) for argument in sys.argv[1:3])
f = m // 5
x = np.frombuffer(sys.stdin.buffer.read(4 * m * d), dtype=np.float32).reshape(m, d)


def trimmed(kept):
    return kept[f : m - f].mean(axis=0)


def centered_clip(x):
    center = np.zeros(d, dtype=np.float32)
    differences = x - center
    clip = np.minimum(1, np.float32(0.1) / np.linalg.norm(differences, axis=1))
    return center + (clip[:, None] * differences).mean(axis=0)


def monna(x):
    distances = np.linalg.norm(x - x[0], axis=1)
    return x[np.argpartition(distances, m - f - 1)[: m - f]].mean(axis=0)


numpy_programs = {
    "mean": lambda x: x.mean(axis=0),
    "median": lambda x: np.median(x, axis=0),
    "trimmedByPartition": lambda x: trimmed(np.partition(x, (f, m - f - 1), axis=0)),
    "trimmedBySort": lambda x: trimmed(np.sort(x, axis=0)),
    "centeredClip": centered_clip,
    "monna": monna,
    "product": lambda x: x @ x.T,
}
programs = {f"numpy {name}": (x, program) for name, program in numpy_programs.items()}
try:
    from byzflPrograms import byzfl_programs, byzfl_version

    programs.update(byzfl_programs(x))
    byzfl = {"version": byzfl_version}
except ImportError as error:
    byzfl = {"missing": str(error)}

print(json.dumps({"numpy": np.__version__, "byzfl": byzfl}), flush=True)
for line in sys.stdin:
    verb, name = line.strip().split(" ", 1)
    vectors, program = programs[name]
    if "clipping +" in name or "arc +" in name:
        vectors = vectors + 0  # ByzFL's Clipping and ARC write to the matrix that they are given
    try:
        wall, processor = time.perf_counter(), time.process_time()
        result = program(vectors)
        spent = min(time.perf_counter() - wall, time.process_time() - processor)
        values = np.asarray(result, dtype=np.float32)
        print(spent * 1000 if verb == "time" else base64.b64encode(values.tobytes()).decode(), flush=True)
    except Exception as error:
        print("failed: " + str(error).replace("\n", " "), flush=True)
