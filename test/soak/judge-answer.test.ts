import { describe, expect, it } from '@jest/globals';
import { privateText } from './failing-subgraph.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { Ask } from './operations.ts';

const ask: Ask = {
  kind: 'join',
  query: '{ before place { tonnes clinics { version } } }',
  variables: {},
  versioned: true,
  answer: (version) => ({ before: version, place: { tonnes: 5, clinics: { version } } }),
};
const data = { before: 3, place: { tonnes: 5, clinics: { version: 3 } } };
const lost = { before: 3, place: { tonnes: null, clinics: { version: 3 } } };
const down = {
  message: 'A subgraph did not answer.',
  path: ['place'],
  extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'supplies' },
};
const judge = (body: object, status = 200) => judgeAnswer(ask, status, JSON.stringify(body));

describe('the judge of the soak', () => {
  it('accepts a whole answer, a partial one with its error, and a refusal without clinics', () => {
    const refusal = { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] };
    expect(judge({ data })).toEqual({ kind: 'right', version: 3 });
    expect(judge({ errors: [down], data: lost })).toEqual({ kind: 'partial', version: 3 });
    expect(judge(refusal, 400)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['two versions in one answer', { data: { ...data, before: 4 } }],
    ['another value', { data: { ...data, place: { ...data.place, tonnes: 6 } } }],
    ['a field too many', { data: { ...data, more: 1 } }],
    ['keys in another order', { data: { place: data.place, before: 3 } }],
    ['a loss without an error', { data: lost }],
    ['an error without a loss', { errors: [down], data }],
    ['a loss of what no fault explains', { errors: [down], data: { before: 3, place: null } }],
    [
      'an error of a healthy subgraph',
      {
        errors: [{ ...down, extensions: { ...down.extensions, subgraph: 'clinics' } }],
        data: lost,
      },
    ],
    ["a subgraph's own text", { errors: [{ ...down, message: privateText }], data: lost }],
    ['no data', { errors: [down] }],
  ])('finds %s', (_name, body) => {
    expect(judge(body)).toMatchObject({ kind: 'wrong' });
  });

  it('finds a right body under a wrong status, and what is not JSON', () => {
    expect(judge({ data }, 500)).toMatchObject({ kind: 'wrong' });
    expect(judgeAnswer(ask, 502, 'Bad gateway')).toMatchObject({ kind: 'wrong' });
  });
});
