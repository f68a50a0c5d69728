import { createContext, useContext } from "react";

/** Where the room is: behind a coordinator, which others can join, or in this page alone. */
export type Place = "coordinator" | "page";

const PlaceContext = createContext<Place>("coordinator");
export const PlaceProvider = PlaceContext.Provider;

export function usePlace(): Place {
  return useContext(PlaceContext);
}
