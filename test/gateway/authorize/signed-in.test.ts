import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FixtureSubgraph, startFixtureSubgraph } from '../../support/fixture-subgraph.ts';
import { createIssuer, type TestIssuer } from '../../support/issuers.ts';
import { type SignedInGateway, startSignedInGateway } from '../../support/signed-in-gateway.ts';
import { until } from '../../support/test-gateway.ts';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11",
  import: ["@policy", "@authenticated"])
type Query { finding(id: ID!): Finding }
type Finding {
  id: ID!
  confidence: String @authenticated
  attributedTo: String @policy(policies: [["attributions"]])
}
`;
const query = '{ finding(id: "1") { id confidence attributedTo } }';
const finding = { id: '1', confidence: 'HIGH', attributedTo: 'PARTY-1' };

let subgraph: FixtureSubgraph;
let gateway: SignedInGateway;
let issuer: TestIssuer;
beforeAll(async () => {
  subgraph = await startFixtureSubgraph({ sdl, root: { finding } });
  issuer = await createIssuer('XAC');
  const entries = [{ name: 'findings', url: subgraph.url, sdl }];
  gateway = await startSignedInGateway({ entries, issuers: [issuer] });
  await until(async () => (await fetch(`${gateway.origin}/health/ready`)).status === 200);
});
afterAll(async () => {
  await gateway.close();
  await subgraph.close();
});

const as = async (...roles: readonly string[]) => ({
  token: await issuer.token({ roles }),
  headers: { 'x-hub-purpose': 'COORDINATION' },
});

describe('a gateway at which partners sign in', () => {
  it('answers the same operation to each as they may read it, however often it is asked', async () => {
    const [reader, analyst] = [await as('reader'), await as('analyst')];
    for (let round = 0; round < 4; round++) {
      const [byAnalyst, byReader, byNobody] = await Promise.all([
        gateway.ask(query, analyst),
        gateway.ask(query, reader),
        gateway.ask(query),
      ]);
      expect(byAnalyst).toMatchObject({ status: 200, data: { finding } });
      expect(byAnalyst.errors).toBeUndefined();
      expect(byReader.data).toEqual({ finding: { ...finding, attributedTo: null } });
      expect(byNobody).toMatchObject({
        status: 200,
        data: { finding: { id: '1', confidence: null, attributedTo: null } },
        errors: [
          {
            message: 'You may not read this field. (Finding.confidence)',
            path: ['finding', 'confidence'],
            extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
          },
          {
            message: 'You may not read this field. (Finding.attributedTo)',
            path: ['finding', 'attributedTo'],
            extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
          },
        ],
      });
    }
  });

  it('decides by the purpose of the request, too', async () => {
    const token = await issuer.token({
      roles: ['analyst'],
      purposes: ['REPORTING', 'PUBLIC_INFO'],
    });
    const attributed = async (purpose: string) => {
      const { data } = await gateway.ask(query, { token, headers: { 'x-hub-purpose': purpose } });
      return data;
    };
    expect(await attributed('REPORTING')).toEqual({ finding });
    expect(await attributed('PUBLIC_INFO')).toEqual({
      finding: { ...finding, attributedTo: null },
    });
  });
});
