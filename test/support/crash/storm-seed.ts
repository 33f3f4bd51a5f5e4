/** A seed for a storm: another each time, or that which `CRASH_SEED` names, to repeat a run. */
export function stormSeed(): number {
  return Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
}
