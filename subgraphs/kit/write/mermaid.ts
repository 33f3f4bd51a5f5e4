import { type Party, partiesOf, type StateMachine } from './states.ts';

/**
 * A machine as a Mermaid state diagram: what `docs/domains/` shows. Beside each arrow stand the roles,
 * of which partner, and which values it takes.
 */
export function mermaid({ initial, transitions, lapses = [] }: StateMachine): string {
  const begin = initial.map((state) => `[*] --> ${state}`);
  const ways = transitions.flatMap(({ from, to, by, who, requires = [] }) => {
    const needs = requires.length === 0 ? '' : `, with ${requires.join(', ')}`;
    return from.map(
      (state) =>
        `${state} --> ${to}: ${by.join(' or ')} of ${partiesOf(who).map(partyText).join(' or ')}${needs}`,
    );
  });
  const left = new Set([
    ...transitions.flatMap(({ from }) => from),
    ...lapses.map(({ from }) => from),
  ]);
  const reached = [...transitions.map(({ to }) => to), ...lapses.map(({ to }) => to)];
  const ends = [...new Set(reached)].filter((state) => !left.has(state));
  const lines = [
    ...begin,
    ...ways,
    ...lapses.map(({ from, to, at }) => `${from} --> ${to}: by time, at ${at}`),
    ...ends.map((state) => `${state} --> [*]`),
  ];
  return `stateDiagram-v2\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function partyText(who: Party): string {
  if (who === 'owner') return 'the owner';
  if (who === 'released') return 'anyone who sees it';
  if (who === 'others') return 'another partner that sees it';
  return `its ${who.partyField}${who.orOwner === true ? ', else the owner' : ''}`;
}
