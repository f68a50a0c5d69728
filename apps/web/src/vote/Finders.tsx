import type { Ballot, GameScore } from "@honest-majority/protocol";
import { findersOf, scoreWords } from "./words";

/** Whom the class and each rule named, and how many traitors they found, in this game and in all. */
export function Finders({ ballot, score }: { ballot: Ballot; score?: GameScore }) {
  const finders = findersOf(ballot, score);
  if (finders.length === 0) return null;
  const games = score?.games ?? 1;
  return (
    <div className="finders" data-testid="finders">
      <table>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">named</th>
            <th scope="col">found</th>
            {games > 1 && <th scope="col">in {games} games</th>}
          </tr>
        </thead>
        <tbody>
          {finders.map(({ name, named, found, inAll }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{named}</td>
              <td className="tabular">{found}</td>
              {games > 1 && <td className="tabular">{inAll ?? "–"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {score !== undefined && <p>{scoreWords(score)}</p>}
    </div>
  );
}
