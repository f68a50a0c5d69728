import { Brand } from "../ui/Logo";

export function UnknownPage({ path }: { path: string }) {
  return (
    <main className="narrow-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card">
        <h1>There is no such page</h1>
        <p>
          <code>{path}</code> is not a page here. Is the room code complete?
        </p>
        <a className="button primary" href="/">
          Enter a code
        </a>
      </section>
    </main>
  );
}
