/** What every model, data set, partition and schedule says of itself to people. */
export interface Described {
  /** For a heading or a picker. */
  name: string;
  /** For a table or a legend. */
  shortName: string;
  sentence: string;
  /** Where it was published. */
  source?: string;
}
