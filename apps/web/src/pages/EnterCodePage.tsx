import { RoomCode } from "@honest-majority/protocol";
import { type FormEvent, useState } from "react";
import { Brand } from "../ui/Logo";

/** The page for a student without a link: the code on the teacher's screen opens the room. */
export default function EnterCodePage() {
  const [problem, setProblem] = useState<string>();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = RoomCode.safeParse(new FormData(event.currentTarget).get("code"));
    if (code.success) location.assign(`/join/${code.data}`);
    else setProblem(`A code ${code.error.issues[0]?.message}.`);
  }
  return (
    <main className="narrow-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card enter-code" aria-labelledby="enter">
        <h1 id="enter">Join a class</h1>
        <p className="muted">
          Your tab becomes a worker: it trains on this device, with pictures that the coordinator deals, and
          sends an update each round. No picture is sent, but many can be computed back from an update.
        </p>
        <form onSubmit={submit} noValidate>
          <label htmlFor="code">Room code</label>
          <input
            id="code"
            name="code"
            className="code-input"
            placeholder="KRUM-42"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={19}
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined ? undefined : "code-problem"}
          />
          {problem !== undefined && (
            <p id="code-problem" className="field-problem" role="alert">
              {problem}
            </p>
          )}
          <button className="button primary large" type="submit">
            Join
          </button>
        </form>
      </section>
      {location.search !== "" && (
        <p className="notice">
          This address has settings for a run. To use them, open it in the tab of your dashboard.
        </p>
      )}
      <p className="muted small">
        Teaching? Press Enter in the coordinator's terminal for an address that opens the dashboard.
      </p>
    </main>
  );
}
