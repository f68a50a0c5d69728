"""Prints the scalars of an event file's folder as TensorBoard itself reads them, as JSON."""

import json
import sys

from tensorboard import version
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0})
events.Reload()
scalars = [
    {"tag": tag, "step": event.step, "wallTime": event.wall_time, "value": event.value}
    for tag in events.Tags()["scalars"]
    for event in events.Scalars(tag)
]
json.dump({"version": version.VERSION, "scalars": scalars}, sys.stdout)
