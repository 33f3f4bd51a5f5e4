import type { Row } from '@entente/kit';
import {
  type GraphQLField,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Draw } from './draw.ts';
import { drawInput, drawKey, drawValue, type InputOf } from './draw-input.ts';
import { selectAll } from './draw-selection.ts';
import { subjectsOf } from './focus.ts';
import type { Operation } from './operation.ts';
import { partners } from './partners.ts';
import { type Records, recordTypes, tableOf } from './records.ts';
import type { WrittenDomain } from './written-domain.ts';

type MutationField = GraphQLField<unknown, unknown>;

type Kind = 'create' | 'bulk' | 'mark' | 'advance' | 'change';

export function kindOf({ name, args }: Pick<MutationField, 'name' | 'args'>): Kind {
  const has = (argument: string) => args.some((one) => one.name === argument);
  if (/^(set|grant|revoke)\w+(Marking|Release)$/.test(name)) return 'mark';
  if (has('inputs')) return 'bulk';
  if (has('marking')) return 'create';
  return has('to') || has('with') ? 'advance' : 'change';
}

/** Of 100 mutations; the rest changes what is there. */
const shares = { create: 18, bulk: 5, mark: 11, advance: 38 } as const;

/** What mutations are drawn of. */
export interface Drawing {
  readonly domain: WrittenDomain;
  readonly draw: Draw;
  readonly records: Records;
  /** Types that are written. */
  readonly focus: ReadonlySet<string>;
}

/** Names under which fields of one operation stand. */
const aliases = ['answer', 'second', 'third'] as const;

/** One to three mutations in one operation, mostly good ones. */
export function drawMutation(drawing: Drawing): Operation {
  const { draw } = drawing;
  const count = draw.chance(12) ? 2 + draw.int(2) : 1;
  const parts = aliases.slice(0, count).map((alias) => drawCall(alias, drawing));
  const declared = parts.map((part) => part.declared).filter((one) => one !== '');
  return {
    calls: parts.map(({ call }) => call),
    query: `mutation(${declared.join(', ')}) { ${parts.map(({ text }) => text).join(' ')} }`,
    variables: Object.fromEntries(
      parts.flatMap(({ call }) =>
        Object.entries(call.args).map(([name, value]) => [nameIn(call.alias, name), value]),
      ),
    ),
  };
}

/** The variable of an argument. */
export function nameIn(alias: string, argument: string): string {
  return alias === 'answer' ? argument : `${alias}_${argument}`;
}

/** A mutation, mostly a good one, of a record that the caller sees or does not see. */
function drawCall(alias: string, drawing: Drawing) {
  const { domain, draw, focus } = drawing;
  const { subgraph } = domain;
  const fields = Object.values(subgraph.schema.getMutationType()?.getFields() ?? {});
  const there = [...focus].filter((type) => rowsOf(type, drawing).length > 0);
  const kind = drawKind(draw, there.flatMap((type) => rowsOf(type, drawing)).length);
  const possible = fields.filter((field) => {
    const type = writtenBy(field, domain);
    if (type === null) return kind === 'mark' || kindOf(field) !== 'mark';
    if (!focus.has(type)) return false;
    // What is said about a record, or done to one, needs one.
    const needed = kindOf(field) === 'create' ? [...subjectsOf(domain, type)] : [type];
    return kindOf(field) === 'bulk' || needed.every((one) => rowsOf(one, drawing).length > 0);
  });
  const some = possible.filter((one) => kindOf(one) === kind);
  const field = draw.pick(some.length === 0 ? possible : some);
  const args = drawArguments(field, drawing);
  const used = field.args.filter(({ name }) => name in args);
  const declared = used
    .map(({ name, type }) => `$${nameIn(alias, name)}: ${String(type)}`)
    .join(', ');
  const passed = used.map(({ name }) => `${name}: $${nameIn(alias, name)}`).join(', ');
  const payload = getNamedType(field.type);
  const types = new Set(recordTypes(subgraph).values());
  const selection = isObjectType(payload) ? selectAll(payload, 2, types) : '';
  return {
    call: { field: field.name, alias, args },
    declared,
    text: `${alias}: ${field.name}(${passed}) { ${selection} }`,
  };
}

function rowsOf(type: string, { domain, records }: Drawing): readonly Row[] {
  return records[tableOf(domain.subgraph, type)] ?? [];
}

/** So many records are made before anything else is done. */
const few = 8;

function drawKind({ int }: Draw, records: number): Kind {
  if (records < few) return 'create';
  let dice = int(100);
  for (const [kind, share] of Object.entries(shares)) {
    // A large world is no better than a small one, and slower.
    const part = records > 60 && (kind === 'create' || kind === 'bulk') ? share / 4 : share;
    if (dice < part) return kind as Kind;
    dice -= part;
  }
  return 'change';
}

