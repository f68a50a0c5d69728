export { Action, PAGES, PANELS } from "./action";
export { configFor, scaledCount, sizeProblem, sizesFor } from "./classSize";
export { classConfig, recordedConfig, workersOf } from "./configs";
export { type Lesson, type LessonRun, LessonSchema, type LessonVote, lessonFile, type Step } from "./lesson";
export { type Fetch, type LoadedLessons, lessonAddress, loadLessons } from "./loadLessons";
export { parseLesson } from "./parseLesson";
export { Check, outcomeOf, PREDICATES, sentenceOf } from "./predicates/predicates";
export type { Outcome, Seen, SeenRun } from "./seen";
export { TROUBLES, type Trouble } from "./troubles";
