import { createContext, useContext } from "react";

/** Where the room is: behind a coordinator, which others can join; in this page alone; or in a record, which takes no command. */
export type Place = "coordinator" | "page" | "record";

const PlaceContext = createContext<Place>("coordinator");
export const PlaceProvider = PlaceContext.Provider;

export function usePlace(): Place {
  return useContext(PlaceContext);
}