function drawArguments(field: MutationField, drawing: Drawing): Row {
  const { domain, draw, records } = drawing;
  const type = writtenBy(field, domain) ?? drawType(drawing);
  const aboutOne = field.args.some(({ name }) => name === 'id');
  const { record, to } = aboutOne ? drawSubject(field, type, drawing) : { record: null, to: null };
  const args: Record<string, unknown> = {};
  const follows = domain.markedAsSubject?.includes(field.name) === true;
  for (const { name, type: asked } of field.args) {
    const named = getNamedType(asked);
    const of: InputOf = { domain, type, draw };
    switch (name) {
      case 'id':
        args[name] = draw.chance(6) || record === null ? draw.id(type) : record['id'];
        break;
      case 'expectedRevision':
        args[name] = draw.chance(12) ? 1 + draw.int(5) : Number(record?.['revision'] ?? 1);
        break;
      case 'idempotencyKey':
        args[name] = draw.text();
        break;
      case 'marking':
        if (isNonNullType(asked) || draw.chance(follows ? 40 : 85)) args[name] = draw.marking();
        break;
      case 'reason':
        if (draw.chance(85)) args[name] = draw.chance(3) ? 'Dr. Smith said so' : draw.text();
        else if (String(asked).endsWith('!')) args[name] = '';
        break;
      case 'to':
        args[name] =
          kindOf(field) === 'mark'
            ? draw.some([...partners, 'NEAR', 'PARTNERS'], 30, 1)
            : (to?.state ?? drawValue(name, asked, of));
        break;
      case 'with':
        if (isInputObjectType(named) && draw.chance(90)) {
          args[name] = drawInput(named, of, new Set(to?.requires));
        }
        break;
      case 'input':
        if (isInputObjectType(named)) args[name] = drawInput(named, of);
        break;
      case 'inputs':
        args[name] = Array.from({ length: 1 + draw.int(4) }, () =>
          isInputObjectType(named) ? drawInput(named, of) : null,
        );
        break;
      case 'allOrNone':
        args[name] = draw.chance(40);
        break;
      default:
        if (!String(asked).endsWith('!') && draw.chance(60)) break;
        args[name] = String(asked).startsWith('[')
          ? Array.from({ length: 1 + draw.int(3) }, () => drawKey(name, of))
          : drawKey(name, of);
    }
  }
  const fitting = record === null ? undefined : domain.arguments?.[field.name];
  if (record === null || fitting === undefined || draw.chance(20)) return args;
  return { ...args, ...fitting(draw, record, records) };
}

/** The type of the records that a mutation writes; null where any will do. */
function writtenBy(field: MutationField, { subgraph }: WrittenDomain): string | null {
  const payload = getNamedType(field.type);
  const name = /^(\w+?)(Payload|Batch)$/.exec(payload.name)?.[1] ?? '';
  return subgraph.entities.has(name) ? name : null;
}

function drawType(drawing: Drawing): string {
  const types = [...drawing.focus];
  const there = types.filter((type) => rowsOf(type, drawing).length > 0);
  return drawing.draw.pick(there.length > 0 ? there : types);
}

interface Way {
  readonly state: string;
  readonly requires: readonly string[];
}

/** A record, mostly one that can go where the mutation leads, and the way. */
function drawSubject(
  field: MutationField,
  type: string,
  drawing: Drawing,
): { readonly record: Row | null; readonly to: Way | null } {
  const { domain, draw, records } = drawing;
  let record = draw.record(type, true);
  const fits = domain.about?.[field.name];
  const fitting = rowsOf(type, drawing).filter((row) => fits?.(row, records) ?? false);
  if (fitting.length > 0 && draw.chance(75)) return { record: draw.pick(fitting), to: null };
  const advance = advanceOf(domain, type);
  if (advance === null || draw.chance(12)) return { record, to: null };
  const { states, fields = {}, steps = {} } = advance;
  const step = steps[field.name];
  const leads = step === undefined ? fields[field.name] : [step];
  if (leads === undefined && field.name !== advance.field) return { record, to: null };
  const model = domain.subgraph.entities.get(type)?.fields.get(states.field);
  const column = model !== undefined && 'column' in model ? model.column : '';
  for (let tries = 0; tries < 6; tries += 1) {
    const present = record?.[column];
    const ways = states.transitions.filter(
      ({ from, to }) => from.some((one) => one === present) && (leads?.includes(to) ?? true),
    );
    if (ways.length > 0) {
      const { to, requires = [] } = draw.pick(ways);
      return { record, to: { state: to, requires } };
    }
    record = draw.record(type, true);
  }
  return { record, to: null };
}

function advanceOf({ subgraph }: WrittenDomain, type: string) {
  const writes = subgraph.definition.writing?.writes?.find((one) => one.type === type);
  return writes?.options.advance ?? null;
}
