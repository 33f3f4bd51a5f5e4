// Makes the hub's keys where they are missing: gateways and subgraphs start with the same ones.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { prepareKeys } from '../cli/start/prepare-keys.ts';
import { isProblem } from '../cli/terminal/problem.ts';
import { readConfiguration } from '../lib/configuration.ts';
import { formatFinding } from '../schema/finding.ts';
import { parseHubFile } from '../schema/hub-file.ts';

const read = readConfiguration(process.env);
if (read.kind === 'invalid') fail(...read.problems);
const { HUB_FILE, DATA_DIR } = read.configuration;
const hub = parseHubFile(readFileSync(HUB_FILE, 'utf8'));
if (hub.kind === 'invalid') fail(...hub.findings.map(formatFinding));
const keys = await prepareKeys(resolve(DATA_DIR), hub.policy, read.configuration);
if (isProblem(keys)) fail(`${keys.message} ${keys.advice}`);

function fail(...problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
