import { useMemo } from "react";
import { publicColumns } from "../chart/publicColumns";
import type { DashboardState } from "./state";
import { useDashboard, useShowsTruth } from "./store";

/** The run's measurements, without what reveals roles while this screen hides them. */
export function useShownColumns<Key extends "columns" | "ghost">(key: Key): DashboardState[Key] {
  const columns = useDashboard((state) => state[key]);
  const showsTruth = useShowsTruth();
  return useMemo(
    () => (showsTruth || columns === undefined ? columns : publicColumns(columns)),
    [columns, showsTruth],
  );
}
