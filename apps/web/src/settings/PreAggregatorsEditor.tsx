import { preAggregatorRegistry } from "@honest-majority/robust/facts";
import type { ReactNode } from "react";
import { entryIn, nameIn, optionsIn } from "../ui/registry";
import { nextPre, type PreDraft } from "./armDraft";
import { choicesOf } from "./choices";
import { ChoiceField } from "./fields";
import { OptionFields } from "./OptionField";

export interface PreAggregatorsEditorProps {
  /** The arm's place for people: "rule 2". */
  of: string;
  chain: readonly PreDraft[];
  /** Problems by place in the chain and option: "0.s". */
  problemAt(path: string): string | undefined;
  onChange(chain: PreDraft[]): void;
  /** More buttons beside the one that adds a pre-aggregator. */
  children?: ReactNode;
}

const MOST = 6;
/** Edits the pre-aggregators of an arm, in the order in which they are applied. */
export function PreAggregatorsEditor({
  of,
  chain,
  problemAt,
  onChange,
  children,
}: PreAggregatorsEditorProps) {
  const swapped = (i: number) => chain.with(i, chain[i + 1]).with(i + 1, chain[i]);
  return (
    <div className="pre-aggregators">
      {chain.length > 0 && (
        <ol>
          {chain.map((pre, i) => {
            const title = nameIn(preAggregatorRegistry, pre.kind);
            return (
              <li key={pre.key} className="pre-aggregator">
                <div className="field-grid">
                  <ChoiceField
                    label={`Pre-aggregator ${i + 1}`}
                    value={pre.kind}
                    choices={choicesOf(preAggregatorRegistry, pre.kind)}
                    onChange={(kind) => onChange(chain.with(i, { key: pre.key, kind, options: {} }))}
                  />
                  <OptionFields
                    options={optionsIn(preAggregatorRegistry, pre.kind)}
                    typed={pre.options}
                    problemAt={(option) => problemAt(`${i}.${option}`)}
                    onChange={(options) => onChange(chain.with(i, { ...pre, options }))}
                  />
                </div>
                <p className="small muted">{entryIn(preAggregatorRegistry, pre.kind)?.sentence}</p>
                <div className="pre-aggregator-moves">
                  <Move
                    sign="↑"
                    label={`Move ${title} up, ${of}`}
                    off={i === 0}
                    onClick={() => onChange(swapped(i - 1))}
                  />
                  <Move
                    sign="↓"
                    label={`Move ${title} down, ${of}`}
                    off={i === chain.length - 1}
                    onClick={() => onChange(swapped(i))}
                  />
                  <Move
                    sign="×"
                    label={`Remove ${title}, ${of}`}
                    onClick={() => onChange(chain.filter((_, place) => place !== i))}
                  />
                </div>
              </li>
            );
          })}
        </ol>
      )}
      <div className="button-row">
        <button
          type="button"
          className="button quiet"
          disabled={chain.length >= MOST}
          onClick={() => onChange([...chain, nextPre(chain)])}
        >
          + pre-aggregator
        </button>
        {children}
      </div>
    </div>
  );
}

interface MoveProps {
  sign: string;
  label: string;
  off?: boolean;
  onClick(): void;
}

function Move({ sign, label, off = false, onClick }: MoveProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      disabled={off}
      onClick={onClick}
    >
      {sign}
    </button>
  );
}
