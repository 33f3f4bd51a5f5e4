import { type Purpose, purposes } from '../../schema/hub-state.ts';
import { type Choices, createChoices } from '../differential/choices.ts';
import type {
  Conduct,
  FieldModel,
  Item,
  MarkingModel,
  Model,
  PrincipalModel,
  SubgraphModel,
  Target,
  TextField,
  TypeModel,
} from './model.ts';

const partners = ['XAA', 'XAB', 'XAC', 'XAD'] as const;
const conducts: readonly Conduct[] = ['everything', 'unmarked', 'forging', 'swapping', 'adding'];

/** @param honest all subgraphs keep to the rules: the answer must be whole */
export function drawModel(seed: number, honest: boolean): Model {
  const choices = createChoices(seed);
  const { int, chance, pick } = choices;
  const subgraphs = Array.from({ length: 2 + int(4) }, (_, i): SubgraphModel => {
    const operator = chance(45) ? pick(partners) : 'HUB';
    // What the hub itself runs is trusted not to forge and not to add.
    const possible = operator === 'HUB' ? conducts.slice(0, 2) : conducts;
    return {
      name: `s${i}`,
      operator,
      conduct: honest || chance(35) ? 'honest' : pick(possible),
    };
  });
  const names = subgraphs.map(({ name }) => name);
  const bare = Array.from({ length: 3 + int(3) }, (_, i) => ({
    name: `T${i}`,
    marked: i === 0 || chance(75),
    asText: chance(75),
    owner: pick(names),
  }));
  const targets = drawTargets(
    bare.map(({ name }) => name),
    choices,
  );
  const types = bare.map((type) => ({
    ...type,
    fields: drawFields(type, names, targets, choices),
  }));
  const policy = drawPolicy(types, choices);
  return {
    subgraphs,
    types: withRequires(types, choices),
    records: drawRecords(types, subgraphs, Object.keys(policy.groups), choices),
    policy,
    principals: drawPrincipals(choices),
  };
}

function drawTargets(types: readonly string[], { chance, some }: Choices): readonly Target[] {
  const objects = types.map((name): Target => ({ kind: 'object', name, types: [name] }));
  const targets = [...objects, ...objects];
  if (chance(70)) targets.push({ kind: 'union', name: 'Either', types: some(types, 50, 2) });
  if (chance(70)) targets.push({ kind: 'interface', name: 'Thing', types });
  return targets;
}

function drawFields(
  { owner }: Pick<TypeModel, 'owner'>,
  subgraphs: readonly string[],
  targets: readonly Target[],
  { int, chance, pick }: Choices,
): readonly FieldModel[] {
  const place = (): string => (chance(50) ? owner : pick(subgraphs));
  const texts = Array.from({ length: 2 + int(3) }, (_, i): FieldModel => {
    return { kind: 'text', name: `a${i}`, subgraph: i === 0 ? owner : place(), requires: [] };
  });
  const references = Array.from({ length: 1 + int(3) }, (_, i): FieldModel => {
    const shape = pick([
      'one',
      'one',
      'one',
      'list',
      'strict-list',
      'nested-list',
      'connection',
      'connection',
      'holder',
    ] as const);
    const usable = targets.filter(({ kind }) => shape !== 'connection' || kind === 'object');
    return { kind: 'reference', name: `r${i}`, subgraph: place(), target: pick(usable), shape };
  });
  return [...texts, ...references];
}

/** Some texts need what others resolve. */
function withRequires(types: readonly TypeModel[], choices: Choices): readonly TypeModel[] {
  const { chance, pick } = choices;
  return types.map((type) => {
    const fields = type.fields.map((field): FieldModel => {
      if (field.kind !== 'text' || field.subgraph === type.owner || !chance(60)) return field;
      const ways = type.fields.flatMap((other): TextField['requires'][number][] => {
        if (other.subgraph === field.subgraph) return [];
        if (other.kind === 'text')
          return other.requires.length === 0 && other.subgraph === type.owner ? [other.name] : [];
        if (other.shape !== 'one' || other.target.kind !== 'object') return [];
        const target = types.find(({ name }) => name === other.target.name);
        const text = target?.fields.find((one) => one.kind === 'text' && one.name === 'a0');
        // What the asking subgraph resolves itself cannot be external to it.
        if (text === undefined || text.subgraph === field.subgraph) return [];
        return [{ reference: other.name, text: 'a0' }];
      });
      const nested = ways.filter((way) => typeof way !== 'string');
      const usable = nested.length > 0 && chance(80) ? nested : ways;
      return usable.length === 0 ? field : { ...field, requires: [pick(usable)] };
    });
    return { ...type, fields };
  });
}

