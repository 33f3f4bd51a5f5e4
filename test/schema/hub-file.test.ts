import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseHubFile } from '../../schema/hub-file.ts';

const subgraphs = 'subgraphs: []\n';
const partners = 'partners: { XAA: ACTIVE, XAB: SUSPENDED }\n';
const agreement = (changes: string) =>
  `${subgraphs}${partners}agreements:\n  - {id: A, parties: [XAA], purposes: [REPORTING], from: 2026-01-01T00:00:00Z, ${changes}}\n`;
const issuer = (text: string) => `${subgraphs}${partners}trust:\n  - {${text}}\n`;

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('who may see what in hub.yaml', () => {
  it('is read in full', () => {
    const hub = parseHubFile(`${subgraphs}${partners}
groups: { HEALTH: [XAB, XAA, XAA] }
agreements:
  - id: A
    parties: [HEALTH, XAA, PUBLIC, PARTNERS, HUB]
    types: [Facility]
    purposes: [REPORTING]
    from: 2026-01-01
    to: 2026-02-01T02:00:00+02:00
trust:
  - {issuer: "https://a.example", partner: XAA, jwks: "https://a.example/jwks", clearances: [x]}
  - {issuer: b, partner: HUB, jwks: keys/hub.json}
`);
    expect(hub).toMatchObject({
      kind: 'hub',
      policy: {
        partnerStatus: { HUB: 'ACTIVE', XAA: 'ACTIVE', XAB: 'SUSPENDED' },
        groups: { HEALTH: ['XAA', 'XAB'] },
        agreements: [
          {
            id: 'A',
            parties: ['HEALTH', 'XAA', 'PUBLIC', 'PARTNERS', 'HUB'],
            types: ['Facility'],
            purposes: ['REPORTING'],
            from: '2026-01-01T00:00:00.000Z',
            to: '2026-02-01T00:00:00.000Z',
          },
        ],
        trust: [
          {
            issuer: 'https://a.example',
            partner: 'XAA',
            keys: { kind: 'url', url: 'https://a.example/jwks' },
            clearances: ['x'],
          },
          { issuer: 'b', partner: 'HUB', keys: { kind: 'file', path: 'keys/hub.json' } },
        ],
      },
    });
  });

  it('is nothing where hub.yaml says nothing: nobody is trusted', () => {
    expect(parseHubFile(subgraphs)).toMatchObject({
      policy: { partnerStatus: { HUB: 'ACTIVE' }, groups: {}, agreements: [], trust: [] },
    });
  });

  it.each([
    [
      'a section that nobody knows',
      `${subgraphs}partner: {}`,
      2,
      /`partner` is none of the sections/,
    ],
    ['partners in a list', `${subgraphs}partners: [XAA]`, 2, /not a mapping/],
    ['a code that is none', `${subgraphs}partners: { xaa: ACTIVE }`, 2, /`xaa` cannot be/],
    ['a reserved code', `${subgraphs}partners: { PUBLIC: ACTIVE }`, 2, /`PUBLIC` cannot be/],
    ['an unknown status', `${subgraphs}partners:\n  XAA: AWAY`, 3, /`AWAY` is none of INVITED/],
    ['groups in a list', `${subgraphs}groups: [A]`, 2, /not a mapping/],
    [
      'an unknown partner in a group',
      `${subgraphs}${partners}groups:\n  A1: [XAA, XAZ]`,
      4,
      /A1 names XAZ/,
    ],
    ['a group of no list', `${subgraphs}groups: { A1: XAA }`, 2, /not a list/],
    ['a group of the hub itself', `${subgraphs}groups: { PARTNERS: [] }`, 2, /made by the hub/],
    ['a group named as a partner', `${subgraphs}${partners}groups: { XAA: [] }`, 3, /is a partner/],
    ['a group in small letters', `${subgraphs}groups: { health: [] }`, 2, /capital letters/],
    ['an agreement without an id', `${subgraphs}agreements: [{}]`, 2, /no `id`/],
    ['agreements in no list', `${subgraphs}agreements: {}`, 2, /not a list/],
    ['an unknown property', agreement('type: Facility'), 4, /`type` is not a property/],
    [
      'an end before the beginning',
      agreement('to: 2025-01-01T00:00:00Z'),
      4,
      /ends \(`to`\) before/,
    ],
    ['an end that is no instant', agreement('to: soon'), 4, /`to` is not an instant/],
    ['types that are no list', agreement('types: all'), 4, /`types` is not a list/],
    [
      'an agreement with an unknown purpose',
      `${subgraphs}agreements:\n  - {id: A, parties: [PUBLIC], purposes: [GOSSIP], from: 2026-01-01}`,
      3,
      /GOSSIP is none of COORDINATION/,
    ],
    [
      'an agreement with an unknown party',
      `${subgraphs}agreements:\n  - {id: A, parties: [XAZ], purposes: [], from: 2026-01-01}`,
      3,
      /XAZ is neither a partner nor a group/,
    ],
    [
      'an agreement that never begins',
      `${subgraphs}agreements:\n  - {id: A, parties: [PUBLIC], purposes: []}`,
      3,
      /`from` is not an instant/,
    ],
    [
      'one agreement twice',
      `${agreement('to: 2027-01-01')}  - {id: A, parties: [], purposes: [], from: 2026-01-01}`,
      5,
      /Two agreements have the id A/,
    ],
    ['an issuer of nobody', issuer('issuer: a, jwks: a.json'), 4, /not among the partners/],
    ['an issuer of a stranger', issuer('issuer: a, partner: XAZ, jwks: a.json'), 4, /XAZ/],
    ['an issuer without keys', issuer('issuer: a, partner: XAA'), 4, /`jwks` is neither/],
    [
      'keys that come unprotected',
      issuer('issuer: a, partner: XAA, jwks: "http://a.example/jwks"'),
      4,
      /come by https/,
    ],
    [
      "a name of the hub's own issuers",
      issuer('issuer: "urn:entente:development:XAA", partner: XAA, jwks: a.json'),
      4,
      /name of the hub's own issuers/,
    ],
    [
      'one issuer twice',
      `${issuer('issuer: a, partner: XAA, jwks: a.json')}  - {issuer: a, partner: XAB, jwks: b.json}`,
      5,
      /listed twice/,
    ],
  ])('is refused for %s, with its line', (_name, content, line, message) => {
    const hub = parseHubFile(content);
    expect(hub).toMatchObject({ kind: 'invalid', findings: [{ line, subgraph: 'hub.yaml' }] });
    expect(hub.kind === 'invalid' && hub.findings[0]?.message).toMatch(message);
  });

  it('may name keys on this machine, for trying things out', () => {
    const hub = parseHubFile(issuer('issuer: a, partner: XAA, jwks: "http://127.0.0.1:1/jwks"'));
    expect(hub.kind).toBe('hub');
  });

  it('is the same on one machine and in containers, and as the documentation shows', () => {
    const [own, containers] = ['hub.yaml', 'docker/hub.yaml'].map((path) =>
      parseHubFile(text(path)),
    );
    expect(own?.kind === 'hub' && own.policy).toEqual(
      containers?.kind === 'hub' && containers.policy,
    );
    const shown = /```yaml\n([\s\S]*?)```/.exec(text('docs/configuration.md'))?.[1] ?? '';
    expect(parseHubFile(`${subgraphs}${shown}`)).toMatchObject({ kind: 'hub' });
  });
});
