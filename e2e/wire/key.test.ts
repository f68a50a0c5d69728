/** The teacher's key: on no screen, in no log, in no process's arguments, in no address. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startLocalCoordinator } from "../src/coordinator/local";
import { REPOSITORY } from "../src/repository";

/** A POST with headers that fetch would not send. */
const post = (url: string, headers: Record<string, string>) =>
  new Promise<{ status?: number; text: string }>((resolve, reject) => {
    const sent = request(url, { method: "POST", headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, text }));
    });
    sent.on("error", reject).end();
  });

/** What a page sends that asks for its own address. */
const asItsPage = (url: string) => ({ method: "POST", headers: { origin: new URL(url).origin } });

/** Starts the program with a browser that writes its arguments to a file. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), "key-"));
  const browser = join(folder, "browser");
  const opened = join(folder, "opened");
  await writeFile(browser, `#!/bin/sh\necho "$@" >> '${opened}'\n`);
  // xdg-open asks it for the desktop's browser before it looks at BROWSER
  const asked = join(folder, "xdg-mime");
  await writeFile(asked, "#!/bin/sh\nexit 1\n");
  for (const program of [browser, asked]) await chmod(program, 0o755);
  const { CI: _, SSH_CONNECTION: __, SSH_TTY: ___, ...env } = process.env;
  const flags = [
    "--port",
    "0",
    "--https-port",
    "0",
    "--host",
    "127.0.0.1",
    "--records",
    join(folder, "records"),
  ];
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", "tsx", "apps/cli/src/main.ts", "start", ...flags],
    {
      cwd: REPOSITORY,
      env: {
        ...env,
        PATH: `${folder}:${env.PATH}`,
        DISPLAY: ":none",
        BROWSER: browser,
        XDG_CURRENT_DESKTOP: "",
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const closed = new Promise((resolve) => child.once("close", resolve));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await closed;
    await rm(folder, { recursive: true, force: true });
  });
  await expect.poll(() => output, { timeout: 60_000 }).toMatch(/^ready .*\n/m);
  return { output: () => output, opened: () => readFile(opened, "utf8").catch(() => "") };
}

describe("npm start without a flag", () => {
  test.skipIf(process.platform !== "linux")(
    "prints no key, and opens a browser by an address that gives it once",
    { timeout: 60_000 },
    async () => {
      const { output, opened } = await start();
      await expect.poll(opened, { timeout: 20_000 }).toMatch(/\/open\//);
      const url = (await opened()).trim();
      const ask = () => fetch(url, asItsPage(url));
      const { token } = (await (await ask()).json()) as { token: string };
      expect(token).toMatch(/^[\w-]{22}$/);
      expect(output()).not.toContain(token);
      expect(output()).not.toMatch(/token/);
      expect(output()).toContain("--print-key");
      expect(url).not.toContain(token);
      expect((await ask()).status).toBe(410);
    },
  );
});

describe("a one-time address", () => {
  test("gives its page the key of its room, and leads to no other address", async () => {
    const local = await startLocalCoordinator({}, undefined, ["KRUM-42", "MEAN-7"]);
    onTestFinished(() => local.close());
    const [other] = local.coordinator.others;
    const url = other.oneTimeUrl().replace("localhost", "127.0.0.1");
    const page = await fetch(url, { redirect: "manual" });
    expect(page.headers.get("location")).toBeNull();
    expect(await page.text()).not.toContain(other.instructorToken);
    const answer = await fetch(url, asItsPage(url));
    expect(await answer.json()).toEqual({ token: other.instructorToken, room: "MEAN-7" });
  });

  test("gives nothing to what a tunnel or a proxy on this machine passes on", async () => {
    const local = await startLocalCoordinator({}, undefined, [], { publicUrl: "https://class.example" });
    onTestFinished(() => local.close());
    const url = local.coordinator.oneTimeUrl().replace("localhost", "127.0.0.1");
    const own = asItsPage(url).headers;
    const passedOn: Record<string, string>[] = [
      {}, // as from a program, through a proxy that writes a Host of its own
      { origin: "https://class.example" },
      { ...own, referer: "https://class.example/" },
      { host: "class.example" },
      { host: "class.example", "x-forwarded-for": "203.0.113.9" },
      { ...own, "x-forwarded-for": "127.0.0.1" },
      { ...own, "x-forwarded-host": "localhost" },
      { ...own, forwarded: "for=127.0.0.1" },
      { ...own, via: "1.1 tunnel" },
    ];
    for (const headers of passedOn) {
      const { status, text } = await post(url, headers);
      expect([headers, status, text.includes("token")]).toEqual([headers, 403, false]);
    }
    expect((await post(url, own)).status).toBe(200); // none of them used it up
  });
});
