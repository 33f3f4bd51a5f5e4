import { maxLifetime } from '../../gateway/authenticate/verify-token.ts';

const units = { s: 1, m: 60, h: 3_600 } as const;

/** `90s`, `30m`, `8h` in seconds; undefined for anything else, or for longer than tokens may live. */
export function readLifetime(text: string): number | undefined {
  const [, number, unit] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  const seconds = Number(number) * units[unit as keyof typeof units];
  return seconds <= maxLifetime ? seconds : undefined;
}
