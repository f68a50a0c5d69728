import { memo } from "react";

/** A name that a stranger typed: in its own direction, on one line that never grows, cut with an ellipsis. */
export const Name = memo(function Name({ children }: { children: string }) {
  return (
    <bdi className="name" title={children}>
      {children}
    </bdi>
  );
});
