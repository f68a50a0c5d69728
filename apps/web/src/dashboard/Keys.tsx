import { useEffect } from "react";
import { oppositeRole } from "../roles/attackChoice";
import { useRunControl } from "./bar/useRunControl";
import { useCommands } from "./commands";
import { useDashboard } from "./store";
import { openSheet, useView } from "./view";

/** What the keys do, for the list of keys. */
export const KEYS: readonly (readonly [key: string, what: string])[] = [
  ["Space", "starts, pauses and resumes"],
  ["→", "runs one round"],
  ["A", "starts again with the same settings, everybody honest"],
  ["R", "reveals roles and verdicts, or hides them again"],
  ["1 – 9", "flips the worker at this place"],
  ["/", "finds a worker"],
  ["?", "shows this list"],
];

/** Single keys act only where no control has the focus, nobody types and no dialog is open (WCAG 2.1.4). */
export function Keys() {
  const isOn = useView(({ keys }) => keys);
  const control = useRunControl();
  const commands = useCommands();
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !isFree()) return;
      const act = actionOf(event.key);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    const actionOf = (key: string): (() => void) | undefined => {
      if (/^[1-9]$/.test(key)) return () => flipAt(Number(key) - 1);
      switch (key.toLowerCase()) {
        case " ":
          return control.toggle;
        case "arrowright":
          return control.step;
        case "a":
          return control.again;
        case "r":
          return () => void commands.setClass({ revealed: !useDashboard.getState().class.revealed });
        case "/":
          return () => openSheet("find");
        case "?":
          return () => openSheet("keys");
        default:
          return undefined;
      }
    };
    const flipAt = (place: number) => {
      const { order, workers, class: view } = useDashboard.getState();
      const worker = workers[order[place]];
      if (worker !== undefined) void commands.flip(worker.id, oppositeRole(worker.role, view.attack));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn, control, commands]);
  return null;
}

/** Whether no control has the focus and nothing lies over the page. */
function isFree(): boolean {
  const focused = document.activeElement;
  const nowhere = focused === null || focused === document.body || focused.matches("main, h1, h2");
  return nowhere && document.querySelector("dialog[open], [popover]:popover-open") === null;
}
