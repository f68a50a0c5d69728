import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { METHODS_PAGE, methodsPage } from "./methodsPage";

const root = new URL("../../../../", import.meta.url);
writeFileSync(fileURLToPath(new URL(METHODS_PAGE, root)), methodsPage());
console.log(`wrote ${METHODS_PAGE}`);
