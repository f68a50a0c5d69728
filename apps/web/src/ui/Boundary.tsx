import { Component, type ReactNode } from "react";

export interface BoundaryProps {
  /** Shown instead of the children once one of them has thrown. */
  instead(error: unknown): ReactNode;
  children: ReactNode;
}

/** Without a boundary, React removes the whole page when a component throws. A class, because hooks cannot catch. */
export class Boundary extends Component<BoundaryProps, { failed?: { error: unknown } }> {
  override state: { failed?: { error: unknown } } = {};

  static getDerivedStateFromError(error: unknown) {
    return { failed: { error } };
  }

  override render() {
    const { failed } = this.state;
    return failed === undefined ? this.props.children : this.props.instead(failed.error);
  }
}
