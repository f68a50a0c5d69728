import { armShortTitle, armTitle } from "@honest-majority/protocol";

/** An arm's short name; the full name shows on hover. */
export function ArmName({ label }: { label: string }) {
  return (
    <span className="arm-name" title={armTitle(label)}>
      {armShortTitle(label)}
    </span>
  );
}
