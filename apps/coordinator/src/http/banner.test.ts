import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { renderUnicodeCompact } from "uqr";
import { describe, expect, test } from "vitest";
import { type BannerFacts, banner } from "./banner";

const secure = "https://192.168.1.20:8443/join/KRUM-42";
const plain = "http://192.168.1.20:8080/join/KRUM-42";
const facts: BannerFacts = {
  others: [],
  room: "KRUM-42",
  dashboardUrl: "http://localhost:8080/#token=secret",
  printKey: true,
  asksByEnter: false,
  secureJoinUrls: [secure],
  plainJoinUrls: [plain],
  backend: { name: "wasm", note: "tfjs-node is not installed" },
  datasets: [{ name: "glyphs" }, { name: "mnist", missing: "train-images" }],
  program: NPM_SCRIPTS,
  recordsFolder: "records",
  opened: "new",
  qr: true,
};

describe("banner", () => {
  test("shows the dashboard, the room and the join addresses: https first, with the reason", () => {
    const text = banner(facts);
    expect(text).toContain("room KRUM-42");
    expect(text).toMatch(/^ +http:\/\/localhost:8080\/#token=secret$/m);
    expect(text.indexOf(secure)).toBeLessThan(text.indexOf(plain));
    expect(text).toMatch(/warns once.*WebGPU needs https/);
  });

  test("shows no key unless it is asked to, and says how the teacher gets to the dashboard", () => {
    const others = [{ room: "MEAN-7", dashboardUrl: "http://localhost:8080/#token=other", opened: "new" }];
    const inTerminal = banner({ ...facts, others, printKey: false, asksByEnter: true });
    const inLog = banner({ ...facts, others, printKey: false, asksByEnter: false });
    for (const text of [inTerminal, inLog]) expect(text).not.toMatch(/token|secret|other/);
    expect(inTerminal).toContain("press Enter");
    expect(inLog).toContain("--print-key");
    expect(inLog).toContain("Room MEAN-7 · new");
  });

  test("shows a QR code of the https address", () => {
    const [firstLine] = renderUnicodeCompact(secure, { border: 1 }).split("\n").slice(1);
    expect(banner(facts)).toContain(firstLine);
    expect(banner({ ...facts, qr: false })).not.toContain(firstLine);
  });

  test("shows the backend with its note, the data sets with the command for missing ones, and the records folder", () => {
    const text = banner(facts);
    expect(text).toContain("wasm (tfjs-node is not installed)");
    expect(text).toContain("glyphs; not here: mnist (npm run data -- mnist)");
    expect(text).toMatch(/Records in records$/m);
    expect(banner({ ...facts, backend: { name: "wasm", note: "" }, datasets: [{ name: "glyphs" }] })).toMatch(
      /on wasm\n +Data sets: glyphs\n/,
    );
  });

  test("says that the machine is on no network when it has no join address", () => {
    const text = banner({ ...facts, secureJoinUrls: [], plainJoinUrls: [] });
    expect(text).toContain("on no network");
    expect(text).not.toContain("WebGPU");
  });

  test("shows a public address alone, in the QR code too", () => {
    const publicJoinUrl = "https://class.example/join/KRUM-42";
    const text = banner({ ...facts, publicJoinUrl, secureJoinUrls: [], plainJoinUrls: [] });
    expect(text).toContain(`  Join\n    ${publicJoinUrl}\n`);
    expect(text).not.toMatch(/certificate|no network/);
    expect(text).toContain(renderUnicodeCompact(publicJoinUrl, { border: 1 }).split("\n")[1]);
  });

  test("lists another room with its own dashboard address", () => {
    const other = {
      room: "MEAN-7",
      dashboardUrl: "http://localhost:8080/#token=other&room=MEAN-7",
      opened: "new",
    };
    expect(banner({ ...facts, others: [other] })).toMatch(
      /Room MEAN-7 · new\n +http:.*token=other&room=MEAN-7/,
    );
  });
});
