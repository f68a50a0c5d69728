/**
 * Pictures that a student shows to the class: those of a batch, each beside what the worker's update gives away of it. They are
 * never recorded.
 */
import { z } from "zod";
import { LIMITS } from "./limits";

/**
 * Beside it are the bytes of the pairs, one after another: the true picture, then the computed one, each [height, width, channels]
 * of the run's data set, one byte a value: 0 for 0, 255 for 1.
 */
export const ShowPicturesRequest = z.strictObject({ pairs: z.int().min(1).max(LIMITS.shownPairs.most) });
export type ShowPicturesRequest = z.infer<typeof ShowPicturesRequest>;

const id = z.string().max(100);
export const PicturesRequest = z.strictObject({ id });
/** Without `id`, the projector shows none. */
export const ProjectPicturesRequest = z.strictObject({ id: id.optional() });
export type ProjectPicturesRequest = z.infer<typeof ProjectPicturesRequest>;

/** What one worker shows, without the pictures: a dashboard asks for those. */
export interface ShownPictures {
  /** Names these pictures; others of the same worker have another name. */
  id: string;
  /** Only for the instructor. */
  worker?: string;
  pairs: number;
  height: number;
  width: number;
  channels: number;
  /** Whether everybody who watches the room may see them. */
  projected: boolean;
}

/** Of the bytes that hold so many pairs. */
export function pairsLength(
  pairs: number,
  { height, width, channels }: Pick<ShownPictures, "height" | "width" | "channels">,
): number {
  return 2 * pairs * height * width * channels;
}
