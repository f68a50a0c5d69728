/** The output of a command: the fields of one JSON object. */
export type Document = Readonly<Record<string, unknown>>;
