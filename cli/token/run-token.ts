import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { roles } from '../../gateway/authenticate/roles.ts';
import { openDevelopmentIssuers } from '../../gateway/keys/own-issuers.ts';
import { readConfiguration } from '../../lib/configuration.ts';
import { formatFinding } from '../../schema/finding.ts';
import { type HubPolicy, parseHubFile } from '../../schema/hub-file.ts';
import { type Purpose, purposes } from '../../schema/hub-state.ts';
import { isProblem, type Problem, problem } from '../terminal/problem.ts';
import { readLifetime } from './lifetime.ts';
import { mintToken } from './mint-token.ts';

/** As the command line gives them. */
export interface TokenFlags {
  readonly partner: string;
  readonly role: readonly string[];
  readonly purpose: readonly string[];
  readonly clearance: readonly string[];
  readonly subject: string;
  readonly lifetime: string;
}

export interface MintedToken {
  readonly kind: 'minted';
  readonly token: string;
  /** ISO 8601. */
  readonly expires: string;
}

/** A token of a development issuer, for exercises. */
export async function runToken(
  flags: TokenFlags,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<MintedToken | Problem> {
  const read = readConfiguration(environment);
  if (read.kind === 'invalid') {
    return problem(read.problems.join(' '), 'See docs/configuration.md.');
  }
  const { HUB_MODE, HUB_FILE, HUB_AUDIENCE, DATA_DIR } = read.configuration;
  if (HUB_MODE === 'real') {
    return problem(
      'In real mode development tokens are not accepted.',
      "Get one from the partner's own issuer; for the first operator, run hub bootstrap.",
    );
  }
  const policy = readPolicy(resolve(HUB_FILE));
  if (isProblem(policy)) return policy;
  const wrong = findWrong(flags, policy);
  if (wrong !== undefined) return wrong;
  const lifetime = readLifetime(flags.lifetime);
  if (lifetime === undefined) {
    return problem(`--lifetime ${flags.lifetime} is none.`, 'Write 90s, 30m or 8h; a day at most.');
  }
  const issuers = await openDevelopmentIssuers(resolve(DATA_DIR), [flags.partner]);
  if ('kind' in issuers) return problem(issuers.problem, '');
  const issuer = issuers.get(flags.partner);
  if (issuer === undefined) throw new Error('An issuer that was asked for is there.');
  const token = await mintToken(issuer, {
    subject: flags.subject,
    roles: flags.role,
    clearances: flags.clearance,
    purposes: purposes.filter((one) => flags.purpose.includes(one)),
    audience: HUB_AUDIENCE,
    lifetime,
  });
  const expires = new Date(Date.now() + lifetime * 1000).toISOString();
  return { kind: 'minted', token, expires };
}

function readPolicy(path: string): HubPolicy | Problem {
  try {
    const hub = parseHubFile(readFileSync(path, 'utf8'));
    if (hub.kind === 'hub') return hub.policy;
    return problem(hub.findings.map(formatFinding).join('\n'), '');
  } catch {
    return problem(`${path} cannot be read.`, 'Run it in the folder of the hub, or set HUB_FILE.');
  }
}

function findWrong(flags: TokenFlags, { partnerStatus }: HubPolicy): Problem | undefined {
  const { partner } = flags;
  if (partner === 'HUB') {
    return problem('The hub has no development issuer.', 'Run hub bootstrap for an operator.');
  }
  if (!Object.hasOwn(partnerStatus, partner)) {
    return problem(`${partner} is not among the partners of hub.yaml.`, 'Add it there first.');
  }
  const role = flags.role.find((one) => !Object.hasOwn(roles, one));
  if (role !== undefined) {
    return problem(`--role ${role} is not known.`, `Use ${Object.keys(roles).join(', ')}.`);
  }
  const purpose = flags.purpose.find((one) => !purposes.includes(one as Purpose));
  if (purpose !== undefined) {
    return problem(`--purpose ${purpose} is not known.`, `Use ${purposes.join(', ')}.`);
  }
  return undefined;
}
