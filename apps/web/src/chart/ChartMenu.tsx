import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { FORMATS, type Format } from "./formats";

/** The formats in which the chart can be saved. */
export function ChartMenu({ onExport }: { onExport(format: Format): void }) {
  return (
    <Menu label="Save the chart" button={<Icon name="save" />} className="icon-button">
      {(Object.keys(FORMATS) as Format[]).map((format) => (
        <MenuItem key={format} onSelect={() => onExport(format)}>
          {FORMATS[format]}
        </MenuItem>
      ))}
    </Menu>
  );
}
