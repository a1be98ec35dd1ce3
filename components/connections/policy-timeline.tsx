import type { TimelineLane } from "@/lib/token-policy";

type Props = {
  lanes: readonly TimelineLane[];
  /** The sentence that says the same. */
  name: string;
};

const laneHeight = 36;
/** In percent of the width: the marker at the end needs room. */
const longest = 98;
const x = (share: number) => `${(share * longest).toFixed(2)}%`;

/** How long people stay signed in, drawn to scale. Texts keep their size at every width. */
export function PolicyTimeline({ lanes, name }: Props) {
  return (
    <svg
      role="img"
      aria-label={name}
      width="100%"
      height={lanes.length * laneHeight}
      className="block overflow-visible"
    >
      {lanes.map(({ label, length, renewals, ends }, lane) => {
        const y = lane * laneHeight + 26;
        const solid = ends ? length : length * 0.8;
        const line = { y1: y, y2: y, strokeWidth: 4, strokeLinecap: "round" } as const;
        return (
          <g key={label}>
            <text x="0" y={lane * laneHeight + 12} fill="var(--text)" className="text-xs">
              {label}
            </text>
            <line {...line} x1="0.5%" x2={x(1)} stroke="var(--border-subtle)" />
            <line {...line} x1="0.5%" x2={x(solid)} stroke="var(--ring)" />
            {!ends && (
              <line {...line} x1={x(solid)} x2={x(length)} stroke="var(--ring)" strokeDasharray="1 9" />
            )}
            {renewals.map((at) => (
              <line
                key={at}
                x1={x(at)}
                x2={x(at)}
                y1={y - 3}
                y2={y + 3}
                stroke="var(--surface)"
                strokeWidth={2}
              />
            ))}
            {ends && (
              <circle
                cx={x(length)}
                cy={y}
                r={5}
                fill="var(--surface)"
                stroke="var(--ring)"
                strokeWidth={3}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
