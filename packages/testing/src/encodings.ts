/** The same text as different editors save it. */
export function encodings(text: string): { name: string; bytes: Uint8Array<ArrayBuffer> }[] {
  const utf8 = (of: string) => new TextEncoder().encode(of);
  const utf16 = (of: string, littleEndian: boolean) => {
    const bytes = new Uint8Array(2 * of.length);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < of.length; i++) view.setUint16(2 * i, of.charCodeAt(i), littleEndian);
    return bytes;
  };
  const crlf = text.replaceAll("\n", "\r\n");
  return [
    { name: "UTF-8", bytes: utf8(text) },
    { name: "UTF-8 with a byte order mark", bytes: utf8(`\ufeff${text}`) },
    { name: "UTF-8 with CRLF", bytes: utf8(crlf) },
    { name: "UTF-8 with a byte order mark and CRLF", bytes: utf8(`\ufeff${crlf}`) },
    { name: "UTF-16 LE with CRLF", bytes: utf16(`\ufeff${crlf}`, true) },
    { name: "UTF-16 BE", bytes: utf16(`\ufeff${text}`, false) },
  ];
}
