/** Cyclic redundancy checks of 32 bits, the lowest bit first. Pure. */

/** By the polynomial of zlib and PNG; an unsigned 32-bit number. */
export const crc32 = /* @__PURE__ */ crcBy(0xedb88320);

/** By Castagnoli's polynomial, as in RFC 3720, appendix B.4; an unsigned 32-bit number. */
export const crc32c = /* @__PURE__ */ crcBy(0x82f63b78);

/** `polynomial`: with its bits reversed. */
function crcBy(polynomial: number): (bytes: Uint8Array) => number {
  const ofByte = Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    return crc;
  });
  return (bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) crc = (crc >>> 8) ^ ofByte[(crc ^ byte) & 0xff];
    return (crc ^ 0xffffffff) >>> 0;
  };
}
