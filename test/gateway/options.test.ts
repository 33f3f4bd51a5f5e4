import { availableParallelism } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../gateway/options.ts';

describe('options of the gateway', () => {
  it('have defaults for everything', () => {
    expect(readOptions([], {})).toMatchObject({
      kind: 'options',
      options: {
        host: '127.0.0.1',
        port: 4000,
        engine: 'hub',
        corsOrigins: [],
        development: true,
        source: { kind: 'hub', path: expect.stringMatching(/\/hub\.yaml$/) },
      },
    });
  });

  it('take flags before variables', () => {
    const result = readOptions(['--port', '5000', '--supergraph', '/tmp/s.graphql', '--open'], {
      PORT: '4001',
    });
    expect(result).toMatchObject({
      options: { port: 5000, source: { kind: 'supergraph', path: '/tmp/s.graphql' } },
    });
  });

  it.each([
    [['--open'], { HOST: '0.0.0.0' }, /--open serves without sign-in: set HOST to 127\.0\.0\.1/],
    [['--engine', 'warp'], {}, /--engine warp is not known: use hub or apollo/],
    [['--planner', 'mine'], {}, /--planner mine is not known: use native, apollo or staged/],
    [['--workers', '-1'], {}, /--workers/],
    [['--workers', 'many'], {}, /--workers many is not acceptable: write a number, or auto/],
    [['--hub', 'a', '--supergraph', 'b', '--open'], {}, /either --hub or --supergraph/],
    [['--supergraph', 'b'], {}, /--supergraph says nothing of who may see what: add --open/],
    [['--engine', 'apollo'], {}, /--engine apollo enforces nothing: add --open/],
    [['--prot', '1'], {}, /--prot.*Use: gateway/],
  ])('refuse %j with %j', (args, environment, problem) => {
    const result = readOptions(args, environment);
    expect(result).toMatchObject({ kind: 'invalid', problems: [expect.stringMatching(problem)] });
  });

  it('trust development issuers for exercises alone, and nobody at all with --open', () => {
    const trusted = (HUB_MODE: string) => {
      const result = readOptions([], { HUB_MODE, DATA_DIR: '/data' });
      return result.kind === 'options' ? result.options.source : undefined;
    };
    const own = '/data/keys/public/hub-issuer.json';
    expect(trusted('real')).toMatchObject({ ownIssuers: [own] });
    const development = '/data/keys/public/development-issuers.json';
    expect(trusted('exercise')).toMatchObject({ ownIssuers: [own, development] });
    expect(readOptions(['--open'], {})).toMatchObject({ options: { access: null } });
  });

  it('serve in one process, in as many as are asked for, or in one for each core', () => {
    const workers = (...args: readonly string[]) => {
      const result = readOptions(args, {});
      return result.kind === 'options' ? result.workers : undefined;
    };
    expect(workers()).toBe(1);
    expect(workers('--workers', '3')).toBe(3);
    expect(workers('--workers', 'auto')).toBe(availableParallelism());
    expect(workers('--workers', '0')).toBe(availableParallelism());
  });

  it.each(['127.0.0.1', '::1', 'localhost', '127.9.9.9'])('let --open serve on %s', (HOST) => {
    expect(readOptions(['--open'], { HOST }).kind).toBe('options');
  });
});
