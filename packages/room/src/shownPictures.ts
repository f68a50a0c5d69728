/** The pictures that students show to their class. They are in this object alone: nothing records them. */
import type { Outbox } from "@honest-majority/conductor";
import {
  type Answer,
  type CoordinatorToDashboard,
  isPresent,
  type ProjectPicturesRequest,
  pairsLength,
  refuse,
  type ShownPictures,
  type ShowPicturesRequest,
} from "@honest-majority/protocol";
import type { Member } from "./roster";
import { NONE_SHOWN, NOT_SHOWN, type ShowingEvent, type ShowingState, stepShowing } from "./showing";

type PictureShape = Pick<ShownPictures, "height" | "width" | "channels">;

export interface ShownPicturesParts {
  /** The room's own, as these messages depend on who watches and not on who may see roles. */
  outbox: Pick<Outbox<CoordinatorToDashboard>, "toDashboards">;
  newToken: () => string;
  members: () => readonly Member[];
  /** Of the pictures of the current run. */
  shape: () => PictureShape;
  /** Whether everybody may see roles. */
  isPublic: () => boolean;
}

export class ShownPicturesOfRoom {
  readonly #parts: ShownPicturesParts;
  #state: ShowingState = NONE_SHOWN;

  constructor(parts: ShownPicturesParts) {
    this.#parts = parts;
  }

  /** Everything for the instructor; for others what is projected, and not whose it is. */
  view(instructor: boolean): ShownPictures[] {
    const { all, projected } = this.#state;
    return all
      .map(({ bytes: _, connection: __, ...rest }) => ({ ...rest, projected: rest.id === projected }))
      .filter((shown) => instructor || shown.projected)
      .map(({ worker, ...rest }) => (instructor ? { ...rest, worker } : rest));
  }

  show(worker: string, { pairs }: ShowPicturesRequest, bytes: Uint8Array): Answer {
    const member = this.#parts.members().find(({ id }) => id === worker);
    if (member === undefined) return refuse("not-joined", "this worker is not in the room: join first");
    const { height, width, channels } = this.#parts.shape();
    const shape = { height, width, channels };
    const length = pairsLength(pairs, shape);
    if (bytes.length !== length)
      return refuse(
        "wrong-bytes",
        `${pairs} ${pairs === 1 ? "pair" : "pairs"} of pictures of ${height}×${width}×${channels} take ${length} bytes, got ${bytes.length}`,
      );
    const id = this.#parts.newToken().slice(0, 8);
    const { connection } = member;
    // a copy: what came may be a part of a larger buffer
    return this.#step({
      kind: "show",
      showing: { id, worker, connection, pairs, ...shape, bytes: bytes.slice() },
    });
  }

  takeBack(worker: string): Answer {
    return this.#step({ kind: "take-back", worker });
  }

  project({ id }: ProjectPicturesRequest): Answer {
    return this.#step({ kind: "project", id, secret: !this.#parts.isPublic() });
  }

  /** The pictures with this id, if this kind of dashboard may see them. */
  pictures(id: string, instructor: boolean): Answer<{ pairs: Uint8Array }> {
    const { all, projected } = this.#state;
    const found = all.find((showing) => showing.id === id && (instructor || id === projected));
    return found === undefined ? NOT_SHOWN : { ok: true, pairs: found.bytes };
  }

  /** Whoever is not here any more, or has another connection, shows nothing. */
  membersChanged(): void {
    if (this.#state.all.length === 0) return;
    const here = this.#parts.members().filter(({ presence }) => isPresent(presence));
    this.#step({
      kind: "members",
      connections: new Map(here.map(({ id, connection }) => [id, connection])),
    });
  }

  /** Roles have become public, or secret. */
  truthChanged(): void {
    if (!this.#parts.isPublic()) this.#step({ kind: "hide" });
  }

  #step(event: ShowingEvent): Answer {
    const before = this.#state;
    const next = stepShowing(before, event);
    if ("ok" in next) return next;
    this.#state = next;
    if (next !== before)
      this.#parts.outbox.toDashboards("pictures:changed", (instructor) =>
        instructor || next.projected !== before.projected ? [this.view(instructor)] : undefined,
      );
    return { ok: true };
  }
}
