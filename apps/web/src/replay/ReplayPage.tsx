import { useEffect, useState } from "react";
import { PlaceProvider } from "../dashboard/place";
import { Brand } from "../ui/Logo";
import { fileOf, type LoadedPart, loadPart, type Progress } from "./loadRecord";
import { OpenRecord } from "./OpenRecord";
import { ReplayDashboard } from "./ReplayDashboard";
import { closeRecord, openRecord, useReplay } from "./replay";
import { type Source, sourceOf } from "./source";
import "../dashboard/styles";
import "../style/replay.css";

type Opening = { kind: "none" } | { kind: "reading"; share: number } | { kind: "refused"; why: string };

/** Plays a record through the dashboard's panels: one of a class, of a lesson, or of a file that a person opens. */
export default function ReplayPage({ search }: { search: string }) {
  const [opening, setOpening] = useState<Opening>({ kind: "none" });
  const hasRecord = useReplay(({ record }) => record !== undefined);
  const [source] = useState<Source>(() => sourceOf(search));

  async function open(load: (progress: Progress) => Promise<LoadedPart>) {
    setOpening({ kind: "reading", share: 0 });
    try {
      openRecord(await load((share) => setOpening({ kind: "reading", share })));
      setOpening({ kind: "none" });
    } catch (error) {
      setOpening({ kind: "refused", why: error instanceof Error ? error.message : String(error) });
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is read once
  useEffect(() => {
    document.title = "Replay · Honest Majority";
    if (source.kind === "lesson" || source.kind === "class")
      void open(async (progress) => loadPart(await fileOf(source), 1, progress));
    if (source.kind === "unknown")
      setOpening({ kind: "refused", why: "This address names no recorded run." });
    return closeRecord;
  }, [source]);

  if (hasRecord)
    return (
      <PlaceProvider value="record">
        <ReplayDashboard
          onPart={(file, part) => {
            closeRecord();
            void open((progress) => loadPart(file, part, progress));
          }}
        />
      </PlaceProvider>
    );
  return (
    <main className="narrow-page replay-open">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card" aria-labelledby="replay-title">
        <h1 id="replay-title">Replay a run</h1>
        {opening.kind === "reading" ? (
          <Reading share={opening.share} />
        ) : (
          <>
            {opening.kind === "refused" && (
              <p className="notice" role="alert">
                {opening.why}
              </p>
            )}
            <OpenRecord onFile={(file) => void open((progress) => loadPart(file, 1, progress))} />
          </>
        )}
      </section>
    </main>
  );
}

function Reading({ share }: { share: number }) {
  return (
    <p className="replay-reading" role="status">
      Reading the record…
      <progress value={share} max={1} aria-label="How much of the record is read" />
    </p>
  );
}
