import { DATASETS, MODELS, PARTITIONS } from "@honest-majority/learning/facts";
import type { DatasetName } from "@honest-majority/protocol";
import { choicesOf } from "./choices";
import { ChoiceField, TextField } from "./fields";
import type { SectionProps } from "./SettingsForm";

export interface DatasetStatus {
  name: DatasetName;
  /** What the coordinator lacks to serve it. */
  missing?: string;
}

export function DataFields({
  draft,
  problems,
  edit,
  datasets,
}: SectionProps & { datasets: readonly DatasetStatus[] }) {
  const missing = datasets.filter((dataset) => dataset.missing !== undefined);
  const { partition } = draft;
  return (
    <section>
      <h3>Data and model</h3>
      <div className="field-grid">
        <ChoiceField
          label="Data set"
          value={draft.dataset}
          choices={datasets.map(({ name, missing: lacks }) => ({
            value: name,
            title: lacks === undefined ? name : `${name} (not here)`,
            disabled: lacks !== undefined,
          }))}
          problem={problems.dataset}
          onChange={(dataset) => edit({ dataset })}
        />
        <ChoiceField
          label="Model"
          value={draft.model}
          choices={choicesOf(MODELS)}
          onChange={(model) => edit({ model })}
        />
        <ChoiceField
          label="Dealt out"
          value={partition.kind}
          choices={choicesOf(PARTITIONS)}
          onChange={(kind) => edit({ partition: { ...partition, kind } })}
        />
        {partition.kind === "label" && (
          <TextField
            label="Labels per worker"
            value={partition.labelsPerWorker}
            placeholder="2"
            problem={problems["partition.labelsPerWorker"]}
            onChange={(labelsPerWorker) => edit({ partition: { ...partition, labelsPerWorker } })}
          />
        )}
        {partition.kind === "dirichlet" && (
          <TextField
            label="α"
            value={partition.alpha}
            placeholder="0.5"
            problem={problems["partition.alpha"]}
            onChange={(alpha) => edit({ partition: { ...partition, alpha } })}
          />
        )}
        <TextField
          label="Shards (workers)"
          value={draft.workers}
          placeholder="8"
          problem={problems.workers}
          onChange={(workers) => edit({ workers })}
        />
      </div>
      {DATASETS[draft.dataset]?.mirrorable && (
        <label className="check">
          <input
            type="checkbox"
            checked={draft.augment}
            onChange={(event) => edit({ augment: event.target.checked })}
          />
          Move pictures: padded by 4, cut to size, mirrored half of the time
        </label>
      )}
      {missing.length > 0 && (
        <details className="small muted">
          <summary>Not here: {missing.map(({ name }) => name).join(", ")}. How to get them</summary>
          {missing.map(({ name, missing: lacks }) => (
            <p key={name}>
              {name}: {lacks}
            </p>
          ))}
        </details>
      )}
    </section>
  );
}
