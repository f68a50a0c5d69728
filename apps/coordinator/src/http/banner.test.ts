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
  trustProxy: false,
  joins: [
    { reach: "network", host: "192.168.1.20", network: "Wi-Fi", url: plain, secureUrl: secure },
    { reach: "machine", host: "localhost", url: "http://localhost:8080/join/KRUM-42" },
  ],
  backend: { name: "wasm", note: "tfjs-node is not installed" },
  datasets: [{ name: "glyphs" }, { name: "mnist", missing: "train-images" }],
  program: NPM_SCRIPTS,
  recordsFolder: "records",
  keysFolder: "records-keys",
  opened: "new",
  qr: true,
};

describe("banner", () => {
  test("shows the dashboard, the room and the join addresses: http first, with its network, then https with the reason", () => {
    const text = banner(facts);
    expect(text).toContain("room KRUM-42");
    expect(text).toMatch(/^ +http:\/\/localhost:8080\/#token=secret$/m);
    expect(text).toContain(`    ${plain}  on Wi-Fi\n`);
    expect(text.indexOf(plain)).toBeLessThan(text.indexOf(secure));
    expect(text).toMatch(/with WebGPU; the browser warns once/);
    expect(text).not.toContain("localhost:8080/join");
    expect(text).not.toContain("--join-address");
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

  test("behind a proxy, says that a class counts as one address until the proxy is trusted", () => {
    const joins = [{ reach: "public", host: "class.example", url: "https://class.example/join/A" }] as const;
    expect(banner({ ...facts, joins })).toContain("--trust-proxy");
    expect(banner({ ...facts, joins, trustProxy: true })).not.toContain("--trust-proxy");
    expect(banner(facts)).not.toContain("--trust-proxy");
  });

  test("with several networks, says how to choose another", () => {
    const vpn = { reach: "network", host: "10.5.0.2", network: "tun0", url: "http://10.5.0.2:8080" } as const;
    expect(banner({ ...facts, joins: [...facts.joins, vpn] })).toContain("--join-address");
  });

  test("shows a QR code of the first address", () => {
    const [firstLine] = renderUnicodeCompact(plain, { border: 1 }).split("\n").slice(1);
    expect(banner(facts)).toContain(firstLine);
    expect(banner({ ...facts, qr: false })).not.toContain(firstLine);
  });

  test("shows the backend with its note, the data sets with the command for missing ones, and the records folder", () => {
    const text = banner(facts);
    expect(text).toContain("wasm (tfjs-node is not installed)");
    expect(text).toContain("glyphs; not here: mnist (npm run data -- mnist)");
    expect(text).toMatch(/Records in records$/m);
    expect(text).toMatch(/Keys in records-keys: hand on/);
    expect(banner({ ...facts, backend: { name: "wasm", note: "" }, datasets: [{ name: "glyphs" }] })).toMatch(
      /on wasm\n +Data sets: glyphs\n/,
    );
  });

  test("says that the machine is on no network when it has no join address", () => {
    const text = banner({ ...facts, joins: facts.joins.slice(1) });
    expect(text).toContain("on no network");
    expect(text).not.toContain("WebGPU");
  });

  test("shows a public address alone, in the QR code too", () => {
    const url = "https://class.example/join/KRUM-42";
    const text = banner({ ...facts, joins: [{ reach: "public", host: "class.example", url }] });
    expect(text).toContain(`  Join\n    ${url}\n`);
    expect(text).not.toMatch(/certificate|no network/);
    expect(text).toContain(renderUnicodeCompact(url, { border: 1 }).split("\n")[1]);
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
