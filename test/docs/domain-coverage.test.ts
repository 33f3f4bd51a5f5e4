import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { createSupergraph } from '../../schema/supergraph.ts';
import { codeLists } from '../../subgraphs/reference/facts/code-lists.ts';
import { concepts, entities, questions } from './domain-brief.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = (name: string) => read(`docs/domain-coverage/${name}.md`);
const domains = Object.keys(entities);
const pages = ['concepts', ...domains];

const schema: GraphQLSchema = (() => {
  const supergraph = createSupergraph(read('schema/supergraph.graphql'));
  if (supergraph.kind === 'failed') throw new Error(JSON.stringify(supergraph.findings));
  return supergraph.apiSchema;
})();

/** Lists of codes that are no enums of a contract. */
const codes = new Set(codeLists.map(({ code }) => code));

/** First and second cell of every table row. */
function rows(text: string): readonly (readonly [string, string])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[ \-|]*\|$/.test(line))
    .map((line) => {
      const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
      return [cells[1] ?? '', cells[2] ?? ''] as const;
    });
}

const placeOf = (name: string, first: string) =>
  rows(page(name)).find(([cell]) => cell.replaceAll('`', '') === first)?.[1];

describe('the coverage pages', () => {
  it.each(pages)('%s names only types and fields that are there', (name) => {
    const tokens = [...page(name).matchAll(/`([A-Z][a-z]\w*)(?:\.(\w+))?`/g)];
    const missing = tokens.filter(([, type = '', field]) => {
      const found = schema.getType(type);
      if (found === undefined) return !codes.has(type);
      if (field === undefined) return false;
      const has = isObjectType(found) || isInterfaceType(found) || isInputObjectType(found);
      return !has || found.getFields()[field] === undefined;
    });
    expect(missing.map(([token]) => token)).toEqual([]);
  });

  it('give every concept its place', () => {
    expect(concepts.filter((concept) => !placeOf('concepts', concept))).toEqual([]);
  });

  it.each(domains)('give every entity of %s its place, or what it waits for', (domain) => {
    for (const entity of entities[domain] ?? []) {
      const place = placeOf(domain, entity) ?? '';
      if (schema.getType(entity) === undefined)
        expect([entity, place]).toEqual([entity, expect.stringMatching(/^waits for /)]);
      else expect([entity, place]).toEqual([entity, expect.stringMatching(/\S/)]);
    }
  });

  it.each(domains)('list every record type of %s', (domain) => {
    const contract = parse(read(`schema/${domain}.graphql`));
    const text = page(domain);
    const records = contract.definitions.flatMap((definition) =>
      definition.kind === 'ObjectTypeDefinition' &&
      definition.interfaces?.some((one) => one.name.value === 'Marked')
        ? [definition.name.value]
        : [],
    );
    expect(records.length).toBeGreaterThan(0);
    expect(records.filter((type) => !text.includes(`\`${type}`))).toEqual([]);
  });
});

describe.each(domains)('the questions of %s', (domain) => {
  const folder = `test/e2e/questions/${domain}`;
  const files = readdirSync(join(root, folder));
  const queries = files.filter((file) => file.endsWith('.graphql'));
  const tests = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(`${folder}/${file}`));

  it('each have a query, or what they wait for', () => {
    for (const question of questions[domain] ?? []) {
      const place = placeOf(domain, question) ?? 'not listed';
      const named = /`([\w-]+\.graphql)`/.exec(place)?.[1];
      if (named === undefined)
        expect([question, place]).toEqual([question, expect.stringMatching(/^waits for /)]);
      else expect(queries).toContain(named);
    }
  });

  it('are all listed, valid and asked by a test', () => {
    for (const query of queries) {
      expect(validate(schema, parse(read(`${folder}/${query}`)))).toEqual([]);
      expect(page(domain)).toContain(`\`${query}\``);
      const name = query.replace('.graphql', '');
      expect([name, tests.some((text) => text.includes(name))]).toEqual([name, true]);
    }
  });
});
