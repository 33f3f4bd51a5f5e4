// Health check of a container: ends with 0 when the address answers 200, else with 1.
const address = process.argv[2] ?? '';
const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) }).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
