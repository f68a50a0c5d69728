import type { Drawing } from "@honest-majority/learning/facts";
import { useEffect, useRef, useState } from "react";
import type { FromViewer, ToViewer, ViewAnswer, ViewRequest } from "./request";

export interface Viewing {
  /** Of the last request that is answered. */
  answer?: ViewAnswer;
  isComputing: boolean;
  error?: string;
}

/** Asks a Web Worker for each request. While it computes, only the latest further one is kept. */
export function useView(request: ViewRequest, drawings: readonly Drawing[]): Viewing {
  const [state, setState] = useState<Viewing>({ isComputing: true });
  const asking = useRef<(question: Omit<ToViewer, "id">) => void>(undefined);
  useEffect(() => {
    const worker = new Worker(new URL("./viewer.ts", import.meta.url), { type: "module", name: "viewer" });
    let id = 0;
    let isBusy = false;
    let next: Omit<ToViewer, "id"> | undefined;
    const send = (question: Omit<ToViewer, "id">) => {
      isBusy = true;
      worker.postMessage({ id: ++id, ...question } satisfies ToViewer);
    };
    worker.onmessage = ({ data }: MessageEvent<FromViewer>) => {
      isBusy = false;
      const waiting = next;
      next = undefined;
      if (waiting !== undefined) send(waiting);
      if ("error" in data) setState({ isComputing: isBusy, error: data.error });
      else setState({ isComputing: isBusy, answer: data.answer });
    };
    worker.onerror = ({ message }) =>
      setState({ isComputing: false, error: message || "its script did not load" });
    asking.current = (question) => {
      setState((before) => ({ ...before, isComputing: true }));
      if (isBusy) next = question;
      else send(question);
    };
    return () => {
      asking.current = undefined;
      worker.terminate();
    };
  }, []);
  useEffect(() => asking.current?.({ request, drawings }), [request, drawings]);
  return state;
}
