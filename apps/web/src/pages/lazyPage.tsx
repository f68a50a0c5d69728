import { isUserError } from "@honest-majority/protocol";
import { type ComponentType, lazy } from "react";
import { forgetReloads, reloadSoon } from "../load/reload";
import { pluginsLoaded } from "../plugins";
import { PageFailed } from "./PageFailed";

type PageModule<Props> = { default: ComponentType<Props> };

/**
 * A page that is shown once its code and the coordinator's plugins are loaded, because pages read the registries when
 * they render. If one of them does not arrive, the page is loaded again; shows `PageFailed` when that did not help.
 */
export function lazyPage<Props extends object>(load: () => Promise<PageModule<Props>>) {
  return lazy(async (): Promise<PageModule<Props>> => {
    try {
      const [page] = await Promise.all([load(), pluginsLoaded()]);
      forgetReloads();
      return page;
    } catch (error) {
      const isPlugin = isUserError(error, "plugin"); // it came, and does not work here
      if (!isPlugin && (await reloadSoon())) return await new Promise(() => {}); // this page is going
      return { default: () => <PageFailed error={error} /> };
    }
  });
}
