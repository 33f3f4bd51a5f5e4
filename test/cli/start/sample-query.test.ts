import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import { sampleCommand, sampleQuery } from '../../../cli/start/sample-query.ts';
import { composeHub } from '../../../schema/compose-hub.ts';

const root = resolve(import.meta.dirname, '../../..');
const today = new Date('2026-11-22T10:00:00Z');

describe('the sample that the start prints', () => {
  it('is valid over the graph of hub.yaml', () => {
    const hub = composeHub(resolve(root, 'hub.yaml'), (path) => readFileSync(path, 'utf8'));
    if (hub.kind !== 'composed') throw new Error(JSON.stringify(hub.findings));
    expect(validate(hub.supergraph.apiSchema, parse(sampleQuery(today)))).toEqual([]);
  });

  it('arrives whole when it is pasted into a shell', () => {
    const line = sampleCommand('http://127.0.0.1:4000/graphql', today);
    const words = execFileSync('/bin/sh', ['-c', line.replace('curl', 'printf "%s\\n"')], {
      encoding: 'utf8',
    });
    const body: unknown = JSON.parse(words.trim().split('\n').at(-1) ?? '');
    expect(body).toEqual({ query: sampleQuery(today) });
  });
});
