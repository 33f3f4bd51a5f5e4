import { getNamedType, isInputObjectType, isNonNullType } from 'graphql';
import type { Choices } from '../../differential/choices.ts';
import type { WrittenDomain } from './written-domain.ts';

/** Types that are written in one sequence: a few that have to do with each other meet more often. */
export function drawFocus(domain: WrittenDomain, { chance, pick }: Choices): ReadonlySet<string> {
  const written = (domain.subgraph.definition.writing?.writes ?? []).map(({ type }) => type);
  const first = chance(60) ? [pick(written)] : [pick(written), pick(written)];
  const about = written.filter((type) => first.some((one) => subjectsOf(domain, type).has(one)));
  const focus = new Set([
    ...first,
    ...about,
    ...first.flatMap((type) => domain.alongside?.[type] ?? []),
  ]);
  // What they must name has to be there; a set is walked to the end of what is added meanwhile.
  for (const type of focus) for (const one of subjectsOf(domain, type)) focus.add(one);
  return focus;
}

/** Types of which a new record of this type must name one. */
export function subjectsOf({ subgraph }: WrittenDomain, type: string): ReadonlySet<string> {
  const { entities, schema } = subgraph;
  const writes = subgraph.definition.writing?.writes?.find((one) => one.type === type);
  const field = schema.getMutationType()?.getFields()[writes?.options.create?.field ?? ''];
  const input = getNamedType(field?.args.find(({ name }) => name === 'input')?.type);
  if (!isInputObjectType(input)) return new Set();
  return new Set(
    Object.values(input.getFields()).flatMap((one) => {
      const model = entities.get(type)?.fields.get(one.name);
      const needed = isNonNullType(one.type) && one.defaultValue === undefined;
      return needed && model?.kind === 'reference' && entities.has(model.type) ? [model.type] : [];
    }),
  );
}
