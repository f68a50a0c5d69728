/** The first script of every page: small, so that it arrives, and able to load the page again when the rest does not. */
import { reloadSoon } from "./load/reload";

import("./withoutEval")
  .then(() => import("./main"))
  .catch(async (error: unknown) => {
    if (await reloadSoon()) return;
    const sentence = document.getElementById("not-loaded");
    if (sentence === null) throw error; // the page is there, and has its own boundary
    const again = document.createElement("button");
    again.textContent = "Load again";
    again.onclick = () => location.reload();
    sentence.replaceChildren(`This page did not load: ${error}. `, again);
  });
