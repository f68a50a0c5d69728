import { LIMITS } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { PacketLimits } from "./packetLimits";

/** What becomes of each packet: the code of its refusal, or "passes". */
function fates(...packets: string[]): string[] {
  const limits = new PacketLimits();
  return packets.map((packet) => limits.refuses(packet)?.code ?? "passes");
}

describe("PacketLimits", () => {
  test("a namespace is joined once at a time; several may be joined", () => {
    expect(fates("0/worker,", "0/dashboard,{}", "0/worker,{}")).toEqual(["passes", "passes", "too-many"]);
    expect(fates("0/worker,", "0/worker")).toEqual(["passes", "too-many"]);
    expect(fates("0", "0{}")).toEqual(["passes", "too-many"]);
    expect(fates("0/worker,", "1/worker,", "0/worker,")).toEqual(["passes", "passes", "passes"]);
  });

  test("a namespace that the coordinator has ended may be joined again", () => {
    const limits = new PacketLimits();
    expect(limits.refuses("0/worker,")).toBeUndefined();
    limits.sent("1/worker,");
    expect(limits.refuses("0/worker,")).toBeUndefined();
    limits.sent("2/worker,[]");
    expect(limits.refuses("0/worker,")).toBeDefined();
  });

  test("what socket.io's parser takes for a join counts as one", () => {
    expect(fates("0/worker,", " /worker,")).toEqual(["passes", "too-many"]);
    expect(fates("", "\n")).toEqual(["passes", "too-many"]);
  });

  test("namespaces are joined eight times in all, those that do not exist counted", () => {
    const { most } = LIMITS.namespaceJoins;
    const joins = Array.from({ length: most + 1 }, (_, i) => `0/n${i},`);
    expect(fates(...joins)).toEqual([...Array(most).fill("passes"), "too-many"]);
    const again = Array(most + 1)
      .fill(["0/worker,", "1/worker,"])
      .flat();
    expect(fates(...again)).toEqual([...Array(2 * most).fill("passes"), "too-many", "passes"]);
  });

  test("a message has bytes in one place, however their number is written", () => {
    const several = ["52-[]", "510-/worker,[]", "51e1-[]", "50x2-[]", "62-[]"];
    expect(fates(...several)).toEqual(several.map(() => "too-large"));
    expect(fates('51-/worker,3["a",{"_placeholder":true,"num":0}]', '2/worker,["a-b"]', "5")).toEqual(
      Array(3).fill("passes"),
    );
  });
});
