import type { BrowserPart } from "@honest-majority/report";
import { describe, expect, onTestFinished, test } from "vitest";
import { serveReport } from "./serveReport";

const PART: BrowserPart = {
  userAgent: "Test/1.0",
  brands: [],
  platform: "Linux",
  mobile: false,
  cores: 2,
  backends: [],
};

async function served() {
  const parts = { pages: "/nowhere", program: "npm run" };
  const server = await serveReport(parts, ({ cores }) => `the report with ${cores} cores`);
  onTestFinished(server.close);
  const { origin } = new URL(server.url);
  const post = (body: unknown, from = origin) =>
    fetch(`${origin}/api/report`, {
      method: "POST",
      headers: { origin: from, "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { ...server, origin, post };
}

describe("serveReport", () => {
  test("takes the browser's part, and answers with the whole report", async () => {
    const { post, measured } = await served();
    const response = await post(PART);
    expect(await response.json()).toEqual({ text: "the report with 2 cores" });
    expect(await measured).toEqual(PART);
  });

  test("refuses other pages, other parts and other methods", async () => {
    const { post, origin } = await served();
    expect((await post(PART, "http://elsewhere.example")).status).toBe(403);
    expect((await fetch(`${origin}/api/report`)).status).toBe(403);
    expect((await post({ ...PART, cores: "two" })).status).toBe(400);
    expect((await post("no JSON")).status).toBe(400);
    expect((await post({ ...PART, platform: "x".repeat(600_000) })).status).toBe(400);
  });

  test("answers what the page asks a coordinator for: its plugins", async () => {
    const { origin } = await served();
    expect(await (await fetch(`${origin}/api/plugins`)).json()).toEqual({ plugins: [] });
  });
});
