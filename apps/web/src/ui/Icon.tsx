/** Line drawings on a 24 × 24 grid; `solid` ones are filled. */
const ICONS = {
  play: { d: "M6 3l15 9-15 9z", solid: true },
  pause: { d: "M6 4h4v16H6zM14 4h4v16h-4z", solid: true },
  step: { d: "M4 4l11 8-11 8zM17 4h3v16h-3z", solid: true },
  again: { d: "M4 12a8 8 0 1 0 2.4-5.7M6 2v5h5" },
  lessons: { d: "M12 6c-2-2-5-2.5-9-2.5V18c4 0 7 .5 9 2.5 2-2 5-2.5 9-2.5V3.5c-4 0-7 .5-9 2.5zM12 6v14.5" },
  settings: { d: "M4 7h10M18 7h2M4 17h2M10 17h10M14 4v6M8 14v6" },
  reveal: { d: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z" },
  hide: { d: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM4 3l16 18" },
  more: { d: "M5 10.5h3v3H5zM10.5 10.5h3v3h-3zM16 10.5h3v3h-3z", solid: true },
  code: { d: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2" },
  close: { d: "M6 6l12 12M18 6L6 18" },
  lock: { d: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3" },
  down: { d: "M6 9l6 6 6-6" },
  open: { d: "M6 11h12v9H6zM8 11V7a4 4 0 0 1 7.7-1.5" },
  table: { d: "M3 5h18v14H3zM3 10h18M3 14.5h18M9 5v14" },
  save: { d: "M12 3v12M7 10.5l5 5 5-5M4 20h16" },
} as const satisfies Record<string, { d: string; solid?: true }>;
export type IconName = keyof typeof ICONS;

export function Icon({ name }: { name: IconName }) {
  const icon: { d: string; solid?: true } = ICONS[name];
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path className={icon.solid && "solid"} d={icon.d} />
    </svg>
  );
}
