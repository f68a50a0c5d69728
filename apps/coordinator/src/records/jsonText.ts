/** @throws RangeError when the text is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError("it is not JSON");
  }
}
