import type { CedarValueJson, EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { ReleaseTerms } from '../../lib/release-text.ts';
import type { SharingAgreement } from '../../schema/hub-state.ts';
import { cedarInstant, type Decision, type Policies } from './policies.ts';

export interface ReleaseQuestion {
  readonly receiver: {
    readonly partner: string;
    readonly groups: readonly string[];
    readonly purpose: string;
  };
  readonly record: {
    /** `<OWNER>:<type>:<local>` */
    readonly id: string;
    /** Name of the record's type: `Consignment`. */
    readonly type: string;
    /** Null where there is none, or one that cannot be read. */
    readonly marking: ReleaseTerms | null;
  };
  /** All that the hub knows, in force or not. */
  readonly agreements: readonly SharingAgreement[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Whether a record is released to a receiver, as `schema/policies/release.cedar` says: the norm
 * that the compiled rule is held to. Too slow for every record of every answer.
 */
export function cedarDecides(
  policies: Policies,
  { receiver, record, agreements, now }: ReleaseQuestion,
): Decision {
  const resource = { type: 'Record', id: record.id };
  const { marking } = record;
  const agreement = agreements.find(({ id }) => id === marking?.policyId);
  const colon = record.id.indexOf(':');
  const attrs: Record<string, CedarValueJson> = {
    type: record.type,
    owner: colon === -1 ? '' : record.id.slice(0, colon),
  };
  const entities: EntityJson[] = [{ uid: resource, attrs, parents: [] }];
  if (marking !== null) {
    const { policyId: _policyId, reviewAt, ...rest } = marking;
    attrs['marking'] = {
      originator: rest.originator,
      releasableTo: [...rest.releasableTo],
      excluded: [...rest.excluded],
      purposes: [...rest.purposes],
      ...(reviewAt === null ? {} : { reviewAt: cedarInstant(Date.parse(reviewAt)) }),
      ...(agreement === undefined
        ? {}
        : { agreement: { __entity: { type: 'Agreement', id: agreement.id } } }),
    };
  }
  if (agreement !== undefined) {
    const { id, parties, types, purposes, from, to } = agreement;
    entities.push({
      uid: { type: 'Agreement', id },
      attrs: {
        parties: [...parties],
        ...(types === null ? {} : { types: [...types] }),
        purposes: [...purposes],
        from: cedarInstant(Date.parse(from)),
        ...(to === null ? {} : { to: cedarInstant(Date.parse(to)) }),
      },
      parents: [],
    });
  }
  return policies.decide({
    action: 'receive',
    partner: receiver.partner,
    groups: receiver.groups,
    resource,
    context: {
      partner: receiver.partner,
      receiver: [receiver.partner, ...receiver.groups],
      purpose: receiver.purpose,
      now: cedarInstant(now),
    },
    entities,
  });
}
