import { useEffect } from "react";
import { oppositeRole } from "../roles/attackChoice";
import { type RunControl, useRunControl } from "./bar/useRunControl";
import { type Commands, useCommands } from "./commands";
import { useDashboard } from "./store";
import { openSheet, useView } from "./view";

interface Key {
  /** As the list of keys and docs/classroom.md write it. */
  shown: string;
  what: string;
  /** Values of `KeyboardEvent.key`, in lower case. */
  keys: readonly string[];
  /** What the key does now; undefined if nothing, and then the browser's own action happens. */
  action(on: { control: RunControl; commands: Commands }, key: string): (() => void) | undefined;
}

/** All keys, in the order of the list. */
export const KEYS: readonly Key[] = [
  {
    shown: "Space",
    what: "starts, pauses and resumes",
    keys: [" "],
    action: ({ control }) => control.toggle,
  },
  {
    shown: "→",
    what: "runs one round",
    keys: ["arrowright"],
    action: ({ control }) => control.step,
  },
  {
    shown: "A",
    what: "starts again with the same settings, everybody honest",
    keys: ["a"],
    action: ({ control }) => control.again,
  },
  {
    shown: "R",
    what: "reveals roles and verdicts, or hides them again",
    keys: ["r"],
    action:
      ({ commands }) =>
      () =>
        void commands.setClass({ revealed: !useDashboard.getState().class.revealed }),
  },
  {
    shown: "1 – 9",
    what: "flips the worker at this place",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    action:
      ({ commands }, key) =>
      () =>
        flipAt(commands, Number(key) - 1),
  },
  {
    shown: "/",
    what: "finds a worker",
    keys: ["/"],
    action: () => () => openSheet("find"),
  },
  {
    shown: "?",
    what: "shows the list of keys",
    keys: ["?"],
    action: () => () => openSheet("keys"),
  },
];

function flipAt(commands: Commands, place: number): void {
  const { order, workers, class: view } = useDashboard.getState();
  const worker = workers[order[place]];
  if (worker !== undefined) void commands.flip(worker.id, oppositeRole(worker.role, view.attack));
}

/** Single keys act only where no control has the focus, nobody types and no dialog is open (WCAG 2.1.4). */
export function Keys() {
  const isOn = useView(({ keys }) => keys);
  const control = useRunControl();
  const commands = useCommands();
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !isFree()) return;
      const key = event.key.toLowerCase();
      const act = KEYS.find(({ keys }) => keys.includes(key))?.action({ control, commands }, key);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn, control, commands]);
  return null;
}

/** Whether no control has the focus and nothing lies over the page. */
export function isFree(): boolean {
  const focused = document.activeElement;
  const nowhere = focused === null || focused === document.body || focused.matches("main, h1, h2");
  return nowhere && document.querySelector("dialog[open], [popover]:popover-open") === null;
}
