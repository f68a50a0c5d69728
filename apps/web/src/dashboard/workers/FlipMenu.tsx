import { useState } from "react";
import { Icon } from "../../ui/Icon";
import { lazyPart } from "../../ui/lazyPart";
import { Menu } from "../../ui/Menu";

const FlipPanel = lazyPart(async () => (await import("./FlipPanel")).FlipPanel);

/** Changes the roles of several workers at once. */
export function FlipMenu() {
  const [open, setOpen] = useState(false);
  return (
    <Menu
      label="Flip k workers"
      className="button small-button"
      onToggle={setOpen}
      button={
        <>
          Flip k <Icon name="down" />
        </>
      }
    >
      {open && <FlipPanel />}
    </Menu>
  );
}
