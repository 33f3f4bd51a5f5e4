import type { Row } from '@entente/kit';
import { exerciseRows } from '../../../support/exercise-stack.ts';

/** The generator's rows of one table of this domain. */
export function rowsOf(table: string): Promise<readonly Row[]> {
  return exerciseRows('ceasefire-monitoring', table);
}

/** The Monday of a day's ISO week. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** The first day of an instant's or a day's month, in UTC. */
export function monthOf(time: string): string {
  return `${time.slice(0, 7)}-01`;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Incidents counted apart by standing; duplicates in none of the counts. */
export function countStandings(incidents: readonly Row[]) {
  const count = (standing: string) =>
    incidents.filter((incident) => incident['standing'] === standing).length;
  return {
    alleged: count('ALLEGED'),
    verified: count('VERIFIED'),
    disputed: count('DISPUTED'),
    unsubstantiated: count('UNSUBSTANTIATED'),
  };
}
