import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openGatewayKey } from '../../gateway/keys/open-gateway-key.ts';
import { openHubIssuer } from '../../gateway/keys/own-issuers.ts';
import { readConfiguration } from '../../lib/configuration.ts';
import { purposes } from '../../schema/hub-state.ts';
import { errorCode } from '../terminal/error-code.ts';
import { type Problem, problem } from '../terminal/problem.ts';
import { mintToken } from './mint-token.ts';
import type { MintedToken } from './run-token.ts';

/** Seconds: enough to list an issuer for the hub's own people. */
const lifetime = 12 * 60 * 60;

/** Makes the hub's keys and its first operator, once for a data folder. */
export async function runBootstrap(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<MintedToken | Problem> {
  const read = readConfiguration(environment);
  if (read.kind === 'invalid') {
    return problem(read.problems.join(' '), 'See docs/configuration.md.');
  }
  const { HUB_AUDIENCE } = read.configuration;
  const dataDir = resolve(read.configuration.DATA_DIR);
  const done = join(dataDir, 'bootstrap.json');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const issuer = await openHubIssuer(dataDir);
  if (issuer.kind === 'unusable') return problem(issuer.problem, '');
  const gateway = await openGatewayKey(dataDir);
  if (gateway.kind === 'unusable') return problem(gateway.problem, '');

  const now = new Date();
  const made = `${JSON.stringify({ at: now.toISOString(), subject: 'operator' })}\n`;
  try {
    // The file is the once: of two at the same time, one makes it.
    await writeFile(done, made, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return problem(
      `The first operator was made already (${(await readFile(done, 'utf8')).trim()}).`,
      `Further operators come from an issuer for HUB in the trust list of hub.yaml (docs/guides/sign-in.md). To begin anew, remove ${done} and ${join(dataDir, 'keys', 'hub-issuer.json')}: tokens signed before end with it.`,
    );
  }
  const token = await mintToken(issuer, {
    subject: 'operator',
    roles: ['operator'],
    clearances: [],
    purposes,
    audience: HUB_AUDIENCE,
    lifetime,
  });
  const expires = new Date(now.getTime() + lifetime * 1000).toISOString();
  return { kind: 'minted', token, expires };
}
