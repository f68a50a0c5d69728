/**
 * Measures a coordinator under load: light workers send vectors that were encoded once, one dashboard watches.
 *
 *   npm run bench -- load --workers 60,200 --model softmax,mlp --arms 2 --codec float32 --rate 20mbit
 */
import { isUserError } from "@honest-majority/protocol";
import { REPOSITORY } from "../repository";
import { protocolOf } from "./load/checkout";
import { type Figures, medianOf } from "./load/figures";
import { measureRun } from "./load/measureRun";
import { type Combination, type LoadOptions, loadOptions } from "./load/options";
import { type Row, tableOf, titleOf } from "./load/table";

const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const options = loadOptions(process.argv.slice(2));
  const rows = await measureAll(options);
  console.log(options.json ? JSON.stringify(rows, null, 1) : tableOf(rows));
} catch (error) {
  if (!isUserError(error)) throw error;
  say(error.message);
  process.exitCode = 2;
}

async function measureAll(options: LoadOptions): Promise<Row[]> {
  const { combinations, against } = options;
  const theirs = against === undefined ? undefined : (await protocolOf(against)).codecNames();
  const rows: Row[] = [];
  for (const combination of combinations) {
    const { codec } = combination;
    const isKnown = codec === undefined || theirs === undefined || theirs.includes(codec);
    if (!isKnown) say(`the other checkout does not know ${codec}: measured alone`);
    rows.push(await measureInTurns(combination, { ...options, against: isKnown ? against : undefined }));
  }
  return rows;
}

/** The other checkout, this one, the other one again …, so that both meet the same machine. */
async function measureInTurns(combination: Combination, options: LoadOptions): Promise<Row> {
  const { against, turns } = options;
  const ours: Figures[] = [];
  const theirs: Figures[] = [];
  const run = (checkout: string, turn: number) => {
    say(
      `${titleOf(combination)}${turns > 1 || against ? `, turn ${turn + 1} of ${turns}: ${checkout}` : ""} …`,
    );
    return measureRun(combination, { ...options, checkout });
  };
  for (let turn = 0; turn < turns; turn++) {
    if (against !== undefined) theirs.push(await run(against, turn));
    ours.push(await run(REPOSITORY, turn));
  }
  return { combination, figures: medianOf(ours), ...(theirs.length > 0 && { other: medianOf(theirs) }) };
}
