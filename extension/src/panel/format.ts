/** Numbers and dates as the panel writes them. */

/** Millimetres: whole from 10 mm up, else with one decimal. */
export function formatMm(mm: number): string {
  return `${mm < 9.95 ? mm.toFixed(1) : Math.round(mm)} mm`;
}

/** Cubic centimetres; below 0.1 cm³ cubic millimetres. */
export function formatVolume(mm3: number): string {
  if (mm3 < 100) return `${Math.round(mm3)} mm³`;
  const cm3 = mm3 / 1000;
  return `${cm3.toFixed(cm3 < 0.995 ? 2 : 1)} cm³`;
}

/** Two decimals, never a percentage: a probability is not a certainty. */
export function formatProbability(probability: number): string {
  return probability.toFixed(2);
}

/** A share of cases as a whole percentage. */
export function formatShare(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** With its sign (minus as U+2212), so that a difference is not read as a probability. */
export function formatDifference(difference: number): string {
  const digits = Math.abs(difference).toFixed(2);
  if (Number(digits) === 0) return '±0.00';
  return difference < 0 ? `−${digits}` : `+${digits}`;
}

/** A relative change with its sign, as a whole percentage; empty where there is none. */
export function formatPercentChange(change: number): string {
  const percent = Math.round(100 * change);
  if (!Number.isFinite(percent)) return '';
  if (percent === 0) return '±0 %';
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`;
}

/** Six digits: more is noise to a reader, and the table's CSV has them all. */
export function formatFeature(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-4) return value.toExponential(4).replaceAll('-', '−');
  return String(Number(value.toPrecision(6))).replaceAll('-', '−');
}

/** Megabytes (10⁶ bytes) without the unit. */
export function formatMegabytes(bytes: number, total: number): string {
  return (bytes / 1e6).toFixed(total < 10e6 ? 1 : 0);
}

/** E.g. `8 s`, `2 min`: no more exactly than anybody can tell. */
export function formatTimeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 100 ? `${whole} s` : `${Math.round(seconds / 60)} min`;
}

/** E.g. `12 Mar 2025`: the month in letters, so that no reader takes it for the day. */
export function formatDate(iso: string): string {
  return format(iso, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** E.g. `12 Mar 2025, 14:03`, in the reader's time zone. */
export function formatDateTime(iso: string): string {
  return format(iso, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** E.g. `14:03`, in the reader's time zone. */
export function formatTime(iso: string): string {
  return format(iso, { hour: '2-digit', minute: '2-digit' });
}

function format(iso: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : new Intl.DateTimeFormat('en-GB', options).format(date);
}
