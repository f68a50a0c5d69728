import { MODELS } from "@honest-majority/learning/facts";
import { shortNameIn } from "../ui/registry";
import { BATCH_SIZES, CLIPS, NOISES, VIEWED_MODELS, type ViewRequest } from "./request";
import { StepSlider } from "./StepSlider";

export interface ControlsProps {
  request: ViewRequest;
  onChange(part: Partial<ViewRequest>): void;
}

export function Controls({ request, onChange }: ControlsProps) {
  const { model, batchSize, clip, noise, seed } = request;
  return (
    <section className="card view-controls" aria-label="The update">
      <fieldset className="class-chips">
        <legend>Model</legend>
        {VIEWED_MODELS.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="model"
              checked={model === one}
              onChange={() => onChange({ model: one })}
            />
            <span>{shortNameIn(MODELS, one)}</span>
          </label>
        ))}
      </fieldset>
      <StepSlider
        label="Pictures in the batch, B"
        steps={BATCH_SIZES}
        value={batchSize}
        says={String(batchSize)}
        onChange={(value) => onChange({ batchSize: value })}
      />
      <StepSlider
        label="Clip to the norm C"
        steps={CLIPS}
        value={clip}
        says={clip === 0 ? "not clipped" : String(clip)}
        onChange={(value) => onChange({ clip: value })}
      />
      <StepSlider
        label="Noise on each number, σ"
        steps={NOISES}
        value={noise}
        says={noise === 0 ? "none" : String(noise)}
        onChange={(value) => onChange({ noise: value })}
      />
      <p className="button-row">
        <button type="button" className="button" onClick={() => onChange({ seed: seed + 1 })}>
          Other pictures
        </button>
        <button type="button" className="button" onClick={() => onChange({ clip: 1, noise: 0.01 })}>
          Clip to 1, noise 0.01
        </button>
        <button type="button" className="button" onClick={() => onChange({ clip: 0, noise: 0 })}>
          Neither
        </button>
      </p>
    </section>
  );
}
