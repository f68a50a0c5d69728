import { useId } from "react";

export interface StepSliderProps {
  label: string;
  steps: readonly number[];
  value: number;
  /** The value in words, beside the slider and for a screen reader. */
  says: string;
  onChange(value: number): void;
}

/** A slider over a list of values. */
export function StepSlider({ label, steps, value, says, onChange }: StepSliderProps) {
  const id = useId();
  return (
    <div className="step-slider">
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{says}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={steps.indexOf(value)}
        aria-valuetext={says}
        onChange={(event) => onChange(steps[Number(event.currentTarget.value)])}
      />
    </div>
  );
}
