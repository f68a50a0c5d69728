/** What a worker's data are, what it sends, and what others can learn from that. Pure. */

/**
 * What others learn from one update. Measured with mlp on MNIST, pictures recovered above a correlation of 0.8: all at
 * B = 1 … 4, 98 % at 8, 75 % at 16, a third at 32.
 */
export function whatIsSent(batchSize: number): string {
  const pictures = batchSize === 1 ? "the picture" : `${recoverable(batchSize)} its ${batchSize} pictures`;
  return `Each round I send an update instead of pictures, but ${pictures} can be computed back from it.`;
}

function recoverable(batchSize: number): string {
  if (batchSize <= 4) return "all of";
  if (batchSize <= 8) return "nearly all of";
  if (batchSize <= 16) return "most of";
  return batchSize <= 32 ? "many of" : "some of";
}

/** Where the examples come from. `drawn`: how many of them are drawings now. */
export function dataStory(data: { examples: number; name: string; drawings: number; drawn: number }): string {
  const count = (n: number) => n.toLocaleString("en");
  const { examples, name, drawings, drawn } = data;
  const dealt = `${count(examples)} pictures of ${name}, dealt by the coordinator.`;
  if (drawings === 0) return dealt;
  const replaced = `My ${drawings === 1 ? "drawing replaces" : "drawings replace"} ${count(drawn)} of them.`;
  return `${dealt} ${replaced} Drawings are never sent as pictures, but one update can reveal them.`;
}
