/** What has changed of a room's workers, so that a dashboard need not receive all of them again. Pure. */
import type { WorkerView } from "../room";
import { placesOf, rangesOf } from "./workerList";

export interface WorkersChange {
  /** Ids of workers that are gone. Comes first. */
  gone?: string[];
  /** Workers that are new, or have another place than before. */
  whole?: WorkerView[];
  /** New values of other workers, those together that changed in the same fields. */
  changed?: FieldsChange[];
  /** All warnings, if they have changed. */
  warnings?: string[];
}

/** A value of null: the worker no longer has the field. */
export interface FieldsChange {
  /** Of the workers that changed, as ranges in ascending order, such as "0-41,43". */
  places: string;
  /** Fields with one new value for all of them. */
  same?: Record<string, unknown>;
  /** Fields with a new value for each of them, in the order of their places. */
  each?: Record<string, unknown[]>;
}

/** The change from `before` to `after`, both in the order of their places; undefined when nothing has changed. */
export function changeOf(
  before: readonly WorkerView[],
  after: readonly WorkerView[],
): Omit<WorkersChange, "warnings"> | undefined {
  const known = new Map(before.map((worker) => [worker.id, worker]));
  const here = new Set(after.map(({ id }) => id));
  const gone = before.flatMap(({ id }) => (here.has(id) ? [] : [id]));
  const whole = after.filter(({ id, index }) => known.get(id)?.index !== index);
  const groups = new Map<string, { worker: WorkerView; fields: string[] }[]>();
  for (const worker of after) {
    const earlier = known.get(worker.id);
    if (earlier === undefined || earlier.index !== worker.index) continue;
    const fields = changedFields(earlier, worker);
    if (fields.length === 0) continue;
    const key = fields.join();
    groups.set(key, [...(groups.get(key) ?? []), { worker, fields }]);
  }
  const changed = [...groups.values()].map((group) =>
    fieldsChange(
      group.map(({ worker }) => worker),
      group[0].fields,
    ),
  );
  if (gone.length + whole.length + changed.length === 0) return undefined;
  return {
    ...(gone.length > 0 && { gone }),
    ...(whole.length > 0 && { whole }),
    ...(changed.length > 0 && { changed }),
  };
}

function changedFields(before: WorkerView, after: WorkerView): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isSame(fieldOf(before, name), fieldOf(after, name))).sort();
}

function fieldsChange(workers: readonly WorkerView[], fields: readonly string[]): FieldsChange {
  const same: Record<string, unknown> = {};
  const each: Record<string, unknown[]> = {};
  for (const field of fields) {
    const values = workers.map((worker) => fieldOf(worker, field) ?? null);
    if (values.every((value) => isSame(value, values[0]))) same[field] = values[0];
    else each[field] = values;
  }
  return {
    places: rangesOf(workers.map(({ index }) => index)),
    ...(Object.keys(same).length > 0 && { same }),
    ...(Object.keys(each).length > 0 && { each }),
  };
}

/** The workers after the change, in the order of their places. One that did not change keeps its object. */
export function changedWorkers(
  workers: readonly WorkerView[],
  { gone = [], whole = [], changed = [] }: WorkersChange,
): WorkerView[] {
  const replaced = new Set([...gone, ...whole.map(({ id }) => id)]);
  const byPlace = new Map<number, WorkerView>();
  for (const worker of workers) if (!replaced.has(worker.id)) byPlace.set(worker.index, worker);
  for (const worker of whole) byPlace.set(worker.index, worker);
  for (const { places, same = {}, each = {} } of changed) {
    for (const [i, place] of placesOf(places).entries()) {
      const worker = byPlace.get(place);
      const own = Object.entries(each).map(([field, values]) => [field, values[i]] as const);
      if (worker !== undefined) byPlace.set(place, withFields(worker, [...Object.entries(same), ...own]));
    }
  }
  return [...byPlace.values()].sort((a, b) => a.index - b.index);
}

function withFields(worker: WorkerView, fields: readonly (readonly [string, unknown])[]): WorkerView {
  const next = { ...worker, ...Object.fromEntries(fields) };
  return Object.fromEntries(
    Object.entries(next).filter(([, value]) => value !== null),
  ) as unknown as WorkerView;
}

const fieldOf = (worker: WorkerView, field: string): unknown => worker[field as keyof WorkerView];

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
