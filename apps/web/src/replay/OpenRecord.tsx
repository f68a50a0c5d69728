import { type DragEvent, useRef, useState } from "react";

/** Opens a file from the disk, by a button or by dropping it. It stays in this page. */
export function OpenRecord({ onFile }: { onFile(file: File): void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files.item(0);
    if (file !== null) onFile(file);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is another way to what the button does
    <div
      className="drop-zone"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>
        Drop a record here: a file that ends in <code>.jsonl</code>, saved from the page History, from a
        playground, or with the command <code>export</code>.
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".jsonl,application/jsonl"
        aria-label="A record"
        onChange={({ target }) => {
          const file = target.files?.item(0);
          target.value = ""; // the same file can be chosen again
          if (file) onFile(file);
        }}
      />
      <button type="button" className="button primary" onClick={() => input.current?.click()}>
        Open a file…
      </button>
      <p className="muted small">The file is read in this page. Nothing is sent anywhere.</p>
    </div>
  );
}
