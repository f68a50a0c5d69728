import { LESSONS, testRecordedRuns } from "./lessons.cases";

testRecordedRuns(LESSONS.filter(({ lesson }) => lesson.number <= 6));
