import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { composed } from './planners.ts';

const { sdl } = composed({ sites: 'type Query { sites: Int }' });
const source = (path: string) => JSON.stringify(new URL(`../../../${path}`, import.meta.url).href);
const script = `
  import { choosePlanner } from ${source('gateway/plan/choose-planner.ts')};
  import { createSupergraph } from ${source('schema/supergraph.ts')};
  const supergraph = createSupergraph(process.env.SDL);
  const warnings = [];
  const log = { info() {}, warn: (fields, message) => warnings.push(message + fields.reason) };
  const choose = (planner) =>
    choosePlanner(supergraph, supergraph.apiSchema, { log, ...(planner && { planner }) });
  const chosen = await choose();
  const explicit = await choose('native');
  console.log(JSON.stringify({ name: chosen.planner?.name, warnings, codes: explicit.findings?.map(({ code }) => code) }));
`;

it("takes Apollo's planner, and warns, where the native one has no build", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    // The addon's own way to say where its build is.
    { env: { ...process.env, SDL: sdl, NAPI_RS_NATIVE_LIBRARY_PATH: '/nowhere/planner.node' } },
  );
  expect(JSON.parse(stdout)).toEqual({
    name: 'apollo',
    warnings: [expect.stringContaining('did not start')],
    codes: ['PLANNER_REFUSED'],
  });
});
