import { UserError } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Boundary } from "../ui/Boundary";
import { PageFailed } from "./PageFailed";
import { PageStopped } from "./PageStopped";

describe("PageFailed", () => {
  test("names the plugin that did not load, and says what to do", () => {
    const error = new UserError("plugin", "plugin /api/plugins/0.mjs: rules must be a list");
    const markup = renderToStaticMarkup(<PageFailed error={error} />);
    expect(markup).toContain("A plugin did not load");
    expect(markup).toContain("Tell your teacher");
    expect(markup).toContain("plugin /api/plugins/0.mjs: rules must be a list");
  });

  test("says that the page did not load if its code is missing", () => {
    const markup = renderToStaticMarkup(<PageFailed error={new TypeError("Failed to fetch")} />);
    expect(markup).toContain("This page did not load");
    expect(markup).toContain("Failed to fetch");
  });
});

describe("Boundary", () => {
  const boundary = new Boundary({ instead: (error) => <PageStopped error={error} />, children: "the page" });

  test("shows its children while none has thrown", () => {
    expect(boundary.render()).toBe("the page");
  });

  test("shows a sentence and a button instead of children that threw", () => {
    boundary.state = Boundary.getDerivedStateFromError(new RangeError("Incorrect locale"));
    const markup = renderToStaticMarkup(boundary.render());
    expect(markup).toContain("This page stopped");
    expect(markup).toContain("Incorrect locale");
    expect(markup).toMatch(/<button[^>]*>Load again<\/button>/);
  });
});
