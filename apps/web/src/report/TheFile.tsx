import { REPORT_FILE } from "@honest-majority/report";
import { saveFile } from "../ui/saveFile";

/** Offers the report as a file, and shows all that is in it. */
export function TheFile({ text }: { text: string }) {
  const save = () => saveFile(new Blob([text], { type: "application/json" }), REPORT_FILE);
  return (
    <section className="card" aria-labelledby="file">
      <h2 id="file">The file</h2>
      <p>
        <code>{REPORT_FILE}</code> names the browser and the graphics card, and holds the times. It holds
        neither your name nor an address. To help the project, attach it to an issue of the kind{" "}
        <em>GPU report</em>.
      </p>
      <p className="button-row">
        <button type="button" className="button" onClick={save}>
          Download the file
        </button>
      </p>
      <details>
        <summary>Show all that is in it</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: lines wider than the card are scrolled by keyboard */}
        <pre className="report-text" tabIndex={0}>
          {text}
        </pre>
      </details>
    </section>
  );
}
