/** What `lab lesson --save` measured, in the repository. `npm run docs` makes the table of docs/results.md from it. */
export const LESSON_RESULTS = "docs/results/lessons.jsonl";
