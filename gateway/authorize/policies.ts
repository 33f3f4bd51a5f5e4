import { createHash } from 'node:crypto';
import type {
  CedarValueJson,
  Context,
  Entities,
  EntityJson,
  PolicyJson,
  TypeAndId,
} from '@cedar-policy/cedar-wasm/nodejs';

/** A file of `schema/policies`. */
export interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

/** One request to Cedar: may the partner do this to that? */
export interface Question {
  readonly action: 'readField' | 'receive';
  readonly partner: string;
  readonly groups: readonly string[];
  readonly resource: TypeAndId;
  readonly context: Context;
  /** Entities besides the partner. */
  readonly entities?: readonly EntityJson[];
}

export interface Decision {
  readonly permitted: boolean;
  /** The `@id`s of the policies that decided; none where nothing permits. */
  readonly policies: readonly string[];
}

/** The hub's Cedar policies, read and held to their schema. */
export interface Policies {
  readonly decide: (question: Question) => Decision;
  /** By names of `@policy`: the `@id`s of the policies that may permit it. */
  readonly fieldPolicies: ReadonlyMap<string, readonly string[]>;
  /** Names of files by the `@id`s of the policies in them. */
  readonly files: ReadonlyMap<string, string>;
}

export type PoliciesResult =
  | { readonly kind: 'policies'; readonly policies: Policies }
  | { readonly kind: 'failed'; readonly problems: readonly string[] };

/**
 * Reads policies and validates them against the schema that stands among the files. Cedar is loaded
 * when first needed: it takes a few megabytes.
 */
export async function loadPolicies(files: readonly PolicyFile[]): Promise<PoliciesResult> {
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
  const staticPolicies: Record<string, string> = {};
  const fieldPolicies = new Map<string, readonly string[]>();
  const inFiles = new Map<string, string>();
  const problems: string[] = [];
  const schema = files.find(({ name }) => name.endsWith('.cedarschema'));
  if (schema === undefined) problems.push('There is no .cedarschema among the policies.');
  for (const { name, text } of files.filter((file) => file.name.endsWith('.cedar'))) {
    const parts = cedar.policySetTextToParts(text);
    if (parts.type === 'failure') {
      problems.push(...parts.errors.map(({ message }) => `${name}: ${message}`));
      continue;
    }
    if (parts.policy_templates.length > 0) problems.push(`${name}: templates are not used here.`);
    for (const policy of parts.policies) {
      const read = cedar.policyToJson(policy);
      const json = read.type === 'success' ? read.json : undefined;
      const id = json?.annotations?.['id'];
      if (json === undefined || id === undefined) problems.push(`${name}: a policy has no @id.`);
      else if (Object.hasOwn(staticPolicies, id)) problems.push(`${name}: @id("${id}") is taken.`);
      else {
        staticPolicies[id] = policy;
        inFiles.set(id, name);
        for (const named of namedFieldPolicies(json)) {
          fieldPolicies.set(named, [...(fieldPolicies.get(named) ?? []), id]);
        }
      }
    }
  }
  if (schema !== undefined) {
    const validated = cedar.validate({ schema: schema.text, policies: { staticPolicies } });
    const wrong =
      validated.type === 'failure'
        ? validated.errors.map(({ message }) => message)
        : validated.validationErrors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
    problems.push(...wrong);
  }
  if (problems.length > 0) return { kind: 'failed', problems };

  // Cedar keeps parsed policies under a name as long as the process lives: the same for the same.
  const set = createHash('sha256').update(JSON.stringify(staticPolicies)).digest('hex');
  cedar.preparsePolicySet(set, { staticPolicies });
  const decide = ({ action, partner, groups, ...question }: Question): Decision => {
    const principal = { type: 'Partner', id: partner };
    const parents = groups.map((id) => ({ type: 'Group', id }));
    const entities: Entities = [{ uid: principal, attrs: {}, parents }];
    const answer = cedar.statefulIsAuthorized({
      principal,
      action: { type: 'Action', id: action },
      resource: question.resource,
      context: question.context,
      preparsedPolicySetId: set,
      entities: entities.concat(question.entities ?? []),
    });
    // What Cedar cannot read, and what a policy stumbles over, is denied.
    if (answer.type === 'failure') return { permitted: false, policies: [] };
    const { decision, diagnostics } = answer.response;
    const permitted = decision === 'allow' && diagnostics.errors.length === 0;
    return { permitted, policies: [...diagnostics.reason].sort() };
  };
  return { kind: 'policies', policies: Object.freeze({ decide, fieldPolicies, files: inFiles }) };
}

/** A point in time as Cedar writes it; its clock has milliseconds. */
export function cedarInstant(milliseconds: number): CedarValueJson {
  return { __extn: { fn: 'datetime', arg: new Date(milliseconds).toISOString() } };
}

function namedFieldPolicies({ resource, effect }: PolicyJson): readonly string[] {
  if (effect !== 'permit' || resource.op !== '==' || !('entity' in resource)) return [];
  const { entity } = resource;
  const { type, id } = '__entity' in entity ? entity.__entity : entity;
  return type === 'FieldPolicy' ? [id] : [];
}
