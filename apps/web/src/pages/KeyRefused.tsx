import { Brand } from "../ui/Logo";

/** Shown at an address that works once, if it gives no key. */
export function KeyRefused({ why }: { why: string }) {
  return (
    <main className="narrow-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card" role="alert">
        <h1>This address does not open the dashboard</h1>
        <p>{why}</p>
        <p>Press Enter in the coordinator's terminal for a new one. It works once, within two minutes.</p>
        <p className="small muted">If the dashboard is open in another tab, go on there.</p>
      </section>
    </main>
  );
}
