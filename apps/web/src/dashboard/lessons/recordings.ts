/** The name by which the replay page knows a file of `public/lessons`: "lessons/10-fear-slider.5". Pure. */
export function runOfRecording(file: string): string {
  return `lessons/${file.replace(/\.jsonl$/, "")}`;
}
