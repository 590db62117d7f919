interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1. */
  readonly fraction: number;
  /** What is being done, for screen readers. */
  readonly text: string;
}

export function ProgressBar({ label, fraction, text }: ProgressBarProps) {
  const percent = Math.round(100 * fraction);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      className="mp-progress-track"
    >
      <div className="mp-progress-bar" style={{ width: `${percent}%` }} />
    </div>
  );
}
