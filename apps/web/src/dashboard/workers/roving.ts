/** Where a key moves the focus in a grid of tiles. Pure. */

/** The new index; undefined for a key that does not move, and where there is nothing in that direction. */
export function movedTo(
  key: string,
  at: number,
  { count, columns }: { count: number; columns: number },
): number | undefined {
  const next = target(key, at, count, columns);
  return next === undefined || next < 0 || next >= count || next === at ? undefined : next;
}

function target(key: string, at: number, count: number, columns: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return at + 1;
    case "ArrowLeft":
      return at - 1;
    case "ArrowDown":
      // from the last row but one, also onto a last row that does not reach this column
      return at + columns >= count && rowOf(at, columns) < rowOf(count - 1, columns)
        ? count - 1
        : at + columns;
    case "ArrowUp":
      return at - columns;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

const rowOf = (at: number, columns: number) => Math.floor(at / columns);

/** The number of columns in a computed `grid-template-columns`. */
export function columnsIn(template: string): number {
  return Math.max(1, template.split(" ").filter((width) => /\d/.test(width)).length);
}
