/** The NumPy programs of `timePrograms.py` that compute the same as a rule. */
export const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  mean: ["mean"],
  coordinateMedian: ["median"],
  trimmedMean: ["trimmedByPartition", "trimmedBySort"],
  centeredClip: ["centeredClip"],
  monna: ["monna"],
};
