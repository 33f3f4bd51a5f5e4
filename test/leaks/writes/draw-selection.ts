import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';

const isPage = ({ name }: GraphQLObjectType) => name.endsWith('Connection');

function demands({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
}

/** Nobody can ask a gateway for it. */
function isInaccessible({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return astNode?.directives?.some(({ name }) => name.value.endsWith('inaccessible')) === true;
}

/** What the kit tells of a record's writing belongs to the record, however deep that stands. */
const trail = new Set(['StateChange', 'RecordRevision', 'RevisionChange']);

/**
 * All that can be asked of an object without arguments, as deep as is said; of lists how long they
 * are, and of those of records what they hold.
 *
 * @param records types of the subgraph's own records
 */
export function selectAll(
  type: GraphQLObjectType,
  depth: number,
  records: ReadonlySet<string>,
): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    if (field.name.startsWith('_') || demands(field) || isInaccessible(field)) return [];
    if (isLeafType(named)) return [field.name];
    if (!isObjectType(named) || (depth === 0 && !trail.has(named.name))) return [];
    if (isPage(named)) {
      const node = getNamedType(named.getFields()['nodes']?.type);
      const inner =
        isObjectType(node) && records.has(type.name)
          ? ` nodes { ${selectAll(node, 0, records)} }`
          : '';
      return [`${field.name}(first: 3) { totalCount${inner} }`];
    }
    if ('points' in named.getFields()) return [];
    const inner = selectAll(named, Math.max(0, depth - 1), records);
    return [`${field.name} { ${inner || '__typename'} }`];
  });
  return fields.join(' ');
}
