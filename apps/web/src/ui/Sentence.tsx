/** Shows a sentence, with text between backticks as code. */
export function Sentence({ children }: { children: string }) {
  const [plain, code, ...rest] = children.split("`");
  if (code === undefined) return plain;
  return (
    <>
      {plain}
      <code>{code}</code>
      <Sentence>{rest.join("`")}</Sentence>
    </>
  );
}
