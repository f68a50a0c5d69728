import { FindSheet } from "./FindSheet";
import { Invite } from "./Invite";
import { KeysSheet } from "./KeysSheet";
import { SettingsSheet } from "./SettingsSheet";
import { Sheet } from "./Sheet";
import { useRoom } from "./store";
import { VoteSheet } from "./VoteSheet";
import { closeSheet, useView } from "./view";

/** The dialogs, of which at most one is open. */
export function Sheets() {
  const sheet = useView((view) => view.sheet);
  const { room, joins } = useRoom();
  return (
    <>
      <Sheet title="Join this class" place="middle" open={sheet === "invite"} onClose={closeSheet}>
        <Invite room={room} joins={joins} />
      </Sheet>
      <SettingsSheet />
      <Sheet title="Keys" place="middle" open={sheet === "keys"} onClose={closeSheet}>
        <KeysSheet />
      </Sheet>
      <Sheet title="Find a worker" place="middle" open={sheet === "find"} onClose={closeSheet}>
        <FindSheet />
      </Sheet>
      <Sheet title="Ask the class" place="middle" open={sheet === "vote"} onClose={closeSheet}>
        <VoteSheet />
      </Sheet>
    </>
  );
}
