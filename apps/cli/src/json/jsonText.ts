/** Parses JSON that a person wrote. Errors contain the line and column. */

const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/uy;

/** @throws SyntaxError such as `line 3, column 5: expected a comma or }`. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { at, expected } = firstFault(text);
    const before = text.slice(0, at).split("\n");
    const place = `line ${before.length}, column ${before[before.length - 1].length + 1}`;
    throw new SyntaxError(`${place}: expected ${expected}`, { cause: error });
  }
}

type Next = "value" | "first value" | "first name" | "name" | "colon" | "after";

/** Finds the place of the error, which engines do not always report: walks the tokens and stops where JSON.parse does. */
function firstFault(json: string): { at: number; expected: string } {
  const open: ("{" | "[")[] = [];
  let state = "value" as Next;
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(json);
    const [whole = "", mark, text] = match ?? [];
    const here = at + (/^[ \t\n\r]*/.exec(json.slice(at))?.[0].length ?? 0);
    const inside = open.at(-1);
    const fault = (expected: string) => ({ at: here, expected });
    const closes = (mark === "}" && inside === "{") || (mark === "]" && inside === "[");
    switch (state) {
      case "value":
      case "first value":
        if (state === "first value" && mark === "]") break;
        if (match === null || (mark !== undefined && mark !== "{" && mark !== "["))
          return fault(state === "value" ? "a value" : "a value or ]");
        break;
      case "first name":
        if (mark !== "}" && text === undefined) return fault('a name in "double quotes" or }');
        break;
      case "name":
        if (text === undefined) return fault('a name in "double quotes"');
        break;
      case "colon":
        if (mark !== ":") return fault("a colon");
        break;
      case "after":
        if (inside === undefined) return fault("the end");
        if (mark !== "," && !closes) return fault(`a comma or ${inside === "{" ? "}" : "]"}`);
        break;
    }
    at += whole.length;
    if (mark === "{" || mark === "[") {
      open.push(mark);
      state = mark === "{" ? "first name" : "first value";
    } else if (closes) {
      open.pop();
      state = "after";
    } else if (mark === ",") {
      state = inside === "{" ? "name" : "value";
    } else if (mark === ":") {
      state = "value";
    } else {
      state = state === "first name" || state === "name" ? "colon" : "after";
    }
  }
}
