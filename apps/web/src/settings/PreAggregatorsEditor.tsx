import type { PreAggregatorKind } from "@honest-majority/protocol";
import { PRE_AGGREGATORS } from "@honest-majority/robust/facts";
import { nextPre, type PreDraft } from "./armDraft";
import { ChoiceField } from "./fields";
import { OptionField } from "./OptionField";

export interface PreAggregatorsEditorProps {
  /** For people: "arm 2". */
  of: string;
  chain: readonly PreDraft[];
  /** By the place in the chain and the option: "0.s". */
  problemAt(path: string): string | undefined;
  onChange(chain: PreDraft[]): void;
}

const MOST = 6;
const CHOICES = (Object.keys(PRE_AGGREGATORS) as PreAggregatorKind[]).map((kind) => ({
  value: kind,
  title: PRE_AGGREGATORS[kind].name,
}));

/** What the updates go through before the rule sees them, first things first. */
export function PreAggregatorsEditor({ of, chain, problemAt, onChange }: PreAggregatorsEditorProps) {
  const edit = (place: number, change: Partial<PreDraft>) =>
    onChange(chain.map((pre, i) => (i === place ? { ...pre, ...change } : pre)));
  const swapped = (i: number) => chain.with(i, chain[i + 1]).with(i + 1, chain[i]);
  return (
    <div className="pre-aggregators">
      {chain.length > 0 && (
        <ol>
          {chain.map((pre, i) => {
            const { name: title, options, sentence } = PRE_AGGREGATORS[pre.kind];
            return (
              <li key={pre.key} className="pre-aggregator">
                <div className="field-grid">
                  <ChoiceField
                    label={`Pre-aggregator ${i + 1}`}
                    value={pre.kind}
                    choices={CHOICES}
                    onChange={(kind) => edit(i, { kind, options: {} })}
                  />
                  {Object.entries(options).map(([name, option]) => (
                    <OptionField
                      key={name}
                      option={option}
                      value={pre.options[name] ?? ""}
                      problem={problemAt(`${i}.${name}`)}
                      onChange={(value) => edit(i, { options: { ...pre.options, [name]: value } })}
                    />
                  ))}
                </div>
                <p className="small muted">{sentence}</p>
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
      <button
        type="button"
        className="button quiet"
        disabled={chain.length >= MOST}
        onClick={() => onChange([...chain, nextPre(chain)])}
      >
        + pre-aggregator
      </button>
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
