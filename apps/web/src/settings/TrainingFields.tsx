import { SCHEDULES } from "@honest-majority/learning/facts";
import { choicesOf } from "./choices";
import { ChoiceField, TextField } from "./fields";
import type { SectionProps } from "./SettingsForm";

export function TrainingFields({ draft, problems, edit }: SectionProps) {
  return (
    <section>
      <h3>Training</h3>
      <div className="field-grid">
        <TextField
          label="Batch size B"
          value={draft.batchSize}
          placeholder="32"
          problem={problems.batchSize}
          onChange={(batchSize) => edit({ batchSize })}
        />
        <TextField
          label="Local steps K"
          value={draft.localSteps}
          placeholder="1"
          problem={problems.localSteps}
          onChange={(localSteps) => edit({ localSteps })}
        />
        <TextField
          label="Learning rate η"
          value={draft.learningRate}
          placeholder="0.3"
          problem={problems.learningRate}
          onChange={(learningRate) => edit({ learningRate })}
        />
        <TextField
          label="Momentum β"
          value={draft.momentum}
          placeholder="0.9"
          problem={problems["algorithm.momentum"]}
          onChange={(momentum) => edit({ momentum })}
        />
        <ChoiceField
          label="Schedule"
          value={draft.schedule}
          choices={choicesOf(SCHEDULES)}
          onChange={(schedule) => edit({ schedule })}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={draft.normalized}
          onChange={(event) => edit({ normalized: event.target.checked })}
        />
        Normalized step: η·z/‖z‖ instead of η·z (ByzSGDnm)
      </label>
    </section>
  );
}

export function PaceFields({ draft, problems, edit }: SectionProps) {
  return (
    <section>
      <h3>Rounds</h3>
      <div className="field-grid">
        <TextField
          label="Rounds"
          value={draft.rounds}
          placeholder="200"
          problem={problems.rounds}
          onChange={(rounds) => edit({ rounds })}
        />
        <TextField
          label="or C, gradients in all"
          value={draft.budget}
          placeholder="sets the rounds"
          problem={problems.budget}
          onChange={(budget) => edit({ budget })}
        />
        <TextField
          label="Measure every"
          value={draft.evaluateEvery}
          placeholder="5"
          problem={problems.evaluateEvery}
          onChange={(evaluateEvery) => edit({ evaluateEvery })}
        />
        <TextField
          label="Deadline, seconds"
          value={draft.deadline}
          placeholder="15"
          problem={problems.roundDeadlineMs}
          onChange={(deadline) => edit({ deadline })}
        />
        <TextField
          label="Quorum"
          value={draft.quorum}
          placeholder="f + 1"
          problem={problems.quorum}
          onChange={(quorum) => edit({ quorum })}
        />
        <TextField
          label="Seed"
          value={draft.seed}
          placeholder="1"
          problem={problems.seed}
          onChange={(seed) => edit({ seed })}
        />
      </div>
    </section>
  );
}
