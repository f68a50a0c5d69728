/** The parameters of the last round that a worker trained for, by the arms' labels. */
export interface LatestModels {
  run: string;
  round: number;
  live: { label: string; parameters: Float32Array }[];
  /** Labels of arms that were live in an earlier round and are not any more: they diverged. */
  diverged: string[];
}
