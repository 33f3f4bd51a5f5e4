import type { Explanation, PolicyDecision, Reason } from './explanation.ts';

/** An explanation for people. */
export function writeExplanation({ caller, refused, hiddenTypes, left }: Explanation): string {
  const { partner, roles, clearances, groups, purpose } = caller;
  const named = (what: string, names: readonly string[]): string =>
    names.length === 0 ? `no ${what}` : `${what} ${names.join(', ')}`;
  const lines = [
    `${partner} for ${purpose}: ${named('roles', roles)}; ${named('clearances', clearances)}; groups ${groups.join(', ')}`,
  ];
  for (const { path, field, reasons } of refused) {
    lines.push('', `${path.join('.')} (${field}) reads as null`, ...reasons.flatMap(writeReason));
  }
  if (hiddenTypes.length > 0) {
    lines.push('', `Objects of these types read as null: ${hiddenTypes.join(', ')}`);
  }
  if (refused.length === 0 && hiddenTypes.length === 0) {
    lines.push('', 'No rule takes anything out.');
  }
  lines.push('', left === null ? 'Nothing is left to be asked.' : `What is asked:\n\n${left}`);
  return `${lines.join('\n')}\n`;
}

function writeReason({ rule, on, via, places, policies }: Reason): readonly string[] {
  return [
    `  ${rule} on ${on}`,
    ...(via === null ? [] : [`    because ${via}`]),
    ...places.map(({ subgraph, file, line }) => `    written in ${file}:${line} (${subgraph})`),
    ...policies.map(writeDecision),
  ];
}

function writeDecision({ name, permitted, by }: PolicyDecision): string {
  const ids = by.map(({ id, file }) => `${id} in ${file}`).join(', ');
  if (permitted) return `    "${name}" is permitted by ${ids}`;
  return by.length === 0
    ? `    "${name}" is denied: no policy speaks of it`
    : `    "${name}" is denied: not met, ${ids}`;
}
