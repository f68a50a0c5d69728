import { describe, expect, test } from "vitest";
import { assignment, HONEST, joined, parameter, setUp, task } from "./session.cases";

describe("createSession, runs and learners", () => {
  test("a new run starts with a new momentum and learner, and answers only its own rounds", async () => {
    const { session, values, readied, disposed } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0), parameter(4));
    await session.assigned(assignment("b"));
    expect([readied, disposed()]).toEqual([["a", "b"], 1]);
    await session.open(task(1), parameter(9)); // of run a
    await session.open(task(0, HONEST, "b"), parameter(8));
    expect(values()).toEqual([4, 8]);
  });

  test("a learner that is still being made when the run changes is never used", async () => {
    const { session, holdMaking, readied, disposed, values } = setUp();
    const release = holdMaking();
    const first = session.joined(joined("a"));
    await new Promise((resolve) => setTimeout(resolve)); // the shard has loaded
    const second = session.assigned(assignment("b", {}));
    release();
    await Promise.all([first, second]);
    expect(readied).toEqual(["b"]);
    expect(disposed()).toBe(1);
    await session.open(task(0, HONEST, "b"), parameter(4));
    expect(values()).toEqual([4]);
  });

  test("a worker that joins again while its learner is being made keeps the first learner and reports ready on both connections", async () => {
    const { session, holdMaking, readied, disposed } = setUp();
    const release = holdMaking();
    const both = [session.joined(joined("a")), session.joined(joined("a"))];
    release();
    await Promise.all(both);
    expect(readied).toEqual(["a", "a"]);
    expect(disposed()).toBe(1);
  });

  test("a session that becomes another worker of the same run loads that one's shard, and starts with a new momentum", async () => {
    const { session, values, disposed, readied } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0), parameter(4));
    await session.joined({ ...joined("a"), worker: { ...joined("a").worker, id: "v", token: "u" } });
    await session.open(task(1), parameter(8));
    // with the momentum of the first worker, it would send 0.5 · 4 + 0.5 · 8
    expect(values()).toEqual([4, 8]);
    expect([readied, disposed()]).toEqual([["a", "a"], 1]);
  });

  test("a session that becomes another worker while a shard is loading uses only its own shard", async () => {
    const { session, holdMaking, readied, disposed } = setUp();
    const release = holdMaking();
    const first = session.joined(joined("a"));
    await new Promise((resolve) => setTimeout(resolve)); // the shard has loaded
    const second = session.joined({ ...joined("a"), worker: { ...joined("a").worker, token: "u" } });
    release();
    await Promise.all([first, second]);
    expect([readied, disposed()]).toEqual([["a"], 1]);
  });

  test("a session that ends while its learner is being made disposes of the learner and does not report ready", async () => {
    const { session, holdMaking, readied, disposed } = setUp();
    const release = holdMaking();
    const joining = session.joined(joined("a"));
    await new Promise((resolve) => setTimeout(resolve)); // the shard has loaded
    session.dispose();
    release();
    await joining;
    expect(readied).toEqual([]);
    expect(disposed()).toBe(1);
  });
});
