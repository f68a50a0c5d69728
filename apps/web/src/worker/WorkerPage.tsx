import type { LearnerView } from "@honest-majority/worker/view";
import { useEffect } from "react";
import { RoleSwitch } from "../roles/RoleSwitch";
import { LOCKED, useRoleControl } from "../roles/useRoleControl";
import { isolated } from "../ui/isolated";
import { Brand } from "../ui/Logo";
import { lazyPart } from "../ui/lazyPart";
import { tabStorage } from "../ui/storage";
import { useSame } from "../ui/useSame";
import { AskCard } from "./AskCard";
import { AttackPanel } from "./AttackPanel";
import { DeviceCard } from "./DeviceCard";
import { describeStatus, ownVerdicts, roleSentence, statusOf } from "./describe";
import { useDrawings } from "./drawing/useDrawings";
import { MyData } from "./MyData";
import { NameField } from "./NameField";
import { RoundCard } from "./RoundCard";
import { Shown } from "./Shown";
import { Stopped } from "./Stopped";
import { secureAddress, tokenKey } from "./secureWay";
import { useLearner } from "./useLearner";
import { useWakeLock } from "./useWakeLock";
import { Verdicts } from "./Verdicts";
import "../style/worker.css";

const QuizCard = lazyPart(async () => (await import("../quiz/QuizCard")).QuizCard);
const VoteCard = lazyPart(async () => (await import("./VoteCard")).VoteCard);

/** Undefined on a page that may use WebGPU, and where the coordinator names no https port. */
function secureWay(room: string, { backend, securePort }: LearnerView): (() => void) | undefined {
  if (window.isSecureContext || securePort === undefined || backend === undefined) return undefined;
  return () => location.assign(secureAddress(location, securePort, tabStorage.read(tokenKey(room, "tab"))));
}

/** One tab, one worker: connects the learner to the panels. */
export default function WorkerPage({ room, forced }: { room: string; forced?: string }) {
  const { view, pictures, answer, given, say } = useLearner({
    room,
    slot: "tab",
    forced,
    votes: true,
    place: 0,
  });
  const { locked, attack: preset } = view.class;
  const control = useRoleControl(view.role, (role) => say({ kind: "flip", role }), preset);
  const work = useSame(view.work);
  const drawings = useDrawings(room, work, say);
  useWakeLock();
  const { worker, link } = view;
  useEffect(() => {
    document.title = worker
      ? `${isolated(worker.name)} · ${room} · Honest Majority`
      : `${room} · Honest Majority`;
  }, [worker, room]);

  return (
    <main className="worker-page" data-malicious={control.malicious}>
      <header className="worker-head">
        <Brand />
        <span className="room-chip">
          Room <strong>{room}</strong>
        </span>
      </header>
      <NameField name={worker?.name ?? ""} onRename={(name) => say({ kind: "rename", name })} />
      <p className="worker-state" data-testid="worker-state" data-state={statusOf(view)} role="status">
        <span className="state-dot" aria-hidden="true" />
        {describeStatus(view)}
      </p>
      {link.kind === "stopped" && <Stopped state={link} />}
      {view.notice !== undefined && link.kind !== "stopped" && <p className="notice">{view.notice}</p>}
      {view.shown !== undefined && <Shown shown={view.shown} onTakeBack={() => say({ kind: "take-back" })} />}
      {view.votes?.ballot !== undefined && link.kind !== "stopped" && (
        <VoteCard votes={view.votes} worker={worker?.id} onVote={(cast) => say({ kind: "vote", cast })} />
      )}
      {view.quiz !== undefined && link.kind !== "stopped" && (
        <QuizCard quiz={view.quiz} onAnswer={(answers) => say({ kind: "quiz", answers })} />
      )}
      <section className="role-panel" aria-label="My role">
        <RoleSwitch
          size="large"
          malicious={control.malicious}
          disabled={worker === undefined || link.kind === "stopped" || locked}
          onChange={control.turn}
        />
        <p className="role-sentence">{roleSentence(view.role)}</p>
        {view.class.secret && !view.class.revealed && (
          <p className="notice">Only you and your teacher know your role.</p>
        )}
        {locked && <p className="small muted">{LOCKED}</p>}
        {!locked && link.kind !== "stopped" && (
          <AttackPanel preset={control.preset} choice={control.choice} onChange={control.choose} />
        )}
      </section>
      <div className="worker-cards">
        <div className="worker-column">
          <RoundCard view={view} />
          <Verdicts verdicts={ownVerdicts(view)} measured={view.measured} />
          <AskCard work={work} pictures={pictures} answer={answer} say={say} />
        </div>
        <div className="worker-column">
          <MyData
            pictures={pictures}
            work={work}
            drawn={view.drawn ?? 0}
            given={given}
            shown={view.shown}
            say={say}
            {...drawings}
          />
          <DeviceCard
            backend={view.backend}
            computeMs={view.computeMs}
            transport={view.transport}
            onSecure={secureWay(room, view)}
          />
        </div>
      </div>
      <p className="small muted">
        You may hide this tab or look at another: training continues. Closing it makes the worker leave.
      </p>
    </main>
  );
}
