/** Keeps the rows of a closed round from its `aggregate` until its `armTruths`, which is made while the next round's rows come. */
import type { RunCallName } from "./compute";
import type { RowMemory } from "./rowMemory";

/** Makes a call of a run. */
export async function keepingRows<Answer>(
  memory: RowMemory | undefined,
  name: RunCallName,
  call: () => Promise<Answer>,
): Promise<Answer> {
  if (name === "aggregate") memory?.keep();
  try {
    return await call();
  } finally {
    if (name === "armTruths") memory?.letGo();
  }
}
