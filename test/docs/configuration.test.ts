import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  configurationTable,
  databaseVariable,
  readConfiguration,
} from '../../lib/configuration.ts';
import { parseHubFile } from '../../schema/hub-file.ts';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('docs/configuration.md', () => {
  it('has the table of the code, row by row', () => {
    const rows = text('docs/configuration.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.replaceAll(/ +/g, ' '));
    expect(rows).toEqual(
      configurationTable.map(({ name, default: value, type, description }) => {
        const shown = value === undefined ? 'none' : value === '' ? 'empty' : `\`${value}\``;
        return `| \`${name}\` | ${shown} | ${type} | ${description} |`;
      }),
    );
  });
});

describe('the configuration', () => {
  it('accepts its own defaults', () => {
    expect(readConfiguration({})).toMatchObject({ kind: 'configuration' });
  });

  it('has a database variable for every subgraph that the hub starts', () => {
    const hub = parseHubFile(text('hub.yaml'));
    const entries = hub.kind === 'hub' ? hub.entries.filter(({ start }) => start) : [];
    expect(entries.length).toBeGreaterThan(0);
    const names = configurationTable.map(({ name }) => name);
    for (const { name } of entries) expect(names).toContain(databaseVariable(name));
  });

  it.each([
    ['PORT', '70000', /PORT \(70000\).*whole number/],
    ['HUB_MODE', 'test', /HUB_MODE.*`exercise` or `real`/],
    ['REDIS_URL', 'localhost', /REDIS_URL is not.*redis:\/\//],
    ['CORS_ORIGINS', 'https://a.example/path', /CORS_ORIGINS.*without a path/],
  ])('refuses %s=%s and says what to write', (name, value, problem) => {
    expect(readConfiguration({ [name]: value })).toEqual({
      kind: 'invalid',
      problems: [expect.stringMatching(problem)],
    });
  });

  it('never shows an address in a message: it may hold a password', () => {
    const result = readConfiguration({ GOVERNANCE_DATABASE_URL: 'mysql://a:secret@b/c' });
    expect(result.kind).toBe('invalid');
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});
