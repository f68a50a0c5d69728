import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useShallow } from "../../ui/pageStore";
import { useDashboard, useLooks } from "../store";
import { point } from "../view";
import { densityOf, tileOrder } from "./order";
import { columnsIn, movedTo } from "./roving";
import { Tile } from "./Tile";

/**
 * Every worker's tile. Tab stops once, at the tile that had the focus last; arrows, Home and End move between tiles, F
 * flips, Enter selects.
 */
export function Tiles() {
  const list = useRef<HTMLUListElement>(null);
  const order = useDashboard(useShallow(tileOrder));
  const looks = useLooks();
  const [focused, setFocused] = useState<string>();
  const density = densityOf(order.length);
  const stop = focused !== undefined && order.includes(focused) ? focused : order[0];

  function onKeyDown(event: KeyboardEvent) {
    const id = workerAt(event.target);
    if (id === undefined || list.current === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "f" || event.key === "F") {
      tileOf(list.current, id)?.querySelector<HTMLButtonElement>(".tile-mark")?.click();
    } else {
      const columns = columnsIn(getComputedStyle(list.current).gridTemplateColumns);
      const next = movedTo(event.key, order.indexOf(id), { count: order.length, columns });
      if (next === undefined) return;
      tileOf(list.current, order[next])?.querySelector<HTMLButtonElement>(".tile-main")?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <ul
      ref={list}
      className="tiles"
      data-density={density}
      aria-label="Workers"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const id = workerAt(event.target);
        setFocused(id);
        point(id);
      }}
      onBlur={() => point(undefined)}
      onPointerOver={(event: PointerEvent) => point(workerAt(event.target))}
      onPointerLeave={() => point(undefined)}
    >
      {order.map((id) => (
        <Tile key={id} id={id} looks={looks} roomy={density === "roomy"} isStop={id === stop} />
      ))}
    </ul>
  );
}

const workerAt = (target: EventTarget): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>(".tile")?.dataset.worker : undefined;

const tileOf = (list: HTMLElement, id: string) =>
  list.querySelector<HTMLElement>(`.tile[data-worker="${CSS.escape(id)}"]`);
