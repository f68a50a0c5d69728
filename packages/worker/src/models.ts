/** The parameters of the last round that a worker trained for, by the arms' labels. */
export interface LatestModels {
  run: string;
  round: number;
  live: { label: string; parameters: Float32Array }[];
  /** Labels of arms that diverged: they were live in an earlier round, and no longer are. */
  diverged: string[];
}
