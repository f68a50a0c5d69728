import { expect, test } from "vitest";
import { describeConfigError } from "./runConfig";
import { OpenVoteRequest } from "./votes";

test("a question with two equal options is refused in a sentence, since nobody could tell the two apart", () => {
  const ask = (options: string[]) => OpenVoteRequest.safeParse({ question: "Which?", options });
  expect(ask(["upper", "lower"]).success).toBe(true);
  const refused = ask(["upper", "lower", "upper "]);
  expect(refused.error && describeConfigError(refused.error)).toContain("two of them are equal");
});
