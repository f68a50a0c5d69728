/** The texts of every model, data set, partition and schedule for people. */
export interface Described {
  /** The name for headings and pickers. */
  name: string;
  /** The name for tables and legends. */
  shortName: string;
  sentence: string;
  /** Where it was published. */
  source?: string;
}
