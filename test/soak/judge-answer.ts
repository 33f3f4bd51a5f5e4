import { privateText } from './failing-subgraph.ts';
import type { Ask } from './operations.ts';

export type Verdict =
  /** `version` is null where the answer does not show one. */
  | { readonly kind: 'right'; readonly version: number | null }
  /** Refused as it must be where the graph has no `clinics`. */
  | { readonly kind: 'absent' }
  /** Right, but for what `supplies` did not bring. */
  | { readonly kind: 'partial'; readonly version: number | null }
  | { readonly kind: 'wrong'; readonly reason: string };

interface Failure {
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly subgraph?: string };
}

/** Fields that `supplies` brings. */
const losable = new Set(['tonnes', 'hold']);
const subgraphCodes = ['SUBGRAPH_UNAVAILABLE', 'INTERNAL_SERVER_ERROR'];

/** Says whether a body answers the request with one version of the graph. Pure. */
export function judgeAnswer(ask: Ask, status: number, body: string): Verdict {
  const version = versionOf(body);
  const expected = ask.answer(version ?? 0);
  if (status === 200 && body === JSON.stringify({ data: expected })) {
    return { kind: 'right', version };
  }
  const wrong = (what: string): Verdict => ({
    kind: 'wrong',
    reason: `${ask.kind}: ${what}: ${status} ${body.slice(0, 500)}`,
  });
  if (body.includes(privateText)) return wrong("a subgraph's own text is shown");
  let answer: { readonly data?: unknown; readonly errors?: readonly Failure[] };
  try {
    answer = JSON.parse(body);
  } catch {
    return wrong('not JSON');
  }
  const { data, errors = [] } = answer;
  const [first] = errors;
  if (typeof expected === 'string') {
    const refused = status === 400 && data === undefined && first?.extensions?.code === expected;
    return refused ? { kind: 'right', version: null } : wrong(`expected ${expected}`);
  }
  if (status === 400 && first?.extensions?.code === 'GRAPHQL_VALIDATION_FAILED' && ask.versioned) {
    return data === undefined ? { kind: 'absent' } : wrong('refused with data');
  }
  const left = withoutLost(expected, data);
  if (JSON.stringify(left) !== JSON.stringify(data)) return wrong('not the expected data');
  if (errors.length === 0) return wrong('a value is lost without an error');
  if (!errors.every(isOfSupplies)) return wrong('an error of another cause');
  if (JSON.stringify(left) === JSON.stringify(expected)) return wrong('an error without a loss');
  return { kind: 'partial', version };
}

function versionOf(body: string): number | null {
  const found = /"(?:before|version|clinicsVersion)":(\d+)/.exec(body);
  return found === null ? null : Number(found[1]);
}

function isOfSupplies({ path, extensions }: Failure): boolean {
  const { code = '', subgraph } = extensions ?? {};
  if (code === 'INVALID_SUBGRAPH_VALUE') return losable.has(String(path?.at(-1)));
  return subgraph === 'supplies' && subgraphCodes.includes(code);
}

/** What is expected, with null where `supplies` brought nothing. */
function withoutLost(expected: unknown, actual: unknown): unknown {
  if (Array.isArray(expected)) {
    return expected.map((item, i) =>
      withoutLost(item, Array.isArray(actual) ? actual[i] : undefined),
    );
  }
  if (typeof expected !== 'object' || expected === null) return expected;
  const beside: Readonly<Record<string, unknown>> = Object(actual);
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [
      key,
      losable.has(key) && beside[key] === null ? null : withoutLost(value, beside[key]),
    ]),
  );
}
