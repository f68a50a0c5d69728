import { LESSONS, testRecordedRuns } from "./lessons.cases";

// a file of its own, beside firstLessons.test.ts: two cores run them at once
testRecordedRuns(LESSONS.filter(({ lesson }) => lesson.number > 6));
