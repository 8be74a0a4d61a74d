import { useMemo } from 'react';
import { encode } from 'uqr';

const QUIET_ZONE = 2;

/** Always dark on light, whatever the theme: cameras read it only that way. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { border: QUIET_ZONE });
    const squares = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: code.size, path: squares.join('') };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      width="196"
      height="196"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mb-2 rounded-[4px]"
    >
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
