import { EXPORT_FACTS, RECORD_EXPORTS, type RecordExport } from "@honest-majority/records";
import { BarButton } from "../dashboard/bar/RunControls";
import { useDashboard, useRoom } from "../dashboard/store";
import { dateOf } from "../ui/format";
import { Icon } from "../ui/Icon";
import { Brand } from "../ui/Logo";
import { Menu, MenuItem } from "../ui/Menu";
import {
  closeRecord,
  type Replay,
  SPEEDS,
  type Speed,
  seek,
  setSpeed,
  togglePlaying,
  toggleRevealed,
  useReplay,
} from "./replay";
import { mayReveal } from "./replayState";
import { saveRecord, saveRecordAs } from "./saveRecord";

/** One line at any width, as the dashboard's: which run this is, and how it plays. */
export function ReplayBar({ onPart }: { onPart(file: Blob, part: number): void }) {
  const record = useReplay((state) => state.record);
  const place = useReplay((state) => state.place);
  const shown = useReplay((state) => state.shown);
  const playing = useReplay((state) => state.playing);
  const revealed = useDashboard((state) => state.class.revealed);
  const { config } = useRoom();
  if (record === undefined) return null;
  const count = record.rounds.length;
  const opened = record.rounds[0].openedAt;
  return (
    <header className="top-bar">
      <h1 className="brand-heading">
        <Brand />
      </h1>
      <p className="replay-name muted">
        <strong>Replay</strong>
        {record.room !== undefined && <bdi>{record.room}</bdi>}
        {place !== undefined && (
          <span>
            part {place.part} of {place.of}
          </span>
        )}
        {opened > 0 && <span className="replay-date">{dateOf(opened)}</span>}
      </p>
      <p className="round-now">
        <span className="tabular" data-testid="round" data-round={shown}>
          <span className="visually-hidden">rounds shown: </span>
          {shown}
          <span className="muted">
            <span aria-hidden="true">/</span>
            <span className="visually-hidden"> of </span>
            {count}
          </span>
        </span>
      </p>
      <div className="top-actions">
        <BarButton
          className="primary"
          icon={playing ? "pause" : shown === count ? "again" : "play"}
          label={playing ? "Pause" : shown === count ? "From the start" : "Play"}
          onClick={togglePlaying}
        />
        <BarButton
          className="wide-only"
          icon="step"
          label="Step"
          onClick={shown < count ? () => seek(shown + 1) : undefined}
        />
        <SpeedSelect />
        {mayReveal({ config }) && (
          <BarButton
            icon={revealed ? "hide" : "reveal"}
            label="Reveal"
            pressed={revealed}
            testId="reveal"
            title="Shows whom each rule caught, missed or threw out wrongly"
            onClick={toggleRevealed}
          />
        )}
        <Menu label="More" button={<Icon name="more" />} className="button icon-only">
          {place !== undefined && <Parts place={place} onPart={onPart} />}
          <MenuItem onSelect={() => saveRecord(record, { names: true })}>
            {place === undefined ? "Save this record" : "Save this part"}
          </MenuItem>
          <MenuItem onSelect={() => saveRecord(record, { names: false })}>Save it without names</MenuItem>
          {(Object.keys(RECORD_EXPORTS) as RecordExport[]).map((format) => (
            <MenuItem key={format} onSelect={() => saveRecordAs(record, format)}>
              Save as {EXPORT_FACTS[format].name}
            </MenuItem>
          ))}
          <hr />
          <MenuItem onSelect={closeRecord}>Open another record</MenuItem>
          <p className="menu-note small muted">
            Space plays and pauses; → and ← step; Home and End jump. A record holds no updates, so it has no
            map.
          </p>
        </Menu>
      </div>
    </header>
  );
}

/** The parts of a long record that are not shown. */
function Parts({
  place: { file, part, of },
  onPart,
}: {
  place: NonNullable<Replay["place"]>;
  onPart(file: Blob, part: number): void;
}) {
  const others = Array.from({ length: of }, (_, i) => i + 1).filter((other) => other !== part);
  return (
    <>
      {others.map((other) => (
        <MenuItem key={other} onSelect={() => onPart(file, other)}>
          Open part {other} of {of}
        </MenuItem>
      ))}
      <hr />
    </>
  );
}

function SpeedSelect() {
  const speed = useReplay((state) => state.speed);
  return (
    <label className="pace">
      <span className="visually-hidden">Speed</span>
      <select
        value={speed}
        title="Rounds a second"
        onChange={({ target }) => setSpeed(target.value as Speed)}
      >
        {Object.keys(SPEEDS).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
