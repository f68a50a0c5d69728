/** What goes wrong in a class: read by the dashboard's help and by docs/teaching.md. */
export interface Trouble {
  id: string;
  /** As a teacher would say it. */
  what: string;
  /** What the program does by itself. `code` and *control* as in Markdown. */
  byItself: string;
  /** What the teacher does. */
  remedy: string;
}

/** The most frequent first. */
export const TROUBLES: readonly Trouble[] = [
  {
    id: "phone",
    what: "A phone dropped out",
    byItself:
      "Its tile says *reconnecting*, and the rounds go on without it. Its page tries again, and comes back as the same worker with the same name and role.",
    remedy:
      "Keep the page open, or load it again. If it was closed, scan the code again: that makes a new worker. Click the tile of the old one, then *Remove*.",
  },
  {
    id: "locked",
    what: "A phone's screen is dark",
    byItself:
      "A dark phone stops the page. Rounds wait for it until their deadline, after three such rounds no longer.",
    remedy:
      "Unlock it, and it goes on by itself. *Close round*, at the top after three seconds, ends the wait. Only an https page can keep the screen on: otherwise set a longer time in the phone.",
  },
  {
    id: "unreachable",
    what: "Phones cannot open the address",
    byItself:
      "The program can do nothing: many a school's Wi-Fi keeps its devices from reaching one another.",
    remedy:
      "Click the room code: if there is a list of networks, choose the one that the phones use. Allow Node in the laptop's firewall. If neither helps, let a phone open a hotspot that all join; no internet is needed. Or teach with *+ swarm*: it opens workers on the laptop.",
  },
  {
    id: "certificate",
    what: "A browser warns about a certificate",
    byItself:
      "The address in the QR code is http, where no browser warns. https has a certificate that the laptop made itself.",
    remedy:
      "Go back to the http address: training works there. A student who clicked *Use my GPU* can go on instead, with *Advanced* and then *Proceed*.",
  },
  {
    id: "late",
    what: "A student comes late",
    byItself: "The worker takes part from the next round on, with data of its own while there are any.",
    remedy: "Click the room code to show how to join. The run need not stop.",
  },
  {
    id: "twice",
    what: "A student joined twice",
    byItself: "Every tab is a worker, a duplicated one too; it gets a name with a number.",
    remedy:
      "Close one of the tabs. The rounds no longer wait for it, and *Remove all silent* (under *Flip k*) takes its tile away.",
  },
  {
    id: "few",
    what: "The run waits for more workers",
    byItself: "A round needs one worker more than the number f that the rules expect to be malicious.",
    remedy: "Open a swarm with *+ swarm*, or lower f in *Settings*: it counts at once.",
  },
  {
    id: "slow",
    what: "Rounds take too long",
    byItself:
      "A round waits for its slowest worker. After three seconds a line at the top says for whom. Rounds stop waiting for a worker that is always far behind, and its tile says so. On slow Wi-Fi the run sends shorter numbers by itself.",
    remedy:
      "*Close round* ends the wait once. Remove a worker that is always last. For a large class choose the model *softmax* and fewer rules in *Settings*; both wait for a reset.",
  },
  {
    id: "projector",
    what: "The projector shows no chart",
    byItself: "Until the first round closes it shows how to join. A lost connection comes back by itself.",
    remedy:
      "Press *Start*. If its room code is not the one in the dashboard's bar, open it again: *⋯*, *Open the projector page*.",
  },
  {
    id: "slept",
    what: "The teacher's laptop slept",
    byItself:
      "The run stood still. When the laptop wakes, all pages connect again as the same workers, and the run goes on.",
    remedy:
      "Wait half a minute. If nobody comes back, the laptop may have a new address: show the code again. Switch sleep off and plug the laptop in before the lesson.",
  },
  {
    id: "stopped",
    what: "The coordinator was closed",
    byItself: "Every closed round is on disk. All pages wait, and try again by themselves.",
    remedy:
      "Type `npm start` again in the same folder. The same room opens, the tabs come back, and the run goes on at the next round.",
  },
  {
    id: "fallen",
    what: "All curves are at chance, or a rule diverged",
    byItself:
      "A model that is no longer finite takes no more steps; the other rules go on. If all have diverged, the run is over.",
    remedy:
      "*Again* starts from fresh models with everybody honest. If curves fall with nobody malicious, lower the learning rate in *Settings*.",
  },
  {
    id: "roles",
    what: "Students switch roles at the wrong time",
    byItself: "A change counts from the next round on; *Events* lists it.",
    remedy:
      "*Lock*, above the tiles, freezes their switches; yours go on working. *All honest* is under *Flip k*.",
  },
  {
    id: "name",
    what: "A name must not be seen",
    byItself:
      "The projector shows counts in place of names, unless *Names on the projector* is on. Some words are refused.",
    remedy:
      "Switch *Names on the projector* off in *Settings*. Click the tile, then *Remove*: the student joins again with another name.",
  },
];
