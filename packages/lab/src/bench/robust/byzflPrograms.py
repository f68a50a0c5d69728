"""The aggregators and pre-aggregators of ByzFL, on both of its backends, with the settings of the benchmark's rules."""

from importlib.metadata import version

import torch
from byzfl import (
    ARC,
    CAF,
    MDA,
    NNM,
    SMEA,
    Average,
    Bucketing,
    CenteredClipping,
    Clipping,
    GeometricMedian,
    Krum,
    Meamed,
    Median,
    MoNNA,
    MultiKrum,
    TrMean,
)

byzfl_version = f"{version('byzfl')}, NumPy {version('numpy')}, torch {version('torch')}"


def byzfl_programs(x):
    """`x`: [m, d] float32. A name is a backend and a row of the benchmark's table."""
    torch.set_num_threads(1)
    f = len(x) // 5
    aggregators = {
        "mean": Average(),
        "coordinateMedian": Median(),
        "trimmedMean": TrMean(f),
        "krum": Krum(f),
        "multiKrum": MultiKrum(f),
        "geometricMedian": GeometricMedian(nu=0.1, T=3),
        "centeredClip": lambda vectors: CenteredClipping(tau=0.1, L=1)(vectors),  # keeps its last result
        "mda": MDA(f),
        "monna": MoNNA(f, idx=0),
        "meamed": Meamed(f),
        "caf": CAF(f),
        "smea": SMEA(f),
    }
    before = {
        "nearestNeighborMixing": NNM(f),
        "bucketing": Bucketing(s=2),
        "clipping": Clipping(c=1.0),
        "arc": ARC(f),
    }
    named = aggregators | {f"{name} + mean": before_mean(stage) for name, stage in before.items()}
    matrices = {"numpy": x, "torch": torch.from_numpy(x.copy())}
    return {
        f"byzfl {backend} {name}": (vectors, program)
        for backend, vectors in matrices.items()
        for name, program in named.items()
    }


def before_mean(stage):
    return lambda vectors: Average()(stage(vectors))
