/** The first example of a README, and what the README says that it prints. */
export function exampleOf(readme: string): { code: string; prints: string } {
  const lines = readme.replaceAll("\r\n", "\n");
  const code = /```js\n(.*?)```/s.exec(lines)?.[1];
  const prints = /```text\n(.*?)```/s.exec(lines)?.[1];
  if (code === undefined || prints === undefined) {
    throw new Error("exampleOf: the README must have a block js and a block text, what it prints");
  }
  return { code, prints };
}
