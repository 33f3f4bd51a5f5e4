import { readFileSync } from 'node:fs';
import { type EnumValueDefinitionNode, Kind, parse } from 'graphql';

const contracts = new Map<string, ReadonlyMap<string, readonly EnumValueDefinitionNode[]>>();

/** Values of an enum, read from the contract itself so that no second list can differ from it. */
export function codeList(contract: string, name: string): readonly string[] {
  return enumValues(contract, name).map((value) => value.name.value);
}

/** Where a list has two levels, the parent of each code: the first word of its description. */
export function codeParents(contract: string, name: string): ReadonlyMap<string, string> {
  return new Map(
    enumValues(contract, name).map((value) => [
      value.name.value,
      /^[A-Z_]+/.exec(value.description?.value ?? '')?.[0] ?? '',
    ]),
  );
}

function enumValues(contract: string, name: string): readonly EnumValueDefinitionNode[] {
  const known = contracts.get(contract) ?? readEnums(contract);
  contracts.set(contract, known);
  const values = known.get(name);
  if (values === undefined) throw new Error(`No enum ${name} in schema/${contract}.graphql`);
  return values;
}

function readEnums(contract: string): ReadonlyMap<string, readonly EnumValueDefinitionNode[]> {
  const file = new URL(`../../../schema/${contract}.graphql`, import.meta.url);
  const enums = new Map<string, readonly EnumValueDefinitionNode[]>();
  for (const definition of parse(readFileSync(file, 'utf8')).definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      enums.set(definition.name.value, definition.values ?? []);
    }
  }
  return enums;
}
