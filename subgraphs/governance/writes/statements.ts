import {
  defineMutation,
  type MarkingInput,
  notFound,
  type Row,
  refusal,
  sql,
  type WriteContext,
} from '@entente/kit';
import { markingOfSubject } from './marking-of-subject.ts';
import { requireTold } from './require-told.ts';

interface Statement {
  readonly input: Row;
  readonly marking?: MarkingInput | null;
}

/** States that a verifier's finding can end. */
const verifiable = ['REPORTED_MET', 'DISPUTED'];

/**
 * The milestone that a finding is about, locked before anything is written: its state and the finding
 * come together or not at all.
 */
const milestoneOf = (write: WriteContext, { input }: Statement) =>
  write.lock('Milestone', String(input['milestone']));

/** A finding is always recorded; the state follows it where the caller is the milestone's verifier. */
const verifyMilestone = defineMutation('verifyMilestone', {
  roles: ['verifier'],
  handle: async (write, statement: Statement) => {
    const { input, marking } = statement;
    const milestone = await milestoneOf(write, statement);
    const { row } = milestone;
    const decides =
      input['finding'] === 'MET' &&
      row['verifier_code'] === write.caller.partner &&
      verifiable.includes(String(row['state']));
    if (decides) requireTold(marking, row);
    const id = await write.create('MilestoneVerification', input, {
      marking: marking ?? markingOfSubject(row),
    });
    if (decides) {
      await write.advance(milestone, 'VERIFIED_MET', {
        with: { verifiedMetOn: input['verifiedOn'], verifiedBy: id },
      });
    }
    return { milestoneVerification: id };
  },
});

const disputeMilestone = defineMutation('disputeMilestone', {
  roles: ['verifier', 'reporter'],
  handle: async (write, statement: Statement) => {
    const { input, marking } = statement;
    const milestone = await milestoneOf(write, statement);
    if (milestone.row['owner_code'] === write.caller.partner) {
      throw refusal('TRANSITION_NOT_ALLOWED', 'A milestone is disputed by other partners.', {
        field: 'milestone',
        advice: 'Take back what was reported with `correctMilestone`, or with its next state.',
      });
    }
    requireTold(marking, milestone.row);
    const id = await write.create(
      'MilestoneVerification',
      { ...input, finding: 'NOT_MET' },
      { marking: marking ?? markingOfSubject(milestone.row) },
    );
    // Its text stays with the finding, which may be released to fewer than the milestone.
    await write.advance(milestone, 'DISPUTED', { with: { disputedBy: id } });
    return { milestoneVerification: id };
  },
});

const endorseTransition = defineMutation('endorseTransition', {
  roles: ['reporter'],
  handle: async (write, { input, marking }: Statement) => {
    // Nothing of the conversion changes: whoever sees it may say what it thinks of it.
    const id = String(input['transition']);
    const { rows } = await sql<Row>`select * from zone_transition
      where id = ${id} and withdrawn_at is null`.execute(write.db);
    const [transition] = rows;
    if (transition === undefined) throw notFound(id);
    return {
      transitionEndorsement: await write.create('TransitionEndorsement', input, {
        marking: marking ?? markingOfSubject(transition),
      }),
    };
  },
});

/** Statements of partners on records of others: records of their own, which the others cannot touch. */
export const statements = [verifyMilestone, disputeMilestone, endorseTransition];
