/** What a command answers: the fields of one JSON object. */
export type Document = Readonly<Record<string, unknown>>;
