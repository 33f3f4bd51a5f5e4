/** Why a value is refused: one sentence that says what to write instead. */
export type Parsed<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'refused'; readonly reason: string };

/** One environment variable: its meaning, its type and what stands in for it. */
export interface Variable<Value> {
  /** The text that stands in where the variable is unset; undefined where there is none. */
  readonly default: string | undefined;
  /** For people: `port`, `path`, `address`, ... */
  readonly type: string;
  readonly description: string;
  readonly parse: (text: string) => Parsed<Value>;
}

export type HubMode = 'exercise' | 'real';

const value = <Value>(parsed: Value): Parsed<Value> => ({ kind: 'value', value: parsed });
const refused = (reason: string): Parsed<never> => ({ kind: 'refused', reason });

function port(text: string): Parsed<number> {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return number <= 65_535 ? value(number) : refused('write a whole number from 0 to 65535');
}

function plainText(text: string): Parsed<string> {
  return value(text);
}

function mode(text: string): Parsed<HubMode> {
  return text === 'exercise' || text === 'real'
    ? value(text)
    : refused('write `exercise` or `real`');
}

function runMode(text: string): Parsed<'development' | 'production' | 'test'> {
  return text === 'development' || text === 'production' || text === 'test'
    ? value(text)
    : refused('write `development`, `test` or `production`');
}

function address(...protocols: readonly string[]): (text: string) => Parsed<string> {
  return (text) =>
    protocols.includes(URL.parse(text)?.protocol ?? '')
      ? value(text)
      : refused(`write an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`);
}

function origins(text: string): Parsed<readonly string[]> {
  const list = text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const wrong = list.find((origin) => URL.parse(origin)?.origin !== origin);
  return wrong === undefined
    ? value(list)
    : refused(`write origins such as https://map.example, without a path; "${wrong}" is none`);
}

function database(subgraph: string): Variable<string> {
  return {
    default: undefined,
    type: 'PostgreSQL address',
    description: `Database of the subgraph \`${subgraph}\`. Unset: the embedded PostgreSQL.`,
    parse: address('postgres:', 'postgresql:'),
  };
}

const variables = {
  HOST: {
    default: '127.0.0.1',
    type: 'address',
    description:
      'Interface that the gateway listens on. Loopback unless something stands before it.',
    parse: plainText,
  },
  PORT: {
    default: '4000',
    type: 'port',
    description: 'Port that the gateway listens on; 0 takes a free one.',
    parse: port,
  },
  HUB_FILE: {
    default: 'hub.yaml',
    type: 'path',
    description: 'The list of subgraphs. Watched while the gateway runs.',
    parse: plainText,
  },
  HUB_MODE: {
    default: 'exercise',
    type: '`exercise` or `real`',
    description: 'Kind of data, stamped into each database; the other kind is refused.',
    parse: mode,
  },
  DATA_DIR: {
    default: '.data',
    type: 'path',
    description: 'Folder of the embedded PostgreSQL, of keys, and of what the hub keeps.',
    parse: plainText,
  },
  HUB_AUDIENCE: {
    default: 'entente',
    type: 'text',
    description: 'What the `aud` of tokens must name: tokens for another hub are not taken here.',
    parse: plainText,
  },
  CORS_ORIGINS: {
    default: '',
    type: 'list of origins, separated by commas',
    description: 'Web origins whose pages may call the gateway. Empty: none.',
    parse: origins,
  },
  REDIS_URL: {
    default: undefined,
    type: 'Redis address',
    description: 'State shared between gateways. Unset: each gateway keeps its own.',
    parse: address('redis:', 'rediss:'),
  },
  NODE_ENV: {
    default: 'development',
    type: '`development`, `test` or `production`',
    description:
      'In production there is no IDE at `GET /graphql`, and errors name no schema details.',
    parse: runMode,
  },
  HUB_JWKS: {
    default: undefined,
    type: 'path or address',
    description: "For subgraphs: the gateway's public keys. `npm start` sets it.",
    parse: plainText,
  },
  PROVIDER_ID: {
    default: undefined,
    type: 'text',
    description: "For subgraphs: its id at the hub. Unset: the subgraph's name.",
    parse: plainText,
  },
  OPEN: {
    default: undefined,
    type: '`true`',
    description: 'For subgraphs, on loopback alone: everything is shown to everybody.',
    parse: plainText,
  },
  REFERENCE_DATABASE_URL: database('reference'),
  AID_LOGISTICS_DATABASE_URL: database('aid-logistics'),
  CEASEFIRE_MONITORING_DATABASE_URL: database('ceasefire-monitoring'),
  INFRASTRUCTURE_DATABASE_URL: database('infrastructure'),
  GOVERNANCE_DATABASE_URL: database('governance'),
  FIELD_HOSPITALS_DATABASE_URL: database('field-hospitals'),
} as const satisfies Readonly<Record<string, Variable<unknown>>>;

type Variables = typeof variables;
type ValueOf<Kind> =
  Kind extends Variable<infer Value> ? Value | Extract<Kind['default'], undefined> : never;

/** Every variable with its value; undefined only where there is no default. */
export type Configuration = { readonly [Name in keyof Variables]: ValueOf<Variables[Name]> };

/** The table as `docs/configuration.md` shows it, in its order. */
export const configurationTable: readonly (Variable<unknown> & { readonly name: string })[] =
  Object.freeze(
    Object.entries(variables).map(([name, variable]) => Object.freeze({ name, ...variable })),
  );

export type ConfigurationResult =
  | { readonly kind: 'configuration'; readonly configuration: Configuration }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/**
 * Reads the variables from an environment. An empty variable counts as unset. What is wrong comes
 * back as one line per variable that says what to write.
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
): ConfigurationResult {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const { name, parse, default: fallback } of configurationTable) {
    const text = environment[name] || fallback;
    if (text === undefined) continue;
    const parsed = parse(text);
    if (parsed.kind === 'value') values[name] = parsed.value;
    else {
      // An address may hold a password: it is not shown.
      const shown = name.endsWith('_URL') ? '' : ` (${text})`;
      problems.push(`${name}${shown} is not acceptable: ${parsed.reason}.`);
    }
  }
  if (problems.length > 0) return { kind: 'invalid', problems };
  return { kind: 'configuration', configuration: Object.freeze(values) as Configuration };
}

/** `aid-logistics` -> `AID_LOGISTICS_DATABASE_URL`. */
export function databaseVariable(subgraph: string): string {
  return `${subgraph.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
}

/** True for addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
