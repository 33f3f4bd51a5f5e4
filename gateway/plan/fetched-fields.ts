/** One selection of a field: what was asked there, and for objects of which types. */
export interface FetchedField {
  /** Name and arguments. */
  readonly variant: string;
  /** Types of the objects that have it; null where every object at the place has. */
  readonly types: readonly string[] | null;
}

/** Fields by their place in the answer: response keys from the root, without types and lists. */
export interface FetchedFields {
  /** What was fetched before a branch of the plan began. */
  readonly before: FetchedFields | null;
  readonly fields: Map<string, FetchedField[]>;
}

/** A branch sees what was fetched before it and nothing of its siblings. */
export function branchOf(before: FetchedFields | null): FetchedFields {
  return { before, fields: new Map() };
}

/** Once a branch is done, what it fetched is known to all that follows. */
export function joinBranch(target: FetchedFields, branch: FetchedFields): void {
  for (const [place, fields] of branch.fields) {
    for (const field of fields) addField(target, place, field);
  }
}

export function addField({ fields }: FetchedFields, place: string, field: FetchedField): void {
  const known = fields.get(place);
  if (known === undefined) fields.set(place, [field]);
  else if (!known.some((one) => isSame(one, field))) known.push(field);
}

/** Everything that was asked at a place. */
export function fieldsAt(fetched: FetchedFields, place: string): readonly FetchedField[] {
  const before = fetched.before === null ? [] : fieldsAt(fetched.before, place);
  return [...before, ...(fetched.fields.get(place) ?? [])];
}

export function isFetched({ before, fields }: FetchedFields, place: string): boolean {
  return fields.has(place) || (before !== null && isFetched(before, place));
}

/** Response keys directly under a place. */
export function keysUnder({ before, fields }: FetchedFields, place: string): readonly string[] {
  const prefix = `${place}.`;
  const keys = [...fields.keys()].flatMap((other) => {
    if (!other.startsWith(prefix)) return [];
    const key = other.slice(prefix.length);
    return key.includes('.') ? [] : [key];
  });
  return before === null ? keys : [...keysUnder(before, place), ...keys];
}

/** The place of a key under a place; the answer itself is the empty place. */
export function placeOf(place: string, key: string): string {
  return `${place}.${key}`;
}

function isSame(a: FetchedField, b: FetchedField): boolean {
  return a.variant === b.variant && (a.types?.join() ?? null) === (b.types?.join() ?? null);
}
