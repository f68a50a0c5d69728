import { type ComponentType, lazy } from "react";
import { pluginsLoaded } from "../plugins";
import { PageFailed } from "./PageFailed";

/**
 * A page that is shown once its code and the coordinator's plugins are loaded, because pages read the registries when
 * they render. If one of them fails to load, shows `PageFailed` instead.
 */
export function lazyPage<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      const [page] = await Promise.all([load(), pluginsLoaded()]);
      return page;
    } catch (error) {
      return { default: () => <PageFailed error={error} /> };
    }
  });
}
