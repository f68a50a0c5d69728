/**
 * Times each turn from one round to the next within the coordinator's process: from the moment at which the last bytes of the
 * last update are read, to the first byte of the next round, and until that is written to every worker. Wraps the methods of
 * Node's sockets and threads, so that it needs no change of the coordinator. Plain JavaScript, for `probe.mjs`.
 */
import net from "node:net";
import { performance } from "node:perf_hooks";
import { Worker } from "node:worker_threads";

/** A shorter chunk belongs to no update: it answers a heartbeat. */
const LEAST_BYTES = 32;
/** A text message of socket.io that opens a round begins so, within this many bytes. */
const OPENS = "round:open";
const WITHIN = 64;

/** Collects until `take`: milliseconds of each turn's parts. */
export function watchTurns() {
  let turns = [];
  let read; // when the last bytes were read
  let asked; // when the compute thread was asked for the aggregates
  let stepped; // when it had answered
  let call; // the number of that question
  let turn; // whose round is being written

  const written = () => {
    if (turn === undefined) return;
    const { from, begun } = turn;
    const wrote = performance.now();
    turn.parts = {
      openedMs: begun - from,
      readToAskedMs: asked - from,
      steppingMs: stepped - asked,
      steppedToOpenMs: begun - stepped,
      writingMs: wrote - begun,
    };
  };
  const end = () => {
    turns.push(turn.parts);
    turn = undefined;
    asked = undefined;
    stepped = undefined;
  };

  const { push, write, uncork } = net.Socket.prototype;
  net.Socket.prototype.push = function (chunk, ...rest) {
    if (chunk !== null && chunk.length >= LEAST_BYTES && turn === undefined) read = performance.now();
    return push.call(this, chunk, ...rest);
  };
  net.Socket.prototype.write = function (chunk, ...rest) {
    if (turn === undefined && read !== undefined && opensRound(chunk)) {
      turn = { from: read, begun: performance.now() };
      setImmediate(end);
    }
    const result = write.call(this, chunk, ...rest);
    written();
    return result;
  };
  net.Socket.prototype.uncork = function () {
    uncork.call(this);
    written();
  };

  const { postMessage, emit } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message?.kind === "aggregate") {
      asked = performance.now();
      call = message.id;
    }
    return postMessage.call(this, message, ...rest);
  };
  Worker.prototype.emit = function (event, message, ...rest) {
    if (event === "message" && message?.kind === "answer" && message.id === call) stepped = performance.now();
    return emit.call(this, event, message, ...rest);
  };

  return {
    /** Of the turns since the last call. */
    take() {
      const taken = turns;
      turns = [];
      return taken;
    },
  };
}

function opensRound(chunk) {
  const start = typeof chunk === "string" ? chunk.slice(0, WITHIN) : chunk.toString("latin1", 0, WITHIN);
  return start.includes(OPENS);
}
