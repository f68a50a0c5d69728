import type { ReactNode } from "react";
import { Brand } from "../ui/Logo";

export interface TroubleProps {
  title: string;
  /** What a person can do. */
  advice: ReactNode;
  /** What happened, in the words of whoever noticed it. */
  detail: string;
  /** The name of the button that loads the page again. */
  again: string;
  /** More buttons. */
  children?: ReactNode;
}

/** Shown instead of a page that cannot be shown. */
export function Trouble({ title, advice, detail, again, children }: TroubleProps) {
  return (
    <main className="narrow-page">
      <header className="page-brand">
        <Brand />
      </header>
      <section className="card" role="alert">
        <h1>{title}</h1>
        <p>{advice}</p>
        <p className="small muted">{detail}</p>
        <p className="button-row">
          <button type="button" className="button primary" onClick={() => location.reload()}>
            {again}
          </button>
          {children}
        </p>
      </section>
    </main>
  );
}
