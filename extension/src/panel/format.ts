import { spokenLanguage } from './language.js';

/** Numbers and dates as the panel writes them, with the viewer's locale; units are those of the SI everywhere. */

/** Millimetres: whole from 10 mm up, else with one decimal. */
export function formatMm(mm: number): string {
  return `${decimals(mm, mm < 9.95 ? 1 : 0)} mm`;
}

/** Cubic centimetres; below 0.1 cm³ cubic millimetres. */
export function formatVolume(mm3: number): string {
  if (mm3 < 100) return `${decimals(mm3, 0)} mm³`;
  const cm3 = mm3 / 1000;
  return `${decimals(cm3, cm3 < 0.995 ? 2 : 1)} cm³`;
}

/** Two decimals, never a percentage: a probability is not a certainty. */
export function formatProbability(probability: number): string {
  return decimals(probability, 2);
}

/** A share of cases as a whole percentage. */
export function formatShare(share: number): string {
  return percent(Math.round(100 * share));
}

/** A share as a percentage of at most two digits, however small it is. */
export function formatSmallShare(share: number): string {
  return percent(Number((100 * share).toPrecision(2)));
}

/** As the language lists things: `A, B and C`. */
export function formatList(things: readonly string[]): string {
  return new Intl.ListFormat(spokenLanguage().locale).format(things);
}

/** With its sign (minus as U+2212), so that a difference is not read as a probability. */
export function formatDifference(difference: number, digits = 2): string {
  const size = decimals(Math.abs(difference), digits);
  if (Number(Math.abs(difference).toFixed(digits)) === 0) return `±${size}`;
  return difference < 0 ? `−${size}` : `+${size}`;
}

/** A relative change with its sign, as a whole percentage; empty where there is none. */
export function formatPercentChange(change: number): string {
  const whole = Math.round(100 * change);
  if (!Number.isFinite(whole)) return '';
  const size = percent(Math.abs(whole));
  if (whole === 0) return `±${size}`;
  return `${whole < 0 ? '−' : '+'}${size}`;
}

/** Six digits: more is noise to a reader, and the table's CSV has them all. */
export function formatFeature(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const digits =
    size >= 1e7 || size < 1e-4 ? value.toExponential(4) : String(Number(value.toPrecision(6)));
  return digits.replaceAll('-', '−').replace('.', decimalMark());
}

/** As many decimals as the number has, minus as U+2212. */
export function formatNumber(value: number): string {
  return String(value).replace('-', '−').replace('.', decimalMark());
}

/** Megabytes (10⁶ bytes) without the unit. */
export function formatMegabytes(bytes: number, total: number): string {
  return decimals(bytes / 1e6, total < 10e6 ? 1 : 0);
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

/** With so many decimals, and no thousands' mark, which one language has for another's decimal mark. */
function decimals(value: number, digits: number): string {
  return new Intl.NumberFormat(spokenLanguage().locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  }).format(value);
}

/** In English with the space that the SI has before every unit; otherwise as the locale has it. */
function percent(value: number): string {
  const { tag, locale } = spokenLanguage();
  if (tag === 'en') return `${value} %`;
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumSignificantDigits: 15,
    useGrouping: false,
  }).format(value / 100);
}

function decimalMark(): string {
  const parts = new Intl.NumberFormat(spokenLanguage().locale).formatToParts(0.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

function format(iso: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : new Intl.DateTimeFormat(spokenLanguage().locale, options).format(date);
}
