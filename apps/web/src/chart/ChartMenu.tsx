import { useRef } from "react";
import { FORMATS, type Format } from "./download";

/** The formats in which the chart can be saved. */
export function ChartMenu({ onExport }: { onExport(format: Format): void }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details
      ref={menu}
      className="chart-menu"
      onBlur={({ relatedTarget }) => {
        if (!menu.current?.contains(relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !menu.current?.open) return;
        event.preventDefault(); // the zoom stays
        close();
        menu.current.querySelector("summary")?.focus();
      }}
    >
      <summary className="icon-button" aria-label="Save the chart" title="Save the chart">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11" />
        </svg>
      </summary>
      <ul>
        {(Object.keys(FORMATS) as Format[]).map((format) => (
          <li key={format}>
            <button
              type="button"
              onClick={() => {
                close();
                onExport(format);
              }}
            >
              {FORMATS[format]}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
