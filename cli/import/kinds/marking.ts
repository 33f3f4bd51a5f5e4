/** The label of a record, as far as the person who imports decides it. */
export interface Marking {
  readonly classification: string;
  readonly sensitivity: string;
  readonly tlp: string;
  readonly releasable_to: readonly string[];
  readonly excluded: readonly string[];
  readonly purposes: readonly string[];
}

/** What is published already is released to everybody, for every purpose. */
export const publicMarking: Marking = {
  classification: 'UNCLASSIFIED',
  sensitivity: 'LOW',
  tlp: 'CLEAR',
  releasable_to: ['PUBLIC'],
  excluded: [],
  purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
};
