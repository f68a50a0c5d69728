/** The Web Worker of the page: it computes, so that the page's own thread stays free. */
import type { FromViewer, ToViewer } from "./request";
import { viewOf } from "./view";

self.onmessage = ({ data }: MessageEvent<ToViewer>) => {
  const { id } = data;
  try {
    post({ id, answer: viewOf(data) });
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  }
};

const post = (message: FromViewer) => self.postMessage(message);
