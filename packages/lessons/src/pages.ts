/** Pages that a step may open beside the dashboard; their headings. They need no class. */
export const PAGES = {
  "coordinator-view": "What does the coordinator see?",
  "batch-size": "How large should a batch be?",
} as const;
