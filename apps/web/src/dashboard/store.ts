import { create } from "zustand";
import { type DashboardState, NOTHING_YET } from "./state";

/** The dashboard's only store: the link writes it, the page reads it. */
export const useDashboard = create<DashboardState>()(() => NOTHING_YET);
