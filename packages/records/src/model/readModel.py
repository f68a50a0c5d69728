"""Prints the tensors of a folder of .npy files and of a safetensors file, as NumPy and a few lines by hand read them."""

import json
import os
import struct
import sys

import numpy


def shown(tensor):
    return {"shape": list(tensor.shape), "dtype": tensor.dtype.str, "values": tensor.ravel().tolist()}


def safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        values = file.read()
    facts = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = numpy.frombuffer(values[start:end], dtype={"F32": "<f4"}[entry["dtype"]])
        tensors[name] = shown(flat.reshape(entry["shape"]))
    return {"facts": facts, "tensors": tensors, "aligned": length % 8 == 0}


folder, file = sys.argv[1:]
arrays = {name[:-4]: shown(numpy.load(os.path.join(folder, name))) for name in os.listdir(folder)}
json.dump({"numpy": numpy.__version__, "npy": arrays, "safetensors": safetensors(file)}, sys.stdout)
