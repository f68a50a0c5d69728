export { Action, PANELS } from "./action";
export { configFor, scaledCount, sizeProblem, sizesFor } from "./classSize";
export { classConfig, recordedConfig, workersOf } from "./configs";
export { type HandoutSheet, handoutOf, type Prediction } from "./handout";
export {
  type Lesson,
  type LessonRun,
  LessonSchema,
  type LessonVote,
  lessonFile,
  PATIENCE_ROUNDS,
  type Step,
} from "./lesson";
export { type Fetch, type LoadedLessons, lessonAddress, loadLessons } from "./loadLessons";
export { loadQuiz, parseQuiz } from "./loadQuiz";
export { PAGES } from "./pages";
export { parseLesson } from "./parseLesson";
export { Check, outcomeOf, PREDICATES, sentenceOf } from "./predicates/predicates";
export type { Outcome, Seen, SeenRun } from "./seen";
export { TROUBLES, type Trouble } from "./troubles";
