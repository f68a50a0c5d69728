/** A data file that is missing or not what it must be: name, expected, found, and what to do next. */
export class DataError extends Error {
  override name = "DataError";
}
