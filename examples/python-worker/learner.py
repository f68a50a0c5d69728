"""What a worker computes: batches, gradients, momentum and forged updates. Knows no socket."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Labels = NDArray[np.intp]

HIDDEN_LAYERS: dict[str, list[int]] = {"softmax": [], "mlp": [64]}
FORGED = ("bitFlip", "signFlip", "gradientScale", "gaussian", "zero", "nonFinite")  # what forge knows
FLOAT32 = np.finfo(np.float32)
np.seterr(all="ignore")  # a run that diverges overflows; its updates are sent as they are


class Learner:
    """A worker's examples, batches and momentum in one run."""

    def __init__(self, assignment: dict[str, Any], index: int, data: bytes) -> None:
        """`index`: the worker's; two workers may have the same shard, and take different batches of it.
        `data`: n labels, then n pictures, one byte a pixel. ValueError for a model that is not known."""
        training, shard = assignment["training"], assignment["shard"]
        if training["model"] not in HIDDEN_LAYERS:
            raise ValueError(f"this worker trains {' and '.join(HIDDEN_LAYERS)}, the run has {training['model']}")
        n = shard["examples"]
        pixels = shard["height"] * shard["width"] * shard["channels"]
        self.sizes = [pixels, *HIDDEN_LAYERS[training["model"]], shard["classes"]]
        self.labels = np.frombuffer(data, np.uint8, n).astype(np.intp)  # [n]
        self.pixels = np.frombuffer(data, np.uint8, offset=n).reshape(n, pixels)
        self.beta: float = training["algorithm"]["momentum"]
        self.local_steps: int = training["localSteps"]
        self.privacy: dict[str, float] = training.get("privacy", {})
        seed = training.get("seeds", {}).get("batches", training["seed"])
        self.random = np.random.default_rng([seed, index])
        self.batches = self.draw_batches(training["batchSize"])
        self.momentum: dict[int, Vector] = {}  # u of each arm
        self.before: dict[int, dict[int, Vector]] = {}  # the momentum before each of the last rounds
        self.round = -1
        self.trained: dict[int, tuple[Vector, float]] = {}

    def draw_batches(self, size: int) -> Iterator[tuple[Vector, Labels]]:
        """Pictures [B, pixels] in 0 … 1 and labels [B]; no example twice in one epoch."""
        n = len(self.labels)
        while True:
            order = self.random.permutation(n)
            for start in range(0, max(1, n - size + 1), size):
                chosen = order[start : start + size]
                yield np.divide(self.pixels[chosen], 255, dtype=np.float32), self.labels[chosen]

    def train(self, round: int, arms: dict[int, Vector], rate: float) -> dict[int, tuple[Vector, float]]:
        """Each arm's honest update u and training loss, from the arm's parameters.

        A round that is opened again gets the same answer: the momentum takes one step a round. If it is an earlier one,
        it and the rounds after it run again, from the momentum before it.
        """
        if round != self.round:
            for late in sorted((t for t in self.before if t >= round), reverse=True):
                self.momentum = self.before.pop(late)
            self.before = {t: u for t, u in self.before.items() if t > round - 4} | {round: dict(self.momentum)}
            batches = [next(self.batches) for _ in range(self.local_steps)]
            self.trained = {arm: self.update(arm, w, rate, batches) for arm, w in arms.items()}
            self.round = round
        return self.trained

    def update(self, arm: int, w: Vector, rate: float, batches: list[tuple[Vector, Labels]]) -> tuple[Vector, float]:
        """u = beta · u + (1 − beta) · g, with g the sum of the gradients of the local steps."""
        g, losses = np.zeros_like(w), []
        for x, y in batches:
            gradient, loss = gradient_and_loss(w, self.sizes, x, y)
            g, w = g + gradient, w - rate * gradient
            losses.append(loss)
        u = self.beta * self.momentum[arm] + (1 - self.beta) * g if arm in self.momentum else g
        self.momentum[arm] = u
        return u, float(np.mean(losses))

    def clipped_and_noisy(self, update: Vector) -> Vector:
        """What an honest worker sends: u · min(1, C / ‖u‖) + σ · n, as far as the run sets C and σ."""
        clip, noise = self.privacy.get("clip", 0), self.privacy.get("noise", 0)
        if clip > 0:
            update = update * np.float32(min(1, clip / max(float(np.linalg.norm(update.astype(np.float64))), 1e-300)))
        if noise > 0:
            update = update + self.random.normal(0, noise, update.shape).astype(np.float32)
        return update


def gradient_and_loss(w: Vector, sizes: list[int], x: Vector, y: Labels) -> tuple[Vector, float]:
    """The gradient at w of the mean cross-entropy of dense layers with ReLU between them, and its value."""
    layers, offset = [], 0
    for inputs, outputs in pairwise(sizes):
        weights = w[offset : offset + inputs * outputs].reshape(inputs, outputs)
        offset += inputs * outputs
        layers.append((weights, w[offset : offset + outputs]))
        offset += outputs
    activations = [x]  # the inputs of each layer
    for weights, bias in layers[:-1]:
        activations.append(np.maximum(activations[-1] @ weights + bias, 0))
    logits = activations[-1] @ layers[-1][0] + layers[-1][1]  # [B, classes]
    logits -= logits.max(axis=1, keepdims=True)  # so that exp does not overflow
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    picked = np.arange(len(y)), y
    loss = -log_p[picked].mean()
    delta = np.exp(log_p)  # the loss's derivative by each layer's outputs, times B
    delta[picked] -= 1
    parts: list[Vector] = []
    for (weights, _), inputs_of_layer in zip(reversed(layers), reversed(activations)):
        parts = [(inputs_of_layer.T @ delta).ravel(), delta.sum(axis=0), *parts]
        delta = (delta @ weights.T) * (inputs_of_layer > 0)
    return np.concatenate(parts) / np.float32(len(y)), float(loss)


def forge(attack: dict[str, Any], own: Vector, random: np.random.Generator) -> Vector:
    """What an attack sends that knows nothing but the worker's own update; for every other attack `own`."""
    sent = own.astype(np.float64)
    match attack["kind"]:
        case "bitFlip" | "signFlip":
            sent *= -attack["factor"]
        case "gradientScale":
            sent *= attack["factor"]
        case "gaussian":
            sent = random.normal(0, attack["std"], own.shape)
        case "zero":
            sent[:] = 0
        case "nonFinite":
            return np.full_like(own, float(attack["value"]))  # "NaN", "Infinity" or "-Infinity"
        case _:
            return own
    finite: Vector = np.clip(sent, FLOAT32.min, FLOAT32.max).astype(np.float32)
    return finite
