import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type EnumTypeDefinitionNode, Kind, parse } from 'graphql';
import { codeLists } from '../../../subgraphs/reference/facts/code-lists.ts';

const schemaFolder = new URL('../../../schema/', import.meta.url);

/** Contracts and the hub's own types; the composed supergraph only repeats them. */
const contracts = readdirSync(schemaFolder).filter(
  (file) => file.endsWith('.graphql') && file !== 'supergraph.graphql',
);

function enumsOf(file: string): readonly EnumTypeDefinitionNode[] {
  const { definitions } = parse(readFileSync(new URL(file, schemaFolder), 'utf8'));
  return definitions
    .filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION)
    .filter(({ name }) => !/(Order|Dimension)$/.test(name.value));
}

const arabic = /\p{Script=Arabic}/u;
const hebrew = /\p{Script=Hebrew}/u;
const digitsOnly = /^[\d\s–-]+$/;

describe('code lists', () => {
  it.each(contracts)('label every value of every enum in %s', (file) => {
    const missing = enumsOf(file).flatMap(({ name, values = [] }) => {
      const list = codeLists.find(({ code }) => code === name.value);
      if (list === undefined) return [name.value];
      const labelled = new Set(list.codes.map(({ code }) => code));
      return values
        .filter((value) => !labelled.has(value.name.value))
        .map((value) => `${name.value}.${value.name.value}`);
    });
    expect(missing).toEqual([]);
  });

  it('label no value that the enum does not have', () => {
    const enums = new Map(
      contracts
        .flatMap(enumsOf)
        .map(({ name, values = [] }) => [
          name.value,
          new Set(values.map((value) => value.name.value)),
        ]),
    );
    const unknown = codeLists.flatMap(({ code: list, codes }) =>
      codes
        .filter(({ code }) => enums.get(list)?.has(code) === false)
        .map(({ code }) => `${list}.${code}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are labelled in English, Arabic and Hebrew', () => {
    const labels = codeLists.flatMap(({ title, codes }) => [
      title,
      ...codes.map(({ label }) => label),
    ]);
    expect(labels.length).toBeGreaterThan(400);
    const unlabelled = labels.filter(
      ({ en, ar, he }) =>
        en === '' ||
        !(arabic.test(ar) || digitsOnly.test(ar)) ||
        !(hebrew.test(he) || /\d/.test(he)),
    );
    expect(unlabelled).toEqual([]);
  });

  it('hold each list once, and each code of a list once', () => {
    const names = codeLists.map(({ code }) => code);
    expect(new Set(names).size).toBe(names.length);
    for (const { codes } of codeLists) {
      const values = codes.map(({ code }) => code);
      expect(new Set(values).size).toBe(values.length);
      expect(values.length).toBeGreaterThan(1);
    }
  });
});
