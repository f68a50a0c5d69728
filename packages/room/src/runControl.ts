/** The run of a room: which one is current, and the requests that start, stop, replace or change it. */

import type { Command } from "@honest-majority/conductor";
import {
  type AddArmRequest,
  type AgainRequest,
  type Answer,
  changedSettings,
  describeConfigError,
  isUserError,
  type Refusal,
  RunConfig,
  refuse,
} from "@honest-majority/protocol";
import { type LiveRun, type LiveRunHooks, newLiveRun, resumeLiveRun } from "./liveRun";
import type { NewRoles } from "./membership";
import { configWithArm, makeChange, type RunChange, withArm, withSettings } from "./runChange";
import type { KeptRoom } from "./runStore";

export interface RunControlParts {
  hooks: LiveRunHooks;
  /** How many workers are here: a run that is started again waits for so many. */
  present: () => number;
  /** Writes the room's record, in which the current run is named. */
  save: () => Promise<void>;
  /** Called before a run starts or goes on. */
  starts: () => void;
  /** Called when a new run in its lobby has taken the place of the old one. */
  renewed: (roles?: NewRoles) => void;
  /** Called before the current run changes its settings. The answer is called when they are made, or are not. */
  changes: (config: RunConfig) => { made: () => void; failed: () => void };
}

export class RunControl {
  readonly #parts: RunControlParts;
  #live!: LiveRun;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(parts: RunControlParts) {
    this.#parts = parts;
  }

  /**
   * Resumes the recorded run; with other settings than its own, or if it cannot go on, opens a new one in the lobby.
   *
   * @returns whether it is new, and a sentence about damage.
   * @throws UserError when the run's data cannot be read.
   */
  async open(config: RunConfig, kept?: KeptRoom): Promise<{ isNew: boolean; problem?: string }> {
    const { hooks } = this.#parts;
    if (kept === undefined || changedSettings(kept.config, config).length > 0) {
      this.#live = await newLiveRun(hooks, config);
      return { isNew: true };
    }
    const { live, problem } = await resumeLiveRun(hooks, kept);
    this.#live = live;
    return { isNew: kept.phase !== "lobby" && live.run !== kept.run, problem };
  }

  /** The current run. */
  get live(): LiveRun {
    return this.#live;
  }

  /** Resolves when no run is being replaced: what comes after it applies to the new one. */
  get settled(): Promise<unknown> {
    return this.#changing;
  }

  async command(command: Exclude<Command, "reset">): Promise<Answer> {
    await this.#changing;
    if (command === "start" || command === "step") this.#parts.starts();
    const answer = this.#live.conductor.command(command);
    // a coordinator that is killed after the answer does what was asked
    if (answer.ok && command !== "close-now") await this.#parts.save();
    return answer;
  }

  /** A new run with the same settings, in the lobby. */
  reset(): Promise<Answer> {
    return this.#replace(async () => {
      await this.#renew(this.#live.config);
      return { ok: true };
    });
  }

  /** A new run with the same settings, that starts by itself when the workers of this one are ready again. */
  async again({ keepRoles = false }: AgainRequest): Promise<Answer> {
    await this.#changing;
    if (this.#live.conductor.state.phase === "lobby") return this.command("start");
    return this.#replace(async () => {
      const startsWith = this.#parts.present();
      await this.#renew(this.#live.config, { roles: keepRoles ? "keep" : "honest", startsWith });
      return { ok: true };
    });
  }

  /** A new run with these settings, whatever the phase of this one; it starts by itself as `again` does. */
  begin(config: RunConfig, roles: NewRoles): Promise<Answer> {
    return this.#replace(async () => {
      try {
        await this.#renew(config, { roles, startsWith: this.#parts.present() });
      } catch (error) {
        if (isUserError(error, "data")) return refuse("bad-data", error.message);
        throw error;
      }
      return { ok: true };
    });
  }

  /** In the lobby, a new run with one arm more; in mid-run, the arm takes part from the next round on. */
  async addArm({ arm, from }: AddArmRequest): Promise<Answer> {
    await this.#changing;
    if (this.#live.conductor.state.phase !== "lobby") return this.#alter((live) => withArm(live, arm, from));
    const config = configWithArm(this.#live.config, arm);
    return "ok" in config ? config : this.configure(config);
  }

  /** In mid-run, only settings that may change between two rounds; else a new run in the lobby. */
  async configure(input: unknown): Promise<Answer<{ config: RunConfig }>> {
    const parsed = RunConfig.safeParse(input);
    if (!parsed.success) return refuse("bad-config", describeConfigError(parsed.error));
    const renewed = await this.#replace(async (): Promise<Answer<{ config: RunConfig }> | undefined> => {
      if (this.#isMidRun()) return undefined;
      try {
        await this.#renew(parsed.data);
      } catch (error) {
        if (isUserError(error, "data")) return refuse("bad-data", error.message);
        throw error;
      }
      return { ok: true, config: parsed.data };
    });
    if (renewed !== undefined) return renewed;
    if (changedSettings(this.#live.config, parsed.data).length === 0)
      return { ok: true, config: this.#live.config };
    return this.#alter((live) => withSettings(live, parsed.data));
  }

  /** Records the rounds that have stepped. Nothing is sent or stored after this. */
  async close(): Promise<void> {
    await this.#changing;
    await this.#live.conductor.recorded;
    this.#live.conductor.stop();
    this.#parts.hooks.compute.release(this.#live.run);
  }

  #isMidRun(): boolean {
    const { phase } = this.#live.conductor.state;
    return phase === "running" || phase === "paused";
  }

  /** Runs `replace` after every earlier replacement; joins and commands wait for it. */
  #replace<T>(replace: () => Promise<T>): Promise<T> {
    const replaced = this.#changing.then(replace);
    this.#changing = replaced.catch(() => undefined);
    return replaced;
  }

  /**
   * Replaces the run by a new one in the lobby. If the new one cannot be prepared, the old run stays as it was. The new one
   * is on disk before anybody has an answer: a coordinator that is killed then must not resume the old one.
   */
  async #renew(
    config: RunConfig,
    { roles, startsWith }: { roles?: NewRoles; startsWith?: number } = {},
  ): Promise<void> {
    const { hooks, renewed, save } = this.#parts;
    const old = this.#live;
    const live = await newLiveRun(hooks, config, startsWith);
    old.conductor.stop();
    // a restart with the settings that the first of these runs began with resumes the last one
    if (config === old.config && old.changes !== undefined)
      live.changes = { begunWith: old.changes.begunWith, round: 0, events: [] };
    this.#live = live;
    hooks.compute.release(old.run);
    renewed(roles);
    await save();
  }

  /** Changes the run between two rounds. Joins, commands and a reset do not wait for the round that is open. */
  async #alter(propose: (live: LiveRun) => RunChange | Refusal): Promise<Answer<{ config: RunConfig }>> {
    const live = this.#live;
    const refused = propose(live);
    if ("ok" in refused) return refused;
    return live.conductor.between(async () => {
      const change = propose(live); // again, since the round that was open may have ended the run
      if ("ok" in change) return change;
      const { made, failed } = this.#parts.changes(change.config);
      await makeChange(live, change, this.#parts.hooks).catch((error) => {
        failed();
        throw error;
      });
      made();
      return { ok: true, config: change.config };
    });
  }
}
