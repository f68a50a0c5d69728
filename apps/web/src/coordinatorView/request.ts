/** What the page asks its Web Worker for, as the page's address holds it. Pure. */
import { DATASETS, type Drawing, type ImageShape } from "@honest-majority/learning/facts";
import type { Privacy } from "@honest-majority/learning/privacy";
import type { ComparedPicture } from "../learner/messages";

/** The pictures of the batch, drawings among them. */
export const VIEWED = DATASETS.glyphs;
export const VIEWED_MODELS = ["mlp", "softmax"] as const;
export type ViewedModel = (typeof VIEWED_MODELS)[number];

/** The steps of the sliders. */
export const BATCH_SIZES: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
export const CLIPS: readonly number[] = [0, 10, 3, 1, 0.3, 0.1];
export const NOISES: readonly number[] = [
  0, 0.0001, 0.0003, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.3, 1, 3, 10,
];

export interface ViewRequest extends Required<Privacy> {
  model: ViewedModel;
  batchSize: number;
  /** Another seed deals other pictures and other initial parameters. */
  seed: number;
}

export const FIRST_REQUEST: ViewRequest = { model: "mlp", batchSize: 8, clip: 0, noise: 0, seed: 1 };

export interface ViewedPicture extends ComparedPicture {
  isDrawn: boolean;
}

export interface ViewAnswer extends ImageShape {
  pictures: ViewedPicture[];
  /** Of the pictures, recovered: 0 … 1. */
  share: number;
  /** Examples of each class, as the update tells, [classes]. */
  counts: readonly number[];
  /** Of the labels, named right: 0 … 1. */
  labelShare: number;
  /** Of a batch of one: the picture from all units at once. */
  together?: { pixels: Uint8Array<ArrayBuffer>; correlation: number };
}

export interface ToViewer {
  id: number;
  request: ViewRequest;
  /** They take the first places of the batch. */
  drawings: readonly Drawing[];
}

export type FromViewer = { id: number } & ({ answer: ViewAnswer } | { error: string });

/** The request in an address; what is missing or wrong there is as at first. */
export function requestIn(search: string): ViewRequest {
  const query = new URLSearchParams(search);
  const chosen = <T>(name: string, list: readonly T[], unset: T): T =>
    list.find((one) => String(one) === query.get(name)) ?? unset;
  const seed = Number(query.get("seed") ?? FIRST_REQUEST.seed);
  return {
    model: chosen("model", VIEWED_MODELS, FIRST_REQUEST.model),
    batchSize: chosen("batchSize", BATCH_SIZES, FIRST_REQUEST.batchSize),
    clip: chosen("clip", CLIPS, FIRST_REQUEST.clip),
    noise: chosen("noise", NOISES, FIRST_REQUEST.noise),
    seed: Number.isSafeInteger(seed) && seed >= 0 ? seed : FIRST_REQUEST.seed,
  };
}

/** The same page's query with this request in it. */
export function withRequest(search: string, request: ViewRequest): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(request)) {
    if (value === FIRST_REQUEST[name as keyof ViewRequest]) query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
