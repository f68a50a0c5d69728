import { useMemo } from "react";
import { encode } from "uqr";

/** A join address as a QR code; always dark on light, as cameras expect. */
export function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code for ${text}`}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#101418" shapeRendering="crispEdges" />
    </svg>
  );
}

function qrPath(text: string) {
  const { size, data } = encode(text, { border: 2 });
  let path = "";
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) path += `M${x} ${y}h1v1h-1z`;
    });
  });
  return { size, path };
}
