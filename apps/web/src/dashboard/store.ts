import { create } from "zustand";
import { type DashboardState, NOTHING_YET } from "./state";

/** The dashboard's one store: the link writes, the container reads. */
export const useDashboard = create<DashboardState>()(() => NOTHING_YET);