function drawPolicy(
  types: readonly TypeModel[],
  { chance, some, int, pick }: Choices,
): Model['policy'] {
  const groups = { RELIEF: some(partners, 50), HEALTH: some(partners, 50) };
  const parties = [...partners, 'PUBLIC', 'PARTNERS', 'RELIEF', 'HEALTH'];
  const agreements = Array.from({ length: 1 + int(3) }, (_, i) => ({
    id: `AGREED-${i}`,
    parties: chance(60) ? ['PUBLIC'] : some(parties, 30, 1),
    types: chance(60)
      ? null
      : some(
          types.map(({ name }) => name),
          70,
        ),
    purposes: chance(60) ? purposes : some(purposes, 50),
    from: chance(90) ? '2020-01-01T00:00:00Z' : '2100-01-01T00:00:00Z',
    to: pick([null, null, null, '2100-01-01T00:00:00Z', '2021-01-01T00:00:00Z']),
  }));
  const status = (): 'ACTIVE' | 'SUSPENDED' => (chance(92) ? 'ACTIVE' : 'SUSPENDED');
  return {
    groups,
    agreements,
    partnerStatus: Object.fromEntries(partners.map((partner) => [partner, status()])),
  };
}

function drawPrincipals({ chance, pick }: Choices): readonly PrincipalModel[] {
  return Array.from({ length: 2 }, (): PrincipalModel => {
    return chance(20)
      ? { partner: 'PUBLIC', purpose: 'PUBLIC_INFO' }
      : { partner: pick(partners), purpose: pick(purposes) };
  });
}

function drawRecords(
  types: readonly TypeModel[],
  subgraphs: readonly SubgraphModel[],
  groups: readonly string[],
  choices: Choices,
): ReadonlyMap<string, Item> {
  const { int, chance, pick } = choices;
  const ids = new Map<string, string[]>();
  for (const { name, owner } of types) {
    const system = subgraphs.find((one) => one.name === owner);
    const list = Array.from({ length: 2 + int(4) }, (_, i) => {
      // An honest partner has records of its own alone.
      const own = system !== undefined && system.operator !== 'HUB';
      const foreign = system?.conduct !== 'honest' && chance(40);
      const partner = own && !foreign ? system.operator : pick(partners);
      return `${partner}:${name}:n${i}z`;
    });
    ids.set(name, [...new Set(list)]);
  }
  const records = new Map<string, Item>();
  for (const type of types) {
    for (const id of ids.get(type.name) ?? []) {
      const references: Record<string, readonly string[]> = {};
      for (const field of type.fields) {
        if (field.kind !== 'reference') continue;
        const possible = field.target.types.flatMap((name) => ids.get(name) ?? []);
        const single = field.shape === 'one' || field.shape === 'holder';
        const count = single ? 1 : int(4);
        references[field.name] =
          single && chance(10) ? [] : Array.from({ length: count }, () => pick(possible));
      }
      const marking = type.marked && chance(94) ? drawMarking(id, groups, choices) : null;
      records.set(id, { id, type: type.name, marking, references });
    }
  }
  return records;
}

function drawMarking(
  id: string,
  groups: readonly string[],
  { chance, some, pick }: Choices,
): MarkingModel {
  const names = [...partners, ...groups, 'PARTNERS', 'PUBLIC'];
  const partner = id.slice(0, 3);
  return {
    policyId: chance(85) ? 'AGREED-0' : pick(['AGREED-1', 'UNKNOWN']),
    originator: chance(95) ? partner : pick(partners),
    releasableTo: chance(35) ? ['PUBLIC'] : some(names, 30),
    excluded: chance(70) ? [] : some(names.slice(0, 6), 25),
    purposes: chance(60) ? [...purposes] : (some(purposes, 60) as Purpose[]),
    reviewAt: pick([null, null, null, '2100-01-01T00:00:00Z', '2021-01-01T00:00:00Z']),
  };
}
