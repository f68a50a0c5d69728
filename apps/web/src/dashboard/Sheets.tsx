import { FindSheet } from "./FindSheet";
import { HelpSheet } from "./HelpSheet";
import { Invite } from "./Invite";
import { KeysSheet } from "./KeysSheet";
import { LessonsSheet } from "./lessons/LessonsSheet";
import { NotesSheet } from "./lessons/NotesSheet";
import { PicturesSheet } from "./pictures/PicturesSheet";
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
      <Sheet title="Shown by students" place="side" open={sheet === "pictures"} onClose={closeSheet}>
        <PicturesSheet />
      </Sheet>
      <Sheet title="When something goes wrong" place="side" open={sheet === "help"} onClose={closeSheet}>
        <HelpSheet />
      </Sheet>
      <Sheet title="Lessons" place="side" open={sheet === "lessons"} onClose={closeSheet}>
        <LessonsSheet />
      </Sheet>
      <Sheet title="This lesson" place="side" open={sheet === "notes"} onClose={closeSheet}>
        <NotesSheet />
      </Sheet>
    </>
  );
}
