"""A worker of Honest Majority in Python. It knows docs/protocol.md and nothing else of the project."""

import argparse
import asyncio
import logging
import math
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import socketio

from learner import FORGED, Learner, Vector, forge

PROTOCOL = 4
NAMESPACE = "/worker"
# The coordinator computes what these attacks send: their workers wait for the event attack:vectors.
WAITING = ("modelNegation", "mimic", "alie", "foe", "minMax", "minSum", "optimizedAlie", "optimizedFoe")

log = logging.getLogger("worker")


class Refused(Exception):
    """An answer of the coordinator that is not ok."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(f"{answer['code']}: {answer['detail']}")


class Worker:
    """One worker in a room. Handles events one at a time, in the order in which they come."""

    def __init__(self, url: str, room: str, name: str, token_file: Path | None) -> None:
        self.url, self.token_file = url.rstrip("/"), token_file
        self.joining = {"protocol": PROTOCOL, "room": room, "name": name, "backend": "numpy"}
        if token_file and token_file.exists():
            self.joining["token"] = token_file.read_text()
        self.index, self.run_name = 0, ""
        self.role: dict[str, Any] = {"kind": "honest"}
        self.learner: Learner | None = None
        self.waiting: dict[str, Any] | None = None  # the header of an update that attack:vectors brings
        self.losses: dict[int, float] = {}  # of each arm, in the last round
        self.events: asyncio.Queue[tuple[float, str, tuple[Any, ...]]] = asyncio.Queue()
        # reconnection: see connect. max_msg_size: aiohttp's default ends the connection at 4 MB.
        options = {"max_msg_size": 0}
        self.socket = socketio.AsyncClient(reconnection=False, handle_sigint=False, websocket_extra_options=options)
        self.socket.on("disconnect", lambda reason: self.receive("disconnect"), namespace=NAMESPACE)
        self.socket.on("*", self.receive, namespace=NAMESPACE)

    def receive(self, event: str, *args: Any) -> None:
        self.events.put_nowait((time.monotonic(), event, args))

    async def run(self) -> None:
        """Joins and answers rounds. Raises Refused when the coordinator does not want this worker."""
        await self.connect()
        while True:
            arrived, event, args = await self.events.get()
            try:
                match event:
                    case "disconnect":
                        await asyncio.sleep(1)
                        await self.connect()
                    case "run:assigned":
                        await self.prepare(args[0])
                    case "role:play":
                        self.role = args[0]["role"]
                    case "round:open":
                        await self.answer(args[0], args[1], arrived)
                    case "attack:vectors":
                        await self.answer_with(args[0], args[1])
                    case "round:closed":
                        kept = [f"{v['arm']} kept {v['kept']:.0%}" for v in args[0]["verdicts"]]
                        accuracy = [f"{a['arm']} is right on {a['accuracy']:.1%}" for a in args[0]["accuracy"]]
                        log.info("round %d: %s", args[0]["round"], ", ".join(kept + accuracy))
                    case "role:changed":
                        log.info("role from the next round on: %s", args[0].get("attack", args[0]["kind"]))
                    case "worker:dismissed":
                        raise Refused(args[0])
            except socketio.exceptions.SocketIOError as error:  # a disconnect event follows
                log.info("lost the coordinator during %s: %r", event, error)

    async def connect(self) -> None:
        """Tries until the coordinator is there. The library's own reconnection ends when a coordinator stops."""
        while not self.socket.connected:
            try:
                await self.socket.connect(self.url, namespaces=[NAMESPACE], transports=["websocket"], wait_timeout=15)
            except socketio.exceptions.ConnectionError:
                log.info("no coordinator answers at %s, trying again", self.url)
                await asyncio.sleep(1)
        joined = await self.ask("worker:join", self.joining)
        self.joining["token"] = joined["worker"]["token"]
        self.index = joined["worker"]["index"]
        if self.token_file:
            self.token_file.write_text(joined["worker"]["token"])
        log.info("joined %s as %s", self.joining["room"], joined["worker"]["name"])
        await self.prepare(joined["assignment"])

    async def ask(self, event: str, *args: Any) -> dict[str, Any]:
        answer: dict[str, Any] = await self.socket.call(event, args, namespace=NAMESPACE, timeout=15)
        if not answer["ok"]:
            raise Refused(answer)
        return answer

    async def prepare(self, assignment: dict[str, Any]) -> None:
        """Loads the data of a new run. Of the same run, after a lost connection, keeps data and momentum."""
        try:
            if assignment["run"] != self.run_name or self.learner is None:
                self.run_name, self.learner = assignment["run"], None
                self.learner = Learner(assignment, self.index, await self.load(assignment["shard"]["path"]))
            await self.ask("worker:ready", {"run": self.run_name})
        except (Refused, ValueError) as problem:  # wrong-run, or a model that is not known: waits for the next run
            log.info("not ready: %s", problem)

    async def load(self, path: str) -> bytes:
        headers = {"Authorization": f"Bearer {self.joining['token']}"}
        async with aiohttp.ClientSession() as http, http.get(self.url + path, headers=headers) as response:
            if response.status != 200:
                raise Refused(await response.json())
            return await response.read()

    async def answer(self, task: dict[str, Any], data: bytes, arrived: float) -> None:
        deadline = arrived + task["timeLeftMs"] / 1000
        if self.learner is None or task["run"] != self.run_name or time.monotonic() > deadline:
            return
        started = time.perf_counter()
        arms = dict(zip(task["arms"], vectors(data, task["dim"])))
        # in a thread, so that the connection goes on answering the coordinator's pings
        trained = await asyncio.to_thread(self.learner.train, task["round"], arms, task["learningRate"])
        updates = {arm: own for arm, (own, _) in trained.items()}
        self.losses = {arm: loss for arm, (_, loss) in trained.items()}
        header = {key: task[key] for key in ("run", "round", "dim")}
        header["computeMs"] = (time.perf_counter() - started) * 1000
        self.waiting = None
        if self.role["kind"] == "malicious":
            attack = self.role["attack"]
            if attack["kind"] in WAITING:
                self.waiting = header
                return
            if attack["kind"] == "silent":
                return
            if attack["kind"] == "late":
                due = arrived + attack["delayMs"] / 1000 if "delayMs" in attack else deadline + 0.25
                await asyncio.sleep(due - time.monotonic())
            elif attack["kind"] not in FORGED:
                log.info("this worker cannot play %s and sends its honest update", attack["kind"])
            for arm, own in updates.items():
                updates[arm] = forge(attack, own, self.learner.random)
        else:
            updates = {arm: self.learner.clipped_and_noisy(own) for arm, own in updates.items()}
        await self.send(header, updates)

    async def answer_with(self, head: dict[str, Any], data: bytes) -> None:
        header, self.waiting = self.waiting, None
        if header and (head["run"], head["round"]) == (header["run"], header["round"]):
            await self.send(header, dict(zip(head["arms"], vectors(data, head["dim"]))))

    async def send(self, header: dict[str, Any], updates: dict[int, Vector]) -> None:
        for arm, update in updates.items():
            loss = self.losses[arm] if math.isfinite(self.losses[arm]) else None
            try:
                body = {**header, "arm": arm, "trainLoss": loss}
                await self.ask("round:update", body, update.astype("<f4").tobytes())
            except Refused as refusal:  # such as late or not-finite: the other arms still count
                log.info("round %d: %s", header["round"], refusal)

    async def leave(self) -> None:
        if self.socket.connected:
            await self.ask("worker:leave")
        log.info("left the room")


def vectors(data: bytes, dim: int) -> list[Vector]:
    return list(np.frombuffer(data, "<f4").astype(np.float32).reshape(-1, dim))


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8080", help="the coordinator's http address")
    parser.add_argument("--room", required=True, help="the room's code, such as KRUM-42")
    parser.add_argument("--name", default="Python", help="the name on the dashboard")
    parser.add_argument("--token-file", type=Path, help="keeps the token: a restart with it is the same worker")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    worker = Worker(options.url, options.room, options.name, options.token_file)
    try:
        await worker.run()
    except asyncio.CancelledError:  # Ctrl-C
        await worker.leave()
    finally:
        await worker.socket.disconnect()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass
    except Refused as refusal:
        sys.exit(str(refusal))
