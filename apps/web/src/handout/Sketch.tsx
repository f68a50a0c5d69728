const WIDTH = 320;
const HEIGHT = 145;
const LEFT = 42;
const BOTTOM = 22;
const TOP = 10;
const PARTS = 4;

/** An empty chart, to draw how the accuracy of each rule's model goes on. */
export function Sketch({ rules }: { rules: readonly string[] }) {
  const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  const x = (share: number) => LEFT + share * (WIDTH - LEFT);
  const parts = Array.from({ length: PARTS + 1 }, (_, i) => i / PARTS);
  return (
    <figure className="sketch">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="An empty chart of accuracy over rounds">
        {parts.map((share) => (
          <g key={share}>
            <line className="sketch-grid" x1={LEFT} x2={WIDTH} y1={y(share)} y2={y(share)} />
            <line className="sketch-grid" x1={x(share)} x2={x(share)} y1={TOP} y2={y(0)} />
            {(share * 2) % 1 === 0 && (
              <text x={LEFT - 5} y={y(share) + 4} textAnchor="end">
                {share * 100} %
              </text>
            )}
          </g>
        ))}
        <path className="sketch-axes" d={`M${LEFT} ${TOP}V${y(0)}H${WIDTH}`} />
        <text x={WIDTH} y={HEIGHT - 6} textAnchor="end">
          rounds →
        </text>
      </svg>
      <figcaption>Draw the accuracy of: {rules.join(", ")}</figcaption>
    </figure>
  );
}
